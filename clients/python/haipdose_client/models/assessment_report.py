from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.protocol_stamp import ProtocolStamp
    from ..models.release import Release
    from ..models.report_row import ReportRow
    from ..models.status_count import StatusCount


T = TypeVar("T", bound="AssessmentReport")


@_attrs_define
class AssessmentReport:
    """What is overdue and what was done outside its window in a whole data set, as of a day.

    ``rows`` are in order of status (overdue, missed, done late, done early, due) and then of days outside the window.
    ``contradictions``: participants with facts that contradict each other; their own answer names them.

        Attributes:
            as_of (datetime.date):
            protocol (ProtocolStamp): Which protocol content an answer was made with, and what the site thinks of it.
            participants (int):
            total (StatusCount): How many occurrences of a site, a kind or a participant stand where.
            by_site (list[StatusCount]):
            by_kind (list[StatusCount]):
            by_participant (list[StatusCount]):
            rows (list[ReportRow]):
            extra (int):
            contradictions (list[str]):
            release (Release): Whether an answer may be used for a patient once it has been checked; if not, why.
    """

    as_of: datetime.date
    protocol: ProtocolStamp
    participants: int
    total: StatusCount
    by_site: list[StatusCount]
    by_kind: list[StatusCount]
    by_participant: list[StatusCount]
    rows: list[ReportRow]
    extra: int
    contradictions: list[str]
    release: Release

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        protocol = self.protocol.to_dict()

        participants = self.participants

        total = self.total.to_dict()

        by_site = []
        for by_site_item_data in self.by_site:
            by_site_item = by_site_item_data.to_dict()
            by_site.append(by_site_item)

        by_kind = []
        for by_kind_item_data in self.by_kind:
            by_kind_item = by_kind_item_data.to_dict()
            by_kind.append(by_kind_item)

        by_participant = []
        for by_participant_item_data in self.by_participant:
            by_participant_item = by_participant_item_data.to_dict()
            by_participant.append(by_participant_item)

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        extra = self.extra

        contradictions = self.contradictions

        release = self.release.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "protocol": protocol,
                "participants": participants,
                "total": total,
                "by_site": by_site,
                "by_kind": by_kind,
                "by_participant": by_participant,
                "rows": rows,
                "extra": extra,
                "contradictions": contradictions,
                "release": release,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.protocol_stamp import ProtocolStamp  # noqa: PLC0415
        from ..models.release import Release  # noqa: PLC0415
        from ..models.report_row import ReportRow  # noqa: PLC0415
        from ..models.status_count import StatusCount  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        protocol = ProtocolStamp.from_dict(d.pop("protocol"))

        participants = d.pop("participants")

        total = StatusCount.from_dict(d.pop("total"))

        by_site = []
        _by_site = d.pop("by_site")
        for by_site_item_data in _by_site:
            by_site_item = StatusCount.from_dict(by_site_item_data)

            by_site.append(by_site_item)

        by_kind = []
        _by_kind = d.pop("by_kind")
        for by_kind_item_data in _by_kind:
            by_kind_item = StatusCount.from_dict(by_kind_item_data)

            by_kind.append(by_kind_item)

        by_participant = []
        _by_participant = d.pop("by_participant")
        for by_participant_item_data in _by_participant:
            by_participant_item = StatusCount.from_dict(by_participant_item_data)

            by_participant.append(by_participant_item)

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = ReportRow.from_dict(rows_item_data)

            rows.append(rows_item)

        extra = d.pop("extra")

        contradictions = cast(list[str], d.pop("contradictions"))

        release = Release.from_dict(d.pop("release"))

        assessment_report = cls(
            as_of=as_of,
            protocol=protocol,
            participants=participants,
            total=total,
            by_site=by_site,
            by_kind=by_kind,
            by_participant=by_participant,
            rows=rows,
            extra=extra,
            contradictions=contradictions,
            release=release,
        )

        return assessment_report
