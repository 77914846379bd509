from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SecondFactor")


@_attrs_define
class SecondFactor:
    """What an authenticator app reads; it counts once a code of it was sent.

    Attributes:
        secret (str):
        uri (str):
    """

    secret: str
    uri: str

    def to_dict(self) -> dict[str, Any]:
        secret = self.secret

        uri = self.uri

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "secret": secret,
                "uri": uri,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        secret = d.pop("secret")

        uri = d.pop("uri")

        second_factor = cls(
            secret=secret,
            uri=uri,
        )

        return second_factor
