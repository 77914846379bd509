"""Numbers, dates and times as people type them: read in one way only, or refused.

The language of the page plays no part: ``1,3`` and ``1.3`` are the same number everywhere, and what one country reads
as a thousand and another as one is refused in both.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from haipdose.errors import InputError

_NUMBER: Final = re.compile(r"^(-?)([0-9]{1,12})(?:([.,])([0-9]{1,12}))?$")
_DATE: Final = re.compile(r"^([0-9]{4})-([0-9]{2})-([0-9]{2})$")
_DUTCH_DATE: Final = re.compile(r"^([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})$")
_TIME: Final = re.compile(r"^([0-9]{1,2}):([0-9]{2})$")


def read_number(text: str, name: str) -> Decimal:
    """A number.

    Args:
        text: as typed; a comma or a point stands before the decimals, nothing between thousands.
        name: of the field, for the error.

    Raises:
        InputError: it is not a number, or ``1.300`` and its like, which two countries read in two ways.
    """
    typed = text.strip().replace("−", "-")
    found = _NUMBER.match(typed)
    if found is None:
        raise InputError(
            "This is not a number that can be read in one way only.",
            code="entry.number",
            field=name,
            found=text,
            allowed="figures, with a comma or a point before the decimals: 1,3 or 1.3",
            remedy="Leave out units, spaces and separators of thousands.",
        )
    sign, whole, mark, decimals = found.groups()
    if len(whole) > 1 and whole.startswith("0"):
        raise InputError("A number does not begin with 0.", code="entry.leading-zero", field=name, found=text)
    if mark and len(decimals) == 3 and len(whole) <= 3 and whole != "0":
        raise InputError(
            "This number can be read in two ways: as thousands, or with three decimals.",
            code="entry.ambiguous",
            field=name,
            found=text,
            remedy="Write thousands without a mark, and leave out zeros at the end of decimals.",
        )
    return Decimal(f"{sign}{whole}.{decimals}" if mark else f"{sign}{whole}")


def read_date(text: str, name: str) -> date:
    """A date, as a date field sends it (2026-03-02) or as typed in the Netherlands (2-3-2026).

    Raises:
        InputError: there is no such day, or it is written otherwise; 2/3/2026 is read in two ways.
    """
    typed = text.strip()
    iso, dutch = _DATE.match(typed), _DUTCH_DATE.match(typed)
    try:
        if iso is not None:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if dutch is not None:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
    except ValueError as error:
        raise InputError("There is no such day.", code="entry.date", field=name, found=text) from error
    raise InputError(
        "This is not a date that can be read in one way only.",
        code="entry.date",
        field=name,
        found=text,
        allowed="2026-03-02, or day-month-year: 2-3-2026",
    )


def read_moment(day: str, clock: str, zone: ZoneInfo, name: str) -> datetime:
    """A moment on the clinic's clock, which has 24 hours.

    Raises:
        InputError: there is no such moment: not in any year, or not on the night that the clock goes forward; or there
            are two, on the night that it goes back.
    """
    found = _TIME.match(clock.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise InputError(
            "This is not a time of day.", code="entry.time", field=f"{name}_time", found=clock, allowed="00:00 to 23:59"
        )
    local = datetime.combine(read_date(day, f"{name}_date"), time(int(found[1]), int(found[2])))
    earlier, later = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if earlier.utcoffset() != later.utcoffset():
        raise InputError(
            "The clock is changed in this hour: this time does not exist that day, or exists twice.",
            code="entry.clock-change",
            field=f"{name}_time",
            found=clock,
            remedy="Give a time before or after the hour in which the clock is changed.",
        )
    return earlier
