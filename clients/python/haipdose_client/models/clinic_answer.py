from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.clinic_answer_method import ClinicAnswerMethod
from ..models.clinic_answer_proof import ClinicAnswerProof
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.appointment import Appointment
    from ..models.capacity_conflict import CapacityConflict
    from ..models.clinic_changes import ClinicChanges
    from ..models.not_placed import NotPlaced
    from ..models.notice import Notice
    from ..models.progress import Progress
    from ..models.resource_use import ResourceUse


T = TypeVar("T", bound="ClinicAnswer")


@_attrs_define
class ClinicAnswer:
    """The answer of ``haipdose schedule``.

    ``objective`` is the total cost in points, ``bound`` a proven lower bound for the whole request, ``gap_percent``
    their difference as a share of the objective (None without a bound). ``interrupted``: stopped before its time.

        Attributes:
            as_of (datetime.datetime):
            method (ClinicAnswerMethod):
            proof (ClinicAnswerProof):
            not_placed (list[NotPlaced]):
            conflicts (list[CapacityConflict]):
            appointments (list[Appointment]):
            objective (int):
            bound (int | None):
            gap_percent (None | str):
            use (list[ResourceUse]):
            interrupted (bool | Unset):  Default: False.
            first_fit_objective (int | None | Unset):
            changes (ClinicChanges | None | Unset):
            beyond_horizon (list[str] | Unset):
            notices (list[Notice] | Unset):
            progress (list[Progress] | Unset):
    """

    as_of: datetime.datetime
    method: ClinicAnswerMethod
    proof: ClinicAnswerProof
    not_placed: list[NotPlaced]
    conflicts: list[CapacityConflict]
    appointments: list[Appointment]
    objective: int
    bound: int | None
    gap_percent: None | str
    use: list[ResourceUse]
    interrupted: bool | Unset = False
    first_fit_objective: int | None | Unset = UNSET
    changes: ClinicChanges | None | Unset = UNSET
    beyond_horizon: list[str] | Unset = UNSET
    notices: list[Notice] | Unset = UNSET
    progress: list[Progress] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.clinic_changes import ClinicChanges  # noqa: PLC0415

        as_of = self.as_of.isoformat()

        method = self.method.value

        proof = self.proof.value

        not_placed = []
        for not_placed_item_data in self.not_placed:
            not_placed_item = not_placed_item_data.to_dict()
            not_placed.append(not_placed_item)

        conflicts = []
        for conflicts_item_data in self.conflicts:
            conflicts_item = conflicts_item_data.to_dict()
            conflicts.append(conflicts_item)

        appointments = []
        for appointments_item_data in self.appointments:
            appointments_item = appointments_item_data.to_dict()
            appointments.append(appointments_item)

        objective = self.objective

        bound: int | None
        bound = self.bound

        gap_percent: None | str
        gap_percent = self.gap_percent

        use = []
        for use_item_data in self.use:
            use_item = use_item_data.to_dict()
            use.append(use_item)

        interrupted = self.interrupted

        first_fit_objective: int | None | Unset
        if isinstance(self.first_fit_objective, Unset):
            first_fit_objective = UNSET
        else:
            first_fit_objective = self.first_fit_objective

        changes: dict[str, Any] | None | Unset
        if isinstance(self.changes, Unset):
            changes = UNSET
        elif isinstance(self.changes, ClinicChanges):
            changes = self.changes.to_dict()
        else:
            changes = self.changes

        beyond_horizon: list[str] | Unset = UNSET
        if not isinstance(self.beyond_horizon, Unset):
            beyond_horizon = self.beyond_horizon

        notices: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.notices, Unset):
            notices = []
            for notices_item_data in self.notices:
                notices_item = notices_item_data.to_dict()
                notices.append(notices_item)

        progress: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.progress, Unset):
            progress = []
            for progress_item_data in self.progress:
                progress_item = progress_item_data.to_dict()
                progress.append(progress_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "method": method,
                "proof": proof,
                "not_placed": not_placed,
                "conflicts": conflicts,
                "appointments": appointments,
                "objective": objective,
                "bound": bound,
                "gap_percent": gap_percent,
                "use": use,
            }
        )
        if interrupted is not UNSET:
            field_dict["interrupted"] = interrupted
        if first_fit_objective is not UNSET:
            field_dict["first_fit_objective"] = first_fit_objective
        if changes is not UNSET:
            field_dict["changes"] = changes
        if beyond_horizon is not UNSET:
            field_dict["beyond_horizon"] = beyond_horizon
        if notices is not UNSET:
            field_dict["notices"] = notices
        if progress is not UNSET:
            field_dict["progress"] = progress

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.appointment import Appointment  # noqa: PLC0415
        from ..models.capacity_conflict import CapacityConflict  # noqa: PLC0415
        from ..models.clinic_changes import ClinicChanges  # noqa: PLC0415
        from ..models.not_placed import NotPlaced  # noqa: PLC0415
        from ..models.notice import Notice  # noqa: PLC0415
        from ..models.progress import Progress  # noqa: PLC0415
        from ..models.resource_use import ResourceUse  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        method = ClinicAnswerMethod(d.pop("method"))

        proof = ClinicAnswerProof(d.pop("proof"))

        not_placed = []
        _not_placed = d.pop("not_placed")
        for not_placed_item_data in _not_placed:
            not_placed_item = NotPlaced.from_dict(not_placed_item_data)

            not_placed.append(not_placed_item)

        conflicts = []
        _conflicts = d.pop("conflicts")
        for conflicts_item_data in _conflicts:
            conflicts_item = CapacityConflict.from_dict(conflicts_item_data)

            conflicts.append(conflicts_item)

        appointments = []
        _appointments = d.pop("appointments")
        for appointments_item_data in _appointments:
            appointments_item = Appointment.from_dict(appointments_item_data)

            appointments.append(appointments_item)

        objective = d.pop("objective")

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

        use = []
        _use = d.pop("use")
        for use_item_data in _use:
            use_item = ResourceUse.from_dict(use_item_data)

            use.append(use_item)

        interrupted = d.pop("interrupted", UNSET)

        def _parse_first_fit_objective(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        first_fit_objective = _parse_first_fit_objective(d.pop("first_fit_objective", UNSET))

        def _parse_changes(data: object) -> ClinicChanges | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                changes_type_0 = ClinicChanges.from_dict(data)

                return changes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ClinicChanges | None | Unset, data)

        changes = _parse_changes(d.pop("changes", UNSET))

        beyond_horizon = cast(list[str], d.pop("beyond_horizon", UNSET))

        _notices = d.pop("notices", UNSET)
        notices: list[Notice] | Unset = UNSET
        if _notices is not UNSET:
            notices = []
            for notices_item_data in _notices:
                notices_item = Notice.from_dict(notices_item_data)

                notices.append(notices_item)

        _progress = d.pop("progress", UNSET)
        progress: list[Progress] | Unset = UNSET
        if _progress is not UNSET:
            progress = []
            for progress_item_data in _progress:
                progress_item = Progress.from_dict(progress_item_data)

                progress.append(progress_item)

        clinic_answer = cls(
            as_of=as_of,
            method=method,
            proof=proof,
            not_placed=not_placed,
            conflicts=conflicts,
            appointments=appointments,
            objective=objective,
            bound=bound,
            gap_percent=gap_percent,
            use=use,
            interrupted=interrupted,
            first_fit_objective=first_fit_objective,
            changes=changes,
            beyond_horizon=beyond_horizon,
            notices=notices,
            progress=progress,
        )

        return clinic_answer
