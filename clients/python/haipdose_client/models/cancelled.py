from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Cancelled")


@_attrs_define
class Cancelled:
    """The order is not carried out.

    Attributes:
        reason (str):
        step (Literal['cancel'] | Unset):  Default: 'cancel'.
    """

    reason: str
    step: Literal["cancel"] | Unset = "cancel"

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        step = self.step

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
            }
        )
        if step is not UNSET:
            field_dict["step"] = step

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = d.pop("reason")

        step = cast(Literal["cancel"] | Unset, d.pop("step", UNSET))
        if step != "cancel" and not isinstance(step, Unset):
            raise ValueError(f"step must match const 'cancel', got '{step}'")

        cancelled = cls(
            reason=reason,
            step=step,
        )

        return cancelled
