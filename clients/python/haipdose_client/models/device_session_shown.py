from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.device_session_shown_session import DeviceSessionShownSession


T = TypeVar("T", bound="DeviceSessionShown")


@_attrs_define
class DeviceSessionShown:
    """A recorded session.

    Attributes:
        id (str):
        at (datetime.datetime):
        by (str):
        session (DeviceSessionShownSession):
    """

    id: str
    at: datetime.datetime
    by: str
    session: DeviceSessionShownSession

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        at = self.at.isoformat()

        by = self.by

        session = self.session.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "at": at,
                "by": by,
                "session": session,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.device_session_shown_session import DeviceSessionShownSession  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        by = d.pop("by")

        session = DeviceSessionShownSession.from_dict(d.pop("session"))

        device_session_shown = cls(
            id=id,
            at=at,
            by=by,
            session=session,
        )

        return device_session_shown
