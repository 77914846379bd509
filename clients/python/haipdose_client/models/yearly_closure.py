from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="YearlyClosure")


@_attrs_define
class YearlyClosure:
    """A day that closes the clinic every year, such as 24 December; ``day`` is ``MM-DD``.

    Attributes:
        day (str):
        reason (str):
    """

    day: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        day = self.day

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "day": day,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        day = d.pop("day")

        reason = d.pop("reason")

        yearly_closure = cls(
            day=day,
            reason=reason,
        )

        return yearly_closure
