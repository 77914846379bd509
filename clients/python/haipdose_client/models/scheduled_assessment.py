from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.assessment_status import AssessmentStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="ScheduledAssessment")


@_attrs_define
class ScheduledAssessment:
    """One occurrence of an assessment, or one that doesn't apply or cannot be dated.

    ``earliest`` to ``latest`` is its window, ``closes`` the last day on which a late one still counts. ``reason`` is
    one of the reasons of the answer. ``done_on`` lies ``days_from_target`` from the target (negative: before it) and
    ``days_outside`` the window (negative: too early; 0: inside). ``suggested``: the open day of the clinic that the
    protocol's rule for closed days picks, when a calendar is known.

        Attributes:
            id (str):
            assessment (str):
            title (str):
            purpose (str):
            anchor (str):
            status (AssessmentStatus): Where an occurrence stands.

                Open ones go from ``not-yet-due`` to ``due`` (in its window) to ``overdue`` (past its window, a late
                one still counts) to ``missed``. ``not-applicable`` and ``cannot-tell`` have a reason.
            why (str):
            anchor_on (datetime.date | None | Unset):
            anchor_facts (list[str] | Unset):
            target (datetime.date | None | Unset):
            earliest (datetime.date | None | Unset):
            latest (datetime.date | None | Unset):
            closes (datetime.date | None | Unset):
            reason (None | str | Unset):
            done_on (datetime.date | None | Unset):
            facts (list[str] | Unset):
            days_from_target (int | None | Unset):
            days_outside (int | None | Unset):
            suggested (datetime.date | None | Unset):
    """

    id: str
    assessment: str
    title: str
    purpose: str
    anchor: str
    status: AssessmentStatus
    why: str
    anchor_on: datetime.date | None | Unset = UNSET
    anchor_facts: list[str] | Unset = UNSET
    target: datetime.date | None | Unset = UNSET
    earliest: datetime.date | None | Unset = UNSET
    latest: datetime.date | None | Unset = UNSET
    closes: datetime.date | None | Unset = UNSET
    reason: None | str | Unset = UNSET
    done_on: datetime.date | None | Unset = UNSET
    facts: list[str] | Unset = UNSET
    days_from_target: int | None | Unset = UNSET
    days_outside: int | None | Unset = UNSET
    suggested: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        assessment = self.assessment

        title = self.title

        purpose = self.purpose

        anchor = self.anchor

        status = self.status.value

        why = self.why

        anchor_on: None | str | Unset
        if isinstance(self.anchor_on, Unset):
            anchor_on = UNSET
        elif isinstance(self.anchor_on, datetime.date):
            anchor_on = self.anchor_on.isoformat()
        else:
            anchor_on = self.anchor_on

        anchor_facts: list[str] | Unset = UNSET
        if not isinstance(self.anchor_facts, Unset):
            anchor_facts = self.anchor_facts

        target: None | str | Unset
        if isinstance(self.target, Unset):
            target = UNSET
        elif isinstance(self.target, datetime.date):
            target = self.target.isoformat()
        else:
            target = self.target

        earliest: None | str | Unset
        if isinstance(self.earliest, Unset):
            earliest = UNSET
        elif isinstance(self.earliest, datetime.date):
            earliest = self.earliest.isoformat()
        else:
            earliest = self.earliest

        latest: None | str | Unset
        if isinstance(self.latest, Unset):
            latest = UNSET
        elif isinstance(self.latest, datetime.date):
            latest = self.latest.isoformat()
        else:
            latest = self.latest

        closes: None | str | Unset
        if isinstance(self.closes, Unset):
            closes = UNSET
        elif isinstance(self.closes, datetime.date):
            closes = self.closes.isoformat()
        else:
            closes = self.closes

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        done_on: None | str | Unset
        if isinstance(self.done_on, Unset):
            done_on = UNSET
        elif isinstance(self.done_on, datetime.date):
            done_on = self.done_on.isoformat()
        else:
            done_on = self.done_on

        facts: list[str] | Unset = UNSET
        if not isinstance(self.facts, Unset):
            facts = self.facts

        days_from_target: int | None | Unset
        if isinstance(self.days_from_target, Unset):
            days_from_target = UNSET
        else:
            days_from_target = self.days_from_target

        days_outside: int | None | Unset
        if isinstance(self.days_outside, Unset):
            days_outside = UNSET
        else:
            days_outside = self.days_outside

        suggested: None | str | Unset
        if isinstance(self.suggested, Unset):
            suggested = UNSET
        elif isinstance(self.suggested, datetime.date):
            suggested = self.suggested.isoformat()
        else:
            suggested = self.suggested

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "assessment": assessment,
                "title": title,
                "purpose": purpose,
                "anchor": anchor,
                "status": status,
                "why": why,
            }
        )
        if anchor_on is not UNSET:
            field_dict["anchor_on"] = anchor_on
        if anchor_facts is not UNSET:
            field_dict["anchor_facts"] = anchor_facts
        if target is not UNSET:
            field_dict["target"] = target
        if earliest is not UNSET:
            field_dict["earliest"] = earliest
        if latest is not UNSET:
            field_dict["latest"] = latest
        if closes is not UNSET:
            field_dict["closes"] = closes
        if reason is not UNSET:
            field_dict["reason"] = reason
        if done_on is not UNSET:
            field_dict["done_on"] = done_on
        if facts is not UNSET:
            field_dict["facts"] = facts
        if days_from_target is not UNSET:
            field_dict["days_from_target"] = days_from_target
        if days_outside is not UNSET:
            field_dict["days_outside"] = days_outside
        if suggested is not UNSET:
            field_dict["suggested"] = suggested

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        assessment = d.pop("assessment")

        title = d.pop("title")

        purpose = d.pop("purpose")

        anchor = d.pop("anchor")

        status = AssessmentStatus(d.pop("status"))

        why = d.pop("why")

        def _parse_anchor_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                anchor_on_type_0 = datetime.date.fromisoformat(data)

                return anchor_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        anchor_on = _parse_anchor_on(d.pop("anchor_on", UNSET))

        anchor_facts = cast(list[str], d.pop("anchor_facts", UNSET))

        def _parse_target(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                target_type_0 = datetime.date.fromisoformat(data)

                return target_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        target = _parse_target(d.pop("target", UNSET))

        def _parse_earliest(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                earliest_type_0 = datetime.date.fromisoformat(data)

                return earliest_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        earliest = _parse_earliest(d.pop("earliest", UNSET))

        def _parse_latest(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                latest_type_0 = datetime.date.fromisoformat(data)

                return latest_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        latest = _parse_latest(d.pop("latest", UNSET))

        def _parse_closes(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closes_type_0 = datetime.date.fromisoformat(data)

                return closes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        closes = _parse_closes(d.pop("closes", UNSET))

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        def _parse_done_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                done_on_type_0 = datetime.date.fromisoformat(data)

                return done_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        done_on = _parse_done_on(d.pop("done_on", UNSET))

        facts = cast(list[str], d.pop("facts", UNSET))

        def _parse_days_from_target(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        days_from_target = _parse_days_from_target(d.pop("days_from_target", UNSET))

        def _parse_days_outside(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        days_outside = _parse_days_outside(d.pop("days_outside", UNSET))

        def _parse_suggested(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                suggested_type_0 = datetime.date.fromisoformat(data)

                return suggested_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        suggested = _parse_suggested(d.pop("suggested", UNSET))

        scheduled_assessment = cls(
            id=id,
            assessment=assessment,
            title=title,
            purpose=purpose,
            anchor=anchor,
            status=status,
            why=why,
            anchor_on=anchor_on,
            anchor_facts=anchor_facts,
            target=target,
            earliest=earliest,
            latest=latest,
            closes=closes,
            reason=reason,
            done_on=done_on,
            facts=facts,
            days_from_target=days_from_target,
            days_outside=days_outside,
            suggested=suggested,
        )

        return scheduled_assessment
