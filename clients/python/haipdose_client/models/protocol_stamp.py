from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.protocol_stamp_approval import ProtocolStampApproval
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProtocolStamp")


@_attrs_define
class ProtocolStamp:
    """Which protocol content an answer was made with, and what the site thinks of it.

    Attributes:
        id (str):
        version (str):
        digest (str):
        approval (ProtocolStampApproval | Unset):  Default: ProtocolStampApproval.UNAPPROVED.
        approved_by (None | str | Unset):
        approved_at (datetime.datetime | None | Unset):
    """

    id: str
    version: str
    digest: str
    approval: ProtocolStampApproval | Unset = ProtocolStampApproval.UNAPPROVED
    approved_by: None | str | Unset = UNSET
    approved_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        digest = self.digest

        approval: str | Unset = UNSET
        if not isinstance(self.approval, Unset):
            approval = self.approval.value

        approved_by: None | str | Unset
        if isinstance(self.approved_by, Unset):
            approved_by = UNSET
        else:
            approved_by = self.approved_by

        approved_at: None | str | Unset
        if isinstance(self.approved_at, Unset):
            approved_at = UNSET
        elif isinstance(self.approved_at, datetime.datetime):
            approved_at = self.approved_at.isoformat()
        else:
            approved_at = self.approved_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "version": version,
                "digest": digest,
            }
        )
        if approval is not UNSET:
            field_dict["approval"] = approval
        if approved_by is not UNSET:
            field_dict["approved_by"] = approved_by
        if approved_at is not UNSET:
            field_dict["approved_at"] = approved_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        digest = d.pop("digest")

        _approval = d.pop("approval", UNSET)
        approval: ProtocolStampApproval | Unset
        if isinstance(_approval, Unset):
            approval = UNSET
        else:
            approval = ProtocolStampApproval(_approval)

        def _parse_approved_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        approved_by = _parse_approved_by(d.pop("approved_by", UNSET))

        def _parse_approved_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                approved_at_type_0 = datetime.datetime.fromisoformat(data)

                return approved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        approved_at = _parse_approved_at(d.pop("approved_at", UNSET))

        protocol_stamp = cls(
            id=id,
            version=version,
            digest=digest,
            approval=approval,
            approved_by=approved_by,
            approved_at=approved_at,
        )

        return protocol_stamp
