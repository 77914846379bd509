"""The board follows the facts, shows who is due, and pages through without losing or doubling a row."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from api_support import ApiUnderTest
from records_support import a_course, demo_course
from sqlalchemy import select

from haipdose.records import tables
from haipdose_api import projection
from haipdose_api.permissions import Role


def test_the_board_shows_a_course_once_facts_are_there(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, course = a_course(api.records)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    added = api.client.post(
        f"/v1/clinics/{clinic}/courses/{course}/facts",
        json={"facts": [{"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": "96.5"}]},
        headers=nurse | {"If-Match": '"1"'},
    )
    assert added.status_code == 201, added.text
    board = api.client.get(f"/v1/clinics/{clinic}/board", headers=nurse)
    assert board.status_code == 200, board.text
    row = board.json()["rows"][0]
    assert (row["course_id"], row["course_version"], row["problem"]) == (course, 2, None)
    assert board.json()["counts"]["all"] == 1
    with api.records.reading() as connection:
        topics = connection.execute(select(tables.outbox.c.topic).order_by(tables.outbox.c.sequence)).scalars().all()
    assert topics == ["course.created", "facts.appended", "plan.changed"]


def test_what_was_left_behind_is_caught_up(api: ApiUnderTest) -> None:
    clinic, _ = a_course(api.records)
    for number in range(3):
        a_course(api.records, clinic, f"10{number}")
    assert projection.catch_up(api.site) == 4
    assert projection.catch_up(api.site) == 0


def test_pages_hold_every_course_once(api: ApiUnderTest) -> None:
    clinic, _ = a_course(api.records)
    for number in range(6):
        a_course(api.records, clinic, f"10{number}")
    projection.catch_up(api.site)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    seen: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = api.client.get(f"/v1/clinics/{clinic}/board", params={"limit": 2} | after, headers=nurse).json()
        seen += [row["course_id"] for row in page["rows"]]
        if page["next_after"] is None:
            break
        after = {"after": page["next_after"]}
    assert len(seen) == len(set(seen)) == 7


def test_a_day_later_the_board_is_made_anew(api: ApiUnderTest) -> None:
    a_course(api.records)
    assert projection.catch_up(api.site) == 1
    api.site.clock.now = datetime(2026, 3, 4, 9, tzinfo=UTC)  # type: ignore[attr-defined]
    assert projection.catch_up(api.site) == 1


def test_due_overdue_and_run_dry_risk_are_counted_from_the_day_that_is_asked_for(api: ApiUnderTest) -> None:
    api.site.clock.now = datetime(2026, 5, 6, 7, tzinfo=UTC)  # type: ignore[attr-defined]
    clinic, course = demo_course(api.records)
    projection.catch_up(api.site)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    path = f"/v1/clinics/{clinic}/board"
    row = api.client.get(path, headers=nurse).json()["rows"][0]
    refill = date.fromisoformat(row["refill_date"])

    def shown(day: date, only: str) -> list[str]:
        answer = api.client.get(path, params={"day": day.isoformat(), "only": only}, headers=nurse)
        return [entry["course_id"] for entry in answer.json()["rows"]]

    one = timedelta(days=1)
    assert [shown(day, "due") for day in (refill - one, refill, refill + one)] == [[], [course], []]
    assert [shown(day, "overdue") for day in (refill, refill + one)] == [[], [course]]
    dry = datetime.fromisoformat(row["run_dry_fast"]).date()
    assert [shown(day, "run-dry-risk") for day in (dry - 9 * one, dry - 6 * one)] == [[], [course]]


def test_on_a_day_off_the_board_says_why_and_which_day_comes_next(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    api.site.clock.now = datetime(2026, 5, 6, 7, tzinfo=UTC)  # type: ignore[attr-defined]
    clinic, _ = demo_course(api.records)
    projection.catch_up(api.site)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})

    def asked(day: str) -> tuple[str | None, str | None, int]:
        board = api.client.get(f"/v1/clinics/{clinic}/board", params={"day": day}, headers=nurse).json()
        return board["closed_because"], board["next_day"], board["next_day_due"]

    # The refill of cycle 3 is planned for Friday 15 May; the day before is Ascension Day, 10 May a Sunday.
    assert asked("2026-05-10") == ("no working day (sunday)", "2026-05-15", 1)
    assert asked("2026-05-14") == ("public holiday: Ascension Day", "2026-05-15", 1)
    assert asked("2026-05-13") == (None, "2026-05-15", 1)
    assert asked("2026-05-15") == (None, None, 0)


def test_a_place_in_the_list_that_is_made_up_is_refused(api: ApiUnderTest) -> None:
    clinic, _ = a_course(api.records)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    answer = api.client.get(f"/v1/clinics/{clinic}/board", params={"after": "Zm9v"}, headers=nurse)
    assert (answer.status_code, answer.json()["code"]) == (422, "request.after")
