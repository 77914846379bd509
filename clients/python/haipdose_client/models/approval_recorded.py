from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.approval import Approval
    from ..models.protocol_stamp import ProtocolStamp


T = TypeVar("T", bound="ApprovalRecorded")


@_attrs_define
class ApprovalRecorded:
    """The entry, its place in the clinic's record, and where the protocol stands now.

    Attributes:
        sequence (int):
        approval (Approval): One entry of the site's record: somebody approved one digest, or withdrew what was approved
            before.

            ``approved_by`` and ``role`` are the site's words for the person (a user id or function; no patient data).
        stamp (ProtocolStamp): Which protocol content an answer was made with, and what the site thinks of it.
    """

    sequence: int
    approval: Approval
    stamp: ProtocolStamp

    def to_dict(self) -> dict[str, Any]:
        sequence = self.sequence

        approval = self.approval.to_dict()

        stamp = self.stamp.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sequence": sequence,
                "approval": approval,
                "stamp": stamp,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.approval import Approval  # noqa: PLC0415
        from ..models.protocol_stamp import ProtocolStamp  # noqa: PLC0415

        d = dict(src_dict)
        sequence = d.pop("sequence")

        approval = Approval.from_dict(d.pop("approval"))

        stamp = ProtocolStamp.from_dict(d.pop("stamp"))

        approval_recorded = cls(
            sequence=sequence,
            approval=approval,
            stamp=stamp,
        )

        return approval_recorded
