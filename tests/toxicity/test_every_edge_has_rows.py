"""Every edge of every dose-modification table and of the grading standard: just under, at, and just over it.

The tables here were typed by hand from the notes on the sources and know nothing of the files that the engine reads. An
edge that a file gains, loses or moves makes a test fail until somebody has typed it here as well.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import list_protocols, load_protocol
from haipdose.protocol.standards_loader import load_ctcae
from haipdose.toxicity.answer import answer_modify
from haipdose.toxicity.grading import grade_rows
from haipdose.toxicity.grading_requests import GradeRow
from haipdose.toxicity.requests import ModifyRequest

THEN, NOW = "2026-02-02T08:00:00+01:00", "2026-02-16T08:00:00+01:00"

# test, column -> a reference in that column, and its edges: ratio -> percent just under it, and from it on.
TABLE: dict[tuple[str, str], tuple[str, dict[str, tuple[int | None, int | None]]]] = {
    ("ast", "low"): ("40", {"3": (100, 80), "4": (80, 50), "5": (50, None)}),
    ("ast", "high"): ("60", {"2": (100, 80), "3": (80, 50), "4": (50, None)}),
    ("alp", "low"): ("80", {"1.5": (100, 50), "2": (50, None)}),
    ("alp", "high"): ("100", {"1.2": (100, 50), "1.5": (50, None)}),
    ("bilirubin-total", "low"): ("1", {"1.5": (100, 50), "2": (50, None)}),
    ("bilirubin-total", "high"): ("1.5", {"1.2": (100, 50), "1.5": (50, None)}),
}
COLUMNS = {"ast": "50", "alp": "90", "bilirubin-total": "1.2"}
RESTARTS: dict[tuple[str, str], tuple[str, int]] = {
    ("ast", "low"): ("4", 50),
    ("ast", "high"): ("3", 50),
    ("alp", "low"): ("1.5", 25),
    ("alp", "high"): ("1.2", 25),
    ("bilirubin-total", "low"): ("1.5", 25),
    ("bilirubin-total", "high"): ("1.2", 25),
}
NORMAL = {"ast": "40", "alp": "80", "bilirubin-total": "1"}
UNITS = {"ast": "U/L", "alp": "U/L", "bilirubin-total": "mg/dL"}
PROTOCOLS = [summary.id for summary in list_protocols()]
HAIR = Decimal("0.0001")


def percent(protocol: str, test: str, reference: str, current: Decimal, **more: Any) -> int | None:
    """The dose of a patient whose other tests are normal and unchanged, after 100 %."""
    values = {name: (NORMAL[name], NORMAL[name]) for name in NORMAL} | {test: (reference, str(current))}

    def results(which: int, at: str) -> list[dict[str, str]]:
        return [{"test": name, "value": pair[which], "unit": UNITS[name], "at": at} for name, pair in values.items()]

    request = ModifyRequest.model_validate(
        {
            "protocol": protocol,
            "reference": results(0, THEN),
            "current": results(1, NOW),
            "last_dose_percent": "100",
            "as_of": "2026-02-16T10:00:00+01:00",
            **more,
        }
    )
    found = answer_modify(request, load_protocol(protocol), Approvals()).dose_percent
    return None if found is None else int(found)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_files_have_exactly_the_edges_that_are_typed_here(protocol: str) -> None:
    tables = load_protocol(protocol).toxicity.tables
    assert {name: str(table.reference_limit.value) for name, table in tables.items()} == COLUMNS
    for (name, column), (_, edges) in TABLE.items():
        stratum = getattr(tables[name], column).value
        assert [str(band.from_ratio) for band in stratum.bands] == ["0", *edges]
        assert (str(stratum.restart_below_ratio), int(stratum.restart_percent)) == RESTARTS[name, column]
    assert {(name, column) for name in tables for column in ("low", "high")} == set(TABLE) == set(RESTARTS)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(("test", "column"), TABLE)
def test_each_band_begins_at_its_edge(protocol: str, test: str, column: str) -> None:
    reference, edges = TABLE[test, column]
    for edge, (below, from_it_on) in edges.items():
        at = Decimal(edge) * Decimal(reference)
        if test == "bilirubin-total" and at >= 3:
            continue  # the absolute limit decides there: see the rows of its own
        assert percent(protocol, test, reference, at - HAIR) == below, f"just under {edge}"
        assert percent(protocol, test, reference, at) == from_it_on, f"at {edge}"
        assert percent(protocol, test, reference, at + HAIR) == from_it_on, f"just over {edge}"


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(("test", "column"), RESTARTS)
def test_a_held_dose_restarts_only_below_its_edge(protocol: str, test: str, column: str) -> None:
    reference = TABLE[test, column][0]
    edge, restart = RESTARTS[test, column]
    at = Decimal(edge) * Decimal(reference)
    held = {"held": True, "held_by": [test]}
    if test == "bilirubin-total":
        at = Decimal("1.2")  # after bilirubin "until normal" comes first: the limit of normal lies below either edge
        assert percent(protocol, test, reference, at, **held) == restart
        assert percent(protocol, test, reference, at + HAIR, **held) is None
        return
    assert percent(protocol, test, reference, at - HAIR, **held) == restart
    assert percent(protocol, test, reference, at, **held) is None
    assert percent(protocol, test, reference, at + HAIR, **held) is None


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(("test", "limit"), COLUMNS.items())
def test_the_column_of_the_table_ends_with_its_limit(protocol: str, test: str, limit: str) -> None:
    """At the limit the low column counts, just over it the high one: seen at the first edge of the high column."""
    edge, (_, reduced) = next(iter(TABLE[test, "high"][1].items()))
    for reference, expected in ((Decimal(limit), 100), (Decimal(limit) + HAIR, reduced)):
        assert percent(protocol, test, str(reference), reference * Decimal(edge) + HAIR) == expected


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_bilirubin_of_three_milligrams_holds_by_itself(protocol: str) -> None:
    """2.9 mg/dL of reference: 3 is a ratio of 1.03 only."""
    assert percent(protocol, "bilirubin-total", "2.9", Decimal("2.9999")) == 100
    assert percent(protocol, "bilirubin-total", "2.9", Decimal("3")) is None
    assert percent(protocol, "bilirubin-total", "2.9", Decimal("3.0001")) is None


# CTCAE v5.0: grades 1 to 4 begin above these multiples of the upper limit, and of an abnormal baseline.
ENZYMES = (("1", "3", "5", "20"), ("1.5", "3", "5", "20"))
UPPER = {
    "Alanine aminotransferase increased": ENZYMES,
    "Aspartate aminotransferase increased": ENZYMES,
    "Alkaline phosphatase increased": (("1", "2.5", "5", "20"), ("2", "2.5", "5", "20")),
    "GGT increased": (("1", "2.5", "5", "20"), ("2", "2.5", "5", "20")),
    "Blood bilirubin increased": (("1", "1.5", "3", "10"), ("1", "1.5", "3", "10")),
}
# Values below which grades 2, 3 and 4 begin; grade 1 begins below the lower limit.
LOWER = {
    ("Anemia", "g/dL"): ("10", "8"),
    ("Anemia", "mmol/L"): ("6.2", "4.9"),
    ("Anemia", "g/L"): ("100", "80"),
    ("Hypoalbuminemia", "g/dL"): ("3", "2"),
    ("Hypoalbuminemia", "g/L"): ("30", "20"),
    ("Neutrophil count decreased", "10*9/L"): ("1.5", "1", "0.5"),
    ("Platelet count decreased", "10*9/L"): ("75", "50", "25"),
    ("White blood cell decreased", "10*9/L"): ("3", "2", "1"),
    ("Lymphocyte count decreased", "10*9/L"): ("0.8", "0.5", "0.2"),
}


def grade(term: str, value: Decimal, unit: str, **more: Any) -> int | None:
    row = GradeRow.model_validate({"id": 1, "term": term, "value": str(value), "unit": unit, **more})
    return grade_rows([row], load_ctcae())[0].grade


def test_the_standard_has_exactly_the_edges_that_are_typed_here() -> None:
    ctcae = load_ctcae()
    upper = {term.term: (tuple(map(str, term.normal)), tuple(map(str, term.abnormal))) for term in ctcae.upper}
    assert upper == UPPER
    lower = {(term.term, fixed.unit): tuple(map(str, fixed.values)) for term in ctcae.lower for fixed in term.below}
    assert lower == LOWER
    assert tuple(map(str, ctcae.creatinine.upper_limit)) == ("1", "1.5", "3", "6")
    assert tuple(map(str, ctcae.creatinine.baseline)) == ("1.5", "3")
    assert tuple(map(str, ctcae.inr.fixed)) == ("1.2", "1.5", "2.5")
    assert tuple(map(str, ctcae.inr.baseline)) == ("1", "1.5", "2.5")


@pytest.mark.parametrize("term", UPPER)
def test_a_grade_begins_above_its_multiple(term: str) -> None:
    unit = "umol/L" if "bilirubin" in term else "U/L"
    normal, abnormal = UPPER[term]
    for number, multiple in enumerate(normal, 1):
        at = Decimal(multiple) * 20
        seen = [grade(term, at + shift, unit, upper_limit="20", baseline="15") for shift in (-HAIR, Decimal(0), HAIR)]
        assert seen == [number - 1, number - 1, number], multiple
    for number, multiple in enumerate(abnormal, 1):
        at = Decimal(multiple) * 30
        more = {"upper_limit": "20", "baseline": "30", "baseline_abnormal": True}
        seen = [grade(term, at + shift, unit, **more) for shift in (-HAIR, Decimal(0), HAIR)]
        # "1.5 - 3.0 x baseline": where the wording begins with the multiple itself, grade 1 does too
        begins = number == 1 and multiple != "1"
        assert seen == [number - 1, number if begins else number - 1, number], multiple


@pytest.mark.parametrize(("term", "unit"), LOWER)
def test_a_grade_begins_below_its_value(term: str, unit: str) -> None:
    edges = LOWER[term, unit]
    limit = str(Decimal(edges[0]) * 2)
    for number, edge in enumerate(edges, 2):
        seen = [grade(term, Decimal(edge) + shift, unit, lower_limit=limit) for shift in (HAIR, Decimal(0), -HAIR)]
        assert seen == [number - 1, number - 1, number], edge
    seen = [grade(term, Decimal(limit) + shift, unit, lower_limit=limit) for shift in (HAIR, Decimal(0), -HAIR)]
    assert seen == [0, 0, 1]
