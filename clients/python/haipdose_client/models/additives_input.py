from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.additives_input_dexamethasone_type_0 import AdditivesInputDexamethasoneType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="AdditivesInput")


@_attrs_define
class AdditivesInput:
    """Overrides of what goes in beside floxuridine; what is absent follows the protocol, zero means none.

    ``dexamethasone`` chooses the rule, ``dexamethasone_mg`` and ``heparin_units`` the amounts in the reservoir.

        Attributes:
            dexamethasone (AdditivesInputDexamethasoneType0 | None | Unset):
            dexamethasone_mg (None | str | Unset):
            heparin_units (None | str | Unset):
    """

    dexamethasone: AdditivesInputDexamethasoneType0 | None | Unset = UNSET
    dexamethasone_mg: None | str | Unset = UNSET
    heparin_units: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        dexamethasone: None | str | Unset
        if isinstance(self.dexamethasone, Unset):
            dexamethasone = UNSET
        elif isinstance(self.dexamethasone, AdditivesInputDexamethasoneType0):
            dexamethasone = self.dexamethasone.value
        else:
            dexamethasone = self.dexamethasone

        dexamethasone_mg: None | str | Unset
        if isinstance(self.dexamethasone_mg, Unset):
            dexamethasone_mg = UNSET
        else:
            dexamethasone_mg = self.dexamethasone_mg

        heparin_units: None | str | Unset
        if isinstance(self.heparin_units, Unset):
            heparin_units = UNSET
        else:
            heparin_units = self.heparin_units

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if dexamethasone is not UNSET:
            field_dict["dexamethasone"] = dexamethasone
        if dexamethasone_mg is not UNSET:
            field_dict["dexamethasone_mg"] = dexamethasone_mg
        if heparin_units is not UNSET:
            field_dict["heparin_units"] = heparin_units

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_dexamethasone(data: object) -> AdditivesInputDexamethasoneType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                dexamethasone_type_0 = AdditivesInputDexamethasoneType0(data)

                return dexamethasone_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AdditivesInputDexamethasoneType0 | None | Unset, data)

        dexamethasone = _parse_dexamethasone(d.pop("dexamethasone", UNSET))

        def _parse_dexamethasone_mg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dexamethasone_mg = _parse_dexamethasone_mg(d.pop("dexamethasone_mg", UNSET))

        def _parse_heparin_units(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        heparin_units = _parse_heparin_units(d.pop("heparin_units", UNSET))

        additives_input = cls(
            dexamethasone=dexamethasone,
            dexamethasone_mg=dexamethasone_mg,
            heparin_units=heparin_units,
        )

        return additives_input
