from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.state import State
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.discrepancy import Discrepancy
    from ..models.flow_answer import FlowAnswer
    from ..models.step_taken import StepTaken


T = TypeVar("T", bound="OrderShown")


@_attrs_define
class OrderShown:
    """An order and its steps. ``blind``: its inputs are kept from the caller, who may be its second person.

    Attributes:
        id (str):
        version (int):
        course_id (str):
        visit_id (None | str):
        state (State): Where an order stands. ``discrepant``: the second person found something else; somebody must
            look.
        due (datetime.date | None):
        blind (bool):
        steps (list[StepTaken]):
        steps_taken (list[str]):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        discrepancies (list[Discrepancy] | Unset):
        flow (FlowAnswer | None | Unset):
    """

    id: str
    version: int
    course_id: str
    visit_id: None | str
    state: State
    due: datetime.date | None
    blind: bool
    steps: list[StepTaken]
    steps_taken: list[str]
    created_at: datetime.datetime
    updated_at: datetime.datetime
    discrepancies: list[Discrepancy] | Unset = UNSET
    flow: FlowAnswer | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.flow_answer import FlowAnswer  # noqa: PLC0415

        id = self.id

        version = self.version

        course_id = self.course_id

        visit_id: None | str
        visit_id = self.visit_id

        state = self.state.value

        due: None | str
        if isinstance(self.due, datetime.date):
            due = self.due.isoformat()
        else:
            due = self.due

        blind = self.blind

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        steps_taken = self.steps_taken

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        discrepancies: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.discrepancies, Unset):
            discrepancies = []
            for discrepancies_item_data in self.discrepancies:
                discrepancies_item = discrepancies_item_data.to_dict()
                discrepancies.append(discrepancies_item)

        flow: dict[str, Any] | None | Unset
        if isinstance(self.flow, Unset):
            flow = UNSET
        elif isinstance(self.flow, FlowAnswer):
            flow = self.flow.to_dict()
        else:
            flow = self.flow

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "version": version,
                "course_id": course_id,
                "visit_id": visit_id,
                "state": state,
                "due": due,
                "blind": blind,
                "steps": steps,
                "steps_taken": steps_taken,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )
        if discrepancies is not UNSET:
            field_dict["discrepancies"] = discrepancies
        if flow is not UNSET:
            field_dict["flow"] = flow

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.discrepancy import Discrepancy  # noqa: PLC0415
        from ..models.flow_answer import FlowAnswer  # noqa: PLC0415
        from ..models.step_taken import StepTaken  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        course_id = d.pop("course_id")

        def _parse_visit_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        visit_id = _parse_visit_id(d.pop("visit_id"))

        state = State(d.pop("state"))

        def _parse_due(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_type_0 = datetime.date.fromisoformat(data)

                return due_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        due = _parse_due(d.pop("due"))

        blind = d.pop("blind")

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = StepTaken.from_dict(steps_item_data)

            steps.append(steps_item)

        steps_taken = cast(list[str], d.pop("steps_taken"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        _discrepancies = d.pop("discrepancies", UNSET)
        discrepancies: list[Discrepancy] | Unset = UNSET
        if _discrepancies is not UNSET:
            discrepancies = []
            for discrepancies_item_data in _discrepancies:
                discrepancies_item = Discrepancy.from_dict(discrepancies_item_data)

                discrepancies.append(discrepancies_item)

        def _parse_flow(data: object) -> FlowAnswer | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                flow_type_0 = FlowAnswer.from_dict(data)

                return flow_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FlowAnswer | None | Unset, data)

        flow = _parse_flow(d.pop("flow", UNSET))

        order_shown = cls(
            id=id,
            version=version,
            course_id=course_id,
            visit_id=visit_id,
            state=state,
            due=due,
            blind=blind,
            steps=steps,
            steps_taken=steps_taken,
            created_at=created_at,
            updated_at=updated_at,
            discrepancies=discrepancies,
            flow=flow,
        )

        return order_shown
