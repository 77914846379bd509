from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.shown_run_state import ShownRunState
from ..types import UNSET, Unset

T = TypeVar("T", bound="ShownRun")


@_attrs_define
class ShownRun:
    """A calendar in the making. ``lost``: its server ended; start another one.

    ``problem`` says why it failed. While it runs, ``objective``, ``bound`` and ``gap_percent`` say how good the best
    calendar so far is.

        Attributes:
            id (str):
            started_at (datetime.datetime):
            state (ShownRunState):
            stop_asked (bool):
            schedule_id (None | str):
            seconds (None | str | Unset):
            objective (int | None | Unset):
            bound (int | None | Unset):
            gap_percent (None | str | Unset):
            not_placed (int | None | Unset):
            problem_code (None | str | Unset):
            problem (None | str | Unset):
            remedy (None | str | Unset):
    """

    id: str
    started_at: datetime.datetime
    state: ShownRunState
    stop_asked: bool
    schedule_id: None | str
    seconds: None | str | Unset = UNSET
    objective: int | None | Unset = UNSET
    bound: int | None | Unset = UNSET
    gap_percent: None | str | Unset = UNSET
    not_placed: int | None | Unset = UNSET
    problem_code: None | str | Unset = UNSET
    problem: None | str | Unset = UNSET
    remedy: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        started_at = self.started_at.isoformat()

        state = self.state.value

        stop_asked = self.stop_asked

        schedule_id: None | str
        schedule_id = self.schedule_id

        seconds: None | str | Unset
        if isinstance(self.seconds, Unset):
            seconds = UNSET
        else:
            seconds = self.seconds

        objective: int | None | Unset
        if isinstance(self.objective, Unset):
            objective = UNSET
        else:
            objective = self.objective

        bound: int | None | Unset
        if isinstance(self.bound, Unset):
            bound = UNSET
        else:
            bound = self.bound

        gap_percent: None | str | Unset
        if isinstance(self.gap_percent, Unset):
            gap_percent = UNSET
        else:
            gap_percent = self.gap_percent

        not_placed: int | None | Unset
        if isinstance(self.not_placed, Unset):
            not_placed = UNSET
        else:
            not_placed = self.not_placed

        problem_code: None | str | Unset
        if isinstance(self.problem_code, Unset):
            problem_code = UNSET
        else:
            problem_code = self.problem_code

        problem: None | str | Unset
        if isinstance(self.problem, Unset):
            problem = UNSET
        else:
            problem = self.problem

        remedy: None | str | Unset
        if isinstance(self.remedy, Unset):
            remedy = UNSET
        else:
            remedy = self.remedy

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "started_at": started_at,
                "state": state,
                "stop_asked": stop_asked,
                "schedule_id": schedule_id,
            }
        )
        if seconds is not UNSET:
            field_dict["seconds"] = seconds
        if objective is not UNSET:
            field_dict["objective"] = objective
        if bound is not UNSET:
            field_dict["bound"] = bound
        if gap_percent is not UNSET:
            field_dict["gap_percent"] = gap_percent
        if not_placed is not UNSET:
            field_dict["not_placed"] = not_placed
        if problem_code is not UNSET:
            field_dict["problem_code"] = problem_code
        if problem is not UNSET:
            field_dict["problem"] = problem
        if remedy is not UNSET:
            field_dict["remedy"] = remedy

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        state = ShownRunState(d.pop("state"))

        stop_asked = d.pop("stop_asked")

        def _parse_schedule_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        schedule_id = _parse_schedule_id(d.pop("schedule_id"))

        def _parse_seconds(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        seconds = _parse_seconds(d.pop("seconds", UNSET))

        def _parse_objective(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        objective = _parse_objective(d.pop("objective", UNSET))

        def _parse_bound(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        bound = _parse_bound(d.pop("bound", UNSET))

        def _parse_gap_percent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        gap_percent = _parse_gap_percent(d.pop("gap_percent", UNSET))

        def _parse_not_placed(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        not_placed = _parse_not_placed(d.pop("not_placed", UNSET))

        def _parse_problem_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        problem_code = _parse_problem_code(d.pop("problem_code", UNSET))

        def _parse_problem(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        problem = _parse_problem(d.pop("problem", UNSET))

        def _parse_remedy(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remedy = _parse_remedy(d.pop("remedy", UNSET))

        shown_run = cls(
            id=id,
            started_at=started_at,
            state=state,
            stop_asked=stop_asked,
            schedule_id=schedule_id,
            seconds=seconds,
            objective=objective,
            bound=bound,
            gap_percent=gap_percent,
            not_placed=not_placed,
            problem_code=problem_code,
            problem=problem,
            remedy=remedy,
        )

        return shown_run
