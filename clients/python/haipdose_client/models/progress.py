from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Progress")


@_attrs_define
class Progress:
    """A step of the search: the best total cost so far, the proven bound, and the gap between them.

    ``seconds`` are left out in deterministic runs, so that equal requests give equal answers.

        Attributes:
            phase (str):
            seconds (None | str):
            objective (int | None):
            bound (int | None):
            gap_percent (None | str):
            not_placed (int | None | Unset):
    """

    phase: str
    seconds: None | str
    objective: int | None
    bound: int | None
    gap_percent: None | str
    not_placed: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        phase = self.phase

        seconds: None | str
        seconds = self.seconds

        objective: int | None
        objective = self.objective

        bound: int | None
        bound = self.bound

        gap_percent: None | str
        gap_percent = self.gap_percent

        not_placed: int | None | Unset
        if isinstance(self.not_placed, Unset):
            not_placed = UNSET
        else:
            not_placed = self.not_placed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "phase": phase,
                "seconds": seconds,
                "objective": objective,
                "bound": bound,
                "gap_percent": gap_percent,
            }
        )
        if not_placed is not UNSET:
            field_dict["not_placed"] = not_placed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        phase = d.pop("phase")

        def _parse_seconds(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        seconds = _parse_seconds(d.pop("seconds"))

        def _parse_objective(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        objective = _parse_objective(d.pop("objective"))

        def _parse_bound(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        bound = _parse_bound(d.pop("bound"))

        def _parse_gap_percent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        gap_percent = _parse_gap_percent(d.pop("gap_percent"))

        def _parse_not_placed(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        not_placed = _parse_not_placed(d.pop("not_placed", UNSET))

        progress = cls(
            phase=phase,
            seconds=seconds,
            objective=objective,
            bound=bound,
            gap_percent=gap_percent,
            not_placed=not_placed,
        )

        return progress
