from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.component_unit import ComponentUnit
from ..types import UNSET, Unset

T = TypeVar("T", bound="Component")


@_attrs_define
class Component:
    """One thing in the pump solution.

    ``amount`` is what the solution holds of it. ``volume_ml`` is exact; ``drawn_up_ml`` the same at the graduation of
    ``syringe_ml``, and ``drawn_up_deviation_percent`` what that changes. ``vials`` are whole containers, ``waste`` is
    what stays in them, in the unit of ``amount`` (mL for a diluent, whose containers are not counted).

        Attributes:
            name (str):
            amount (str):
            unit (ComponentUnit):
            volume_ml (str):
            product (str):
            strength (str):
            syringe_ml (str):
            draws (int):
            drawn_up_ml (str):
            drawn_up_deviation_percent (str):
            preparation (None | str | Unset):
            container (None | str | Unset):
            vials (int | None | Unset):
            waste (None | str | Unset):
    """

    name: str
    amount: str
    unit: ComponentUnit
    volume_ml: str
    product: str
    strength: str
    syringe_ml: str
    draws: int
    drawn_up_ml: str
    drawn_up_deviation_percent: str
    preparation: None | str | Unset = UNSET
    container: None | str | Unset = UNSET
    vials: int | None | Unset = UNSET
    waste: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        amount = self.amount

        unit = self.unit.value

        volume_ml = self.volume_ml

        product = self.product

        strength = self.strength

        syringe_ml = self.syringe_ml

        draws = self.draws

        drawn_up_ml = self.drawn_up_ml

        drawn_up_deviation_percent = self.drawn_up_deviation_percent

        preparation: None | str | Unset
        if isinstance(self.preparation, Unset):
            preparation = UNSET
        else:
            preparation = self.preparation

        container: None | str | Unset
        if isinstance(self.container, Unset):
            container = UNSET
        else:
            container = self.container

        vials: int | None | Unset
        if isinstance(self.vials, Unset):
            vials = UNSET
        else:
            vials = self.vials

        waste: None | str | Unset
        if isinstance(self.waste, Unset):
            waste = UNSET
        else:
            waste = self.waste

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "amount": amount,
                "unit": unit,
                "volume_ml": volume_ml,
                "product": product,
                "strength": strength,
                "syringe_ml": syringe_ml,
                "draws": draws,
                "drawn_up_ml": drawn_up_ml,
                "drawn_up_deviation_percent": drawn_up_deviation_percent,
            }
        )
        if preparation is not UNSET:
            field_dict["preparation"] = preparation
        if container is not UNSET:
            field_dict["container"] = container
        if vials is not UNSET:
            field_dict["vials"] = vials
        if waste is not UNSET:
            field_dict["waste"] = waste

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        amount = d.pop("amount")

        unit = ComponentUnit(d.pop("unit"))

        volume_ml = d.pop("volume_ml")

        product = d.pop("product")

        strength = d.pop("strength")

        syringe_ml = d.pop("syringe_ml")

        draws = d.pop("draws")

        drawn_up_ml = d.pop("drawn_up_ml")

        drawn_up_deviation_percent = d.pop("drawn_up_deviation_percent")

        def _parse_preparation(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        preparation = _parse_preparation(d.pop("preparation", UNSET))

        def _parse_container(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        container = _parse_container(d.pop("container", UNSET))

        def _parse_vials(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        vials = _parse_vials(d.pop("vials", UNSET))

        def _parse_waste(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        waste = _parse_waste(d.pop("waste", UNSET))

        component = cls(
            name=name,
            amount=amount,
            unit=unit,
            volume_ml=volume_ml,
            product=product,
            strength=strength,
            syringe_ml=syringe_ml,
            draws=draws,
            drawn_up_ml=drawn_up_ml,
            drawn_up_deviation_percent=drawn_up_deviation_percent,
            preparation=preparation,
            container=container,
            vials=vials,
            waste=waste,
        )

        return component
