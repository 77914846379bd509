from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.day_choice_state import DayChoiceState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.plan_change import PlanChange


T = TypeVar("T", bound="DayChoice")


@_attrs_define
class DayChoice:
    """One day of a window.

    ``state``: ``free`` can be taken; ``conflict``: the planner would not take it, ``conflicts`` say why; ``closed``:
    the clinic does not work, ``why``; ``past``; ``untried``. ``moves`` are the other visits that would be on another
    day, ``alerts`` what would be warned of then and is not now.

        Attributes:
            date (datetime.date):
            state (DayChoiceState):
            target (bool):
            current (bool):
            why (None | str | Unset):
            conflicts (list[str] | Unset):
            alerts (list[str] | Unset):
            moves (list[PlanChange] | Unset):
    """

    date: datetime.date
    state: DayChoiceState
    target: bool
    current: bool
    why: None | str | Unset = UNSET
    conflicts: list[str] | Unset = UNSET
    alerts: list[str] | Unset = UNSET
    moves: list[PlanChange] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        date = self.date.isoformat()

        state = self.state.value

        target = self.target

        current = self.current

        why: None | str | Unset
        if isinstance(self.why, Unset):
            why = UNSET
        else:
            why = self.why

        conflicts: list[str] | Unset = UNSET
        if not isinstance(self.conflicts, Unset):
            conflicts = self.conflicts

        alerts: list[str] | Unset = UNSET
        if not isinstance(self.alerts, Unset):
            alerts = self.alerts

        moves: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.moves, Unset):
            moves = []
            for moves_item_data in self.moves:
                moves_item = moves_item_data.to_dict()
                moves.append(moves_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "date": date,
                "state": state,
                "target": target,
                "current": current,
            }
        )
        if why is not UNSET:
            field_dict["why"] = why
        if conflicts is not UNSET:
            field_dict["conflicts"] = conflicts
        if alerts is not UNSET:
            field_dict["alerts"] = alerts
        if moves is not UNSET:
            field_dict["moves"] = moves

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.plan_change import PlanChange  # noqa: PLC0415

        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))

        state = DayChoiceState(d.pop("state"))

        target = d.pop("target")

        current = d.pop("current")

        def _parse_why(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        why = _parse_why(d.pop("why", UNSET))

        conflicts = cast(list[str], d.pop("conflicts", UNSET))

        alerts = cast(list[str], d.pop("alerts", UNSET))

        _moves = d.pop("moves", UNSET)
        moves: list[PlanChange] | Unset = UNSET
        if _moves is not UNSET:
            moves = []
            for moves_item_data in _moves:
                moves_item = PlanChange.from_dict(moves_item_data)

                moves.append(moves_item)

        day_choice = cls(
            date=date,
            state=state,
            target=target,
            current=current,
            why=why,
            conflicts=conflicts,
            alerts=alerts,
            moves=moves,
        )

        return day_choice
