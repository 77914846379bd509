from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.discrepancy import Discrepancy
    from ..models.fill_request import FillRequest


T = TypeVar("T", bound="DoubleChecked")


@_attrs_define
class DoubleChecked:
    """A second person entered the inputs without seeing them; what they did not find alike is listed.

    Attributes:
        entered (FillRequest): A fill question.

            ``dose_percent`` is percent of the protocol's full dose, needed for floxuridine and never assumed.
            ``pump.flow_ml_per_day`` is the flow that the fill is made for. Overrides leave the protocol and are pointed
            out.
            ``previous_weight_kg`` is the weight of the last fill; ``planned_date`` the day of this one.
        ordered_mg (None | str):
        discrepancies (list[Discrepancy]):
        step (Literal['double-check'] | Unset):  Default: 'double-check'.
    """

    entered: FillRequest
    ordered_mg: None | str
    discrepancies: list[Discrepancy]
    step: Literal["double-check"] | Unset = "double-check"

    def to_dict(self) -> dict[str, Any]:
        entered = self.entered.to_dict()

        ordered_mg: None | str
        ordered_mg = self.ordered_mg

        discrepancies = []
        for discrepancies_item_data in self.discrepancies:
            discrepancies_item = discrepancies_item_data.to_dict()
            discrepancies.append(discrepancies_item)

        step = self.step

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "entered": entered,
                "ordered_mg": ordered_mg,
                "discrepancies": discrepancies,
            }
        )
        if step is not UNSET:
            field_dict["step"] = step

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.discrepancy import Discrepancy  # noqa: PLC0415
        from ..models.fill_request import FillRequest  # noqa: PLC0415

        d = dict(src_dict)
        entered = FillRequest.from_dict(d.pop("entered"))

        def _parse_ordered_mg(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ordered_mg = _parse_ordered_mg(d.pop("ordered_mg"))

        discrepancies = []
        _discrepancies = d.pop("discrepancies")
        for discrepancies_item_data in _discrepancies:
            discrepancies_item = Discrepancy.from_dict(discrepancies_item_data)

            discrepancies.append(discrepancies_item)

        step = cast(Literal["double-check"] | Unset, d.pop("step", UNSET))
        if step != "double-check" and not isinstance(step, Unset):
            raise ValueError(f"step must match const 'double-check', got '{step}'")

        double_checked = cls(
            entered=entered,
            ordered_mg=ordered_mg,
            discrepancies=discrepancies,
            step=step,
        )

        return double_checked
