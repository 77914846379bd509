from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.clinic_input import ClinicInput


T = TypeVar("T", bound="ClinicRecordInput")


@_attrs_define
class ClinicRecordInput:
    """A clinic: its name and its calendar.

    Attributes:
        name (str):
        calendar (ClinicInput): A clinic as its calendar needs it.

            ``closed_holidays`` says which public holidays of ``country`` (and ``subdivision``) close the clinic: ``"all"``,
            ``"none"``, or the English names as the ``holidays`` package writes them. It is a local choice: the package
            lists
            Good Friday for the Netherlands, on which many hospitals work, and not 5 May, on which some don't. Left out,
            every
            listed holiday of a given country closes the clinic, and the calendar says that this was assumed.
    """

    name: str
    calendar: ClinicInput

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        calendar = self.calendar.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "calendar": calendar,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.clinic_input import ClinicInput  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        calendar = ClinicInput.from_dict(d.pop("calendar"))

        clinic_record_input = cls(
            name=name,
            calendar=calendar,
        )

        return clinic_record_input
