from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.pump_programmed_input_command import PumpProgrammedInputCommand
from ..models.pump_programmed_input_result import PumpProgrammedInputResult
from ..types import UNSET, Unset

T = TypeVar("T", bound="PumpProgrammedInput")


@_attrs_define
class PumpProgrammedInput:
    """A program or bolus was sent to the pump. ``result`` is what is known of it.

    Attributes:
        at (datetime.datetime):
        type_ (Literal['pump-programmed']):
        serial_number (str):
        command (PumpProgrammedInputCommand):
        result (PumpProgrammedInputResult):
        id (None | str | Unset):
        recorded_at (datetime.datetime | None | Unset):
        by (None | str | Unset):
        note (None | str | Unset):
        flow_ml_per_day (None | str | Unset):
        volume_ml (None | str | Unset):
        program_digest (None | str | Unset):
        confirmed_by (list[str] | Unset):
    """

    at: datetime.datetime
    type_: Literal["pump-programmed"]
    serial_number: str
    command: PumpProgrammedInputCommand
    result: PumpProgrammedInputResult
    id: None | str | Unset = UNSET
    recorded_at: datetime.datetime | None | Unset = UNSET
    by: None | str | Unset = UNSET
    note: None | str | Unset = UNSET
    flow_ml_per_day: None | str | Unset = UNSET
    volume_ml: None | str | Unset = UNSET
    program_digest: None | str | Unset = UNSET
    confirmed_by: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        type_ = self.type_

        serial_number = self.serial_number

        command = self.command.value

        result = self.result.value

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        recorded_at: None | str | Unset
        if isinstance(self.recorded_at, Unset):
            recorded_at = UNSET
        elif isinstance(self.recorded_at, datetime.datetime):
            recorded_at = self.recorded_at.isoformat()
        else:
            recorded_at = self.recorded_at

        by: None | str | Unset
        if isinstance(self.by, Unset):
            by = UNSET
        else:
            by = self.by

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        flow_ml_per_day: None | str | Unset
        if isinstance(self.flow_ml_per_day, Unset):
            flow_ml_per_day = UNSET
        else:
            flow_ml_per_day = self.flow_ml_per_day

        volume_ml: None | str | Unset
        if isinstance(self.volume_ml, Unset):
            volume_ml = UNSET
        else:
            volume_ml = self.volume_ml

        program_digest: None | str | Unset
        if isinstance(self.program_digest, Unset):
            program_digest = UNSET
        else:
            program_digest = self.program_digest

        confirmed_by: list[str] | Unset = UNSET
        if not isinstance(self.confirmed_by, Unset):
            confirmed_by = self.confirmed_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "type": type_,
                "serial_number": serial_number,
                "command": command,
                "result": result,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if by is not UNSET:
            field_dict["by"] = by
        if note is not UNSET:
            field_dict["note"] = note
        if flow_ml_per_day is not UNSET:
            field_dict["flow_ml_per_day"] = flow_ml_per_day
        if volume_ml is not UNSET:
            field_dict["volume_ml"] = volume_ml
        if program_digest is not UNSET:
            field_dict["program_digest"] = program_digest
        if confirmed_by is not UNSET:
            field_dict["confirmed_by"] = confirmed_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        type_ = cast(Literal["pump-programmed"], d.pop("type"))
        if type_ != "pump-programmed":
            raise ValueError(f"type must match const 'pump-programmed', got '{type_}'")

        serial_number = d.pop("serial_number")

        command = PumpProgrammedInputCommand(d.pop("command"))

        result = PumpProgrammedInputResult(d.pop("result"))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_recorded_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                recorded_at_type_0 = datetime.datetime.fromisoformat(data)

                return recorded_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        recorded_at = _parse_recorded_at(d.pop("recorded_at", UNSET))

        def _parse_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        by = _parse_by(d.pop("by", UNSET))

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        def _parse_flow_ml_per_day(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        flow_ml_per_day = _parse_flow_ml_per_day(d.pop("flow_ml_per_day", UNSET))

        def _parse_volume_ml(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        volume_ml = _parse_volume_ml(d.pop("volume_ml", UNSET))

        def _parse_program_digest(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        program_digest = _parse_program_digest(d.pop("program_digest", UNSET))

        confirmed_by = cast(list[str], d.pop("confirmed_by", UNSET))

        pump_programmed_input = cls(
            at=at,
            type_=type_,
            serial_number=serial_number,
            command=command,
            result=result,
            id=id,
            recorded_at=recorded_at,
            by=by,
            note=note,
            flow_ml_per_day=flow_ml_per_day,
            volume_ml=volume_ml,
            program_digest=program_digest,
            confirmed_by=confirmed_by,
        )

        return pump_programmed_input
