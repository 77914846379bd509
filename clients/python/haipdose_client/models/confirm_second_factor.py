from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ConfirmSecondFactor")


@_attrs_define
class ConfirmSecondFactor:
    """The secret that was shown, and a code of the app that has read it.

    Attributes:
        secret (str):
        code (str):
        password (str):
    """

    secret: str
    code: str
    password: str

    def to_dict(self) -> dict[str, Any]:
        secret = self.secret

        code = self.code

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "secret": secret,
                "code": code,
                "password": password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        secret = d.pop("secret")

        code = d.pop("code")

        password = d.pop("password")

        confirm_second_factor = cls(
            secret=secret,
            code=code,
            password=password,
        )

        return confirm_second_factor
