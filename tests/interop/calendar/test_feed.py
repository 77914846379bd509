"""The text of a feed: by a plain reader of RFC 5545 written here, by recurring-ical-events and by dateutil."""

from __future__ import annotations

import datetime as dt
import io
import re
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from dateutil.tz import tzical
from feeds import demo_course, demo_plan, plan_of, visit
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from haipdose.errors import InputError
from haipdose.interop.calendar.feed import FeedEntry, clinic_feed, initials, patient_feed
from haipdose.interop.calendar.published import publish
from haipdose.interop.visit_words import plain_words
from haipdose.schedule.clinic import Clinic

CLINIC = Clinic(time_zone="Europe/Amsterdam")
MOMENT = "2026-03-02T09:00:00+01:00"


def lines(feed: bytes) -> list[str]:
    """Content lines, unfolded; folding counts octets, so it is undone before the text is decoded."""
    assert feed.endswith(b"\r\n")
    return feed.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]


def events(feed: bytes) -> list[dict[str, str]]:
    """Each VEVENT as name-with-parameters -> text, written for this test and knowing nothing of any library."""
    found: list[dict[str, str]] = []
    inside = False
    for line in lines(feed):
        if line == "BEGIN:VEVENT":
            inside = True
            found.append({})
        elif line == "END:VEVENT":
            inside = False
        elif inside:
            name, _, text = line.partition(":")
            assert name not in found[-1]
            found[-1][name] = text
    return found


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)


@pytest.fixture(scope="module")
def base():
    return demo_plan()


@pytest.fixture(scope="module")
def demo(base):
    return publish(None, "crs-demo", base)


def feed_of(base, *visits, clinic=CLINIC):
    return patient_feed(publish(None, "crs-1", plan_of(*visits, as_of=MOMENT, base=base)), clinic)


def test_every_line_is_at_most_75_octets_and_ends_with_cr_lf(demo):
    label = "Ł" * 200
    feed = clinic_feed([FeedEntry(calendar=demo, label=label)], CLINIC)
    assert b"\n" not in feed.replace(b"\r\n", b"")
    assert max(len(line) for line in feed.split(b"\r\n")) <= 75
    assert all(unescaped(event["SUMMARY"]).endswith(label) for event in events(feed))


def test_every_event_has_what_the_standard_demands(demo):
    feed = patient_feed(demo, demo_course().clinic)
    head = lines(feed)
    assert head[0] == "BEGIN:VCALENDAR"
    assert head[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in head
    assert sum(line.startswith("PRODID:") for line in head) == 1
    assert not any(line.startswith("METHOD:") for line in head)
    for event in events(feed):
        assert {"UID", "DTSTAMP", "SEQUENCE", "STATUS", "SUMMARY", "LAST-MODIFIED", "CLASS"} <= set(event)
        assert event["DTSTAMP"] == event["LAST-MODIFIED"] == "20260513T130000Z"
        assert ("DTSTART;VALUE=DATE" in event) == ("DTEND;VALUE=DATE" in event)
        assert ("DTSTART;VALUE=DATE" in event) != ("DTSTART;TZID=Europe/Amsterdam" in event)
    uids = [event["UID"] for event in events(feed)]
    assert len(set(uids)) == len(uids) == len([entry for entry in demo.visits if entry.kind != "liver-panel"])


def test_a_day_without_a_time_is_a_whole_day_that_does_not_block_it(base):
    (event,) = events(feed_of(base, visit("v", "2026-03-29")))
    assert event["DTSTART;VALUE=DATE"] == "20260329"
    assert event["DTEND;VALUE=DATE"] == "20260330"
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_known_time_is_on_the_wall_of_the_clinic(base):
    at = dt.datetime(2026, 7, 1, 8, 30, 15, 999, tzinfo=dt.UTC)
    (event,) = events(feed_of(base, visit("v", "2026-07-01", status="done", at=at)))
    assert event["DTSTART;TZID=Europe/Amsterdam"] == "20260701T103015"
    assert event["TRANSP"] == "OPAQUE"


def test_a_clinic_on_utc_needs_no_time_zone_rules(base):
    at = dt.datetime(2026, 7, 1, 8, 30, tzinfo=dt.UTC)
    feed = feed_of(base, visit("v", "2026-07-01", status="done", at=at), clinic=Clinic(time_zone="UTC"))
    assert events(feed)[0]["DTSTART"] == "20260701T083000Z"
    assert "BEGIN:VTIMEZONE" not in lines(feed)


def test_an_empty_feed_is_still_a_calendar(base):
    feed = feed_of(base)
    assert events(feed) == []
    assert "PRODID" in Calendar.from_ical(feed)


def test_a_cancelled_visit_is_told(base):
    first = publish(None, "crs-1", plan_of(visit("v", "2026-03-16"), as_of=MOMENT, base=base))
    gone = publish(first, "crs-1", plan_of(as_of="2026-03-03T09:00:00+01:00", base=base))
    (event,) = events(patient_feed(gone, CLINIC))
    assert (event["STATUS"], event["SEQUENCE"], event["TRANSP"]) == ("CANCELLED", "1", "TRANSPARENT")
    assert event["CREATED"] == "20260302T080000Z"
    assert event["LAST-MODIFIED"] == "20260303T080000Z"


def test_a_second_library_finds_the_same_events(demo):
    feed = patient_feed(demo, CLINIC)
    found = recurring_ical_events.of(Calendar.from_ical(feed)).between(dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    mine = {entry.uid: entry for entry in demo.visits if entry.kind != "liver-panel"}
    assert {str(event["UID"]) for event in found} == set(mine)
    for event in found:
        entry = mine[str(event["UID"])]
        start = event["DTSTART"].dt
        assert start == (entry.day if entry.at is None else entry.at)
        assert int(event["SEQUENCE"]) == entry.sequence


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"])
def test_another_reader_of_the_zone_agrees_every_hour_around_the_changes(base, zone):
    feed = feed_of(base, visit("a", "2026-03-16"), visit("b", "2026-11-16"), clinic=Clinic(time_zone=zone))
    text = "\r\n".join(line for line in lines(feed) if not line.startswith("COMMENT"))
    theirs = tzical(io.StringIO(text)).get(zone)
    ours = ZoneInfo(zone)
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    while moment.year == 2026:
        wall = moment.astimezone(ours)
        naive = wall.replace(tzinfo=None)
        if wall.fold == 0 and naive.replace(tzinfo=ours, fold=1).utcoffset() == wall.utcoffset():
            assert naive.replace(tzinfo=theirs).utcoffset() == wall.utcoffset(), naive
        moment += dt.timedelta(hours=5)


def test_nothing_that_identifies_or_treats_is_in_the_feed(base, demo):
    feed = b"".join([patient_feed(demo, CLINIC), clinic_feed([FeedEntry(calendar=demo)], CLINIC)])
    text = feed.decode().lower()
    assert "crs-demo" in text
    for word in ("floxuridine", "oxaliplatin", "mg", "heparin", "influenza", "mfolfox6", "cycle", "liver", "held"):
        assert word not in text
    assert b"crs-demo" not in patient_feed(demo, CLINIC)


def test_opaque_wording_tells_no_kind(demo):
    told = {event["SUMMARY"] for event in events(patient_feed(demo, CLINIC, wording="opaque"))}
    assert told == {"Hospital visit"}
    assert plain_words("something-new") == "Hospital visit"


def test_the_team_meeting_is_for_the_clinic_only(demo):
    clinic = clinic_feed([FeedEntry(calendar=demo)], CLINIC)
    assert "Team meeting" in clinic.decode()
    assert "Team meeting" not in patient_feed(demo, CLINIC).decode()


def test_a_clinic_sees_many_courses_by_day_and_each_once(base, demo):
    other = publish(None, "crs-2", plan_of(visit("v", "2026-01-05"), as_of=MOMENT, base=base))
    feed = clinic_feed([FeedEntry(calendar=demo), FeedEntry(calendar=other, label="J.J.")], CLINIC)
    first = events(feed)[0]
    assert unescaped(first["SUMMARY"]) == "Pump visit – J.J."
    with pytest.raises(InputError) as twice:
        clinic_feed([FeedEntry(calendar=demo), FeedEntry(calendar=demo)], CLINIC)
    assert twice.value.code == "calendar.course-twice"


def test_the_same_state_gives_the_same_bytes(demo):
    assert patient_feed(demo, CLINIC) == patient_feed(demo, CLINIC)


def test_an_unknown_zone_is_refused(demo):
    with pytest.raises(InputError):
        patient_feed(demo, Clinic(time_zone="Europe/Atlantis"))


@pytest.mark.parametrize(
    ("given_name", "family", "short"),
    [("Jan", "van der Berg", "J.v.d.B."), ("Anne-Marie", None, "A.M."), (None, None, None), (" ", "", None)],
)
def test_initials(given_name, family, short):
    assert initials(given_name, family) == short


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=120))
def test_any_label_comes_through_the_escaping(demo, label):
    one = demo.model_copy(update={"visits": demo.visits[:1]})
    feed = clinic_feed([FeedEntry(calendar=one, label=label)], CLINIC)
    (event,) = events(feed)
    assert unescaped(event["SUMMARY"]).endswith(label)
    assert max(len(line) for line in feed.split(b"\r\n")) <= 75
