from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pump_interrogated_input import PumpInterrogatedInput
    from ..models.pump_programmed_input import PumpProgrammedInput


T = TypeVar("T", bound="DeviceSession")


@_attrs_define
class DeviceSession:
    """One session, as the link told it. ``facts`` go into the course; an uncertain outcome is one of them.

    Attributes:
        serial_number (str):
        started_at (datetime.datetime):
        ended_at (datetime.datetime):
        facts (list[PumpInterrogatedInput | PumpProgrammedInput] | Unset):
        journal (list[str] | Unset):
    """

    serial_number: str
    started_at: datetime.datetime
    ended_at: datetime.datetime
    facts: list[PumpInterrogatedInput | PumpProgrammedInput] | Unset = UNSET
    journal: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.pump_interrogated_input import PumpInterrogatedInput  # noqa: PLC0415

        serial_number = self.serial_number

        started_at = self.started_at.isoformat()

        ended_at = self.ended_at.isoformat()

        facts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.facts, Unset):
            facts = []
            for facts_item_data in self.facts:
                facts_item: dict[str, Any]
                if isinstance(facts_item_data, PumpInterrogatedInput):
                    facts_item = facts_item_data.to_dict()
                else:
                    facts_item = facts_item_data.to_dict()

                facts.append(facts_item)

        journal: list[str] | Unset = UNSET
        if not isinstance(self.journal, Unset):
            journal = self.journal

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "serial_number": serial_number,
                "started_at": started_at,
                "ended_at": ended_at,
            }
        )
        if facts is not UNSET:
            field_dict["facts"] = facts
        if journal is not UNSET:
            field_dict["journal"] = journal

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pump_interrogated_input import PumpInterrogatedInput  # noqa: PLC0415
        from ..models.pump_programmed_input import PumpProgrammedInput  # noqa: PLC0415

        d = dict(src_dict)
        serial_number = d.pop("serial_number")

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        ended_at = datetime.datetime.fromisoformat(d.pop("ended_at"))

        _facts = d.pop("facts", UNSET)
        facts: list[PumpInterrogatedInput | PumpProgrammedInput] | Unset = UNSET
        if _facts is not UNSET:
            facts = []
            for facts_item_data in _facts:

                def _parse_facts_item(data: object) -> PumpInterrogatedInput | PumpProgrammedInput:
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_0 = PumpInterrogatedInput.from_dict(data)

                        return facts_item_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    facts_item_type_1 = PumpProgrammedInput.from_dict(data)

                    return facts_item_type_1

                facts_item = _parse_facts_item(facts_item_data)

                facts.append(facts_item)

        journal = cast(list[str], d.pop("journal", UNSET))

        device_session = cls(
            serial_number=serial_number,
            started_at=started_at,
            ended_at=ended_at,
            facts=facts,
            journal=journal,
        )

        return device_session
