from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewRun")


@_attrs_define
class NewRun:
    """Make a calendar from today for so many weeks; the search ends after ``seconds`` with the best that it found.

    ``deterministic``: equal questions give equal calendars, at the price of a slower search.
    ``least_moves``: what patients were told moves only where that gives somebody a place.

        Attributes:
            weeks (int | Unset):  Default: 8.
            seconds (int | Unset):  Default: 30.
            deterministic (bool | Unset):  Default: False.
            least_moves (bool | Unset):  Default: False.
    """

    weeks: int | Unset = 8
    seconds: int | Unset = 30
    deterministic: bool | Unset = False
    least_moves: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        weeks = self.weeks

        seconds = self.seconds

        deterministic = self.deterministic

        least_moves = self.least_moves

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if weeks is not UNSET:
            field_dict["weeks"] = weeks
        if seconds is not UNSET:
            field_dict["seconds"] = seconds
        if deterministic is not UNSET:
            field_dict["deterministic"] = deterministic
        if least_moves is not UNSET:
            field_dict["least_moves"] = least_moves

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        weeks = d.pop("weeks", UNSET)

        seconds = d.pop("seconds", UNSET)

        deterministic = d.pop("deterministic", UNSET)

        least_moves = d.pop("least_moves", UNSET)

        new_run = cls(
            weeks=weeks,
            seconds=seconds,
            deterministic=deterministic,
            least_moves=least_moves,
        )

        return new_run
