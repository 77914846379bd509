from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.clinic_schedule import ClinicSchedule


T = TypeVar("T", bound="RecordedClinicSchedule")


@_attrs_define
class RecordedClinicSchedule:
    """
    Attributes:
        id (str):
        version (int):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        document (ClinicSchedule): A calendar that was made. ``course_versions``: of the courses as they were planned.

            ``published_until``: appointments up to that day are the patients' now; the others are a proposal.
            ``published_versions``: of the courses once they had their appointments.
    """

    id: str
    version: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    document: ClinicSchedule

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        document = self.document.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "document": document,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.clinic_schedule import ClinicSchedule  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        document = ClinicSchedule.from_dict(d.pop("document"))

        recorded_clinic_schedule = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            document=document,
        )

        return recorded_clinic_schedule
