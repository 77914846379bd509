from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="LoggedIn")


@_attrs_define
class LoggedIn:
    """The session. ``token`` is sent as Bearer; pages use the cookie and send ``csrf_token`` with every change.

    Attributes:
        person (str):
        token (str):
        csrf_token (str):
        expires_at (datetime.datetime):
    """

    person: str
    token: str
    csrf_token: str
    expires_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        person = self.person

        token = self.token

        csrf_token = self.csrf_token

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "person": person,
                "token": token,
                "csrf_token": csrf_token,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        person = d.pop("person")

        token = d.pop("token")

        csrf_token = d.pop("csrf_token")

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        logged_in = cls(
            person=person,
            token=token,
            csrf_token=csrf_token,
            expires_at=expires_at,
        )

        return logged_in
