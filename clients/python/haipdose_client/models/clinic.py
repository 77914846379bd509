from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.clinic_closed_holidays_type_0 import ClinicClosedHolidaysType0
from ..models.clinic_working_days_item import ClinicWorkingDaysItem
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.closure import Closure
    from ..models.extra_open_day import ExtraOpenDay
    from ..models.yearly_closure import YearlyClosure


T = TypeVar("T", bound="Clinic")


@_attrs_define
class Clinic:
    """A clinic as its calendar needs it.

    ``closed_holidays`` says which public holidays of ``country`` (and ``subdivision``) close the clinic: ``"all"``,
    ``"none"``, or the English names as the ``holidays`` package writes them. It is a local choice: the package lists
    Good Friday for the Netherlands, on which many hospitals work, and not 5 May, on which some don't. Left out, every
    listed holiday of a given country closes the clinic, and the calendar says that this was assumed.

        Attributes:
            time_zone (str):
            id (None | str | Unset):
            working_days (list[ClinicWorkingDaysItem] | Unset):
            country (None | str | Unset):
            subdivision (None | str | Unset):
            closed_holidays (ClinicClosedHolidaysType0 | list[str] | None | Unset):
            yearly_closures (list[YearlyClosure] | Unset):
            closures (list[Closure] | Unset):
            extra_open_days (list[ExtraOpenDay] | Unset):
            opening (str | Unset):  Default: '09:00'.
    """

    time_zone: str
    id: None | str | Unset = UNSET
    working_days: list[ClinicWorkingDaysItem] | Unset = UNSET
    country: None | str | Unset = UNSET
    subdivision: None | str | Unset = UNSET
    closed_holidays: ClinicClosedHolidaysType0 | list[str] | None | Unset = UNSET
    yearly_closures: list[YearlyClosure] | Unset = UNSET
    closures: list[Closure] | Unset = UNSET
    extra_open_days: list[ExtraOpenDay] | Unset = UNSET
    opening: str | Unset = "09:00"

    def to_dict(self) -> dict[str, Any]:
        time_zone = self.time_zone

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        working_days: list[str] | Unset = UNSET
        if not isinstance(self.working_days, Unset):
            working_days = []
            for working_days_item_data in self.working_days:
                working_days_item = working_days_item_data.value
                working_days.append(working_days_item)

        country: None | str | Unset
        if isinstance(self.country, Unset):
            country = UNSET
        else:
            country = self.country

        subdivision: None | str | Unset
        if isinstance(self.subdivision, Unset):
            subdivision = UNSET
        else:
            subdivision = self.subdivision

        closed_holidays: list[str] | None | str | Unset
        if isinstance(self.closed_holidays, Unset):
            closed_holidays = UNSET
        elif isinstance(self.closed_holidays, ClinicClosedHolidaysType0):
            closed_holidays = self.closed_holidays.value
        elif isinstance(self.closed_holidays, list):
            closed_holidays = self.closed_holidays

        else:
            closed_holidays = self.closed_holidays

        yearly_closures: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.yearly_closures, Unset):
            yearly_closures = []
            for yearly_closures_item_data in self.yearly_closures:
                yearly_closures_item = yearly_closures_item_data.to_dict()
                yearly_closures.append(yearly_closures_item)

        closures: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.closures, Unset):
            closures = []
            for closures_item_data in self.closures:
                closures_item = closures_item_data.to_dict()
                closures.append(closures_item)

        extra_open_days: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.extra_open_days, Unset):
            extra_open_days = []
            for extra_open_days_item_data in self.extra_open_days:
                extra_open_days_item = extra_open_days_item_data.to_dict()
                extra_open_days.append(extra_open_days_item)

        opening = self.opening

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "time_zone": time_zone,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if working_days is not UNSET:
            field_dict["working_days"] = working_days
        if country is not UNSET:
            field_dict["country"] = country
        if subdivision is not UNSET:
            field_dict["subdivision"] = subdivision
        if closed_holidays is not UNSET:
            field_dict["closed_holidays"] = closed_holidays
        if yearly_closures is not UNSET:
            field_dict["yearly_closures"] = yearly_closures
        if closures is not UNSET:
            field_dict["closures"] = closures
        if extra_open_days is not UNSET:
            field_dict["extra_open_days"] = extra_open_days
        if opening is not UNSET:
            field_dict["opening"] = opening

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.closure import Closure  # noqa: PLC0415
        from ..models.extra_open_day import ExtraOpenDay  # noqa: PLC0415
        from ..models.yearly_closure import YearlyClosure  # noqa: PLC0415

        d = dict(src_dict)
        time_zone = d.pop("time_zone")

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        _working_days = d.pop("working_days", UNSET)
        working_days: list[ClinicWorkingDaysItem] | Unset = UNSET
        if _working_days is not UNSET:
            working_days = []
            for working_days_item_data in _working_days:
                working_days_item = ClinicWorkingDaysItem(working_days_item_data)

                working_days.append(working_days_item)

        def _parse_country(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        country = _parse_country(d.pop("country", UNSET))

        def _parse_subdivision(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        subdivision = _parse_subdivision(d.pop("subdivision", UNSET))

        def _parse_closed_holidays(data: object) -> ClinicClosedHolidaysType0 | list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_holidays_type_0 = ClinicClosedHolidaysType0(data)

                return closed_holidays_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, list):
                    raise TypeError()
                closed_holidays_type_1 = cast(list[str], data)

                return closed_holidays_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ClinicClosedHolidaysType0 | list[str] | None | Unset, data)

        closed_holidays = _parse_closed_holidays(d.pop("closed_holidays", UNSET))

        _yearly_closures = d.pop("yearly_closures", UNSET)
        yearly_closures: list[YearlyClosure] | Unset = UNSET
        if _yearly_closures is not UNSET:
            yearly_closures = []
            for yearly_closures_item_data in _yearly_closures:
                yearly_closures_item = YearlyClosure.from_dict(yearly_closures_item_data)

                yearly_closures.append(yearly_closures_item)

        _closures = d.pop("closures", UNSET)
        closures: list[Closure] | Unset = UNSET
        if _closures is not UNSET:
            closures = []
            for closures_item_data in _closures:
                closures_item = Closure.from_dict(closures_item_data)

                closures.append(closures_item)

        _extra_open_days = d.pop("extra_open_days", UNSET)
        extra_open_days: list[ExtraOpenDay] | Unset = UNSET
        if _extra_open_days is not UNSET:
            extra_open_days = []
            for extra_open_days_item_data in _extra_open_days:
                extra_open_days_item = ExtraOpenDay.from_dict(extra_open_days_item_data)

                extra_open_days.append(extra_open_days_item)

        opening = d.pop("opening", UNSET)

        clinic = cls(
            time_zone=time_zone,
            id=id,
            working_days=working_days,
            country=country,
            subdivision=subdivision,
            closed_holidays=closed_holidays,
            yearly_closures=yearly_closures,
            closures=closures,
            extra_open_days=extra_open_days,
            opening=opening,
        )

        return clinic
