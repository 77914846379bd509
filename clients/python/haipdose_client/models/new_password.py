from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="NewPassword")


@_attrs_define
class NewPassword:
    """The password now and the new one.

    Attributes:
        password (str):
        new_password (str):
    """

    password: str
    new_password: str

    def to_dict(self) -> dict[str, Any]:
        password = self.password

        new_password = self.new_password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "password": password,
                "new_password": new_password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        password = d.pop("password")

        new_password = d.pop("new_password")

        new_password = cls(
            password=password,
            new_password=new_password,
        )

        return new_password
