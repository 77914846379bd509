"""Public holidays by country, from the ``holidays`` package, as plain dates and English names.

The package is imported when a clinic first needs it: most commands don't. Its language is always named, because it
otherwise follows the ``LANGUAGE`` of the environment, and one clinic would have other holiday names on another machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from haipdose.errors import InputError

if TYPE_CHECKING:
    from holidays import HolidayBase

_ENGLISH: Final = ("en_US", "en_GB")
_OBSERVED: Final = " (observed)"
_NAMED_BETWEEN: Final = range(2010, 2046)


@lru_cache(maxsize=64)
def _country(country: str, subdivision: str | None, *, every_category: bool) -> HolidayBase:
    import holidays

    try:
        plain = holidays.country_holidays(country)
    except NotImplementedError as unknown:
        raise InputError(
            f"No public holidays are known for the country {country!r}.",
            code="schedule.country-unknown",
            field="clinic.country",
            found=country,
            remedy="Give an ISO 3166 code such as NL or US, or leave the country out and list closures.",
        ) from unknown
    language = next((name for name in _ENGLISH if name in plain.supported_languages), plain.default_language)
    try:
        return holidays.country_holidays(
            country,
            subdiv=subdivision,
            language=language,
            categories=plain.supported_categories if every_category else None,
        )
    except NotImplementedError as unknown:
        raise InputError(
            f"{subdivision!r} is not a subdivision of {country} with public holidays of its own.",
            code="schedule.subdivision-unknown",
            field="clinic.subdivision",
            found=subdivision,
            allowed=", ".join(plain.subdivisions) or "none",
        ) from unknown


@lru_cache(maxsize=1024)
def _listed(country: str, subdivision: str | None, year: int, *, every_category: bool) -> tuple[tuple[date, str], ...]:
    table = _country(country, subdivision, every_category=every_category)
    if not table.start_year <= year <= table.end_year:
        raise InputError(
            f"Public holidays of {country} are not known for {year}.",
            code="schedule.holidays-not-known",
            field="clinic.country",
            found=str(year),
            allowed=f"{table.start_year} to {table.end_year}",
        )
    one_year = type(table)(
        years=year, subdiv=table.subdiv, language=table.language, categories=table.categories, expand=False
    )
    return tuple(sorted((day, name) for day in one_year for name in one_year.get_list(day)))


def _plain_name(name: str) -> str:
    return name.removesuffix(_OBSERVED).casefold()


@lru_cache(maxsize=64)
def known_names(country: str, subdivision: str | None) -> tuple[str, ...]:
    """The English names that a clinic may list, of every category that the country has.

    Args:
        country: ISO 3166 code.
        subdivision: the package's code of a region, or None.

    Raises:
        InputError: the country or the subdivision is not known.
    """
    table = _country(country, subdivision, every_category=True)
    years = (year for year in _NAMED_BETWEEN if table.start_year <= year <= table.end_year)
    return tuple(
        sorted({name for year in years for _, name in _listed(country, subdivision, year, every_category=True)})
    )


def check_names(country: str, subdivision: str | None, names: Iterable[str]) -> None:
    """Refuse names that no holiday of the country has.

    Raises:
        InputError: a name is not known; ``allowed`` lists those that are.
    """
    known = known_names(country, subdivision)
    plain = {_plain_name(name) for name in known}
    unknown = [name for name in names if _plain_name(name) not in plain]
    if unknown:
        raise InputError(
            f"{country} has no public holiday named {', '.join(repr(name) for name in unknown)}.",
            code="schedule.holiday-unknown",
            field="clinic.closed_holidays",
            found=", ".join(unknown),
            allowed="; ".join(known),
        )


def public_holidays(
    country: str, subdivision: str | None, year: int, only: tuple[str, ...] | None
) -> tuple[tuple[date, str], ...]:
    """The public holidays of a year with their names, in order.

    Args:
        country: ISO 3166 code.
        subdivision: the package's code of a region, or None.
        year: calendar year.
        only: the names that count, of any category; the day on which a named holiday is observed counts too.
            None takes every holiday of the public category.

    Raises:
        InputError: the country or subdivision is not known, or the year lies outside what the package covers.
    """
    if only is None:
        return _listed(country, subdivision, year, every_category=False)
    wanted = {_plain_name(name) for name in only}
    listed = _listed(country, subdivision, year, every_category=True)
    return tuple((day, name) for day, name in listed if _plain_name(name) in wanted)
