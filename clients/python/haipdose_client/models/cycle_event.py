from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CycleEvent")


@_attrs_define
class CycleEvent:
    """A toxicity or event since the last cycle.

    ``grade`` is the worst grade since then, ``now`` the grade on day 1; without ``now`` it has not settled.
    ``occurrence`` counts how often this grade has been reached in the course. Not graded, grade 0 and not listed are
    three different things.

        Attributes:
            name (str):
            grade (int | None | Unset):
            now (int | None | Unset):
            occurrence (int | Unset):  Default: 1.
    """

    name: str
    grade: int | None | Unset = UNSET
    now: int | None | Unset = UNSET
    occurrence: int | Unset = 1

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        grade: int | None | Unset
        if isinstance(self.grade, Unset):
            grade = UNSET
        else:
            grade = self.grade

        now: int | None | Unset
        if isinstance(self.now, Unset):
            now = UNSET
        else:
            now = self.now

        occurrence = self.occurrence

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if grade is not UNSET:
            field_dict["grade"] = grade
        if now is not UNSET:
            field_dict["now"] = now
        if occurrence is not UNSET:
            field_dict["occurrence"] = occurrence

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        def _parse_grade(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        grade = _parse_grade(d.pop("grade", UNSET))

        def _parse_now(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        now = _parse_now(d.pop("now", UNSET))

        occurrence = d.pop("occurrence", UNSET)

        cycle_event = cls(
            name=name,
            grade=grade,
            now=now,
            occurrence=occurrence,
        )

        return cycle_event
