from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.system_shown_keys import SystemShownKeys


T = TypeVar("T", bound="SystemShown")


@_attrs_define
class SystemShown:
    """A system. Its id is the client id of OAuth.

    Attributes:
        id (str):
        version (int):
        name (str):
        scopes (list[str]):
        keys (SystemShownKeys):
        active (bool):
        created_at (datetime.datetime):
    """

    id: str
    version: int
    name: str
    scopes: list[str]
    keys: SystemShownKeys
    active: bool
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        name = self.name

        scopes = self.scopes

        keys = self.keys.to_dict()

        active = self.active

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "version": version,
                "name": name,
                "scopes": scopes,
                "keys": keys,
                "active": active,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.system_shown_keys import SystemShownKeys  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        name = d.pop("name")

        scopes = cast(list[str], d.pop("scopes"))

        keys = SystemShownKeys.from_dict(d.pop("keys"))

        active = d.pop("active")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        system_shown = cls(
            id=id,
            version=version,
            name=name,
            scopes=scopes,
            keys=keys,
            active=active,
            created_at=created_at,
        )

        return system_shown
