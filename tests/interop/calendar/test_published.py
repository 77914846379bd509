"""SEQUENCE, STATUS and UID over the life of a course."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
from feeds import demo_plan, plan_of, visit
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.errors import InputError
from haipdose.interop.calendar.published import PublishedCalendar, PublishedVisit, publish, visit_uid
from haipdose.schedule.requests import PlanAnswer

MONDAY, TUESDAY, WEDNESDAY = (f"2026-03-{day:02}T09:00:00+01:00" for day in (2, 3, 4))


@pytest.fixture(scope="module")
def base() -> PlanAnswer:
    return demo_plan()


def only(calendar: PublishedCalendar) -> PublishedVisit:
    (entry,) = calendar.visits
    return entry


def test_a_new_visit_starts_at_nought(base):
    entry = only(publish(None, "crs-1", plan_of(visit("pump-1-refill", "2026-03-16"), as_of=MONDAY, base=base)))
    assert (entry.sequence, entry.state, str(entry.day)) == (0, "confirmed", "2026-03-16")
    assert entry.created_at == entry.changed_at
    assert UUID(entry.uid)


def test_the_same_plan_again_changes_nothing_but_the_moment(base):
    first = publish(None, "crs-1", plan_of(visit("v", "2026-03-16"), as_of=MONDAY, base=base))
    again = publish(first, "crs-1", plan_of(visit("v", "2026-03-16"), as_of=TUESDAY, base=base))
    assert again.visits == first.visits
    assert again.as_of > first.as_of


def test_a_moved_visit_keeps_its_uid_and_counts_on(base):
    first = publish(None, "crs-1", plan_of(visit("v", "2026-03-16"), as_of=MONDAY, base=base))
    moved = only(publish(first, "crs-1", plan_of(visit("v", "2026-03-17"), as_of=TUESDAY, base=base)))
    was = only(first)
    assert (moved.uid, moved.sequence, str(moved.day)) == (was.uid, 1, "2026-03-17")
    assert moved.created_at == was.created_at
    assert moved.changed_at > was.changed_at


@pytest.mark.parametrize(
    "now",
    [
        (),
        (visit("v", None, status="cancelled"),),
        (visit("v", "2026-03-16", status="held"),),
        (visit("v", "2026-03-16", status="missed"),),
        (visit("v", None, status="not-placed"),),
    ],
    ids=["vanished", "cancelled", "held", "missed", "not placed"],
)
def test_a_visit_that_does_not_take_place_stays_as_cancelled_on_its_last_day(base, now):
    first = publish(None, "crs-1", plan_of(visit("v", "2026-03-16"), as_of=MONDAY, base=base))
    gone = publish(first, "crs-1", plan_of(*now, as_of=TUESDAY, base=base))
    assert (only(gone).state, only(gone).sequence, str(only(gone).day)) == ("cancelled", 1, "2026-03-16")
    still = publish(gone, "crs-1", plan_of(*now, as_of=WEDNESDAY, base=base))
    assert still.visits == gone.visits
    back = only(publish(still, "crs-1", plan_of(visit("v", "2026-03-16"), as_of=WEDNESDAY, base=base)))
    assert (back.state, back.sequence, back.uid) == ("confirmed", 2, only(first).uid)


@pytest.mark.parametrize("status", ["cancelled", "not-placed", "held", "missed"])
def test_what_never_had_a_place_is_not_published(base, status):
    plan = plan_of(visit("v", None, status=status), as_of=MONDAY, base=base)
    assert publish(None, "crs-1", plan).visits == ()


def test_a_visit_is_tentative_until_its_dose_is_decided(base):
    open_ = publish(None, "crs-1", plan_of(visit("v", "2026-03-16", undecided=True), as_of=MONDAY, base=base))
    assert only(open_).state == "tentative"
    decided = only(publish(open_, "crs-1", plan_of(visit("v", "2026-03-16"), as_of=TUESDAY, base=base)))
    assert (decided.state, decided.sequence) == ("confirmed", 1)


def test_another_kind_on_the_same_day_is_a_change_of_words_only(base):
    first = publish(None, "crs-1", plan_of(visit("v", "2026-03-16"), as_of=MONDAY, base=base))
    other = only(
        publish(first, "crs-1", plan_of(visit("v", "2026-03-16", kind="laboratory"), as_of=TUESDAY, base=base))
    )
    assert (other.sequence, other.kind) == (0, "laboratory")
    assert other.changed_at > only(first).changed_at


def test_an_older_plan_and_another_course_are_refused(base):
    first = publish(None, "crs-1", plan_of(as_of=TUESDAY, base=base))
    with pytest.raises(InputError) as older:
        publish(first, "crs-1", plan_of(as_of=MONDAY, base=base))
    assert older.value.code == "calendar.older-plan"
    with pytest.raises(InputError) as other:
        publish(first, "crs-2", plan_of(as_of=TUESDAY, base=base))
    assert other.value.code == "calendar.other-course"


def test_uids_differ_by_course_and_visit_and_cannot_be_glued_together():
    assert len({visit_uid("a", "b"), visit_uid("a", "c"), visit_uid("b", "b"), visit_uid("ab", "")}) == 4


def test_the_memory_survives_its_own_json(base):
    first = publish(None, "crs-1", base)
    assert PublishedCalendar.model_validate_json(first.model_dump_json()) == first


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_over_any_history_numbers_only_rise_and_only_with_time_or_state(base, seed):
    chance = random.Random(seed)
    calendar = None
    for number in range(8):
        visits = [
            visit(name, f"2026-03-{chance.randint(10, 12)}", status=chance.choice(["planned", "planned", "missed"]),
                  undecided=chance.random() < 0.3, kind=chance.choice(["laboratory", "systemic"]))
            for name in ("a", "b", "c")
            if chance.random() < 0.8
        ]  # fmt: skip
        after = publish(calendar, "crs", plan_of(*visits, as_of=f"2026-03-0{number + 1}T09:00:00+01:00", base=base))
        before = {} if calendar is None else {entry.visit: entry for entry in calendar.visits}
        now = {entry.visit: entry for entry in after.visits}
        assert set(before) <= set(now)
        for name, entry in now.items():
            was = before.get(name)
            if was is None:
                assert entry.sequence == 0
                continue
            told_otherwise = (entry.state, entry.day, entry.at) != (was.state, was.day, was.at)
            assert entry.sequence == was.sequence + told_otherwise
            assert entry.uid == was.uid
            assert entry.changed_at >= was.changed_at
        calendar = after
