from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.role import Role

T = TypeVar("T", bound="Colleague")


@_attrs_define
class Colleague:
    """A person of the clinic.

    Attributes:
        id (str):
        display_name (str):
        roles (list[Role]):
        active (bool):
    """

    id: str
    display_name: str
    roles: list[Role]
    active: bool

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        display_name = self.display_name

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.value
            roles.append(roles_item)

        active = self.active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "display_name": display_name,
                "roles": roles,
                "active": active,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        display_name = d.pop("display_name")

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = Role(roles_item_data)

            roles.append(roles_item)

        active = d.pop("active")

        colleague = cls(
            id=id,
            display_name=display_name,
            roles=roles,
            active=active,
        )

        return colleague
