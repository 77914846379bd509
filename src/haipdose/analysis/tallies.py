"""Entering counts, shares and summaries of the arms into the ledger: one way for every section."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence

from haipdose.analysis.ledger import ARM, RANDOMISED, Figure, Ledger
from haipdose.analysis.proportions import Share, share
from haipdose.analysis.trial_data import Subject, Trial
from haipdose.analysis.words import NONE, number, share_in_words
from haipdose.trial.participant import Arm

Facts = Mapping[str, Iterable[str]]


class Tally:
    """The ledger with the trial's arms as bases ``arm.A`` and ``arm.B``."""

    def __init__(self, ledger: Ledger, trial: Trial) -> None:
        self.ledger = ledger
        self.trial = trial
        for arm in Arm:
            ledger.basis(f"arm.{arm.value}", {each.id: (ARM, RANDOMISED) for each in trial.of(arm)})

    def count(self, name: str, label: str, facts: Facts) -> Figure:
        """How many participants ``facts`` names; it rests on those facts."""
        return self.ledger.figure(name, label, str(len(facts)), len(facts), self.ledger.basis(name, facts))

    def share(self, name: str, label: str, reached: Facts, asked: Facts) -> tuple[Figure, Share]:
        """How many of ``asked`` are in ``reached``, with the exact interval."""
        found = share(len(reached), len(asked))
        basis = self.ledger.basis(name, asked)
        return self.ledger.figure(name, label, share_in_words(found), found.value, basis), found

    def summary(self, name: str, label: str, values: Mapping[str, float], facts: Facts, places: int = 1) -> Figure:
        """Mean, standard deviation and number of values; it rests on the facts of those who have one."""
        kept = [values[who] for who in sorted(values)]
        text = NONE
        if kept:
            spread = statistics.stdev(kept) if len(kept) > 1 else None
            text = f"{number(statistics.fmean(kept), places)} ({number(spread, places)}); {len(kept)}"
        mean = statistics.fmean(kept) if kept else None
        basis = self.ledger.basis(name, {who: facts[who] for who in values})
        return self.ledger.figure(name, label, text, mean, basis)

    def middle(self, name: str, label: str, values: Mapping[str, float], facts: Facts, places: int = 1) -> Figure:
        """Median, quartiles and number of values."""
        kept = sorted(values.values())
        text, middle = NONE, None
        if kept:
            middle = statistics.median(kept)
            low, high = _quartiles(kept)
            text = f"{number(middle, places)} ({number(low, places)} to {number(high, places)}); {len(kept)}"
        basis = self.ledger.basis(name, {who: facts[who] for who in values})
        return self.ledger.figure(name, label, text, middle, basis)

    def text(self, name: str, label: str, shown: str, value: object, *rests_on: str) -> Figure:
        """Any other number."""
        return self.ledger.figure(name, label, shown, value, *rests_on)


def _quartiles(kept: Sequence[float]) -> tuple[float, float]:
    if len(kept) == 1:
        return kept[0], kept[0]
    low, _, high = statistics.quantiles(kept, n=4, method="inclusive")
    return low, high


def facts_of(subjects: Iterable[Subject], kind: type) -> dict[str, tuple[str, ...]]:
    """Of the subjects who have facts of a kind: their ids."""
    found = {each.id: tuple(fact.id for fact in each.facts if isinstance(fact, kind)) for each in subjects}
    return {who: ids for who, ids in found.items() if ids}
