"""Every edge of every rule: just under, at, just over. The expected actions are written by hand from the tables.

The last test compares the edges that have rows here with those that the protocol data have: no edge goes without.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from haipdose.protocol.loader import load_protocol

from .cases import ask, drug, full_before, good_results, result

RULES = load_protocol("pump-it").systemic


@dataclass(frozen=True)
class Row:
    """One point at an edge: what is given, the cycle's action, and of one component the amount (None: not given)."""

    edge: str
    given: dict[str, Any]
    action: str
    component: str = ""
    amount: str | None = ""
    words: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.edge}-{self.words or self.action}-{self.amount}"


def lab(edge: str, regimen: str, test: str, *points: tuple[str, str]) -> list[Row]:
    return [
        Row(edge, {"regimen": regimen, "current": good_results(**{test: value})}, action, words=value)
        for value, action in points
    ]


def settled(edge: str, regimen: str, event: str, *points: tuple[int, str]) -> list[Row]:
    return [
        Row(edge, {"regimen": regimen, "events": [{"name": event, "grade": grade}]}, action, words=str(grade))
        for grade, action in points
    ]


def graded(
    edge: str, regimen: str, event: str, component: str, *points: tuple[int, str, str | None], occurrence: int = 1
) -> list[Row]:
    """The event has settled by day 1, so only the reduction shows."""
    return [
        Row(
            edge,
            {
                "regimen": regimen,
                "additions": ["bevacizumab"] if component == "bevacizumab" else [],
                "events": [{"name": event, "grade": grade, "now": 0, "occurrence": occurrence}],
            },
            action,
            component,
            amount,
            words=f"grade {grade} x{occurrence}",
        )
        for grade, action, amount in points
    ]


def nadir(edge: str, regimen: str, test: str, component: str, *points: tuple[str, str, str | None]) -> list[Row]:
    return [
        Row(
            edge,
            {"regimen": regimen, "since_last": [result(test, value, at="2026-11-14T08:00:00+01:00")]},
            action,
            component,
            amount,
            words=value,
        )
        for value, action, amount in points
    ]


def renal(edge: str, regimen: str, component: str, *points: tuple[str, str, str | None]) -> list[Row]:
    """A man of 60 with 72 kg has a Cockcroft-Gault clearance of 80 / creatinine mL/min."""
    return [
        Row(edge, {"regimen": regimen, "current": good_results(creatinine=value)}, action, component, amount, value)
        for value, action, amount in points
    ]


def surgery(edge: str, *points: tuple[str, str]) -> list[Row]:
    return [
        Row(
            edge,
            {
                "additions": ["bevacizumab"],
                "operations": [{"date": day, "wound_healed": True}],
            },
            action,
            words=day,
        )
        for day, action in points
    ]


BEV = "bevacizumab"
OX = "oxaliplatin"
INFUSION = "fluorouracil-infusion"
BOLUS = "fluorouracil-bolus"
CAPE = "capecitabine"
IRI = "irinotecan"
NEUROPATHY = "peripheral-sensory-neuropathy"

ROWS = [
    *lab("labs.neutrophils", "mfolfox6", "neutrophils", ("1.49", "delay"), ("1.5", "give"), ("1.51", "give")),
    *lab("labs.platelets", "mfolfox6", "platelets", ("74", "delay"), ("75", "give"), ("76", "give")),
    *lab("labs.platelets-irinotecan", "folfiri", "platelets", ("99", "delay"), ("100", "give"), ("101", "give")),
    *lab(
        "labs.bilirubin-irinotecan",
        "folfiri",
        "bilirubin_total",
        ("1.99", "give"),
        ("2", "give"),
        ("2.01", "reduce"),
    ),
    *settled("grades.mucositis", "mfolfox6", "mucositis", (0, "give"), (1, "give"), (2, "delay")),
    *settled("grades.diarrhoea-irinotecan", "folfiri", "diarrhoea", (0, "give"), (1, "delay")),
    *settled("grades.diarrhoea-capecitabine", "capox", "diarrhoea", (0, "give"), (1, "give"), (2, "delay")),
    *settled("grades.hand-foot-capecitabine", "capox", "hand-foot-syndrome", (0, "give"), (1, "give"), (2, "delay")),
    *graded("reductions.neuropathy-2", "mfolfox6", NEUROPATHY, OX, (1, "give", "85"), (2, "reduce", "65")),
    *graded(
        "reductions.neuropathy-3",
        "mfolfox6",
        NEUROPATHY,
        OX,
        (2, "reduce", "65"),
        (3, "discontinue", None),
        (4, "discontinue", None),
    ),
    *graded(
        "reductions.febrile-neutropenia",
        "mfolfox6",
        "febrile-neutropenia",
        INFUSION,
        (2, "give", "2400"),
        (3, "reduce", "1920"),
        (4, "reduce", "1920"),
    ),
    *graded(
        "reductions.non-haematological-3",
        "mfolfox6",
        "fatigue",
        INFUSION,
        (2, "give", "2400"),
        (3, "reduce", "2000"),
        (4, "undetermined", None),
    ),
    *graded(
        "reductions.gastrointestinal-4",
        "mfolfox6",
        "diarrhoea",
        INFUSION,
        (3, "reduce", "2000"),
        (4, "reduce", "1920"),
    ),
    *graded(
        "reductions.irinotecan-3",
        "folfiri",
        "diarrhoea",
        IRI,
        (2, "give", "180"),
        (3, "reduce", "150"),
        (4, "reduce", "120"),
    ),
    *graded(
        "reductions.skin-3",
        "mfolfox6",
        "rash",
        BOLUS,
        (2, "give", "400"),
        (3, "reduce", "300"),
        (4, "undetermined", None),
    ),
    *graded("reductions.capecitabine-second-2", "capox", "hand-foot-syndrome", CAPE, (2, "give", "1000")),
    *graded(
        "reductions.capecitabine-second-2",
        "capox",
        "hand-foot-syndrome",
        CAPE,
        (1, "give", "1000"),
        (2, "reduce", "750"),
        occurrence=2,
    ),
    *graded(
        "reductions.capecitabine-third-2",
        "capox",
        "hand-foot-syndrome",
        CAPE,
        (1, "give", "1000"),
        (2, "reduce", "500"),
        occurrence=3,
    ),
    *graded(
        "reductions.capecitabine-fourth-2",
        "capox",
        "hand-foot-syndrome",
        CAPE,
        (1, "give", "1000"),
        (2, "reduce", None),
        occurrence=4,
    ),
    *graded(
        "reductions.capecitabine-first-3",
        "capox",
        "hand-foot-syndrome",
        CAPE,
        (2, "give", "1000"),
        (3, "reduce", "750"),
        (4, "undetermined", None),
    ),
    *graded(
        "reductions.capecitabine-second-3",
        "capox",
        "hand-foot-syndrome",
        CAPE,
        (2, "reduce", "750"),
        (3, "reduce", "500"),
        occurrence=2,
    ),
    *graded(
        "reductions.capecitabine-third-3",
        "capox",
        "hand-foot-syndrome",
        CAPE,
        (2, "reduce", "500"),
        (3, "reduce", None),
        occurrence=3,
    ),
    *graded(
        "reductions.performance-3",
        "mfolfox6",
        "performance-status",
        OX,
        (2, "give", "85"),
        (3, "discontinue", None),
        (4, "discontinue", None),
    ),
    *graded(
        "reductions.bevacizumab-hypertension",
        "mfolfox6",
        "hypertension",
        BEV,
        (3, "give", "5"),
        (4, "reduce", None),
    ),
    *nadir(
        "reductions.neutrophils-nadir",
        "mfolfox6",
        "neutrophils",
        BOLUS,
        ("0.49", "reduce", None),
        ("0.5", "give", "400"),
        ("0.51", "give", "400"),
    ),
    *nadir(
        "reductions.neutrophils-nadir", "folfiri", "neutrophils", IRI, ("0.49", "reduce", "120"), ("0.5", "give", "180")
    ),
    *nadir(
        "reductions.platelets-nadir",
        "mfolfox6",
        "platelets",
        BOLUS,
        ("49", "reduce", None),
        ("50", "give", "400"),
        ("51", "give", "400"),
    ),
    *renal(
        "renal.capecitabine-30-to-50",
        "capox",
        CAPE,
        ("1.59", "give", "1000"),  # 50.3 mL/min
        ("1.6", "reduce", "750"),  # exactly 50
        ("1.61", "reduce", "750"),
    ),
    *renal(
        "renal.capecitabine-below-30",
        "capox",
        CAPE,
        ("2.66", "reduce", "750"),  # 30.08 mL/min
        ("2.67", "reduce", None),  # 29.96
    ),
    *renal("renal.oxaliplatin-below-30", "mfolfox6", OX, ("2.66", "give", "85"), ("2.67", "reduce", "65")),
    *surgery(
        "surgery.bevacizumab.after",
        ("2026-10-22", "give"),  # 29 days ago
        ("2026-10-23", "give"),  # 28
        ("2026-10-24", "reduce"),  # 27
        ("2026-11-20", "reduce"),  # today
    ),
    *surgery(
        "surgery.bevacizumab.before",
        ("2026-11-21", "reduce"),
        ("2026-12-17", "reduce"),  # in 27 days
        ("2026-12-18", "give"),  # in 28
        ("2026-12-19", "give"),
    ),
    *[
        Row("results_valid_days", {"current": [row | {"at": at} for row in good_results()]}, action, words=at)
        for at, action in (
            ("2026-11-17T10:00:01+01:00", "give"),
            ("2026-11-17T10:00:00+01:00", "give"),  # exactly 72 hours
            ("2026-11-17T09:59:59+01:00", "undetermined"),
        )
    ],
    *[
        Row("longest_delay_days", {"due": due}, action, words=due)
        for due, action in (
            ("2026-10-24", "give"),  # 27 days
            ("2026-10-23", "give"),  # the last possible day
            ("2026-10-22", "discontinue"),  # 29 days
        )
    ],
    *[
        Row(
            "longest_delay_days",
            {"due": due, "current": good_results(neutrophils="1.4")},
            action,
            words=f"low {due}",
        )
        for due, action in (("2026-10-24", "delay"), ("2026-10-23", "discontinue"))
    ],
    *[
        Row(
            "stop_at_reduction",
            {
                "events": [{"name": NEUROPATHY, "grade": 2}],
                "previous": full_before(oxaliplatin={"reductions": reductions}),
            },
            "reduce",
            OX,
            amount,
            words=str(reductions),
        )
        for reductions, amount in ((0, "65"), (1, "65"), (2, None))
    ],
]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_edge(row: Row) -> None:
    answer = ask(**row.given)
    assert answer.action == row.action, (answer.missing, answer.reasons)
    assert answer.action.gives == any(entry.dose_mg is not None for entry in answer.drugs)
    if row.component:
        amount = drug(answer, row.component).amount
        assert (None if amount is None else f"{amount.normalize():f}") == row.amount


UNGRADED = {
    "reductions.laryngeal-dysaesthesia": ("mfolfox6", "laryngeal-dysaesthesia"),
    "reductions.bevacizumab-proteinuria": ("mfolfox6", "proteinuria-2g-a-day"),
    "reductions.bevacizumab-events": ("mfolfox6", "nephrotic-syndrome"),
}
"""Rows without an edge: the event happened or not. Tested in test_decision.py."""


def test_no_edge_lacks_a_row() -> None:
    edges = {f"labs.{name}" for name in RULES.day_1.labs}
    edges |= {f"grades.{name}" for name in RULES.day_1.grades}
    edges |= {f"reductions.{name}" for name in RULES.reductions}
    edges |= {f"renal.{name}" for name in RULES.renal.bands}
    edges |= {f"surgery.{name}.{side}" for name in RULES.surgery for side in ("after", "before")}
    edges |= {"results_valid_days", "longest_delay_days", "stop_at_reduction"}
    assert {row.edge for row in ROWS} | set(UNGRADED) == edges


def test_rows_stand_on_both_sides_of_each_edge() -> None:
    for edge in {row.edge for row in ROWS}:
        outcomes = {(row.action, row.component, row.amount) for row in ROWS if row.edge == edge}
        assert len(outcomes) > 1, edge


@pytest.mark.parametrize("missing", ["neutrophils", "platelets", "creatinine"])
def test_a_missing_result_is_never_normal(missing: str) -> None:
    answer = ask(current=good_results(**{missing: None}))
    assert answer.action == "undetermined"
    assert answer.missing == (f"current.{missing}",)
    assert all(entry.dose_mg is None and entry.amount is None for entry in answer.drugs)


def test_a_missing_bilirubin_matters_with_irinotecan_only() -> None:
    assert ask(regimen="folfiri", current=good_results(bilirubin_total=None)).missing == ("current.bilirubin-total",)
    assert ask(current=good_results(bilirubin_total=None)).action == "give"


def test_an_old_result_is_named_as_old() -> None:
    old = [row | ({"at": "2026-11-10T08:00:00+01:00"} if row["test"] == "platelets" else {}) for row in good_results()]
    assert ask(current=old).missing == ("current.platelets (older than 3 days)",)
