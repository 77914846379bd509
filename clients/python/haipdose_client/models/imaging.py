from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.imaging_modality import ImagingModality
from ..models.imaging_non_target_type_0 import ImagingNonTargetType0
from ..models.imaging_purpose import ImagingPurpose
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_lesion import NewLesion
    from ..models.target_lesion import TargetLesion


T = TypeVar("T", bound="Imaging")


@_attrs_define
class Imaging:
    """A scan. ``purpose`` ``planning`` (CT angiography, perfusion scan) is not read for response.

    ``slice_mm`` is the slice thickness. ``non_target`` sums the non-target lesions up: ``none`` there never were any,
    ``absent`` all gone, ``present``, ``progressed`` unequivocally; ``non_target_organs`` are those that progressed.
    ``new_lesions`` None: not stated, which is something else than none.

        Attributes:
            id (str):
            on (datetime.date):
            type_ (Literal['imaging']):
            modality (ImagingModality):
            recorded_at (datetime.datetime | None | Unset):
            note (None | str | Unset):
            purpose (ImagingPurpose | Unset):  Default: ImagingPurpose.RESPONSE.
            slice_mm (None | str | Unset):
            targets (list[TargetLesion] | Unset):
            non_target (ImagingNonTargetType0 | None | Unset):
            non_target_organs (list[str] | Unset):
            new_lesions (list[NewLesion] | None | Unset):
    """

    id: str
    on: datetime.date
    type_: Literal["imaging"]
    modality: ImagingModality
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET
    purpose: ImagingPurpose | Unset = ImagingPurpose.RESPONSE
    slice_mm: None | str | Unset = UNSET
    targets: list[TargetLesion] | Unset = UNSET
    non_target: ImagingNonTargetType0 | None | Unset = UNSET
    non_target_organs: list[str] | Unset = UNSET
    new_lesions: list[NewLesion] | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        on = self.on.isoformat()

        type_ = self.type_

        modality = self.modality.value

        recorded_at: None | str | Unset
        if isinstance(self.recorded_at, Unset):
            recorded_at = UNSET
        elif isinstance(self.recorded_at, datetime.datetime):
            recorded_at = self.recorded_at.isoformat()
        else:
            recorded_at = self.recorded_at

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        purpose: str | Unset = UNSET
        if not isinstance(self.purpose, Unset):
            purpose = self.purpose.value

        slice_mm: None | str | Unset
        if isinstance(self.slice_mm, Unset):
            slice_mm = UNSET
        else:
            slice_mm = self.slice_mm

        targets: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.targets, Unset):
            targets = []
            for targets_item_data in self.targets:
                targets_item = targets_item_data.to_dict()
                targets.append(targets_item)

        non_target: None | str | Unset
        if isinstance(self.non_target, Unset):
            non_target = UNSET
        elif isinstance(self.non_target, ImagingNonTargetType0):
            non_target = self.non_target.value
        else:
            non_target = self.non_target

        non_target_organs: list[str] | Unset = UNSET
        if not isinstance(self.non_target_organs, Unset):
            non_target_organs = self.non_target_organs

        new_lesions: list[dict[str, Any]] | None | Unset
        if isinstance(self.new_lesions, Unset):
            new_lesions = UNSET
        elif isinstance(self.new_lesions, list):
            new_lesions = []
            for new_lesions_type_0_item_data in self.new_lesions:
                new_lesions_type_0_item = new_lesions_type_0_item_data.to_dict()
                new_lesions.append(new_lesions_type_0_item)

        else:
            new_lesions = self.new_lesions

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "on": on,
                "type": type_,
                "modality": modality,
            }
        )
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if note is not UNSET:
            field_dict["note"] = note
        if purpose is not UNSET:
            field_dict["purpose"] = purpose
        if slice_mm is not UNSET:
            field_dict["slice_mm"] = slice_mm
        if targets is not UNSET:
            field_dict["targets"] = targets
        if non_target is not UNSET:
            field_dict["non_target"] = non_target
        if non_target_organs is not UNSET:
            field_dict["non_target_organs"] = non_target_organs
        if new_lesions is not UNSET:
            field_dict["new_lesions"] = new_lesions

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_lesion import NewLesion  # noqa: PLC0415
        from ..models.target_lesion import TargetLesion  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        on = datetime.date.fromisoformat(d.pop("on"))

        type_ = cast(Literal["imaging"], d.pop("type"))
        if type_ != "imaging":
            raise ValueError(f"type must match const 'imaging', got '{type_}'")

        modality = ImagingModality(d.pop("modality"))

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

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        _purpose = d.pop("purpose", UNSET)
        purpose: ImagingPurpose | Unset
        if isinstance(_purpose, Unset):
            purpose = UNSET
        else:
            purpose = ImagingPurpose(_purpose)

        def _parse_slice_mm(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        slice_mm = _parse_slice_mm(d.pop("slice_mm", UNSET))

        _targets = d.pop("targets", UNSET)
        targets: list[TargetLesion] | Unset = UNSET
        if _targets is not UNSET:
            targets = []
            for targets_item_data in _targets:
                targets_item = TargetLesion.from_dict(targets_item_data)

                targets.append(targets_item)

        def _parse_non_target(data: object) -> ImagingNonTargetType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                non_target_type_0 = ImagingNonTargetType0(data)

                return non_target_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ImagingNonTargetType0 | None | Unset, data)

        non_target = _parse_non_target(d.pop("non_target", UNSET))

        non_target_organs = cast(list[str], d.pop("non_target_organs", UNSET))

        def _parse_new_lesions(data: object) -> list[NewLesion] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                new_lesions_type_0 = []
                _new_lesions_type_0 = data
                for new_lesions_type_0_item_data in _new_lesions_type_0:
                    new_lesions_type_0_item = NewLesion.from_dict(new_lesions_type_0_item_data)

                    new_lesions_type_0.append(new_lesions_type_0_item)

                return new_lesions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[NewLesion] | None | Unset, data)

        new_lesions = _parse_new_lesions(d.pop("new_lesions", UNSET))

        imaging = cls(
            id=id,
            on=on,
            type_=type_,
            modality=modality,
            recorded_at=recorded_at,
            note=note,
            purpose=purpose,
            slice_mm=slice_mm,
            targets=targets,
            non_target=non_target,
            non_target_organs=non_target_organs,
            new_lesions=new_lesions,
        )

        return imaging
