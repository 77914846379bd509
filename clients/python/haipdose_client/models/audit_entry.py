from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.audit_entry_payload import AuditEntryPayload


T = TypeVar("T", bound="AuditEntry")


@_attrs_define
class AuditEntry:
    """One entry. ``digest`` is over everything in it and over ``previous``, the digest of the entry before.

    Attributes:
        sequence (int):
        at (datetime.datetime):
        actor_kind (str):
        actor_id (str):
        address (str):
        request_id (str):
        action (str):
        object_kind (str):
        object_id (str):
        course_id (None | str):
        why (None | str):
        payload (AuditEntryPayload):
        previous (str):
        digest (str):
    """

    sequence: int
    at: datetime.datetime
    actor_kind: str
    actor_id: str
    address: str
    request_id: str
    action: str
    object_kind: str
    object_id: str
    course_id: None | str
    why: None | str
    payload: AuditEntryPayload
    previous: str
    digest: str

    def to_dict(self) -> dict[str, Any]:
        sequence = self.sequence

        at = self.at.isoformat()

        actor_kind = self.actor_kind

        actor_id = self.actor_id

        address = self.address

        request_id = self.request_id

        action = self.action

        object_kind = self.object_kind

        object_id = self.object_id

        course_id: None | str
        course_id = self.course_id

        why: None | str
        why = self.why

        payload = self.payload.to_dict()

        previous = self.previous

        digest = self.digest

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sequence": sequence,
                "at": at,
                "actor_kind": actor_kind,
                "actor_id": actor_id,
                "address": address,
                "request_id": request_id,
                "action": action,
                "object_kind": object_kind,
                "object_id": object_id,
                "course_id": course_id,
                "why": why,
                "payload": payload,
                "previous": previous,
                "digest": digest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_entry_payload import AuditEntryPayload  # noqa: PLC0415

        d = dict(src_dict)
        sequence = d.pop("sequence")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        actor_kind = d.pop("actor_kind")

        actor_id = d.pop("actor_id")

        address = d.pop("address")

        request_id = d.pop("request_id")

        action = d.pop("action")

        object_kind = d.pop("object_kind")

        object_id = d.pop("object_id")

        def _parse_course_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        course_id = _parse_course_id(d.pop("course_id"))

        def _parse_why(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        why = _parse_why(d.pop("why"))

        payload = AuditEntryPayload.from_dict(d.pop("payload"))

        previous = d.pop("previous")

        digest = d.pop("digest")

        audit_entry = cls(
            sequence=sequence,
            at=at,
            actor_kind=actor_kind,
            actor_id=actor_id,
            address=address,
            request_id=request_id,
            action=action,
            object_kind=object_kind,
            object_id=object_id,
            course_id=course_id,
            why=why,
            payload=payload,
            previous=previous,
            digest=digest,
        )

        return audit_entry
