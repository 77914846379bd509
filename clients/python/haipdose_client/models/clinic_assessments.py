from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.assessment_report import AssessmentReport
    from ..models.not_told import NotTold


T = TypeVar("T", bound="ClinicAssessments")


@_attrs_define
class ClinicAssessments:
    """The report over a page of the clinic's courses. ``next_after`` continues it with the courses after these.

    ``other_protocols``: how many courses of these follow a protocol other than the one that was asked for.

        Attributes:
            report (AssessmentReport): What is overdue and what was done outside its window in a whole data set, as of a
                day.

                ``rows`` are in order of status (overdue, missed, done late, done early, due) and then of days outside the
                window.
                ``contradictions``: participants with facts that contradict each other; their own answer names them.
            not_told (list[NotTold]):
            other_protocols (int):
            next_after (None | str):
    """

    report: AssessmentReport
    not_told: list[NotTold]
    other_protocols: int
    next_after: None | str

    def to_dict(self) -> dict[str, Any]:
        report = self.report.to_dict()

        not_told = []
        for not_told_item_data in self.not_told:
            not_told_item = not_told_item_data.to_dict()
            not_told.append(not_told_item)

        other_protocols = self.other_protocols

        next_after: None | str
        next_after = self.next_after

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "report": report,
                "not_told": not_told,
                "other_protocols": other_protocols,
                "next_after": next_after,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.assessment_report import AssessmentReport  # noqa: PLC0415
        from ..models.not_told import NotTold  # noqa: PLC0415

        d = dict(src_dict)
        report = AssessmentReport.from_dict(d.pop("report"))

        not_told = []
        _not_told = d.pop("not_told")
        for not_told_item_data in _not_told:
            not_told_item = NotTold.from_dict(not_told_item_data)

            not_told.append(not_told_item)

        other_protocols = d.pop("other_protocols")

        def _parse_next_after(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_after = _parse_next_after(d.pop("next_after"))

        clinic_assessments = cls(
            report=report,
            not_told=not_told,
            other_protocols=other_protocols,
            next_after=next_after,
        )

        return clinic_assessments
