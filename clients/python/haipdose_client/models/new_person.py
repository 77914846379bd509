from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.role import Role

T = TypeVar("T", bound="NewPerson")


@_attrs_define
class NewPerson:
    """A person with a first password, which is handed over in person and changed at once.

    Attributes:
        login (str):
        display_name (str):
        password (str):
        roles (list[Role]):
    """

    login: str
    display_name: str
    password: str
    roles: list[Role]

    def to_dict(self) -> dict[str, Any]:
        login = self.login

        display_name = self.display_name

        password = self.password

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.value
            roles.append(roles_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "login": login,
                "display_name": display_name,
                "password": password,
                "roles": roles,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        login = d.pop("login")

        display_name = d.pop("display_name")

        password = d.pop("password")

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = Role(roles_item_data)

            roles.append(roles_item)

        new_person = cls(
            login=login,
            display_name=display_name,
            password=password,
            roles=roles,
        )

        return new_person
