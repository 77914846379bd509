from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.arm import Arm
from ..models.assessment_status import AssessmentStatus

T = TypeVar("T", bound="ReportRow")


@_attrs_define
class ReportRow:
    """An occurrence that somebody has to look at: overdue, missed, due, or done outside its window.

    Attributes:
        participant (str):
        site (str):
        arm (Arm | None):
        id (str):
        assessment (str):
        title (str):
        status (AssessmentStatus): Where an occurrence stands.

            Open ones go from ``not-yet-due`` to ``due`` (in its window) to ``overdue`` (past its window, a late
            one still counts) to ``missed``. ``not-applicable`` and ``cannot-tell`` have a reason.
        target (datetime.date):
        earliest (datetime.date):
        latest (datetime.date):
        closes (datetime.date):
        done_on (datetime.date | None):
        days_outside (int):
        facts (list[str]):
    """

    participant: str
    site: str
    arm: Arm | None
    id: str
    assessment: str
    title: str
    status: AssessmentStatus
    target: datetime.date
    earliest: datetime.date
    latest: datetime.date
    closes: datetime.date
    done_on: datetime.date | None
    days_outside: int
    facts: list[str]

    def to_dict(self) -> dict[str, Any]:
        participant = self.participant

        site = self.site

        arm: None | str
        if isinstance(self.arm, Arm):
            arm = self.arm.value
        else:
            arm = self.arm

        id = self.id

        assessment = self.assessment

        title = self.title

        status = self.status.value

        target = self.target.isoformat()

        earliest = self.earliest.isoformat()

        latest = self.latest.isoformat()

        closes = self.closes.isoformat()

        done_on: None | str
        if isinstance(self.done_on, datetime.date):
            done_on = self.done_on.isoformat()
        else:
            done_on = self.done_on

        days_outside = self.days_outside

        facts = self.facts

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "participant": participant,
                "site": site,
                "arm": arm,
                "id": id,
                "assessment": assessment,
                "title": title,
                "status": status,
                "target": target,
                "earliest": earliest,
                "latest": latest,
                "closes": closes,
                "done_on": done_on,
                "days_outside": days_outside,
                "facts": facts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        participant = d.pop("participant")

        site = d.pop("site")

        def _parse_arm(data: object) -> Arm | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                arm_type_0 = Arm(data)

                return arm_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Arm | None, data)

        arm = _parse_arm(d.pop("arm"))

        id = d.pop("id")

        assessment = d.pop("assessment")

        title = d.pop("title")

        status = AssessmentStatus(d.pop("status"))

        target = datetime.date.fromisoformat(d.pop("target"))

        earliest = datetime.date.fromisoformat(d.pop("earliest"))

        latest = datetime.date.fromisoformat(d.pop("latest"))

        closes = datetime.date.fromisoformat(d.pop("closes"))

        def _parse_done_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                done_on_type_0 = datetime.date.fromisoformat(data)

                return done_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        done_on = _parse_done_on(d.pop("done_on"))

        days_outside = d.pop("days_outside")

        facts = cast(list[str], d.pop("facts"))

        report_row = cls(
            participant=participant,
            site=site,
            arm=arm,
            id=id,
            assessment=assessment,
            title=title,
            status=status,
            target=target,
            earliest=earliest,
            latest=latest,
            closes=closes,
            done_on=done_on,
            days_outside=days_outside,
            facts=facts,
        )

        return report_row
