"""Overall, progression-free and hepatic progression-free survival: published cases and every censoring rule."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import RANDOMISED, day, fact, participant, scan

from haipdose.errors import InputError
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.endpoint_rules import EndpointRules
from haipdose.trial.endpoints import Outcomes, outcomes
from haipdose.trial.participant import Participant
from haipdose.trial.survival_times import TimeToEvent

PUBLISHED = json.loads((Path(__file__).parents[1] / "data/time_to_event_published.json").read_text(encoding="utf-8"))
RULES = endpoint_rules()
LATE = RANDOMISED + timedelta(days=1500)


def changed(**values: Any) -> EndpointRules:
    body = RULES.model_dump()
    for name, value in values.items():
        body["follow_up"][name]["value"] = value
    return EndpointRules.model_validate(body)


def judged(*facts: dict[str, Any], cut_off: date = LATE, rules: EndpointRules = RULES, **rest: Any) -> Outcomes:
    return outcomes(participant(*facts, **rest), cut_off, rules)


def seen(time: TimeToEvent) -> tuple[int, int, str]:
    return time.days, time.event, time.reason


def published(case: dict[str, Any], *facts: dict[str, Any]) -> Participant:
    document: dict[str, Any] = {"participant": "S", "site": "X", "arm": "A", "randomised_on": case["start"]}
    given_ = list(facts)
    if case["death"]:
        given_.append({"type": "death", "id": "death", "on": case["death"]})
    return Participant.model_validate({**document, "facts": given_})


@pytest.mark.parametrize("case", PUBLISHED["os"].values())
def test_overall_survival_as_admiral_publishes_it(case: dict[str, Any]) -> None:
    alive = {"type": "last-contact", "id": "alive", "on": case["last_alive"]}
    found = outcomes(published(case, *([alive] if case["last_alive"] else [])), date(2022, 1, 1)).os
    assert (found.on.isoformat(), found.event) == (case["on"], case["event"])
    assert found.days == (found.on - date.fromisoformat(case["start"])).days


SUM_OF = {"SD": 100, "PR": 60, "PD": 80, "CR": 0}
BY = {
    "PD": "progression.recist",
    "DEATH": "death",
    "LAST TUMOR ASSESSMENT": "censored.last-assessment",
    "TREATMENT START": "censored.no-assessment",
}


@pytest.mark.parametrize("case", PUBLISHED["pfs"].values())
def test_progression_free_survival_as_admiral_publishes_it(case: dict[str, Any]) -> None:
    days = [(case["start"], 100), *((on, SUM_OF[response]) for on, response in case["responses"])]
    scans = [{**scan(0, length), "id": on, "on": on} for on, length in days]
    found = outcomes(published(case, *scans), date(2022, 1, 1)).pfs
    assert (found.on.isoformat(), found.event, found.reason) == (case["on"], case["event"], BY[case["by"]])


BASE = scan(0, 60)
STABLE = [scan(80, 60), scan(160, 60)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([fact("death", 700)], (700, 1, "death")),
        ([fact("death", 0)], (0, 1, "death")),
        ([], (0, 0, "censored.last-contact")),
        ([*STABLE], (160, 0, "censored.last-contact")),
        ([fact("last-contact", 300)], (300, 0, "censored.last-contact")),
        ([fact("last-contact", 1500)], (1500, 0, "censored.cut-off")),
        ([fact("last-contact", 1600)], (1500, 0, "censored.cut-off")),
        ([fact("death", 1600)], (1500, 0, "censored.cut-off")),
        ([fact("last-contact", 300), fact("lost-to-follow-up", 400)], (300, 0, "censored.lost-to-follow-up")),
        ([fact("withdrawal", 200, scope="follow-up")], (200, 0, "censored.withdrawal")),
        ([fact("withdrawal", 200, scope="treatment")], (200, 0, "censored.last-contact")),
        (
            [fact("withdrawal", 200, scope="consent"), fact("death", 300)],
            (200, 0, "censored.consent-withdrawn"),
        ),
        (
            [fact("last-contact", 300), fact("last-contact", 400, alive=False)],
            (300, 0, "censored.death-date-unknown"),
        ),
    ],
)
def test_overall_survival(facts: list[dict[str, Any]], expected: tuple[int, int, str]) -> None:
    assert seen(judged(BASE, *facts).os) == expected


def test_five_years_end_the_follow_up() -> None:
    end = date(2030, 1, 1)
    late = judged(BASE, fact("death", 1900), cut_off=date(2035, 1, 1)).os
    assert (late.on, late.event, late.reason) == (end, 0, "censored.horizon")
    on_it = judged(BASE, {"type": "death", "id": "d", "on": end.isoformat()}, cut_off=date(2035, 1, 1)).os
    assert (on_it.on, on_it.event) == (end, 1)


def test_withdrawn_consent_after_the_cut_off_changes_nothing_before_it() -> None:
    facts = [fact("last-contact", 90), fact("withdrawal", 200, scope="consent")]
    early = judged(BASE, *facts, cut_off=RANDOMISED + timedelta(days=100)).os
    assert seen(early) == (100, 0, "censored.cut-off")


LUNG = {"id": "N1", "organ": "lung"}
LIVER = {"id": "N2", "organ": "liver"}


@pytest.mark.parametrize(
    ("facts", "pfs", "hepatic"),
    [
        ([scan(80, 80)], (80, 1, "progression.recist"), 1),
        ([scan(80, 60, new_lesions=[LUNG])], (80, 1, "progression.recist"), 2),
        ([scan(80, 80, new_lesions=[LUNG, LIVER])], (80, 1, "progression.recist"), 2),
        ([scan(80, 60, non_target="progressed")], (80, 1, "progression.recist"), 4),
        ([fact("progression", 70, site="hepatic", how="clinical")], (70, 1, "progression.stated"), 1),
        ([fact("progression", 70, site="extrahepatic", how="clinical")], (70, 1, "progression.stated"), 2),
        ([fact("progression", 70, site="both", how="pathology"), scan(80, 80)], (70, 1, "progression.stated"), 2),
        (
            [fact("progression", 80, site="extrahepatic", how="imaging"), scan(80, 80)],
            (80, 1, "progression.recist"),
            2,
        ),
        ([scan(80, 60), fact("death", 120)], (120, 1, "death"), 3),
        ([scan(80, 80), fact("death", 80)], (80, 1, "progression.recist"), 1),
        # two intervals of 84 days and 14 of grace: 182 days after the last adequate assessment still count
        ([scan(80, 60), fact("death", 262)], (262, 1, "death"), 3),
        ([scan(80, 60), fact("death", 263)], (80, 0, "censored.missed-assessments"), 0),
        ([scan(80, 60), scan(263, 80)], (80, 0, "censored.missed-assessments"), 0),
        ([scan(80, "not-evaluable"), fact("death", 183)], (0, 0, "censored.missed-assessments"), 0),
        ([scan(80, 60), fact("new-therapy", 100, what="FOLFIRI"), scan(160, 80)], (80, 0, "censored.new-therapy"), 0),
        ([scan(80, 60), fact("new-therapy", 160, what="FOLFIRI"), scan(160, 80)], (160, 1, "progression.recist"), 1),
        ([scan(80, 60), fact("new-therapy", 100, what="FOLFIRI"), scan(160, 60)], (80, 0, "censored.new-therapy"), 0),
        ([scan(80, 60), scan(160, 60)], (160, 0, "censored.last-assessment"), 0),
        ([fact("new-therapy", -5, what="FOLFOX"), scan(80, 80)], (80, 1, "progression.recist"), 1),
        ([scan(80, 60), scan(160, "not-evaluable")], (80, 0, "censored.last-assessment"), 0),
        ([scan(80, "not-evaluable")], (0, 0, "censored.no-assessment"), 0),
        ([scan(80, 60), fact("lost-to-follow-up", 300)], (80, 0, "censored.lost-to-follow-up"), 0),
        ([scan(80, 60), fact("withdrawal", 90, scope="follow-up")], (80, 0, "censored.withdrawal"), 0),
        (
            [scan(80, 60), fact("withdrawal", 90, scope="consent"), scan(160, 80)],
            (80, 0, "censored.consent-withdrawn"),
            0,
        ),
        ([fact("progression", 0, site="both", how="clinical"), scan(80, 60)], (80, 0, "censored.last-assessment"), 0),
    ],
)
def test_progression_free_survival(facts: list[dict[str, Any]], pfs: tuple[int, int, str], hepatic: int) -> None:
    found = judged(BASE, *facts)
    assert seen(found.pfs) == pfs
    assert seen(found.hepatic_pfs) == (pfs[0], hepatic, pfs[2])


def test_consent_withdrawn_on_the_cut_off_itself_counts() -> None:
    facts = [BASE, fact("withdrawal", 200, scope="consent"), fact("last-contact", 300)]
    found = judged(*facts, cut_off=RANDOMISED + timedelta(days=200)).os
    assert (found.days, found.reason, found.traced_to) == (200, "censored.cut-off", ("withdrawal200",))
    later = judged(*facts, cut_off=RANDOMISED + timedelta(days=250)).os
    assert (later.days, later.reason) == (200, "censored.consent-withdrawn")


def test_censoring_without_an_assessment_names_the_scans_that_could_not_be_read() -> None:
    assert judged(BASE, scan(80, "not-evaluable")).pfs.traced_to == ("ct80",)


CLEARED = fact("surgery", 90, kind="liver-resection", all_treated=True, r_status="R0")


@pytest.mark.parametrize(
    ("facts", "pfs"),
    [
        # nothing is left to measure: no evidence of disease is an adequate assessment
        ([scan(170), scan(250), fact("death", 400)], (400, 1, "death")),
        ([scan(170), scan(250)], (250, 0, "censored.last-assessment")),
        ([scan(170, new_lesions=None)], (80, 0, "censored.last-assessment")),
        ([scan(170, new_lesions=[LUNG])], (170, 1, "progression.recist")),
        ([scan(170, non_target="progressed")], (170, 1, "progression.recist")),
        ([scan(170, 90)], (170, 0, "censored.last-assessment")),  # a scar, unless somebody calls it new or progression
    ],
)
def test_after_complete_local_treatment(facts: list[dict[str, Any]], pfs: tuple[int, int, str]) -> None:
    found = judged(BASE, scan(80, 60), CLEARED, *facts)
    assert seen(found.pfs) == pfs
    assert found.tumour.points[1].target is None
    stated = [fact("local-treatment-complete", 90, how="both"), *facts]
    assert seen(judged(BASE, scan(80, 60), *stated).pfs) == pfs


def test_scans_are_further_apart_later_on() -> None:
    """From day 730 every half year: 2 × 182 days and 14 of grace."""
    quiet = [scan(number, 60) for number in (80, 240, 400, 560, 720, 740)]
    assert seen(judged(BASE, *quiet, fact("death", 740 + 378)).pfs) == (1118, 1, "death")
    assert seen(judged(BASE, *quiet, fact("death", 740 + 379)).pfs) == (740, 0, "censored.missed-assessments")
    assert seen(judged(BASE, *quiet[:-1], fact("death", 720 + 183)).pfs) == (720, 0, "censored.missed-assessments")


def test_without_a_baseline_only_what_the_team_states_and_death_count() -> None:
    assert seen(judged(scan(80, 60)).pfs) == (0, 0, "censored.no-baseline")
    assert seen(judged(scan(80, 60), fact("death", 100)).pfs) == (100, 1, "death")
    stated = fact("progression", 90, site="hepatic", how="clinical")
    assert seen(judged(scan(80, 60), stated).pfs) == (90, 1, "progression.stated")


def test_the_rules_are_data() -> None:
    therapy = [BASE, scan(80, 60), fact("new-therapy", 100, what="FOLFIRI"), scan(160, 80)]
    assert seen(judged(*therapy, rules=changed(new_therapy="ignore")).pfs) == (160, 1, "progression.recist")
    quiet = [BASE, scan(80, 60), fact("new-therapy", 100, what="FOLFIRI")]
    assert seen(judged(*quiet, rules=changed(new_therapy="ignore")).pfs) == (80, 0, "censored.last-assessment")
    missed = [BASE, fact("death", 900)]
    assert seen(judged(*missed, rules=changed(missed_assessments=0)).pfs) == (900, 1, "death")
    both = [BASE, fact("progression", 70, site="hepatic", how="clinical"), scan(80, 80)]
    assert seen(judged(*both, rules=changed(progression_by="recist")).pfs) == (80, 1, "progression.recist")
    assert seen(judged(*both, rules=changed(progression_by="stated")).pfs) == (70, 1, "progression.stated")


def test_an_equivocal_lesion_that_is_confirmed_dates_progression_back() -> None:
    """FDA 2007, appendix 2: the date of the first observation that the new lesion was detected."""
    unsure, sure = {**LIVER, "certain": False}, LIVER
    facts = [BASE, scan(80, 60, new_lesions=[unsure]), scan(160, 60, new_lesions=[sure])]
    assert seen(judged(*facts).pfs) == (80, 1, "progression.recist")
    assert seen(judged(*facts, cut_off=RANDOMISED + timedelta(days=100)).pfs) == (80, 0, "censored.last-assessment")


def test_every_outcome_rests_on_facts_that_are_there_and_names_a_known_reason() -> None:
    found = judged(BASE, *STABLE, scan(220, 80), fact("death", 400))
    for time in (found.os, found.pfs, found.hepatic_pfs):
        assert time.reason in RULES.reasons
        assert time.traced_to
    assert found.pfs.traced_to == ("ct0", "ct220")


def test_not_randomised_or_not_yet() -> None:
    nobody = Participant.model_validate({"participant": "P9", "site": "AVL"})
    with pytest.raises(InputError) as caught:
        outcomes(nobody, LATE)
    assert caught.value.code == "endpoints.not-randomised"
    with pytest.raises(InputError) as caught:
        judged(BASE, cut_off=RANDOMISED - timedelta(days=1))
    assert caught.value.code == "endpoints.cut-off"


FACTS = st.lists(
    st.one_of(
        st.builds(
            lambda n, size, lesions: scan(n, size, new_lesions=lesions),
            st.integers(1, 900),
            st.one_of(st.integers(0, 120), st.just("not-evaluable")),
            st.sampled_from([[], None, [LIVER], [LUNG], [{**LIVER, "certain": False}]]),
        ),
        st.builds(lambda n: fact("last-contact", n), st.integers(1, 900)),
        st.builds(lambda n: fact("new-therapy", n, what="x"), st.integers(1, 900)),
        st.builds(lambda n: fact("progression", n, site="hepatic", how="clinical"), st.integers(1, 900)),
    ),
    max_size=7,
    unique_by=lambda each: (each["type"], each["on"]),
)


@settings(max_examples=150, deadline=None)
@given(facts=FACTS, died=st.one_of(st.none(), st.integers(901, 1200)), cuts=st.tuples(*[st.integers(0, 1300)] * 2))
def test_an_earlier_cut_off_never_has_more_events(facts: Any, died: int | None, cuts: tuple[int, int]) -> None:
    everything = [BASE, *facts, *([] if died is None else [fact("death", died)])]
    early, late = (judged(*everything, cut_off=RANDOMISED + timedelta(days=cut)) for cut in sorted(cuts))
    for name in ("os", "pfs"):
        before, after = getattr(early, name), getattr(late, name)
        assert (before.event > 0) <= (after.event > 0)
        assert before.on <= early.cut_off
        if before.event:
            assert after.on <= before.on
        if name == "os":
            assert before.on <= after.on
    assert early.pfs.on <= early.os.on
    assert (late.pfs.event > 0) == (late.hepatic_pfs.event > 0)


@settings(max_examples=80, deadline=None)
@given(facts=FACTS, data=st.data())
def test_the_order_in_the_file_means_nothing(facts: list[dict[str, Any]], data: st.DataObject) -> None:
    everything = [BASE, *facts]
    assert judged(*data.draw(st.permutations(everything))) == judged(*everything)


def test_the_days_of_a_time_fit() -> None:
    with pytest.raises(ValueError, match="3 days do not lie between"):
        TimeToEvent(
            participant="P",
            endpoint="os",
            origin=RANDOMISED,
            on=date.fromisoformat(day(2)),
            days=3,
            event=0,
            reason="x",
        )
