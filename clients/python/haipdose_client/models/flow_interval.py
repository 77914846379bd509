from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.contents import Contents
from ..models.filled_basis import FilledBasis
from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowInterval")


@_attrs_define
class FlowInterval:
    """From one fill to the next emptying. ``returned_ml`` is what came out; the residual never does.

    Attributes:
        filled_at (datetime.datetime):
        emptied_at (datetime.datetime):
        filled_ml (str): An exact decimal: written as text; text or a number is read.
        returned_ml (str): An exact decimal: written as text; text or a number is read.
        contents (Contents): The contents of a fill, as the contracts name them.
        filled_basis (FilledBasis | Unset): What ``filled_ml`` counts: everything in the reservoir, or what was injected
            on top of the residual volume.
    """

    filled_at: datetime.datetime
    emptied_at: datetime.datetime
    filled_ml: str
    returned_ml: str
    contents: Contents
    filled_basis: FilledBasis | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        filled_at = self.filled_at.isoformat()

        emptied_at = self.emptied_at.isoformat()

        filled_ml = self.filled_ml

        returned_ml = self.returned_ml

        contents = self.contents.value

        filled_basis: str | Unset = UNSET
        if not isinstance(self.filled_basis, Unset):
            filled_basis = self.filled_basis.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "filled_at": filled_at,
                "emptied_at": emptied_at,
                "filled_ml": filled_ml,
                "returned_ml": returned_ml,
                "contents": contents,
            }
        )
        if filled_basis is not UNSET:
            field_dict["filled_basis"] = filled_basis

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        filled_at = datetime.datetime.fromisoformat(d.pop("filled_at"))

        emptied_at = datetime.datetime.fromisoformat(d.pop("emptied_at"))

        filled_ml = d.pop("filled_ml")

        returned_ml = d.pop("returned_ml")

        contents = Contents(d.pop("contents"))

        _filled_basis = d.pop("filled_basis", UNSET)
        filled_basis: FilledBasis | Unset
        if isinstance(_filled_basis, Unset):
            filled_basis = UNSET
        else:
            filled_basis = FilledBasis(_filled_basis)

        flow_interval = cls(
            filled_at=filled_at,
            emptied_at=emptied_at,
            filled_ml=filled_ml,
            returned_ml=returned_ml,
            contents=contents,
            filled_basis=filled_basis,
        )

        return flow_interval
