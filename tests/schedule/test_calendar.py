"""The clinic's calendar against dates that a person can look up."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from haipdose.errors import InputError, InputErrors
from haipdose.schedule.calendar import (
    Clinic,
    ClinicCalendar,
    Weekday,
    calendar_for,
    elapsed_days,
    elapsed_hours,
)
from haipdose.schedule.public_holidays import known_names


def clinic(**given: Any) -> Clinic:
    return Clinic.model_validate({"time_zone": "Europe/Amsterdam"} | given)


def calendar(**given: Any) -> ClinicCalendar:
    return ClinicCalendar(clinic(**given))


# --- the week ---------------------------------------------------------------------------------------------------------


def test_the_ordinary_week_is_monday_to_friday() -> None:
    plain = calendar()
    week = [date(2026, 11, 16) + timedelta(days=offset) for offset in range(7)]
    assert [plain.is_open(day) for day in week] == [True] * 5 + [False] * 2
    assert plain.why_closed(week[5]) == "no working day (saturday)"
    assert plain.why_closed(week[0]) is None


@pytest.mark.parametrize("spelling", ["tuesday", "Tue", " TUE ", Weekday.TUESDAY])
def test_working_days_are_named(spelling: object) -> None:
    assert clinic(working_days=[spelling]).working_days == (Weekday.TUESDAY,)
    assert calendar(working_days=[spelling]).open_days(date(2026, 11, 16), date(2026, 11, 29)) == (
        date(2026, 11, 17),
        date(2026, 11, 24),
    )


@pytest.mark.parametrize("spelling", [1, 0, "1", "tues", "dinsdag", None, ""])
def test_a_working_day_that_could_be_misread_is_refused(spelling: object) -> None:
    with pytest.raises(ValidationError, match="English name"):
        clinic(working_days=[spelling])


def test_a_working_day_twice_or_none_at_all_is_refused() -> None:
    with pytest.raises(ValidationError, match="named twice"):
        clinic(working_days=["monday", "mon"])
    with pytest.raises(ValidationError, match="at least 1"):
        clinic(working_days=[])


# --- public holidays --------------------------------------------------------------------------------------------------

NETHERLANDS_2027 = {
    date(2027, 1, 1): "New Year's Day",
    date(2027, 3, 26): "Good Friday",
    date(2027, 3, 29): "Easter Monday",
    date(2027, 4, 27): "King's Day",
    date(2027, 5, 6): "Ascension Day",
    date(2027, 5, 17): "Pentecost Monday",
}


def test_the_netherlands_in_2027_with_all_listed_holidays() -> None:
    dutch = calendar(country="NL", closed_holidays="all")
    closed_weekdays = {
        day: reason
        for day in (date(2027, 1, 1) + timedelta(days=offset) for offset in range(365))
        if day.weekday() < 5 and (reason := dutch.why_closed(day))
    }
    assert closed_weekdays == {day: f"public holiday: {name}" for day, name in NETHERLANDS_2027.items()}


def test_liberation_day_is_open_until_the_clinic_names_it() -> None:
    assert calendar(country="NL", closed_holidays="all").is_open(date(2027, 5, 5))
    named = calendar(country="NL", closed_holidays=["King's Day", "liberation day"])
    assert named.why_closed(date(2027, 5, 5)) == "public holiday: Liberation Day"
    assert not named.is_open(date(2027, 4, 27))
    assert named.is_open(date(2027, 3, 26)), "Good Friday wasn't named"


def test_no_holidays_close_the_clinic_when_it_says_none() -> None:
    always = calendar(country="NL", closed_holidays="none")
    assert all(always.is_open(day) for day in NETHERLANDS_2027)
    assert not always.holidays_assumed


def test_a_country_without_a_choice_takes_all_and_says_so() -> None:
    assumed = calendar(country="NL")
    assert assumed.holidays_assumed
    assert not assumed.is_open(date(2027, 4, 27))
    assert not calendar(country="NL", closed_holidays="all").holidays_assumed
    assert not calendar().holidays_assumed


def test_kings_day_moves_to_saturday_when_the_27th_is_a_sunday() -> None:
    six_days = calendar(country="NL", working_days=["mon", "tue", "wed", "thu", "fri", "sat"])
    assert six_days.why_closed(date(2025, 4, 26)) == "public holiday: King's Day"
    assert six_days.is_open(date(2025, 4, 28))


def test_the_united_states_close_on_the_observed_day() -> None:
    american = calendar(time_zone="America/New_York", country="US", closed_holidays=["Independence Day"])
    assert american.why_closed(date(2026, 7, 3)) == "public holiday: Independence Day (observed)"
    assert american.is_open(date(2026, 11, 26)), "Thanksgiving wasn't named"
    everything = calendar(time_zone="America/New_York", country="US", closed_holidays="all")
    assert everything.why_closed(date(2026, 11, 26)) == "public holiday: Thanksgiving Day"


def test_a_subdivision_adds_its_own_holidays() -> None:
    assert calendar(country="DE", subdivision="BY").why_closed(date(2027, 1, 6)) == "public holiday: Epiphany"
    assert calendar(country="DE").is_open(date(2027, 1, 6))


def test_two_holidays_on_one_day_are_both_named() -> None:
    # In 2008 Ascension Day fell on the first of May.
    assert calendar(country="DE").why_closed(date(2008, 5, 1)) == "public holiday: Ascension Day, Labor Day"


def test_holiday_names_do_not_follow_the_language_of_the_machine() -> None:
    program = (
        "from datetime import date; from haipdose.schedule.calendar import *;"
        "c = ClinicCalendar(Clinic(time_zone='Europe/Amsterdam', country='NL', closed_holidays=('King\\'s Day',)));"
        "print(c.why_closed(date(2027, 4, 27)))"
    )
    for language in ("nl", "uk", "en_US"):
        said = subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"LANGUAGE": language, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout == "public holiday: King's Day\n"


def test_names_without_english_texts_are_in_the_countrys_language() -> None:
    assert "Liberation Day" in known_names("NL", None)
    assert known_names("AT", None)


# --- closures ---------------------------------------------------------------------------------------------------------

CHRISTMAS_BREAK = {"from": "2026-12-24", "to": "2027-01-03", "reason": "pump team on leave"}


def test_a_closure_across_the_end_of_the_year() -> None:
    away = calendar(country="NL", closures=[CHRISTMAS_BREAK])
    assert away.is_open(date(2026, 12, 23))
    assert {away.why_closed(date(2026, 12, 24) + timedelta(days=n)) for n in range(11)} == {"pump team on leave"}
    assert away.next_open(date(2026, 12, 24)) == date(2027, 1, 4)
    assert away.previous_open(date(2027, 1, 3)) == date(2026, 12, 23)
    assert away.next_open(date(2027, 1, 4)) == date(2027, 1, 4)
    assert away.previous_open(date(2026, 12, 23)) == date(2026, 12, 23)


def test_a_closure_of_one_day_needs_no_end() -> None:
    one = calendar(closures=[{"from": "2026-11-17", "reason": "staff training"}])
    assert one.why_closed(date(2026, 11, 17)) == "staff training"
    assert one.is_open(date(2026, 11, 18))


def test_a_yearly_day_closes_every_year_and_a_leap_day_only_then() -> None:
    yearly = calendar(
        yearly_closures=[{"day": "12-24", "reason": "Christmas Eve"}, {"day": "02-29", "reason": "leap day"}]
    )
    assert yearly.why_closed(date(2026, 12, 24)) == yearly.why_closed(date(2027, 12, 24)) == "Christmas Eve"
    assert yearly.why_closed(date(2028, 2, 29)) == "leap day"
    assert yearly.is_open(date(2027, 3, 1))


def test_an_extra_open_day_beats_week_and_holiday() -> None:
    extra = calendar(
        country="NL",
        extra_open_days=[
            {"day": "2027-04-27", "reason": "catching up"},
            {"day": "2026-11-21", "reason": "Saturday clinic"},
            {"day": "2026-11-20", "reason": "already a working day"},
        ],
    )
    assert extra.is_open(date(2027, 4, 27))
    assert extra.is_open(date(2026, 11, 21))
    assert extra.is_open(date(2026, 11, 20))


def test_an_extra_open_day_may_follow_a_closure_but_not_fall_on_its_ends() -> None:
    for day, fits in (("2026-12-23", True), ("2026-12-24", False), ("2027-01-03", False), ("2027-01-04", True)):
        given = {"closures": [CHRISTMAS_BREAK], "extra_open_days": [{"day": day, "reason": "catching up"}]}
        if fits:
            assert calendar(**given).is_open(date.fromisoformat(day))
        else:
            with pytest.raises(ValidationError, match="both as a closure"):
                clinic(**given)


def test_a_clinic_opens_at_nine_unless_it_says_otherwise() -> None:
    assert calendar().at(date(2026, 11, 20)).isoformat() == "2026-11-20T09:00:00+01:00"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"closures": [{"from": "2026-12-24", "to": "2026-12-23", "reason": "x"}]}, "cannot end before"),
        ({"closures": [{"from": "2026-12-24", "reason": ""}]}, "at least 1"),
        ({"yearly_closures": [{"day": "04-31", "reason": "x"}]}, "yearly_closures"),
        ({"yearly_closures": [{"day": "4-3", "reason": "x"}]}, "pattern"),
        ({"subdivision": "BY"}, "need the country"),
        ({"closed_holidays": "all"}, "need the country"),
        ({"country": "nl"}, "pattern"),
        ({"opening": "9:00"}, "HH:MM"),
        ({"opening": "24:00"}, "opening"),
        ({"opening": 9}, "HH:MM"),
        ({"opening": time(9, 0, tzinfo=UTC)}, "HH:MM"),
        ({"time_zone": ""}, "at least 1"),
        ({"colour": "red"}, "Extra inputs"),
        (
            {"closures": [CHRISTMAS_BREAK], "extra_open_days": [{"day": "2026-12-28", "reason": "x"}]},
            "both as a closure and as an extra open day",
        ),
    ],
)
def test_a_clinic_that_contradicts_itself_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        clinic(**given)


# --- nothing open -----------------------------------------------------------------------------------------------------


def test_a_year_of_closure_has_no_open_day_and_the_search_ends() -> None:
    shut = calendar(closures=[{"from": "2026-11-21", "to": "2027-11-30", "reason": "moving house"}])
    assert shut.next_open(date(2026, 11, 21)) is None
    assert shut.previous_open(date(2027, 11, 30)) is None
    assert shut.next_open(date(2026, 11, 21), within_days=375) == date(2027, 12, 1)
    assert shut.open_days(date(2026, 11, 21), date(2027, 11, 30)) == ()


@pytest.mark.parametrize(("within", "found"), [(1, None), (2, date(2026, 11, 23)), (3, date(2026, 11, 23))])
def test_the_search_reaches_exactly_as_far_as_it_says(within: int, found: date | None) -> None:
    assert calendar().next_open(date(2026, 11, 21), within_days=within) == found


def test_open_days_of_a_span_backwards_is_empty() -> None:
    assert calendar().open_days(date(2026, 11, 20), date(2026, 11, 19)) == ()
    assert calendar().open_days(date(2026, 11, 20), date(2026, 11, 20)) == (date(2026, 11, 20),)


def test_the_longest_search_is_366_days() -> None:
    first = date(2026, 12, 7)
    for days, found in ((366, date(2027, 12, 8)), (367, None)):
        last = first + timedelta(days=days - 1)
        shut = calendar(
            closures=[{"from": first.isoformat(), "to": last.isoformat(), "reason": "rebuilding"}],
            working_days=["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        )
        assert shut.next_open(first) == found


def test_weekends_at_both_ends_of_a_year_are_closed() -> None:
    plain = calendar()
    for weekend in (date(2028, 1, 1), date(2028, 1, 2), date(2022, 12, 31), date(2026, 1, 31)):
        assert plain.why_closed(weekend) is not None
    assert plain.is_open(date(2026, 12, 31))
    assert plain.is_open(date(2026, 1, 1)), "no country, no holidays"


@pytest.mark.parametrize("year", [1900, 2200])
def test_the_first_and_last_year_are_worked_out(year: int) -> None:
    assert calendar().why_closed(calendar().next_open(date(year, 1, 1)) or date(year, 1, 6)) is None


@pytest.mark.parametrize("year", [1899, 2201])
def test_a_year_far_away_is_refused(year: int) -> None:
    with pytest.raises(InputError) as refused:
        calendar().is_open(date(year, 1, 1))
    assert refused.value.code == "schedule.year-out-of-range"


def test_a_year_of_unknown_holidays_is_refused_and_not_taken_for_holiday_free() -> None:
    with pytest.raises(InputError) as refused:
        calendar(country="NL").is_open(date(2150, 4, 27))
    assert refused.value.code == "schedule.holidays-not-known"


# --- what can't be known ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "zone", ["Europe/Amsterdamm", "CEST+9", "Europe", "../etc/passwd", "/etc/localtime", "Europe/Amsterdam\0", "x" * 64]
)
def test_a_bad_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(InputError) as refused:
        calendar(time_zone=zone)
    assert refused.value.code == "schedule.time-zone-unknown"
    assert refused.value.field == "clinic.time_zone"


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"country": "XX"}, "schedule.country-unknown", "clinic.country"),
        ({"country": "NL", "subdivision": "ZZ"}, "schedule.subdivision-unknown", "clinic.subdivision"),
        ({"country": "NL", "closed_holidays": ["Kingsday"]}, "schedule.holiday-unknown", "clinic.closed_holidays"),
    ],
)
def test_an_unknown_country_region_or_holiday_is_refused(given: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        calendar(**given)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_all_faults_are_reported_at_once() -> None:
    with pytest.raises(InputErrors) as refused:
        calendar(time_zone="Nowhere/Land", country="XX")
    assert [fault.code for fault in refused.value.errors] == [
        "schedule.time-zone-unknown",
        "schedule.country-unknown",
    ]


# --- hours and wall time ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (date(2026, 10, 12), date(2026, 10, 26), "337"),  # summer time ends on 25 October
        (date(2026, 3, 16), date(2026, 3, 30), "335"),  # and begins on 29 March
        (date(2026, 11, 2), date(2026, 11, 16), "336"),
    ],
)
def test_a_fortnight_is_not_always_336_hours(start: date, end: date, hours: str) -> None:
    dutch = calendar(opening="10:00")
    first, last = dutch.at(start), dutch.at(end)
    assert (first.hour, last.hour) == (10, 10)
    assert elapsed_hours(first, last) == Decimal(hours)
    assert elapsed_hours(last, first) == -Decimal(hours)


def test_elapsed_days_are_days_of_24_hours() -> None:
    dutch = calendar(opening="10:00")
    passed = elapsed_days(dutch.at(date(2026, 10, 12)), dutch.at(date(2026, 10, 26)))
    assert abs(Fraction(passed) - Fraction(337, 24)) < Fraction(1, 10**35)


def test_a_skipped_time_moves_forward_and_a_doubled_one_is_the_first() -> None:
    dutch = calendar()
    skipped = dutch.at(date(2026, 3, 29), time(2, 30))
    assert skipped.isoformat() == "2026-03-29T03:30:00+02:00"
    doubled = dutch.at(date(2026, 10, 25), time(2, 30))
    assert doubled.isoformat() == "2026-10-25T02:30:00+02:00"


def test_the_day_of_a_moment_is_the_clinics_day() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert calendar().day_of(late) == date(2026, 11, 21)
    assert calendar(time_zone="America/New_York").day_of(late) == date(2026, 11, 20)


def test_a_moment_without_offset_is_refused() -> None:
    naive = datetime(2026, 11, 20, 10, 0)  # noqa: DTZ001 - the point of the test
    aware = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    for call in (
        lambda: elapsed_hours(naive, aware),
        lambda: elapsed_hours(aware, naive),
        lambda: calendar().day_of(naive),
    ):
        with pytest.raises(InputError) as refused:
            call()
        assert refused.value.code == "schedule.no-offset"


# --- properties -------------------------------------------------------------------------------------------------------

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@settings(max_examples=150, deadline=None)
@given(day=days)
def test_the_next_open_day_is_open_and_nothing_before_it_is(day: date) -> None:
    dutch = calendar_for(clinic(country="NL", closures=[CHRISTMAS_BREAK]))
    found = dutch.next_open(day)
    assert found is not None
    assert dutch.is_open(found)
    assert dutch.why_closed(found) is None
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert all(dutch.why_closed(other) for other in between)
    assert dutch.previous_open(found) == found


@settings(max_examples=150, deadline=None)
@given(
    start=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    microseconds=st.integers(-(10**14), 10**14),
    offset=st.integers(-14 * 60, 14 * 60),
)
def test_elapsed_hours_know_no_time_zone(start: datetime, microseconds: int, offset: int) -> None:
    end = (start + timedelta(microseconds=microseconds)).astimezone(timezone(timedelta(minutes=offset)))
    hours = Fraction(microseconds, 3_600_000_000)
    assert abs(Fraction(elapsed_hours(start, end)) - hours) < Fraction(1, 10**33)


def test_equal_clinics_share_one_calendar() -> None:
    assert calendar_for(clinic(country="NL")) is calendar_for(clinic(country="NL"))


def test_the_opening_time_is_text_or_a_clock_time() -> None:
    assert clinic(opening=time(8, 15)) == clinic(opening="08:15")
    assert calendar(opening="08:15").at(date(2026, 11, 20)).isoformat() == "2026-11-20T08:15:00+01:00"


def test_a_clinic_survives_its_own_document() -> None:
    full = clinic(
        country="NL",
        closed_holidays=["King's Day"],
        closures=[CHRISTMAS_BREAK],
        working_days=["mon", "thu"],
        opening="08:15",
    )
    assert Clinic.model_validate_json(full.model_dump_json()) == full
    assert '"opening":"08:15"' in full.model_dump_json()
    assert '"from":"2026-12-24"' in full.model_dump_json()
    assert Clinic.model_json_schema(mode="validation")["properties"]["working_days"]["items"]["enum"][0] == "monday"
