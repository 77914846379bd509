from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.lab_result import LabResult


T = TypeVar("T", bound="ModifyRequest")


@_attrs_define
class ModifyRequest:
    """The results and events since the last floxuridine dose.

    ``reference``: on the day of the last floxuridine dose. ``current``: at emptying or before the planned fill; the
    worst of each test counts. ``last_dose_percent``: of the full protocol dose. ``held``: floxuridine is on hold now;
    ``held_by``: the tests and events that caused it, when known; ``resolved``: those of these events that a person
    found to be over, with the condition to go on met. ``events``: those that are there now. ``baseline``: before
    treatment, for the drift warning. ``as_of``: the time of the planned fill; results after it are refused, and a test
    of which the newest result is too old by then counts as missing. Without it ages are counted from the newest
    current result.

        Attributes:
            protocol (str):
            last_dose_percent (str): An exact decimal: written as text; text or a number is read.
            reference (list[LabResult] | Unset):
            current (list[LabResult] | Unset):
            baseline (list[LabResult] | Unset):
            held (bool | Unset):  Default: False.
            held_by (list[str] | Unset):
            resolved (list[str] | Unset):
            events (list[str] | Unset):
            as_of (datetime.datetime | None | Unset):
    """

    protocol: str
    last_dose_percent: str
    reference: list[LabResult] | Unset = UNSET
    current: list[LabResult] | Unset = UNSET
    baseline: list[LabResult] | Unset = UNSET
    held: bool | Unset = False
    held_by: list[str] | Unset = UNSET
    resolved: list[str] | Unset = UNSET
    events: list[str] | Unset = UNSET
    as_of: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        protocol = self.protocol

        last_dose_percent = self.last_dose_percent

        reference: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.reference, Unset):
            reference = []
            for reference_item_data in self.reference:
                reference_item = reference_item_data.to_dict()
                reference.append(reference_item)

        current: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.current, Unset):
            current = []
            for current_item_data in self.current:
                current_item = current_item_data.to_dict()
                current.append(current_item)

        baseline: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.baseline, Unset):
            baseline = []
            for baseline_item_data in self.baseline:
                baseline_item = baseline_item_data.to_dict()
                baseline.append(baseline_item)

        held = self.held

        held_by: list[str] | Unset = UNSET
        if not isinstance(self.held_by, Unset):
            held_by = self.held_by

        resolved: list[str] | Unset = UNSET
        if not isinstance(self.resolved, Unset):
            resolved = self.resolved

        events: list[str] | Unset = UNSET
        if not isinstance(self.events, Unset):
            events = self.events

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.datetime):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "protocol": protocol,
                "last_dose_percent": last_dose_percent,
            }
        )
        if reference is not UNSET:
            field_dict["reference"] = reference
        if current is not UNSET:
            field_dict["current"] = current
        if baseline is not UNSET:
            field_dict["baseline"] = baseline
        if held is not UNSET:
            field_dict["held"] = held
        if held_by is not UNSET:
            field_dict["held_by"] = held_by
        if resolved is not UNSET:
            field_dict["resolved"] = resolved
        if events is not UNSET:
            field_dict["events"] = events
        if as_of is not UNSET:
            field_dict["as_of"] = as_of

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lab_result import LabResult  # noqa: PLC0415

        d = dict(src_dict)
        protocol = d.pop("protocol")

        last_dose_percent = d.pop("last_dose_percent")

        _reference = d.pop("reference", UNSET)
        reference: list[LabResult] | Unset = UNSET
        if _reference is not UNSET:
            reference = []
            for reference_item_data in _reference:
                reference_item = LabResult.from_dict(reference_item_data)

                reference.append(reference_item)

        _current = d.pop("current", UNSET)
        current: list[LabResult] | Unset = UNSET
        if _current is not UNSET:
            current = []
            for current_item_data in _current:
                current_item = LabResult.from_dict(current_item_data)

                current.append(current_item)

        _baseline = d.pop("baseline", UNSET)
        baseline: list[LabResult] | Unset = UNSET
        if _baseline is not UNSET:
            baseline = []
            for baseline_item_data in _baseline:
                baseline_item = LabResult.from_dict(baseline_item_data)

                baseline.append(baseline_item)

        held = d.pop("held", UNSET)

        held_by = cast(list[str], d.pop("held_by", UNSET))

        resolved = cast(list[str], d.pop("resolved", UNSET))

        events = cast(list[str], d.pop("events", UNSET))

        def _parse_as_of(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.datetime.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        as_of = _parse_as_of(d.pop("as_of", UNSET))

        modify_request = cls(
            protocol=protocol,
            last_dose_percent=last_dose_percent,
            reference=reference,
            current=current,
            baseline=baseline,
            held=held,
            held_by=held_by,
            resolved=resolved,
            events=events,
            as_of=as_of,
        )

        return modify_request
