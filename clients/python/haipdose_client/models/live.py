from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Live")


@_attrs_define
class Live:
    """The process answers.

    Attributes:
        status (Literal['live']):
        version (str):
    """

    status: Literal["live"]
    version: str

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = cast(Literal["live"], d.pop("status"))
        if status != "live":
            raise ValueError(f"status must match const 'live', got '{status}'")

        version = d.pop("version")

        live = cls(
            status=status,
            version=version,
        )

        return live
