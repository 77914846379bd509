"""Whether every number of a report can be traced to facts that are there: an answer, not a promise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from haipdose.analysis.ledger import Figure, Figures, trace
from haipdose.analysis.report import Plot, Report, Table
from haipdose.trial.participant import Participant

_DIGIT = re.compile(r"\d")
_NOT_DATA = frozenset({"Facts to check", "Values that the trial has to set or confirm"})
"""Tables that name participants and rules, not numbers of the data."""


def trace_faults(
    report: Report, figures: Figures, everybody: Iterable[Participant], words: Iterable[str] = ()
) -> tuple[str, ...]:
    """Everything that is wrong; empty when each number stands in the ledger and rests on facts of the data set.

    Args:
        report: as it is printed.
        figures: the ledger's document.
        everybody: the data set.
        words: sentences that hold a digit and are rules, not numbers of the data.
    """
    known = {
        each.participant: {fact.id for fact in each.facts}
        | {fact.key for fact in (each.course.facts if each.course else ())}
        for each in everybody
    }
    return (*_printed(report, figures, frozenset(words)), *_traced(figures, known))


def _printed(report: Report, figures: Figures, words: frozenset[str]) -> Iterator[str]:
    """Numbers that are printed and unknown to the ledger, and the other way round."""
    seen: set[str] = set()
    for table in _tables(report):
        for row in table.rows:
            for cell in row[1:]:
                if isinstance(cell, Figure):
                    seen.add(cell.id)
                    if figures.figures.get(cell.id) != cell:
                        yield f"{cell.id} is printed as {cell.shown}, which the ledger does not know"
                elif _DIGIT.search(cell) and table.caption not in _NOT_DATA and cell not in words:
                    yield f"{table.caption}: {cell[:60]!r} holds a number that is not in the ledger"
    yield from (f"{name} is in the ledger and nowhere in the report" for name in sorted(set(figures.figures) - seen))


def _tables(report: Report) -> Iterator[Table]:
    for section in report.sections:
        for part in section.parts:
            if isinstance(part, Plot):
                yield part.table
            elif isinstance(part, Table):
                yield part


def _traced(figures: Figures, known: dict[str, set[str]]) -> Iterator[str]:
    """Figures that rest on nothing, or on facts that are not there."""
    for name, figure in figures.figures.items():
        facts = trace(figures, name)
        if figure.value not in {None, "0"} and not any(facts.values()):
            yield f"{name} rests on no fact"
        for who, ids in facts.items():
            missing = {each for each in ids if not each.startswith("@")} - known.get(who, set())
            if who not in known or missing:
                yield f"{name} rests on facts that are not there: {who} {', '.join(sorted(missing)[:3])}"
