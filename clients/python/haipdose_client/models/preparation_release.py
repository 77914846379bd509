from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.preparation_release_lot_numbers import PreparationReleaseLotNumbers


T = TypeVar("T", bound="PreparationRelease")


@_attrs_define
class PreparationRelease:
    """The preparation's lot numbers by component, and until when it may be given.

    Attributes:
        use_by (datetime.datetime):
        lot_numbers (PreparationReleaseLotNumbers | Unset):
        remark (None | str | Unset):
    """

    use_by: datetime.datetime
    lot_numbers: PreparationReleaseLotNumbers | Unset = UNSET
    remark: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        use_by = self.use_by.isoformat()

        lot_numbers: dict[str, Any] | Unset = UNSET
        if not isinstance(self.lot_numbers, Unset):
            lot_numbers = self.lot_numbers.to_dict()

        remark: None | str | Unset
        if isinstance(self.remark, Unset):
            remark = UNSET
        else:
            remark = self.remark

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "use_by": use_by,
            }
        )
        if lot_numbers is not UNSET:
            field_dict["lot_numbers"] = lot_numbers
        if remark is not UNSET:
            field_dict["remark"] = remark

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.preparation_release_lot_numbers import PreparationReleaseLotNumbers  # noqa: PLC0415

        d = dict(src_dict)
        use_by = datetime.datetime.fromisoformat(d.pop("use_by"))

        _lot_numbers = d.pop("lot_numbers", UNSET)
        lot_numbers: PreparationReleaseLotNumbers | Unset
        if isinstance(_lot_numbers, Unset):
            lot_numbers = UNSET
        else:
            lot_numbers = PreparationReleaseLotNumbers.from_dict(_lot_numbers)

        def _parse_remark(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remark = _parse_remark(d.pop("remark", UNSET))

        preparation_release = cls(
            use_by=use_by,
            lot_numbers=lot_numbers,
            remark=remark,
        )

        return preparation_release
