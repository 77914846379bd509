"""Adverse events: from the course's own toxicity, and those that every trial has."""

from __future__ import annotations

from typing import Final

import numpy as np

from haipdose_sim.cohort.course_columns import INFECTION, SCLEROSIS_KNOWN, ULCER, Outcome, Visit
from haipdose_sim.cohort.data_set.chance import Chance, Topic
from haipdose_sim.cohort.data_set.story import Facts, Story

_LABORATORY: Final = (
    ("Aspartate aminotransferase increased", Outcome.AST_GRADE, Visit.AST, True),
    ("Alanine aminotransferase increased", Outcome.ALT_GRADE, Visit.ALT, True),
    ("Alkaline phosphatase increased", Outcome.ALP_GRADE, Visit.ALP, True),
    ("Blood bilirubin increased", Outcome.BILIRUBIN_GRADE, Visit.BILIRUBIN, True),
    ("Neutrophil count decreased", Outcome.NEUTROPHIL_GRADE, Visit.NEUTROPHILS, False),
    ("Platelet count decreased", Outcome.PLATELET_GRADE, Visit.PLATELETS, False),
)
_SEEN: Final = (
    ("Diarrhea", Visit.DIARRHOEA_GRADE),
    ("Peripheral sensory neuropathy", Visit.NEUROPATHY_GRADE),
    ("Febrile neutropenia", Visit.FEBRILE_NEUTROPENIA_GRADE),
)
_PUMP: Final = (
    (SCLEROSIS_KNOWN, "Bile duct stenosis", 3),
    (INFECTION, "Device related infection", 2),
    (ULCER, "Duodenal ulcer", 2),
)
_OTHERS: Final = (
    ("Fatigue", "fatigue_28_days"),
    ("Nausea", "nausea_28_days"),
    ("Abdominal pain", "abdominal_pain_28_days"),
    ("Thromboembolic event", "thrombosis_28_days"),
)
_WORTH_WRITING: Final = 2
_LIVER: Final = frozenset({name for name, *_ in _LABORATORY[:4]} | {"Bile duct stenosis", "Duodenal ulcer"})


def adverse_events(story: Story, last_day: int) -> Facts:
    """Events from the start of treatment to ``last_day`` of it, as an investigator writes them down."""
    writer = _Writer(story, last_day)
    rows = [
        row for row in story.trace[: int(story.outcome[Outcome.VISITS])] if story.start_day + int(row[0]) <= last_day
    ]
    if not rows:
        return []
    trace = np.array(rows)
    for term, grade, column, rises in _LABORATORY:
        worst = int(story.outcome[grade])
        if worst >= _WORTH_WRITING and not np.isnan(trace[:, column]).all():
            place = int(np.nanargmax(trace[:, column]) if rises else np.nanargmin(trace[:, column]))
            if len(rows) == int(story.outcome[Outcome.VISITS]):
                writer.write(term, worst, story.start_day + int(trace[place, Visit.DAY]))
    for term, column in _SEEN:
        grades = np.nan_to_num(trace[:, column])
        if grades.max() >= 1:
            writer.write(term, int(grades.max()), story.start_day + int(trace[int(grades.argmax()), Visit.DAY]))
    for bit, term, lowest in _PUMP:
        for row in trace:
            if int(row[Visit.EVENTS]) & bit:
                writer.write(term, lowest, story.start_day + int(row[Visit.DAY]))
                break
    writer.others()
    return writer.facts


class _Writer:
    def __init__(self, story: Story, last_day: int) -> None:
        self._story, self._last = story, min(last_day, story.end)
        self._chance: Chance = story.chance(Topic.EVENTS)
        self.facts: Facts = []

    def others(self) -> None:
        """Events at a constant rate while treatment goes on."""
        for term, rate in _OTHERS:
            day = self._story.start_day + self._chance.wait(self._story.rates.share(rate) / 28)
            drawn = self._chance.uniform()
            three, two = self._story.rates.share("grade_3"), self._story.rates.share("grade_2")
            grade = 3 if drawn < three else 2 if drawn < three + two else 1
            if day <= self._last:
                self.write(term, grade, int(day))

    def write(self, term: str, grade: int, day: int) -> None:
        """One event with its relation; serious from grade 3 half of the time."""
        chance, story = self._chance, self._story
        unknown, unrelated = (
            chance.happens(story.rates.share("relation_unknown")),
            chance.happens(story.rates.share("unrelated")),
        )
        serious, lasts = chance.happens(0.5), chance.whole(3, 28)
        if day > self._last:
            return
        related = None if unknown else not unrelated
        pump = story.arm == "B" and (term in _LIVER or term == "Device related infection")
        cause = ["pump"] if term == "Device related infection" else ["floxuridine"] if pump else ["systemic"]
        fact: dict[str, object] = {
            "type": "adverse-event",
            "id": f"event-{len(self.facts) + 1}",
            "on": story.on(day),
            "term": term,
            "grade": grade,
            "serious": grade >= 3 and serious,
        }
        if related is not None:
            fact["related"] = related
        if related:
            fact["related_to"] = cause
        if day + lasts <= story.end:
            fact["until"] = story.on(day + lasts)
        self.facts.append(fact)
