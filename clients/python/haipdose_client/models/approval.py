from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.approval_kind import ApprovalKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.confirmed_value import ConfirmedValue


T = TypeVar("T", bound="Approval")


@_attrs_define
class Approval:
    """One entry of the site's record: somebody approved one digest, or withdrew what was approved before.

    ``approved_by`` and ``role`` are the site's words for the person (a user id or function; no patient data).

        Attributes:
            protocol_id (str):
            version (str):
            digest (str):
            approved_by (str):
            role (str):
            at (datetime.datetime):
            kind (ApprovalKind | Unset):  Default: ApprovalKind.APPROVAL.
            statement (None | str | Unset):
            confirmed (list[ConfirmedValue] | Unset):
    """

    protocol_id: str
    version: str
    digest: str
    approved_by: str
    role: str
    at: datetime.datetime
    kind: ApprovalKind | Unset = ApprovalKind.APPROVAL
    statement: None | str | Unset = UNSET
    confirmed: list[ConfirmedValue] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        protocol_id = self.protocol_id

        version = self.version

        digest = self.digest

        approved_by = self.approved_by

        role = self.role

        at = self.at.isoformat()

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        statement: None | str | Unset
        if isinstance(self.statement, Unset):
            statement = UNSET
        else:
            statement = self.statement

        confirmed: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.confirmed, Unset):
            confirmed = []
            for confirmed_item_data in self.confirmed:
                confirmed_item = confirmed_item_data.to_dict()
                confirmed.append(confirmed_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "protocol_id": protocol_id,
                "version": version,
                "digest": digest,
                "approved_by": approved_by,
                "role": role,
                "at": at,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if statement is not UNSET:
            field_dict["statement"] = statement
        if confirmed is not UNSET:
            field_dict["confirmed"] = confirmed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.confirmed_value import ConfirmedValue  # noqa: PLC0415

        d = dict(src_dict)
        protocol_id = d.pop("protocol_id")

        version = d.pop("version")

        digest = d.pop("digest")

        approved_by = d.pop("approved_by")

        role = d.pop("role")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        _kind = d.pop("kind", UNSET)
        kind: ApprovalKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = ApprovalKind(_kind)

        def _parse_statement(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        statement = _parse_statement(d.pop("statement", UNSET))

        _confirmed = d.pop("confirmed", UNSET)
        confirmed: list[ConfirmedValue] | Unset = UNSET
        if _confirmed is not UNSET:
            confirmed = []
            for confirmed_item_data in _confirmed:
                confirmed_item = ConfirmedValue.from_dict(confirmed_item_data)

                confirmed.append(confirmed_item)

        approval = cls(
            protocol_id=protocol_id,
            version=version,
            digest=digest,
            approved_by=approved_by,
            role=role,
            at=at,
            kind=kind,
            statement=statement,
            confirmed=confirmed,
        )

        return approval
