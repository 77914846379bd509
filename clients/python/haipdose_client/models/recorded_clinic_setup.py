from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.clinic_setup import ClinicSetup


T = TypeVar("T", bound="RecordedClinicSetup")


@_attrs_define
class RecordedClinicSetup:
    """
    Attributes:
        id (str):
        version (int):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
        document (ClinicSetup): What a clinic has: hours, resources, and what an appointment takes. One for each clinic.

            ``appointment_types`` and ``weights`` left out are the package's placeholders, and every calendar says so.
    """

    id: str
    version: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    document: ClinicSetup

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
        from ..models.clinic_setup import ClinicSetup  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        document = ClinicSetup.from_dict(d.pop("document"))

        recorded_clinic_setup = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            document=document,
        )

        return recorded_clinic_setup
