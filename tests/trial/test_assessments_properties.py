"""What must always hold of assessments, for random participants and days; the matching against its own definition."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from assessing import answer, on, rows, whole
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import RANDOMISED, fact, participant

from haipdose.trial.assessments_answers import DONE, AssessmentStatus
from haipdose.trial.assessments_matching import Slot, match
from haipdose.trial.assessments_record import Done
from haipdose.trial.participant import Participant

FORWARD = [AssessmentStatus.NOT_YET_DUE, AssessmentStatus.DUE, AssessmentStatus.OVERDUE, AssessmentStatus.MISSED]
_DAYS = st.integers(-60, 1900)


def _fact(draw: st.DrawFn, number: int) -> dict[str, Any]:
    kind, more = draw(
        st.sampled_from(
            [
                ("imaging", {"modality": "ct"}),
                ("imaging", {"modality": "ct-angiography"}),
                ("imaging", {"modality": "maa-scan"}),
                ("liver-panel", {"verdict": "judge-again"}),
                ("questionnaire", {"instrument": "qlq-c30", "answers": {}}),
                ("questionnaire", {"instrument": "ipcq", "answers": {}}),
                ("last-contact", {}),
                ("complications-reviewed", {"surgery": "op"}),
                ("surgery", {"kind": "pump-implantation"}),
                ("surgery", {"kind": "ablation", "complete_intent": True}),
                ("protocol-treatment", {"event": "started"}),
                ("protocol-treatment", {"event": "ended"}),
                ("progression", {"site": "hepatic", "how": "imaging"}),
                ("withdrawal", {"scope": "treatment"}),
                ("withdrawal", {"scope": "follow-up"}),
                ("lost-to-follow-up", {}),
                ("death", {}),
            ]
        )
    )
    return {"id": f"f{number}", "type": kind, "on": on(draw(_DAYS)).isoformat(), **more}


@st.composite
def participants(draw: st.DrawFn) -> Participant:
    facts = [_fact(draw, number) for number in range(draw(st.integers(0, 12)))]
    return participant(*facts, arm=draw(st.sampled_from("AB")), registered_on=on(draw(st.integers(-20, 0))).isoformat())


@given(participants(), _DAYS)
@settings(max_examples=60, deadline=None)
def test_every_occurrence_has_one_status_and_every_fact_one_use_of_a_kind(who: Participant, day: int) -> None:
    found = answer(who, day)
    assert len({row.id for row in found.assessments}) == len(found.assessments)
    used: dict[str, list[str]] = {}
    for row in found.assessments:
        done = row.status in DONE
        assert done == bool(row.facts) == (row.done_on is not None) == (row.days_outside is not None)
        assert (row.reason is not None) == (
            row.status in {AssessmentStatus.NOT_APPLICABLE, AssessmentStatus.CANNOT_TELL}
        )
        used.setdefault(row.assessment, []).extend(row.facts)
        if row.target is not None:
            days = (row.earliest, row.target, row.latest, row.closes)
            assert None not in days
            assert list(days) == sorted(day for day in days if day is not None)
        if done and row.done_on and row.earliest and row.latest:
            inside = row.earliest <= row.done_on <= row.latest
            assert inside == (row.status is AssessmentStatus.DONE_ON_TIME) == (row.days_outside == 0)
    for facts in used.values():
        assert len(set(facts)) == len(facts)
    extra = {fact for each in found.extra for fact in each.facts}
    assert not extra & {fact for facts in used.values() for fact in facts}


@given(participants(), st.integers(0, 1900), st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_without_new_facts_a_status_only_goes_forward(who: Participant, day: int, later: int) -> None:
    known = who.model_copy(update={"facts": tuple(each for each in who.facts if each.on <= on(day))})
    before, after = rows(known, day), rows(known, day + later)
    assert before.keys() == after.keys()
    for name, row in before.items():
        now = after[name].status
        if row.status in FORWARD:
            assert now in FORWARD[FORWARD.index(row.status) :]
        else:
            assert now is row.status, name


@given(participants(), st.integers(0, 1900), st.data())
@settings(max_examples=60, deadline=None)
def test_a_fact_in_an_open_window_makes_exactly_one_of_its_kind_done(
    who: Participant, day: int, data: st.DataObject
) -> None:
    questionnaires = {
        name: row
        for name, row in rows(who, day).items()
        if row.assessment == "qlq-c30" and row.status is AssessmentStatus.DUE
    }
    for name, row in questionnaires.items():
        assert row.earliest is not None
        filled_in = data.draw(st.dates(row.earliest, on(day)))
        new = fact("questionnaire", (filled_in - RANDOMISED).days, instrument="qlq-c30", answers={}, id="new")
        more = who.model_copy(update={"facts": (*who.facts, *participant(new).facts)})
        after = rows(more, day)
        assert after[name].facts == ("new",)
        changed = [other for other in after if after[other] != rows(who, day)[other]]
        assert changed == [name]


# ---- The matching alone, windows overlapping at will


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    target, before, after = draw(st.integers(0, 40)), draw(st.integers(0, 8)), draw(st.integers(0, 8))
    early, late = draw(st.integers(0, 6)), draw(st.integers(0, 6))
    return Slot(
        target=on(target),
        opens=on(target - before - early),
        earliest=on(target - before),
        latest=on(target + after),
        closes=on(target + after + late),
        last=draw(st.one_of(st.none(), st.integers(0, 45).map(on))),
        surgery=None,
    )


_DONE = st.lists(st.integers(0, 45), max_size=7).map(
    lambda days: [Done(on(day), (f"f{number}",), frozenset({"ipcq"})) for number, day in enumerate(days)]
)


def _rank(slot: Slot, done: Done) -> tuple[object, ...]:
    return not slot.earliest <= done.on <= slot.latest, abs(slot.target - done.on), slot.target, done.on, done.facts


@given(st.lists(slots(), max_size=7), _DONE)
@settings(max_examples=200, deadline=None)
def test_no_pair_would_both_rather_have_each_other(wanted: list[Slot], done: list[Done]) -> None:
    """Stable: of every possible pair that was not made, one side is served by something that comes before it."""
    made = match(wanted, done)
    by_fact = {fact: which for which, fact in made.items()}
    assert len(by_fact) == len(made)
    for which, slot in enumerate(wanted):
        for number, each in enumerate(done):
            possible = slot.opens <= each.on <= slot.closes and (slot.last is None or each.on <= slot.last)
            if made.get(which) == number:
                assert possible
            elif possible:
                rank = (*_rank(slot, each), which)
                slot_has_better = which in made and (*_rank(slot, done[made[which]]), which) <= rank
                fact_has_better = number in by_fact and (*_rank(wanted[by_fact[number]], each), by_fact[number]) <= rank
                assert slot_has_better or fact_has_better


@given(st.lists(slots(), max_size=7), _DONE, st.integers(0, 45))
@settings(max_examples=200, deadline=None)
def test_a_further_fact_never_leaves_an_occurrence_unserved(wanted: list[Slot], done: list[Done], day: int) -> None:
    more = [*done, Done(on(day), ("new",), frozenset({"ipcq"}))]
    assert match(wanted, done).keys() <= match(wanted, more).keys()


@given(st.lists(slots(), max_size=6), _DONE, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_facts_means_nothing(wanted: list[Slot], done: list[Done], chance: Any) -> None:
    shuffled = list(done)
    chance.shuffle(shuffled)
    one = {which: done[fact].facts for which, fact in match(wanted, done).items()}
    assert one == {which: shuffled[fact].facts for which, fact in match(wanted, shuffled).items()}


def test_a_whole_participant_moves_through_every_status() -> None:
    """Response imaging of day 56: window from day 99 to 113 after randomisation, late until 127; a year day by day."""
    seen = [rows(whole(), day)["response-imaging.d56"].status.value for day in range(50, 140)]
    assert seen == ["not-yet-due"] * 49 + ["due"] * 15 + ["overdue"] * 14 + ["missed"] * 12
    assert on(99) + timedelta(days=14) == on(113)
