from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.board_row_tags_item import BoardRowTagsItem
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.patient_named import PatientNamed


T = TypeVar("T", bound="BoardRow")


@_attrs_define
class BoardRow:
    """A course on the board. ``refill_*`` is the next pump visit; ``run_dry_fast`` the time at the fast limit.

    ``dry_risk_percent``: simulated share of pumps that run dry before that visit, late visits counted, and the highest
    that the number of draws leaves possible; stated beside the limit, never instead. None: not simulated.
    ``tags`` are the filters that show this row.

        Attributes:
            course_id (str):
            patient_id (str):
            tags (list[BoardRowTagsItem]):
            course_version (int):
            computed_for (datetime.date):
            next_visit_id (None | str):
            next_visit_date (datetime.date | None):
            refill_visit_id (None | str):
            refill_date (datetime.date | None):
            refill_earliest (datetime.date | None):
            refill_latest (datetime.date | None):
            run_dry_nominal (datetime.datetime | None):
            run_dry_fast (datetime.datetime | None):
            dry_risk_percent (float | None):
            dry_risk_highest_percent (float | None):
            waits_for_laboratory (bool):
            waits_for_double_check (bool):
            next_action (str):
            text (str):
            critical_alerts (int):
            problem (None | str):
            patient (None | PatientNamed | Unset):
    """

    course_id: str
    patient_id: str
    tags: list[BoardRowTagsItem]
    course_version: int
    computed_for: datetime.date
    next_visit_id: None | str
    next_visit_date: datetime.date | None
    refill_visit_id: None | str
    refill_date: datetime.date | None
    refill_earliest: datetime.date | None
    refill_latest: datetime.date | None
    run_dry_nominal: datetime.datetime | None
    run_dry_fast: datetime.datetime | None
    dry_risk_percent: float | None
    dry_risk_highest_percent: float | None
    waits_for_laboratory: bool
    waits_for_double_check: bool
    next_action: str
    text: str
    critical_alerts: int
    problem: None | str
    patient: None | PatientNamed | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.patient_named import PatientNamed  # noqa: PLC0415

        course_id = self.course_id

        patient_id = self.patient_id

        tags = []
        for tags_item_data in self.tags:
            tags_item = tags_item_data.value
            tags.append(tags_item)

        course_version = self.course_version

        computed_for = self.computed_for.isoformat()

        next_visit_id: None | str
        next_visit_id = self.next_visit_id

        next_visit_date: None | str
        if isinstance(self.next_visit_date, datetime.date):
            next_visit_date = self.next_visit_date.isoformat()
        else:
            next_visit_date = self.next_visit_date

        refill_visit_id: None | str
        refill_visit_id = self.refill_visit_id

        refill_date: None | str
        if isinstance(self.refill_date, datetime.date):
            refill_date = self.refill_date.isoformat()
        else:
            refill_date = self.refill_date

        refill_earliest: None | str
        if isinstance(self.refill_earliest, datetime.date):
            refill_earliest = self.refill_earliest.isoformat()
        else:
            refill_earliest = self.refill_earliest

        refill_latest: None | str
        if isinstance(self.refill_latest, datetime.date):
            refill_latest = self.refill_latest.isoformat()
        else:
            refill_latest = self.refill_latest

        run_dry_nominal: None | str
        if isinstance(self.run_dry_nominal, datetime.datetime):
            run_dry_nominal = self.run_dry_nominal.isoformat()
        else:
            run_dry_nominal = self.run_dry_nominal

        run_dry_fast: None | str
        if isinstance(self.run_dry_fast, datetime.datetime):
            run_dry_fast = self.run_dry_fast.isoformat()
        else:
            run_dry_fast = self.run_dry_fast

        dry_risk_percent: float | None
        dry_risk_percent = self.dry_risk_percent

        dry_risk_highest_percent: float | None
        dry_risk_highest_percent = self.dry_risk_highest_percent

        waits_for_laboratory = self.waits_for_laboratory

        waits_for_double_check = self.waits_for_double_check

        next_action = self.next_action

        text = self.text

        critical_alerts = self.critical_alerts

        problem: None | str
        problem = self.problem

        patient: dict[str, Any] | None | Unset
        if isinstance(self.patient, Unset):
            patient = UNSET
        elif isinstance(self.patient, PatientNamed):
            patient = self.patient.to_dict()
        else:
            patient = self.patient

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "course_id": course_id,
                "patient_id": patient_id,
                "tags": tags,
                "course_version": course_version,
                "computed_for": computed_for,
                "next_visit_id": next_visit_id,
                "next_visit_date": next_visit_date,
                "refill_visit_id": refill_visit_id,
                "refill_date": refill_date,
                "refill_earliest": refill_earliest,
                "refill_latest": refill_latest,
                "run_dry_nominal": run_dry_nominal,
                "run_dry_fast": run_dry_fast,
                "dry_risk_percent": dry_risk_percent,
                "dry_risk_highest_percent": dry_risk_highest_percent,
                "waits_for_laboratory": waits_for_laboratory,
                "waits_for_double_check": waits_for_double_check,
                "next_action": next_action,
                "text": text,
                "critical_alerts": critical_alerts,
                "problem": problem,
            }
        )
        if patient is not UNSET:
            field_dict["patient"] = patient

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.patient_named import PatientNamed  # noqa: PLC0415

        d = dict(src_dict)
        course_id = d.pop("course_id")

        patient_id = d.pop("patient_id")

        tags = []
        _tags = d.pop("tags")
        for tags_item_data in _tags:
            tags_item = BoardRowTagsItem(tags_item_data)

            tags.append(tags_item)

        course_version = d.pop("course_version")

        computed_for = datetime.date.fromisoformat(d.pop("computed_for"))

        def _parse_next_visit_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_visit_id = _parse_next_visit_id(d.pop("next_visit_id"))

        def _parse_next_visit_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_visit_date_type_0 = datetime.date.fromisoformat(data)

                return next_visit_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        next_visit_date = _parse_next_visit_date(d.pop("next_visit_date"))

        def _parse_refill_visit_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        refill_visit_id = _parse_refill_visit_id(d.pop("refill_visit_id"))

        def _parse_refill_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                refill_date_type_0 = datetime.date.fromisoformat(data)

                return refill_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        refill_date = _parse_refill_date(d.pop("refill_date"))

        def _parse_refill_earliest(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                refill_earliest_type_0 = datetime.date.fromisoformat(data)

                return refill_earliest_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        refill_earliest = _parse_refill_earliest(d.pop("refill_earliest"))

        def _parse_refill_latest(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                refill_latest_type_0 = datetime.date.fromisoformat(data)

                return refill_latest_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        refill_latest = _parse_refill_latest(d.pop("refill_latest"))

        def _parse_run_dry_nominal(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                run_dry_nominal_type_0 = datetime.datetime.fromisoformat(data)

                return run_dry_nominal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        run_dry_nominal = _parse_run_dry_nominal(d.pop("run_dry_nominal"))

        def _parse_run_dry_fast(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                run_dry_fast_type_0 = datetime.datetime.fromisoformat(data)

                return run_dry_fast_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        run_dry_fast = _parse_run_dry_fast(d.pop("run_dry_fast"))

        def _parse_dry_risk_percent(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        dry_risk_percent = _parse_dry_risk_percent(d.pop("dry_risk_percent"))

        def _parse_dry_risk_highest_percent(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        dry_risk_highest_percent = _parse_dry_risk_highest_percent(d.pop("dry_risk_highest_percent"))

        waits_for_laboratory = d.pop("waits_for_laboratory")

        waits_for_double_check = d.pop("waits_for_double_check")

        next_action = d.pop("next_action")

        text = d.pop("text")

        critical_alerts = d.pop("critical_alerts")

        def _parse_problem(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        problem = _parse_problem(d.pop("problem"))

        def _parse_patient(data: object) -> None | PatientNamed | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                patient_type_0 = PatientNamed.from_dict(data)

                return patient_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PatientNamed | Unset, data)

        patient = _parse_patient(d.pop("patient", UNSET))

        board_row = cls(
            course_id=course_id,
            patient_id=patient_id,
            tags=tags,
            course_version=course_version,
            computed_for=computed_for,
            next_visit_id=next_visit_id,
            next_visit_date=next_visit_date,
            refill_visit_id=refill_visit_id,
            refill_date=refill_date,
            refill_earliest=refill_earliest,
            refill_latest=refill_latest,
            run_dry_nominal=run_dry_nominal,
            run_dry_fast=run_dry_fast,
            dry_risk_percent=dry_risk_percent,
            dry_risk_highest_percent=dry_risk_highest_percent,
            waits_for_laboratory=waits_for_laboratory,
            waits_for_double_check=waits_for_double_check,
            next_action=next_action,
            text=text,
            critical_alerts=critical_alerts,
            problem=problem,
            patient=patient,
        )

        return board_row
