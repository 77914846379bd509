"""QLQ-C30, EQ-5D-3L, QALYs and iPCQ: public figures, edges, missing answers."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import RANDOMISED

from haipdose.errors import InputError, InputErrors
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.endpoint_rules import IpcqRules, QalyRules
from haipdose.trial.eq5d import DIMENSIONS, Utility, eq5d_faults, state_of, utility_of
from haipdose.trial.ipcq import ipcq_faults, productivity
from haipdose.trial.qaly import Qaly, qalys
from haipdose.trial.qlq_c30 import score_qlq_c30, unanswered_items

DATA = Path(__file__).parents[1] / "data"
RULES = endpoint_rules()
QLQ = json.loads((DATA / "qlq_c30_public_answers.json").read_text(encoding="utf-8"))
EQ5D = json.loads((DATA / "eq5d_nl_published.json").read_text(encoding="utf-8"))

# ---- QLQ-C30 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", QLQ["cases"])
def test_public_answers_scored_by_the_published_formulas(case: dict[str, Any]) -> None:
    answers = {str(item): None if value is None else Decimal(value) for item, value in enumerate(case["answers"], 1)}
    scores = score_qlq_c30(answers, RULES.qlq_c30)
    assert {name: round(float(score), 6) for name, score in scores.items() if score is not None} == case["scores"]


FUNCTIONAL = ("PF2", "RF2", "EF", "CF", "SF")


def test_the_ends_of_the_scales() -> None:
    lowest = {str(item): Decimal(1) for item in range(1, 31)}
    highest = {str(item): Decimal(7 if item > 28 else 4) for item in range(1, 31)}
    low, high = score_qlq_c30(lowest, RULES.qlq_c30), score_qlq_c30(highest, RULES.qlq_c30)
    for name in RULES.qlq_c30.scales:
        assert low[name] == (100 if name in FUNCTIONAL else 0)
        assert high[name] == (0 if name in FUNCTIONAL else 100)


@pytest.mark.parametrize(
    ("answered", "expected"),
    [((1, 2), None), ((1, 2, 3), Fraction(200, 3)), ((1, 2, 3, 4), Fraction(200, 3)), ((), None)],
)
def test_physical_functioning_needs_three_of_five_items(answered: tuple[int, ...], expected: Fraction | None) -> None:
    answers = {str(item): Decimal(2) for item in answered}
    score = score_qlq_c30(answers, RULES.qlq_c30)["PF2"]
    assert score is None if expected is None else abs(Fraction(score) - expected) < Fraction(1, 10**30)


def test_half_of_an_even_scale_is_enough() -> None:
    scores = score_qlq_c30({"6": Decimal(1), "21": Decimal(4), "22": None, "23": Decimal(4)}, RULES.qlq_c30)
    assert (scores["RF2"], scores["EF"], scores["CF"]) == (100, 0, None)
    assert unanswered_items({"1": Decimal(1), "2": None})[:2] == (2, 3)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.integers(1, 28).map(str), st.integers(1, 4).map(Decimal)))
def test_scores_against_fractions_and_within_bounds(answers: dict[str, Decimal]) -> None:
    for name, score in score_qlq_c30(answers, RULES.qlq_c30).items():
        scale = RULES.qlq_c30.scales[name]
        given_ = [int(answers[str(item)]) for item in scale.items if str(item) in answers]
        if 2 * len(given_) < len(scale.items) or not given_:
            assert score is None
            continue
        part = (Fraction(sum(given_), len(given_)) - 1) / 3
        expected = 100 * (1 - part if name in FUNCTIONAL else part)
        assert score is not None
        assert abs(Fraction(score) - expected) < Fraction(1, 10**30)
        assert 0 <= score <= 100


@pytest.mark.parametrize(("item", "answer"), [("1", 5), ("1", 0), ("29", 8), ("31", 1), ("2", "1.5"), ("q1", 1)])
def test_an_answer_that_the_qlq_c30_does_not_offer(item: str, answer: Any) -> None:
    with pytest.raises(InputError) as caught:
        score_qlq_c30({item: Decimal(answer)}, RULES.qlq_c30)
    assert caught.value.code == "questionnaire.answer"
    assert caught.value.field == f"answers.{item}"


# ---- EQ-5D-3L ---------------------------------------------------------------------------------------------------


def levels(state: str) -> dict[str, Decimal | None]:
    return dict(zip(DIMENSIONS, map(Decimal, state), strict=True))


@pytest.mark.parametrize(("state", "utility"), EQ5D["utilities"].items())
def test_the_dutch_tariff_as_published(state: str, utility: str) -> None:
    assert utility_of(levels(state), RULES.eq_5d_3l) == Decimal(utility)
    assert state_of(levels(state)) == state


def test_every_state_has_a_utility_and_more_problems_are_never_better() -> None:
    states = {"".join(state): utility_of(levels("".join(state)), RULES.eq_5d_3l) for state in product("123", repeat=5)}
    assert len(states) == 243
    for state, utility in states.items():
        for place, level in enumerate(state):
            if level != "3":
                worse = f"{state[:place]}{int(level) + 1}{state[place + 1 :]}"
                assert states[worse] < utility
    assert min(states.values()) == Decimal("-0.329")


def test_an_unanswered_dimension_has_no_utility() -> None:
    answers = {**levels("21232"), "pain": None}
    assert utility_of(answers, RULES.eq_5d_3l) is None
    assert state_of(answers) == "212-2"


def test_answers_that_the_eq_5d_does_not_offer() -> None:
    answers = {"mobility": Decimal(4), "self_care": Decimal("1.5"), "vas": Decimal(101), "mood": Decimal(1)}
    assert {fault.field for fault in eq5d_faults(answers)} == {f"answers.{name}" for name in answers}
    assert eq5d_faults({"vas": Decimal(100), "pain": None, "anxiety": Decimal(3)}) == ()
    with pytest.raises(InputErrors):
        utility_of(answers, RULES.eq_5d_3l)


# ---- QALYs ------------------------------------------------------------------------------------------------------


def utilities(*points: tuple[int, str | None]) -> list[Utility]:
    return [
        Utility(fact=f"e{number}", on=RANDOMISED + timedelta(days=number), state="-----", utility=value, vas=None)
        for number, value in points
    ]


def years(points: list[Utility], end: int, died: int | None = None, **changed: Any) -> Qaly:
    body = RULES.qaly.model_dump()
    body["days_per_year"]["value"] = 100  # figures that can be worked out in the head
    for name, value in changed.items():
        body[name]["value"] = value
    death = None if died is None else (RANDOMISED + timedelta(days=died), "death")
    last = RANDOMISED + timedelta(days=end)
    return qalys(points, RANDOMISED, last, death, QalyRules.model_validate(body))


def test_the_area_under_straight_lines() -> None:
    found = years(utilities((0, "0.8"), (100, "0.6"), (200, "1")), end=200)
    assert (found.qalys, found.days, found.reason) == (Decimal("1.5"), 200, "qaly.complete")
    assert found.traced_to == ("e0", "e100", "e200")


def test_death_is_zero() -> None:
    points = utilities((0, "0.8"), (100, "0.8"))
    straight = years(points, end=400, died=200)
    assert (straight.qalys, straight.days, straight.reason) == (Decimal("1.2"), 200, "qaly.complete")
    assert straight.traced_to[-1] == "death"
    kept = years(points, end=400, died=200, towards_death="last-value")
    assert kept.qalys == Decimal("1.6")


def test_after_the_last_questionnaire_nothing_is_assumed() -> None:
    found = years(utilities((0, "0.8"), (100, "0.8"), (150, None), (500, "1")), end=400)
    assert (found.qalys, found.days, found.reason) == (Decimal("0.8"), 100, "qaly.until-last-questionnaire")
    assert years(utilities((-5, "1")), end=400).qalys == 0


@pytest.mark.parametrize(("points", "expected"), [(((-28, "0.5"),), True), (((-29, "0.5"),), False), ((), False)])
def test_the_first_utility_must_be_near_randomisation(points: Any, expected: Any) -> None:
    found = years(utilities(*points), end=100, died=100)
    assert (found.qalys is not None) is expected
    assert found.reason == ("qaly.complete" if expected else "qaly.no-baseline")


def test_a_first_questionnaire_just_after_randomisation_counts_from_day_zero() -> None:
    assert years(utilities((10, "0.5"), (110, "0.5")), end=110).qalys == Decimal("0.55")
    assert years(utilities((-10, "1"), (-3, "0.5"), (10, "0.5"), (110, "0.5")), end=110).qalys == Decimal("0.55")


def test_the_utility_of_the_day_of_randomisation_itself_comes_first() -> None:
    assert years(utilities((-10, "1"), (0, "0.5"), (100, "0.5")), end=100).qalys == Decimal("0.5")
    assert years(utilities((5, "0.5"), (20, "0.5"), (25, "1"), (125, "1")), end=125).traced_to == (
        "e5",
        "e20",
        "e25",
        "e125",
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 900), st.sampled_from(["-0.329", "0", "0.5", "1"])), max_size=6))
def test_qalys_never_exceed_the_time_lived(points: list[tuple[int, str]]) -> None:
    found = years(utilities((0, "1"), *points), end=900)
    assert found.qalys is not None
    assert found.days is not None
    assert found.qalys <= Decimal(found.days) / 100


# ---- iPCQ -------------------------------------------------------------------------------------------------------

WORK = {"paid_work": 1, "hours_per_week": 40, "days_per_week": 5}


def lost(answers: dict[str, Any], **changed: Any) -> Any:
    body = RULES.ipcq.model_dump()
    for name, value in changed.items():
        body[name] = {"value": value, "source": "site", "evidence": "local"}
    given_ = {name: None if value is None else Decimal(str(value)) for name, value in answers.items()}
    return productivity("q", date(2025, 3, 1), given_, IpcqRules.model_validate(body))


def test_hours_lost_and_their_price() -> None:
    answers = {**WORK, "absent_days": 3, "bothered_days": 5, "work_done": 6, "unpaid_days": 4, "unpaid_hours": 2}
    unpriced = lost(answers)
    assert (unpriced.absence_hours, unpriced.presence_hours, unpriced.unpaid_hours) == (24, 16, 8)
    assert unpriced.cost is None  # the site has set no price
    assert lost(answers, paid_hour_price=30).cost is None
    assert lost(answers, paid_hour_price=30, unpaid_hour_price=10).cost == 40 * 30 + 8 * 10


@pytest.mark.parametrize(
    ("since", "method", "hours"),
    [(84, "friction-cost", 160), (98, "friction-cost", 80), (112, "friction-cost", 0), (500, "friction-cost", 0),
     (500, "human-capital", 160)],
)  # fmt: skip
def test_a_long_absence_ends_with_the_friction_period(since: int, method: str, hours: int) -> None:
    assert lost({**WORK, "absent_since_days": since}, method=method).absence_hours == hours


def test_an_absence_within_the_recall_period_is_counted_in_days() -> None:
    assert lost({**WORK, "absent_since_days": 28, "absent_days": 5}).absence_hours == 40


def test_who_has_no_paid_work_loses_none() -> None:
    found = lost({"paid_work": 0, "unpaid_days": 0}, paid_hour_price=30, unpaid_hour_price=10)
    assert (found.absence_hours, found.presence_hours, found.unpaid_hours, found.cost) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, (None, None, None)),
        ({"paid_work": 1}, (None, None, None)),
        ({**WORK}, (None, None, None)),
        ({**WORK, "bothered_days": 0, "absent_days": 0}, (0, 0, None)),
        ({**WORK, "days_per_week": None, "absent_days": 1, "bothered_days": 2, "work_done": 5}, (None, None, None)),
        ({**WORK, "bothered_days": 2, "unpaid_days": 3}, (None, None, None)),
    ],
)
def test_unanswered_is_not_zero(answers: dict[str, Any], expected: tuple[Any, ...]) -> None:
    found = lost(answers, paid_hour_price=30, unpaid_hour_price=10)
    assert (found.absence_hours, found.presence_hours, found.unpaid_hours) == expected
    assert found.cost is None


def test_answers_that_the_ipcq_does_not_offer() -> None:
    faults = ipcq_faults({"work_done": Decimal(11), "salary": Decimal(1), "absent_days": None})
    assert [fault.field for fault in faults] == ["answers.work_done", "answers.salary"]
    faults = ipcq_faults({"paid_work": Decimal(1), "days_per_week": Decimal(0)})
    assert [fault.field for fault in faults] == ["answers.days_per_week"]
