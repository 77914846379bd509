"""What a clinic says about itself: its time zone, its working days and the days on which it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from enum import IntEnum
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

from haipdose.evidence import Document


class Weekday(IntEnum):
    """Days of the week with the numbers of :meth:`datetime.date.weekday`; documents write their names."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


_NAMES: Final = tuple(day.name.lower() for day in Weekday)
_BY_NAME: Final = {spelling: day for name, day in zip(_NAMES, Weekday, strict=True) for spelling in (name, name[:3])}


def _weekday(raw: object) -> Weekday:
    if isinstance(raw, Weekday):
        return raw
    day = _BY_NAME.get(raw.strip().lower()) if isinstance(raw, str) else None
    if day is None:
        # A number is refused: 1 is Monday in ISO 8601 and Tuesday in many programs.
        msg = f"a day's English name is needed, such as monday or mon, not {str(raw)[:20]!r}"
        raise ValueError(msg)
    return day


def _opening(raw: object) -> object:
    if isinstance(raw, str) and len(raw) == len("HH:MM") and raw[2] == ":":
        return raw
    if isinstance(raw, time) and raw.tzinfo is None:
        return raw
    msg = "a clock time HH:MM is needed, without a time zone"
    raise ValueError(msg)


def _each_once(days: tuple[Weekday, ...]) -> None:
    if len(set(days)) != len(days):
        msg = "a working day is named twice"
        raise ValueError(msg)


WeekdayField = Annotated[
    Weekday,
    BeforeValidator(_weekday),
    PlainSerializer(lambda day: day.name.lower(), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "enum": list(_NAMES)}),
]

ClockTime = Annotated[
    time,
    BeforeValidator(_opening),
    PlainSerializer(lambda moment: moment.strftime("%H:%M"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
]


class Closure(Document):
    """A stretch of days on which the clinic is closed, both ends included. Without ``to`` it is one day."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    first: date = Field(alias="from")
    last: date | None = Field(default=None, alias="to")
    reason: str = Field(min_length=1, max_length=200)

    @property
    def end(self) -> date:
        """The last closed day."""
        return self.last or self.first

    @model_validator(mode="after")
    def _in_order(self) -> Closure:
        if self.end < self.first:
            msg = f"a closure from {self.first} cannot end before it, on {self.end}"
            raise ValueError(msg)
        return self

    def covers(self, day: date) -> bool:
        """Whether the clinic is closed on ``day`` by this closure."""
        return self.first <= day <= self.end


class YearlyClosure(Document):
    """A day that closes the clinic every year, such as 24 December; ``day`` is ``MM-DD``."""

    day: str = Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
    reason: str = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def _exists(self) -> YearlyClosure:
        # 2000 is a leap year: 29 February is a day, 31 April is not.
        date.fromisoformat(f"2000-{self.day}")
        return self

    def in_year(self, year: int) -> date | None:
        """The day in ``year``; None for 29 February of a common year."""
        try:
            return date.fromisoformat(f"{year:04d}-{self.day}")
        except ValueError:
            return None


class ExtraOpenDay(Document):
    """A day on which the clinic works although the week or a public holiday says otherwise."""

    day: date
    reason: str = Field(min_length=1, max_length=200)


class Clinic(Document):
    """A clinic as its calendar needs it.

    ``closed_holidays`` says which public holidays of ``country`` (and ``subdivision``) close the clinic: ``"all"``,
    ``"none"``, or the English names as the ``holidays`` package writes them. It is a local choice: the package lists
    Good Friday for the Netherlands, on which many hospitals work, and not 5 May, on which some don't. Left out, every
    listed holiday of a given country closes the clinic, and the calendar says that this was assumed.
    """

    id: str | None = Field(default=None, max_length=80)
    time_zone: str = Field(min_length=1, max_length=64)
    working_days: tuple[WeekdayField, ...] = Field(
        default=(Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY),
        min_length=1,
        json_schema_extra={"default": list(_NAMES[:5])},  # as documents write them, not by their numbers
    )
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    subdivision: str | None = Field(default=None, max_length=20)
    closed_holidays: Literal["all", "none"] | tuple[str, ...] | None = None
    yearly_closures: tuple[YearlyClosure, ...] = ()
    closures: tuple[Closure, ...] = ()
    extra_open_days: tuple[ExtraOpenDay, ...] = ()
    opening: ClockTime = Field(default=time(9, 0), json_schema_extra={"default": "09:00"})

    @model_validator(mode="after")
    def _consistent(self) -> Clinic:
        _each_once(self.working_days)
        if self.country is None and (self.subdivision is not None or self.closed_holidays not in {None, "none", ()}):
            msg = "public holidays or a subdivision need the country they belong to"
            raise ValueError(msg)
        for contradiction in _open_and_closed(self.extra_open_days, self.closures):
            msg = f"{contradiction} is named both as a closure and as an extra open day"
            raise ValueError(msg)
        return self


def _open_and_closed(open_days: Iterable[ExtraOpenDay], closures: tuple[Closure, ...]) -> Iterable[date]:
    return (extra.day for extra in open_days if any(closure.covers(extra.day) for closure in closures))
