from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SubscriptionShown")


@_attrs_define
class SubscriptionShown:
    """A subscription. ``secret`` is shown once, in the answer that makes it.

    Attributes:
        id (str):
        version (int):
        url (str):
        topics (list[str]):
        active (bool):
        created_at (datetime.datetime):
        secret (None | str | Unset):
    """

    id: str
    version: int
    url: str
    topics: list[str]
    active: bool
    created_at: datetime.datetime
    secret: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        url = self.url

        topics = self.topics

        active = self.active

        created_at = self.created_at.isoformat()

        secret: None | str | Unset
        if isinstance(self.secret, Unset):
            secret = UNSET
        else:
            secret = self.secret

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "version": version,
                "url": url,
                "topics": topics,
                "active": active,
                "created_at": created_at,
            }
        )
        if secret is not UNSET:
            field_dict["secret"] = secret

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        url = d.pop("url")

        topics = cast(list[str], d.pop("topics"))

        active = d.pop("active")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_secret(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        secret = _parse_secret(d.pop("secret", UNSET))

        subscription_shown = cls(
            id=id,
            version=version,
            url=url,
            topics=topics,
            active=active,
            created_at=created_at,
            secret=secret,
        )

        return subscription_shown
