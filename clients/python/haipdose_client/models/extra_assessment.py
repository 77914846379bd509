from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ExtraAssessment")


@_attrs_define
class ExtraAssessment:
    """Something done that serves no occurrence. ``nearest``: the occurrence that it lies nearest to, if any.

    Attributes:
        facts (list[str]):
        on (datetime.date):
        proofs (list[str]):
        nearest (None | str):
        why (str):
    """

    facts: list[str]
    on: datetime.date
    proofs: list[str]
    nearest: None | str
    why: str

    def to_dict(self) -> dict[str, Any]:
        facts = self.facts

        on = self.on.isoformat()

        proofs = self.proofs

        nearest: None | str
        nearest = self.nearest

        why = self.why

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "facts": facts,
                "on": on,
                "proofs": proofs,
                "nearest": nearest,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        facts = cast(list[str], d.pop("facts"))

        on = datetime.date.fromisoformat(d.pop("on"))

        proofs = cast(list[str], d.pop("proofs"))

        def _parse_nearest(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        nearest = _parse_nearest(d.pop("nearest"))

        why = d.pop("why")

        extra_assessment = cls(
            facts=facts,
            on=on,
            proofs=proofs,
            nearest=nearest,
            why=why,
        )

        return extra_assessment
