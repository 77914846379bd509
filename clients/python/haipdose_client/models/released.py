from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.released_lot_numbers import ReleasedLotNumbers
    from ..models.released_prepared_with import ReleasedPreparedWith
    from ..models.shortage import Shortage


T = TypeVar("T", bound="Released")


@_attrs_define
class Released:
    """A pharmacist released the preparation. ``use_by`` is when it may no longer be given.

    ``prepared_with``: the products and lots of the pharmacy's stock, by component; ``lot_numbers`` has these lots too.
    ``shortages``: lots of which the count knew too few, and the pharmacist confirmed to have them in hand.

        Attributes:
            use_by (datetime.datetime):
            step (Literal['release'] | Unset):  Default: 'release'.
            lot_numbers (ReleasedLotNumbers | Unset):
            prepared_with (ReleasedPreparedWith | Unset):
            shortages (list[Shortage] | Unset):
            remark (None | str | Unset):
    """

    use_by: datetime.datetime
    step: Literal["release"] | Unset = "release"
    lot_numbers: ReleasedLotNumbers | Unset = UNSET
    prepared_with: ReleasedPreparedWith | Unset = UNSET
    shortages: list[Shortage] | Unset = UNSET
    remark: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        use_by = self.use_by.isoformat()

        step = self.step

        lot_numbers: dict[str, Any] | Unset = UNSET
        if not isinstance(self.lot_numbers, Unset):
            lot_numbers = self.lot_numbers.to_dict()

        prepared_with: dict[str, Any] | Unset = UNSET
        if not isinstance(self.prepared_with, Unset):
            prepared_with = self.prepared_with.to_dict()

        shortages: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.shortages, Unset):
            shortages = []
            for shortages_item_data in self.shortages:
                shortages_item = shortages_item_data.to_dict()
                shortages.append(shortages_item)

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
        if step is not UNSET:
            field_dict["step"] = step
        if lot_numbers is not UNSET:
            field_dict["lot_numbers"] = lot_numbers
        if prepared_with is not UNSET:
            field_dict["prepared_with"] = prepared_with
        if shortages is not UNSET:
            field_dict["shortages"] = shortages
        if remark is not UNSET:
            field_dict["remark"] = remark

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.released_lot_numbers import ReleasedLotNumbers  # noqa: PLC0415
        from ..models.released_prepared_with import ReleasedPreparedWith  # noqa: PLC0415
        from ..models.shortage import Shortage  # noqa: PLC0415

        d = dict(src_dict)
        use_by = datetime.datetime.fromisoformat(d.pop("use_by"))

        step = cast(Literal["release"] | Unset, d.pop("step", UNSET))
        if step != "release" and not isinstance(step, Unset):
            raise ValueError(f"step must match const 'release', got '{step}'")

        _lot_numbers = d.pop("lot_numbers", UNSET)
        lot_numbers: ReleasedLotNumbers | Unset
        if isinstance(_lot_numbers, Unset):
            lot_numbers = UNSET
        else:
            lot_numbers = ReleasedLotNumbers.from_dict(_lot_numbers)

        _prepared_with = d.pop("prepared_with", UNSET)
        prepared_with: ReleasedPreparedWith | Unset
        if isinstance(_prepared_with, Unset):
            prepared_with = UNSET
        else:
            prepared_with = ReleasedPreparedWith.from_dict(_prepared_with)

        _shortages = d.pop("shortages", UNSET)
        shortages: list[Shortage] | Unset = UNSET
        if _shortages is not UNSET:
            shortages = []
            for shortages_item_data in _shortages:
                shortages_item = Shortage.from_dict(shortages_item_data)

                shortages.append(shortages_item)

        def _parse_remark(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remark = _parse_remark(d.pop("remark", UNSET))

        released = cls(
            use_by=use_by,
            step=step,
            lot_numbers=lot_numbers,
            prepared_with=prepared_with,
            shortages=shortages,
            remark=remark,
        )

        return released
