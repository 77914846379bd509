"""What must hold of a dose modification whatever the values are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.standards_loader import load_ctcae
from haipdose.toxicity.answer import answer_modify
from haipdose.toxicity.grading import grade_rows
from haipdose.toxicity.grading_requests import GradeRow
from haipdose.toxicity.requests import ModifyAnswer, ModifyRequest

PUMP_IT, CTCAE = load_protocol("pump-it"), load_ctcae()
THEN, NOW, AS_OF = "2026-02-02T08:00:00+01:00", "2026-02-16T08:00:00+01:00", "2026-02-16T10:00:00+01:00"
UNITS = {"ast": "U/L", "alp": "U/L", "bilirubin-total": "mg/dL"}
MICROMOLES = Decimal("17.104")

ENZYME = st.decimals("10", "600", places=1)
BILIRUBIN = st.decimals("0.2", "9", places=2)
VALUES = st.fixed_dictionaries({"ast": ENZYME, "alp": ENZYME, "bilirubin-total": BILIRUBIN})
DOSES = st.sampled_from(["100", "80", "50", "40", "25"])


def results(values: dict[str, Decimal], at: str) -> list[dict[str, str]]:
    return [{"test": name, "value": str(value), "unit": UNITS[name], "at": at} for name, value in values.items()]


def decide(
    before: dict[str, Decimal], now: list[dict[str, str]], last: str, reference: Any = None, **more: Any
) -> ModifyAnswer:
    request = {
        "protocol": "pump-it",
        "reference": reference or results(before, THEN),
        "current": now,
        "last_dose_percent": last,
        "as_of": AS_OF,
    }
    return answer_modify(ModifyRequest.model_validate(request | more), PUMP_IT, Approvals())


def dose(answer: ModifyAnswer) -> Decimal:
    """The dose as a number to compare: nothing is below everything."""
    return Decimal(-1) if answer.dose_percent is None else answer.dose_percent


@given(VALUES, VALUES, DOSES, st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_the_order_of_results_does_not_matter(
    before: dict[str, Decimal], now: dict[str, Decimal], last: str, chance: Any
) -> None:
    rows = results(now, NOW)
    shuffled = rows[:]
    chance.shuffle(shuffled)
    assert dose(decide(before, rows, last)) == dose(decide(before, shuffled, last))


@given(VALUES, VALUES, DOSES, st.sampled_from(sorted(UNITS)), st.decimals("0.01", "50", places=2))
@settings(max_examples=120)
def test_a_worse_value_never_gives_more(
    before: dict[str, Decimal], now: dict[str, Decimal], last: str, test: str, rise: Decimal
) -> None:
    worse = now | {test: now[test] + rise}
    assert dose(decide(before, results(worse, NOW), last)) <= dose(decide(before, results(now, NOW), last))


@given(VALUES, VALUES, DOSES, st.sampled_from(sorted(UNITS)), ENZYME)
@settings(max_examples=120)
def test_one_more_result_never_gives_more(
    before: dict[str, Decimal], now: dict[str, Decimal], last: str, test: str, value: Decimal
) -> None:
    extra = value / 100 if test == "bilirubin-total" else value
    more = {"test": test, "value": str(extra), "unit": UNITS[test], "at": "2026-02-15T08:00:00+01:00"}
    assert dose(decide(before, [*results(now, NOW), more], last)) <= dose(decide(before, results(now, NOW), last))


@given(VALUES, VALUES, DOSES)
@settings(max_examples=80)
def test_the_dose_never_rises_and_never_leaves_0_to_100(
    before: dict[str, Decimal], now: dict[str, Decimal], last: str
) -> None:
    found = decide(before, results(now, NOW), last)
    assert found.dose_percent is None or 0 < found.dose_percent <= Decimal(last)
    assert (found.dose_percent is None) == (found.action in {"hold", "discontinue", "undetermined"})


@given(VALUES, VALUES, DOSES)
@settings(max_examples=80)
def test_micromoles_and_milligrams_say_the_same(before: dict[str, Decimal], now: dict[str, Decimal], last: str) -> None:
    def in_micromoles(values: dict[str, Decimal], at: str) -> list[dict[str, str]]:
        rows = results(values, at)
        converted = {"value": str(values["bilirubin-total"] * MICROMOLES), "unit": "umol/L"}
        return [row | converted if row["test"] == "bilirubin-total" else row for row in rows]

    plain = decide(before, results(now, NOW), last)
    mixed = decide(before, in_micromoles(now, NOW), last)
    both = decide(before, in_micromoles(now, NOW), last, reference=in_micromoles(before, THEN))
    assert dose(plain) == dose(mixed) == dose(both)
    assert plain.action == mixed.action == both.action


@given(VALUES, VALUES, DOSES, st.sampled_from(sorted(UNITS)), st.booleans())
@settings(max_examples=80)
def test_without_a_needed_test_nothing_is_given(
    before: dict[str, Decimal], now: dict[str, Decimal], last: str, test: str, in_reference: bool
) -> None:
    fewer = [row for row in results(before if in_reference else now, "") if row["test"] != test]
    rows = [row | {"at": THEN if in_reference else NOW} for row in fewer]
    found = decide(before, results(now, NOW), last, reference=rows) if in_reference else decide(before, rows, last)
    assert found.dose_percent is None
    assert found.action in {"hold", "undetermined"}


@given(VALUES, VALUES, DOSES, st.sampled_from([[], ["ast"], ["alp"], ["bilirubin-total"], ["ast", "alp"]]))
@settings(max_examples=80)
def test_a_held_dose_does_not_come_back_whole(
    before: dict[str, Decimal], now: dict[str, Decimal], last: str, cause: list[str]
) -> None:
    found = decide(before, results(now, NOW), last, held=True, held_by=cause)
    assert found.dose_percent is None or found.dose_percent < Decimal(last)


@given(
    st.sampled_from([term.term for term in CTCAE.upper]),
    st.decimals("1", "2000", places=1),
    st.decimals("0.1", "300", places=1),
    st.decimals("10", "60", places=0),
)
@settings(max_examples=120)
def test_a_higher_value_never_has_a_lower_grade(term: str, value: Decimal, rise: Decimal, limit: Decimal) -> None:
    unit = "umol/L" if "bilirubin" in term else "U/L"
    rows = [
        GradeRow.model_validate(
            {"id": number, "term": term, "value": str(shown), "unit": unit, "upper_limit": str(limit)}
        )
        for number, shown in enumerate((value, value + rise))
    ]
    low, high = (answer.grade for answer in grade_rows(rows, CTCAE))
    assert (low is None) == (high is None) or high is None
    if low is not None and high is not None:
        assert low <= high
