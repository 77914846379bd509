from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.role import Role

T = TypeVar("T", bound="PersonChange")


@_attrs_define
class PersonChange:
    """Name, whether they may log in, and the roles in this clinic.

    Attributes:
        display_name (str):
        active (bool):
        roles (list[Role]):
    """

    display_name: str
    active: bool
    roles: list[Role]

    def to_dict(self) -> dict[str, Any]:
        display_name = self.display_name

        active = self.active

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.value
            roles.append(roles_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "display_name": display_name,
                "active": active,
                "roles": roles,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        display_name = d.pop("display_name")

        active = d.pop("active")

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = Role(roles_item_data)

            roles.append(roles_item)

        person_change = cls(
            display_name=display_name,
            active=active,
            roles=roles,
        )

        return person_change
