from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.systemic_request_dpyd_type_0 import SystemicRequestDpydType0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cycle_event import CycleEvent
    from ..models.lab_result import LabResult
    from ..models.operation import Operation
    from ..models.patient_input import PatientInput
    from ..models.previous_dose import PreviousDose


T = TypeVar("T", bound="SystemicRequest")


@_attrs_define
class SystemicRequest:
    """A systemic cycle to be decided and calculated.

    ``arm`` may be left out when the protocol has one; ``with_pump`` left out follows the arm.

        Attributes:
            cycle (int):
            as_of (datetime.datetime):
            patient (PatientInput): The ``patient`` object of a request. Height in cm, actual weight in kg, dates local to
                the clinic.

                ``id`` is a pseudonym for the worksheet and never goes into a log. Age comes from ``birth_date`` or
                ``age_years``;
                both at once could contradict each other and are refused.
            protocol (str):
            regimen (str):
            current (list[LabResult] | Unset):
            since_last (list[LabResult] | Unset):
            events (list[CycleEvent] | Unset):
            events_complete (bool | Unset):  Default: False.
            previous (list[PreviousDose] | Unset):
            dpyd (None | SystemicRequestDpydType0 | Unset):
            operations (list[Operation] | Unset):
            due (datetime.date | None | Unset):
            arm (None | str | Unset):
            additions (list[str] | Unset):
            with_pump (bool | None | Unset):
    """

    cycle: int
    as_of: datetime.datetime
    patient: PatientInput
    protocol: str
    regimen: str
    current: list[LabResult] | Unset = UNSET
    since_last: list[LabResult] | Unset = UNSET
    events: list[CycleEvent] | Unset = UNSET
    events_complete: bool | Unset = False
    previous: list[PreviousDose] | Unset = UNSET
    dpyd: None | SystemicRequestDpydType0 | Unset = UNSET
    operations: list[Operation] | Unset = UNSET
    due: datetime.date | None | Unset = UNSET
    arm: None | str | Unset = UNSET
    additions: list[str] | Unset = UNSET
    with_pump: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        cycle = self.cycle

        as_of = self.as_of.isoformat()

        patient = self.patient.to_dict()

        protocol = self.protocol

        regimen = self.regimen

        current: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.current, Unset):
            current = []
            for current_item_data in self.current:
                current_item = current_item_data.to_dict()
                current.append(current_item)

        since_last: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.since_last, Unset):
            since_last = []
            for since_last_item_data in self.since_last:
                since_last_item = since_last_item_data.to_dict()
                since_last.append(since_last_item)

        events: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.events, Unset):
            events = []
            for events_item_data in self.events:
                events_item = events_item_data.to_dict()
                events.append(events_item)

        events_complete = self.events_complete

        previous: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.previous, Unset):
            previous = []
            for previous_item_data in self.previous:
                previous_item = previous_item_data.to_dict()
                previous.append(previous_item)

        dpyd: None | str | Unset
        if isinstance(self.dpyd, Unset):
            dpyd = UNSET
        elif isinstance(self.dpyd, SystemicRequestDpydType0):
            dpyd = self.dpyd.value
        else:
            dpyd = self.dpyd

        operations: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.operations, Unset):
            operations = []
            for operations_item_data in self.operations:
                operations_item = operations_item_data.to_dict()
                operations.append(operations_item)

        due: None | str | Unset
        if isinstance(self.due, Unset):
            due = UNSET
        elif isinstance(self.due, datetime.date):
            due = self.due.isoformat()
        else:
            due = self.due

        arm: None | str | Unset
        if isinstance(self.arm, Unset):
            arm = UNSET
        else:
            arm = self.arm

        additions: list[str] | Unset = UNSET
        if not isinstance(self.additions, Unset):
            additions = self.additions

        with_pump: bool | None | Unset
        if isinstance(self.with_pump, Unset):
            with_pump = UNSET
        else:
            with_pump = self.with_pump

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "cycle": cycle,
                "as_of": as_of,
                "patient": patient,
                "protocol": protocol,
                "regimen": regimen,
            }
        )
        if current is not UNSET:
            field_dict["current"] = current
        if since_last is not UNSET:
            field_dict["since_last"] = since_last
        if events is not UNSET:
            field_dict["events"] = events
        if events_complete is not UNSET:
            field_dict["events_complete"] = events_complete
        if previous is not UNSET:
            field_dict["previous"] = previous
        if dpyd is not UNSET:
            field_dict["dpyd"] = dpyd
        if operations is not UNSET:
            field_dict["operations"] = operations
        if due is not UNSET:
            field_dict["due"] = due
        if arm is not UNSET:
            field_dict["arm"] = arm
        if additions is not UNSET:
            field_dict["additions"] = additions
        if with_pump is not UNSET:
            field_dict["with_pump"] = with_pump

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cycle_event import CycleEvent  # noqa: PLC0415
        from ..models.lab_result import LabResult  # noqa: PLC0415
        from ..models.operation import Operation  # noqa: PLC0415
        from ..models.patient_input import PatientInput  # noqa: PLC0415
        from ..models.previous_dose import PreviousDose  # noqa: PLC0415

        d = dict(src_dict)
        cycle = d.pop("cycle")

        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        patient = PatientInput.from_dict(d.pop("patient"))

        protocol = d.pop("protocol")

        regimen = d.pop("regimen")

        _current = d.pop("current", UNSET)
        current: list[LabResult] | Unset = UNSET
        if _current is not UNSET:
            current = []
            for current_item_data in _current:
                current_item = LabResult.from_dict(current_item_data)

                current.append(current_item)

        _since_last = d.pop("since_last", UNSET)
        since_last: list[LabResult] | Unset = UNSET
        if _since_last is not UNSET:
            since_last = []
            for since_last_item_data in _since_last:
                since_last_item = LabResult.from_dict(since_last_item_data)

                since_last.append(since_last_item)

        _events = d.pop("events", UNSET)
        events: list[CycleEvent] | Unset = UNSET
        if _events is not UNSET:
            events = []
            for events_item_data in _events:
                events_item = CycleEvent.from_dict(events_item_data)

                events.append(events_item)

        events_complete = d.pop("events_complete", UNSET)

        _previous = d.pop("previous", UNSET)
        previous: list[PreviousDose] | Unset = UNSET
        if _previous is not UNSET:
            previous = []
            for previous_item_data in _previous:
                previous_item = PreviousDose.from_dict(previous_item_data)

                previous.append(previous_item)

        def _parse_dpyd(data: object) -> None | SystemicRequestDpydType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                dpyd_type_0 = SystemicRequestDpydType0(data)

                return dpyd_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SystemicRequestDpydType0 | Unset, data)

        dpyd = _parse_dpyd(d.pop("dpyd", UNSET))

        _operations = d.pop("operations", UNSET)
        operations: list[Operation] | Unset = UNSET
        if _operations is not UNSET:
            operations = []
            for operations_item_data in _operations:
                operations_item = Operation.from_dict(operations_item_data)

                operations.append(operations_item)

        def _parse_due(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_type_0 = datetime.date.fromisoformat(data)

                return due_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        due = _parse_due(d.pop("due", UNSET))

        def _parse_arm(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        arm = _parse_arm(d.pop("arm", UNSET))

        additions = cast(list[str], d.pop("additions", UNSET))

        def _parse_with_pump(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        with_pump = _parse_with_pump(d.pop("with_pump", UNSET))

        systemic_request = cls(
            cycle=cycle,
            as_of=as_of,
            patient=patient,
            protocol=protocol,
            regimen=regimen,
            current=current,
            since_last=since_last,
            events=events,
            events_complete=events_complete,
            previous=previous,
            dpyd=dpyd,
            operations=operations,
            due=due,
            arm=arm,
            additions=additions,
            with_pump=with_pump,
        )

        return systemic_request
