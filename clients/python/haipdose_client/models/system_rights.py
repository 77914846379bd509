from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.system_rights_keys import SystemRightsKeys


T = TypeVar("T", bound="SystemRights")


@_attrs_define
class SystemRights:
    """What a system may do, and the public keys (JWK set) that it signs its assertions with.

    Attributes:
        scopes (list[str]):
        keys (SystemRightsKeys):
        active (bool | Unset):  Default: True.
    """

    scopes: list[str]
    keys: SystemRightsKeys
    active: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        scopes = self.scopes

        keys = self.keys.to_dict()

        active = self.active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "scopes": scopes,
                "keys": keys,
            }
        )
        if active is not UNSET:
            field_dict["active"] = active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.system_rights_keys import SystemRightsKeys  # noqa: PLC0415

        d = dict(src_dict)
        scopes = cast(list[str], d.pop("scopes"))

        keys = SystemRightsKeys.from_dict(d.pop("keys"))

        active = d.pop("active", UNSET)

        system_rights = cls(
            scopes=scopes,
            keys=keys,
            active=active,
        )

        return system_rights
