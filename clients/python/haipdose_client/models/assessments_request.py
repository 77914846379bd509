from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.clinic import Clinic
    from ..models.participant import Participant


T = TypeVar("T", bound="AssessmentsRequest")


@_attrs_define
class AssessmentsRequest:
    """One participant as of a day. ``clinic``: its calendar, to suggest open days; the course's own when left out.

    Attributes:
        as_of (datetime.date):
        participant (Participant): One participant. ``participant`` is a pseudonym. ``arm`` is None as long as nobody
            was randomised.

            ``facts`` are put in order of time, those of one day in order of their ids: the order in a file means nothing.
        protocol (str | Unset):  Default: 'pump-it'.
        clinic (Clinic | None | Unset):
    """

    as_of: datetime.date
    participant: Participant
    protocol: str | Unset = "pump-it"
    clinic: Clinic | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.clinic import Clinic  # noqa: PLC0415

        as_of = self.as_of.isoformat()

        participant = self.participant.to_dict()

        protocol = self.protocol

        clinic: dict[str, Any] | None | Unset
        if isinstance(self.clinic, Unset):
            clinic = UNSET
        elif isinstance(self.clinic, Clinic):
            clinic = self.clinic.to_dict()
        else:
            clinic = self.clinic

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "participant": participant,
            }
        )
        if protocol is not UNSET:
            field_dict["protocol"] = protocol
        if clinic is not UNSET:
            field_dict["clinic"] = clinic

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.clinic import Clinic  # noqa: PLC0415
        from ..models.participant import Participant  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        participant = Participant.from_dict(d.pop("participant"))

        protocol = d.pop("protocol", UNSET)

        def _parse_clinic(data: object) -> Clinic | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                clinic_type_0 = Clinic.from_dict(data)

                return clinic_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Clinic | None | Unset, data)

        clinic = _parse_clinic(d.pop("clinic", UNSET))

        assessments_request = cls(
            as_of=as_of,
            participant=participant,
            protocol=protocol,
            clinic=clinic,
        )

        return assessments_request
