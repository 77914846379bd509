from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="LesionPathology")


@_attrs_define
class LesionPathology:
    """The regression of one resected lesion, Mandard tumour regression grade 1 (no tumour) to 5 (no regression).

    Attributes:
        lesion (str):
        mandard (int):
    """

    lesion: str
    mandard: int

    def to_dict(self) -> dict[str, Any]:
        lesion = self.lesion

        mandard = self.mandard

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "lesion": lesion,
                "mandard": mandard,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lesion = d.pop("lesion")

        mandard = d.pop("mandard")

        lesion_pathology = cls(
            lesion=lesion,
            mandard=mandard,
        )

        return lesion_pathology
