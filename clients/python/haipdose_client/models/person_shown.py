from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.role import Role

T = TypeVar("T", bound="PersonShown")


@_attrs_define
class PersonShown:
    """A person as the clinic's administrator sees them.

    Attributes:
        id (str):
        version (int):
        login (str):
        display_name (str):
        active (bool):
        second_factor (bool):
        locked_until (datetime.datetime | None):
        roles (list[Role]):
        created_at (datetime.datetime):
    """

    id: str
    version: int
    login: str
    display_name: str
    active: bool
    second_factor: bool
    locked_until: datetime.datetime | None
    roles: list[Role]
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        login = self.login

        display_name = self.display_name

        active = self.active

        second_factor = self.second_factor

        locked_until: None | str
        if isinstance(self.locked_until, datetime.datetime):
            locked_until = self.locked_until.isoformat()
        else:
            locked_until = self.locked_until

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.value
            roles.append(roles_item)

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "version": version,
                "login": login,
                "display_name": display_name,
                "active": active,
                "second_factor": second_factor,
                "locked_until": locked_until,
                "roles": roles,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        login = d.pop("login")

        display_name = d.pop("display_name")

        active = d.pop("active")

        second_factor = d.pop("second_factor")

        def _parse_locked_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                locked_until_type_0 = datetime.datetime.fromisoformat(data)

                return locked_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        locked_until = _parse_locked_until(d.pop("locked_until"))

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = Role(roles_item_data)

            roles.append(roles_item)

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        person_shown = cls(
            id=id,
            version=version,
            login=login,
            display_name=display_name,
            active=active,
            second_factor=second_factor,
            locked_until=locked_until,
            roles=roles,
            created_at=created_at,
        )

        return person_shown
