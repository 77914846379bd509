"""QLQ-C30, EQ-5D-3L and iPCQ at their times: a hidden state of health that treatment, progression and death pull at."""

from __future__ import annotations

import math
from typing import Final

from haipdose_sim.cohort.data_set.chance import Chance, Topic
from haipdose_sim.cohort.data_set.story import Facts, Story

_MONTHS: Final = (0, 3, 6, 9, 12, 18, 24, 36, 48, 60)
_MONTH: Final = 30.4375
_DIMENSIONS: Final = ("mobility", "self_care", "usual_activities", "pain", "anxiety")
_HARD: Final = {"self_care": -1.0, "mobility": -0.3, "usual_activities": 0.2, "pain": 0.2, "anxiety": 0.0}
"""How soon trouble shows in a dimension."""
_GLOBAL_ITEMS: Final = ("29", "30")


def questionnaires(story: Story, progression_day: int | None, last_treatment: int) -> Facts:
    """Every questionnaire that was filled in until the end of what is known."""
    chance = story.chance(Topic.QUESTIONNAIRES)
    usual = 0.5 * chance.normal() - 0.4 * story.person.ecog
    works = chance.happens(story.rates.share("paid_work")) and story.person.age < 67
    facts: Facts = []
    for month in _MONTHS:
        day = max(0, round(month * _MONTH) + chance.whole(-6, 6)) if month else 0
        missed, state = chance.happens(story.rates.share("questionnaire_missed")), usual + 0.5 * chance.normal()
        state -= _burden(story, day, progression_day, last_treatment)
        answers = (_qlq(story, chance, state), _eq5d(story, chance, state), _ipcq(chance, state, works=works))
        if day > story.end or missed or (story.died and day == story.end):
            continue
        visit = "baseline" if month == 0 else f"month {month}"
        for instrument, given in zip(("qlq-c30", "eq-5d-3l", "ipcq"), answers, strict=True):
            facts.append(
                {"type": "questionnaire", "id": f"{instrument}-m{month}", "on": story.on(day), "instrument": instrument,
                 "answers": given, "visit": visit}
            )  # fmt: skip
    return facts


def _burden(story: Story, day: int, progression_day: int | None, last_treatment: int) -> float:
    """What pulls the state of health down on a day."""
    down = 0.5 if story.start_day <= day <= last_treatment + 21 else 0.0
    if story.placement_day is not None and 0 <= day - story.placement_day <= 40:
        down += 0.6
    if story.surgery_day is not None and 0 <= day - story.surgery_day <= 60:
        down += 0.8
    if progression_day is not None and day >= progression_day:
        down += 0.5
    if story.died:
        down += 2.0 * math.exp(-(story.end - day) / 60)
    return down


def _missing(story: Story, chance: Chance) -> bool:
    return chance.happens(story.rates.share("item_missing"))


def _qlq(story: Story, chance: Chance, state: float) -> dict[str, int]:
    """Thirty items: 1 to 4 rising with trouble, the last two 1 to 7 falling with it."""
    answers: dict[str, int] = {}
    for item in range(1, 31):
        name = str(item)
        latent, missing = state + 0.7 * chance.normal(), _missing(story, chance)
        if missing:
            continue
        if name in _GLOBAL_ITEMS:
            answers[name] = max(1, min(7, round(5 + 1.2 * latent)))
        else:
            answers[name] = max(1, min(4, round(1.6 - 0.6 * latent)))
    return answers


def _eq5d(story: Story, chance: Chance, state: float) -> dict[str, int]:
    answers: dict[str, int] = {}
    for name in _DIMENSIONS:
        trouble, missing = _HARD[name] - state + 0.6 * chance.normal(), _missing(story, chance)
        if not missing:
            answers[name] = 1 if trouble < 0.5 else 2 if trouble < 2.2 else 3
    answers["vas"] = max(0, min(100, round(75 + 12 * state + 6 * chance.normal())))
    return answers


def _ipcq(chance: Chance, state: float, *, works: bool) -> dict[str, int]:
    lost, bothered, unpaid = chance.whole(0, 8), chance.whole(0, 6), chance.whole(0, 7)
    worse = state < -0.5
    if not works:
        return {"paid_work": 0, "unpaid_days": unpaid if worse else 0, "unpaid_hours": 2}
    return {
        "paid_work": 1, "hours_per_week": 32, "days_per_week": 4, "absent_days": lost + 8 if worse else lost // 3,
        "bothered_days": bothered, "work_done": max(0, min(10, round(8 + 2 * state))),
        "unpaid_days": unpaid if worse else 0, "unpaid_hours": 2,
    }  # fmt: skip
