from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.preparation_release_lot_numbers import PreparationReleaseLotNumbers
    from ..models.preparation_release_lots import PreparationReleaseLots


T = TypeVar("T", bound="PreparationRelease")


@_attrs_define
class PreparationRelease:
    """What the preparation was made with, by component, and until when it may be given.

    ``lots`` are chosen from the pharmacy's stock; ``lot_numbers`` are typed, for components of which the pharmacy has
    recorded no product. ``shortage_confirmed``: the pharmacist has the lots in hand although the count says too few.

        Attributes:
            use_by (datetime.datetime):
            lots (PreparationReleaseLots | Unset):
            lot_numbers (PreparationReleaseLotNumbers | Unset):
            shortage_confirmed (bool | Unset):  Default: False.
            remark (None | str | Unset):
    """

    use_by: datetime.datetime
    lots: PreparationReleaseLots | Unset = UNSET
    lot_numbers: PreparationReleaseLotNumbers | Unset = UNSET
    shortage_confirmed: bool | Unset = False
    remark: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        use_by = self.use_by.isoformat()

        lots: dict[str, Any] | Unset = UNSET
        if not isinstance(self.lots, Unset):
            lots = self.lots.to_dict()

        lot_numbers: dict[str, Any] | Unset = UNSET
        if not isinstance(self.lot_numbers, Unset):
            lot_numbers = self.lot_numbers.to_dict()

        shortage_confirmed = self.shortage_confirmed

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
        if lots is not UNSET:
            field_dict["lots"] = lots
        if lot_numbers is not UNSET:
            field_dict["lot_numbers"] = lot_numbers
        if shortage_confirmed is not UNSET:
            field_dict["shortage_confirmed"] = shortage_confirmed
        if remark is not UNSET:
            field_dict["remark"] = remark

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.preparation_release_lot_numbers import PreparationReleaseLotNumbers  # noqa: PLC0415
        from ..models.preparation_release_lots import PreparationReleaseLots  # noqa: PLC0415

        d = dict(src_dict)
        use_by = datetime.datetime.fromisoformat(d.pop("use_by"))

        _lots = d.pop("lots", UNSET)
        lots: PreparationReleaseLots | Unset
        if isinstance(_lots, Unset):
            lots = UNSET
        else:
            lots = PreparationReleaseLots.from_dict(_lots)

        _lot_numbers = d.pop("lot_numbers", UNSET)
        lot_numbers: PreparationReleaseLotNumbers | Unset
        if isinstance(_lot_numbers, Unset):
            lot_numbers = UNSET
        else:
            lot_numbers = PreparationReleaseLotNumbers.from_dict(_lot_numbers)

        shortage_confirmed = d.pop("shortage_confirmed", UNSET)

        def _parse_remark(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remark = _parse_remark(d.pop("remark", UNSET))

        preparation_release = cls(
            use_by=use_by,
            lots=lots,
            lot_numbers=lot_numbers,
            shortage_confirmed=shortage_confirmed,
            remark=remark,
        )

        return preparation_release
