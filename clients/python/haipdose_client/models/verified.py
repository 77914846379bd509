from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Verified")


@_attrs_define
class Verified:
    """A pharmacist went through the order and its worksheet and agrees.

    Attributes:
        step (Literal['verify'] | Unset):  Default: 'verify'.
        remark (None | str | Unset):
    """

    step: Literal["verify"] | Unset = "verify"
    remark: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        step = self.step

        remark: None | str | Unset
        if isinstance(self.remark, Unset):
            remark = UNSET
        else:
            remark = self.remark

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if step is not UNSET:
            field_dict["step"] = step
        if remark is not UNSET:
            field_dict["remark"] = remark

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        step = cast(Literal["verify"] | Unset, d.pop("step", UNSET))
        if step != "verify" and not isinstance(step, Unset):
            raise ValueError(f"step must match const 'verify', got '{step}'")

        def _parse_remark(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remark = _parse_remark(d.pop("remark", UNSET))

        verified = cls(
            step=step,
            remark=remark,
        )

        return verified
