from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.participant import Participant


T = TypeVar("T", bound="AssessmentsReportRequest")


@_attrs_define
class AssessmentsReportRequest:
    """A data set as of a day: the participants in any order, each once.

    Attributes:
        as_of (datetime.date):
        participants (list[Participant]):
        protocol (str | Unset):  Default: 'pump-it'.
    """

    as_of: datetime.date
    participants: list[Participant]
    protocol: str | Unset = "pump-it"

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        participants = []
        for participants_item_data in self.participants:
            participants_item = participants_item_data.to_dict()
            participants.append(participants_item)

        protocol = self.protocol

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "participants": participants,
            }
        )
        if protocol is not UNSET:
            field_dict["protocol"] = protocol

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.participant import Participant  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        participants = []
        _participants = d.pop("participants")
        for participants_item_data in _participants:
            participants_item = Participant.from_dict(participants_item_data)

            participants.append(participants_item)

        protocol = d.pop("protocol", UNSET)

        assessments_report_request = cls(
            as_of=as_of,
            participants=participants,
            protocol=protocol,
        )

        return assessments_report_request
