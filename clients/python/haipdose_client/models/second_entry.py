from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.fill_request_input import FillRequestInput


T = TypeVar("T", bound="SecondEntry")


@_attrs_define
class SecondEntry:
    """What the second person found from the patient's file and the pump's card, without seeing the first entry.

    Attributes:
        entered (FillRequestInput): A fill question.

            ``dose_percent`` is percent of the protocol's full dose, needed for floxuridine and never assumed.
            ``pump.flow_ml_per_day`` is the flow that the fill is made for. Overrides leave the protocol and are pointed
            out.
            ``previous_weight_kg`` is the weight of the last fill; ``planned_date`` the day of this one.
        ordered_mg (None | str | Unset):
    """

    entered: FillRequestInput
    ordered_mg: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        entered = self.entered.to_dict()

        ordered_mg: None | str | Unset
        if isinstance(self.ordered_mg, Unset):
            ordered_mg = UNSET
        else:
            ordered_mg = self.ordered_mg

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "entered": entered,
            }
        )
        if ordered_mg is not UNSET:
            field_dict["ordered_mg"] = ordered_mg

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fill_request_input import FillRequestInput  # noqa: PLC0415

        d = dict(src_dict)
        entered = FillRequestInput.from_dict(d.pop("entered"))

        def _parse_ordered_mg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ordered_mg = _parse_ordered_mg(d.pop("ordered_mg", UNSET))

        second_entry = cls(
            entered=entered,
            ordered_mg=ordered_mg,
        )

        return second_entry
