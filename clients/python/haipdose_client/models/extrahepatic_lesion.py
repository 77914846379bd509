from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.extrahepatic_lesion_appearance_type_0 import ExtrahepaticLesionAppearanceType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="ExtrahepaticLesion")


@_attrs_define
class ExtrahepaticLesion:
    """A lesion outside the liver: what it looks like, and its longest diameter in mm.

    ``not-metastasis``: another diagnosis has been made, such as a cyst.

        Attributes:
            appearance (ExtrahepaticLesionAppearanceType0 | None | Unset):
            largest_mm (None | str | Unset):
    """

    appearance: ExtrahepaticLesionAppearanceType0 | None | Unset = UNSET
    largest_mm: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        appearance: None | str | Unset
        if isinstance(self.appearance, Unset):
            appearance = UNSET
        elif isinstance(self.appearance, ExtrahepaticLesionAppearanceType0):
            appearance = self.appearance.value
        else:
            appearance = self.appearance

        largest_mm: None | str | Unset
        if isinstance(self.largest_mm, Unset):
            largest_mm = UNSET
        else:
            largest_mm = self.largest_mm

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if appearance is not UNSET:
            field_dict["appearance"] = appearance
        if largest_mm is not UNSET:
            field_dict["largest_mm"] = largest_mm

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_appearance(data: object) -> ExtrahepaticLesionAppearanceType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                appearance_type_0 = ExtrahepaticLesionAppearanceType0(data)

                return appearance_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExtrahepaticLesionAppearanceType0 | None | Unset, data)

        appearance = _parse_appearance(d.pop("appearance", UNSET))

        def _parse_largest_mm(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        largest_mm = _parse_largest_mm(d.pop("largest_mm", UNSET))

        extrahepatic_lesion = cls(
            appearance=appearance,
            largest_mm=largest_mm,
        )

        return extrahepatic_lesion
