from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.target_lesion_diameter_mm_type_0 import TargetLesionDiameterMmType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="TargetLesion")


@_attrs_define
class TargetLesion:
    """A target lesion on one scan.

    ``diameter_mm`` is the longest diameter, of a lymph node its short axis; 0 when the lesion is gone. ``too-small``:
    seen, but too small to measure. ``not-evaluable``: could not be judged on this scan.

        Attributes:
            id (str):
            organ (str):
            diameter_mm (str | TargetLesionDiameterMmType0):
            node (bool | Unset):  Default: False.
    """

    id: str
    organ: str
    diameter_mm: str | TargetLesionDiameterMmType0
    node: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        organ = self.organ

        diameter_mm: str
        if isinstance(self.diameter_mm, TargetLesionDiameterMmType0):
            diameter_mm = self.diameter_mm.value
        else:
            diameter_mm = self.diameter_mm

        node = self.node

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "organ": organ,
                "diameter_mm": diameter_mm,
            }
        )
        if node is not UNSET:
            field_dict["node"] = node

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        organ = d.pop("organ")

        def _parse_diameter_mm(data: object) -> str | TargetLesionDiameterMmType0:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                diameter_mm_type_0 = TargetLesionDiameterMmType0(data)

                return diameter_mm_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(str | TargetLesionDiameterMmType0, data)

        diameter_mm = _parse_diameter_mm(d.pop("diameter_mm"))

        node = d.pop("node", UNSET)

        target_lesion = cls(
            id=id,
            organ=organ,
            diameter_mm=diameter_mm,
            node=node,
        )

        return target_lesion
