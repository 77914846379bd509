from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_system_keys import NewSystemKeys


T = TypeVar("T", bound="NewSystem")


@_attrs_define
class NewSystem:
    """A system with its name.

    Attributes:
        scopes (list[str]):
        keys (NewSystemKeys):
        name (str):
        active (bool | Unset):  Default: True.
    """

    scopes: list[str]
    keys: NewSystemKeys
    name: str
    active: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        scopes = self.scopes

        keys = self.keys.to_dict()

        name = self.name

        active = self.active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "scopes": scopes,
                "keys": keys,
                "name": name,
            }
        )
        if active is not UNSET:
            field_dict["active"] = active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_system_keys import NewSystemKeys  # noqa: PLC0415

        d = dict(src_dict)
        scopes = cast(list[str], d.pop("scopes"))

        keys = NewSystemKeys.from_dict(d.pop("keys"))

        name = d.pop("name")

        active = d.pop("active", UNSET)

        new_system = cls(
            scopes=scopes,
            keys=keys,
            name=name,
            active=active,
        )

        return new_system
