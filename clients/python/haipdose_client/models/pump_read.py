from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.diff import Diff
    from ..models.planned_program import PlannedProgram
    from ..models.pump_reading import PumpReading


T = TypeVar("T", bound="PumpRead")


@_attrs_define
class PumpRead:
    """What the pump said, what does not fit the course, and what would change. ``pending``: an outcome is unknown.

    Attributes:
        reading (PumpReading): A reading of the pump for people and for records; ``findings``: what to look at.
        pending (bool):
        planned (None | PlannedProgram | Unset):
        diff (Diff | None | Unset):
    """

    reading: PumpReading
    pending: bool
    planned: None | PlannedProgram | Unset = UNSET
    diff: Diff | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.diff import Diff  # noqa: PLC0415
        from ..models.planned_program import PlannedProgram  # noqa: PLC0415

        reading = self.reading.to_dict()

        pending = self.pending

        planned: dict[str, Any] | None | Unset
        if isinstance(self.planned, Unset):
            planned = UNSET
        elif isinstance(self.planned, PlannedProgram):
            planned = self.planned.to_dict()
        else:
            planned = self.planned

        diff: dict[str, Any] | None | Unset
        if isinstance(self.diff, Unset):
            diff = UNSET
        elif isinstance(self.diff, Diff):
            diff = self.diff.to_dict()
        else:
            diff = self.diff

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reading": reading,
                "pending": pending,
            }
        )
        if planned is not UNSET:
            field_dict["planned"] = planned
        if diff is not UNSET:
            field_dict["diff"] = diff

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.diff import Diff  # noqa: PLC0415
        from ..models.planned_program import PlannedProgram  # noqa: PLC0415
        from ..models.pump_reading import PumpReading  # noqa: PLC0415

        d = dict(src_dict)
        reading = PumpReading.from_dict(d.pop("reading"))

        pending = d.pop("pending")

        def _parse_planned(data: object) -> None | PlannedProgram | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                planned_type_0 = PlannedProgram.from_dict(data)

                return planned_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PlannedProgram | Unset, data)

        planned = _parse_planned(d.pop("planned", UNSET))

        def _parse_diff(data: object) -> Diff | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                diff_type_0 = Diff.from_dict(data)

                return diff_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Diff | None | Unset, data)

        diff = _parse_diff(d.pop("diff", UNSET))

        pump_read = cls(
            reading=reading,
            pending=pending,
            planned=planned,
            diff=diff,
        )

        return pump_read
