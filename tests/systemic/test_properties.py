"""What must hold for every situation: worse is never more, missing is never normal, order means nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.protocol.loader import load_protocol
from haipdose.systemic.requests import SystemicAnswer

from .cases import ALL_COMPONENTS, ask, good_results

RULES = load_protocol("pump-it").systemic
REGIMENS = ("mfolfox6", "folfiri", "folfoxiri", "capox")
GRADED = sorted(name for name, kind in RULES.events.items() if kind.graded)

regimens = st.sampled_from(REGIMENS)
percents = st.sampled_from(["100", "80", "75", "66.5", "50"])


@st.composite
def previous_doses(draw: st.DrawFn) -> list[dict[str, Any]]:
    return [
        {"component": name, "percent": draw(percents), "reductions": draw(st.integers(0, 2))} for name in ALL_COMPONENTS
    ]


@st.composite
def events(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = []
    for name in draw(st.lists(st.sampled_from(GRADED), max_size=4)):
        grade = draw(st.integers(0, 4))
        event: dict[str, Any] = {"name": name, "grade": grade, "occurrence": draw(st.integers(1, 4))}
        if draw(st.booleans()):
            event["now"] = draw(st.integers(0, grade))
        found.append(event)
    return found


def doses(answer: SystemicAnswer) -> dict[str, Decimal]:
    return {entry.component: entry.dose_mg_exact or Decimal(0) for entry in answer.drugs}


def assert_not_more(worse: SystemicAnswer, better: SystemicAnswer) -> None:
    before = doses(better)
    for component, dose in doses(worse).items():
        assert dose <= before[component], component


@settings(max_examples=150, deadline=None)
@given(
    regimen=regimens,
    previous=previous_doses(),
    others=events(),
    name=st.sampled_from(GRADED),
    grades=st.tuples(st.integers(0, 4), st.integers(0, 4)),
    occurrence=st.integers(1, 4),
    settled=st.booleans(),
)
def test_a_worse_grade_never_gives_more(
    regimen: str,
    previous: list[dict[str, Any]],
    others: list[dict[str, Any]],
    name: str,
    grades: tuple[int, int],
    occurrence: int,
    settled: bool,
) -> None:
    low, high = sorted(grades)
    rest = {"now": 0} if settled else {}

    def at(grade: int) -> SystemicAnswer:
        event = {"name": name, "grade": grade, "occurrence": occurrence} | rest
        return ask(regimen=regimen, previous=previous, events=[*others, event])

    assert_not_more(at(high), at(low))


@settings(max_examples=100, deadline=None)
@given(
    regimen=regimens,
    previous=previous_doses(),
    test=st.sampled_from(["neutrophils", "platelets"]),
    values=st.tuples(
        st.decimals(Decimal("0.1"), Decimal("4"), places=2), st.decimals(Decimal("0.1"), Decimal("4"), places=2)
    ),
)
def test_a_lower_count_never_gives_more(
    regimen: str, previous: list[dict[str, Any]], test: str, values: tuple[Decimal, Decimal]
) -> None:
    scale = 1 if test == "neutrophils" else 50
    low, high = (str(value * scale) for value in sorted(values))
    worse = ask(regimen=regimen, previous=previous, current=good_results(**{test: low}))
    better = ask(regimen=regimen, previous=previous, current=good_results(**{test: high}))
    assert_not_more(worse, better)


@settings(max_examples=100, deadline=None)
@given(regimen=regimens, previous=previous_doses(), values=st.tuples(st.integers(5, 60), st.integers(5, 60)))
def test_a_higher_creatinine_never_gives_more(
    regimen: str, previous: list[dict[str, Any]], values: tuple[int, int]
) -> None:
    low, high = (str(Decimal(value) / 10) for value in sorted(values))
    worse = ask(regimen=regimen, previous=previous, current=good_results(creatinine=high))
    better = ask(regimen=regimen, previous=previous, current=good_results(creatinine=low))
    assert_not_more(worse, better)


@settings(max_examples=100, deadline=None)
@given(
    regimen=regimens,
    previous=previous_doses(),
    happened=events(),
    gone=st.sampled_from(["neutrophils", "platelets", "bilirubin_total", "creatinine", "dpyd", "previous", "asked"]),
)
def test_what_is_missing_never_gives_more(
    regimen: str, previous: list[dict[str, Any]], happened: list[dict[str, Any]], gone: str
) -> None:
    whole: dict[str, Any] = {"regimen": regimen, "previous": previous, "events": happened}
    less = dict(whole)
    if gone == "dpyd":
        less["dpyd"] = None
    elif gone == "previous":
        less["previous"] = []
    elif gone == "asked":
        less["events_complete"] = False
    else:
        less["current"] = good_results(**{gone: None})
    assert_not_more(ask(**less), ask(**whole))


@settings(max_examples=100, deadline=None)
@given(regimen=regimens, previous=previous_doses(), happened=events(), data=st.data())
def test_the_order_of_what_is_known_means_nothing(
    regimen: str, previous: list[dict[str, Any]], happened: list[dict[str, Any]], data: st.DataObject
) -> None:
    results = good_results()
    answer = ask(regimen=regimen, previous=previous, events=happened, current=results)
    shuffled = ask(
        regimen=regimen,
        previous=data.draw(st.permutations(previous)),
        events=data.draw(st.permutations(happened)),
        current=data.draw(st.permutations(results)),
    )
    assert shuffled == answer


@settings(max_examples=100, deadline=None)
@given(regimen=regimens, previous=previous_doses(), happened=events())
def test_no_dose_above_full_or_above_the_one_before(
    regimen: str, previous: list[dict[str, Any]], happened: list[dict[str, Any]]
) -> None:
    answer = ask(regimen=regimen, previous=previous, events=happened)
    before = {row["component"]: Decimal(row["percent"]) for row in previous}
    for entry in answer.drugs:
        if entry.dose_mg is not None:
            assert entry.amount is not None
            assert entry.amount <= entry.full_amount * before.get(entry.component, Decimal(100)) / 100
        if not answer.action.gives:
            assert entry.dose_mg is None
            assert entry.amount is None
