"""A whole simulated trial as participants, with what the simulator knows to be true beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from dateutil.relativedelta import relativedelta

from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose_sim.cohort.course_outcome import ARM_WITH_PUMP, ARM_WITHOUT_PUMP, simulate_courses
from haipdose_sim.cohort.course_tables import course_tables
from haipdose_sim.cohort.data_set.allocation import Allocation, allocate
from haipdose_sim.cohort.data_set.chance import Chance, Topic
from haipdose_sim.cohort.data_set.courses import CourseStory, Rules
from haipdose_sim.cohort.data_set.endings import Treatment, endings, treatment
from haipdose_sim.cohort.data_set.events import adverse_events
from haipdose_sim.cohort.data_set.operations import operations
from haipdose_sim.cohort.data_set.people import person
from haipdose_sim.cohort.data_set.questionnaires import questionnaires
from haipdose_sim.cohort.data_set.rates import Rates
from haipdose_sim.cohort.data_set.scan_truth import best_of
from haipdose_sim.cohort.data_set.scans import Followed, follow
from haipdose_sim.cohort.data_set.story import Story, working_shift
from haipdose_sim.cohort.risk import check_run
from haipdose_sim.cohort.trial.exposure import exposure_of
from haipdose_sim.cohort.trial.life_kernel import EXPOSURE, lives
from haipdose_sim.cohort.trial.parameters import TrialParameters
from haipdose_sim.cohort.trial.scenario import Effects, pumped, scenario_numbers
from haipdose_sim.cohort.trial.trial_kernel import enter

MOST: Final = 5000
_INDUCTION_MONTHS: Final = 6
_GRACE_DAYS: Final = 28
"""docs/endpoints.md: the window of response ends so long after the end of treatment or of six months."""


class Truth(Document):
    """What the simulator knows of a participant. Days from randomisation.

    ``death_day``: of the life, also when nobody sees it. ``seen_death``: the death is in the data set.
    ``best_response`` and ``progression_day`` are read from the lesions as drawn.
    """

    participant: str
    arm: str
    death_day: int
    seen_death: bool
    followed_until: int
    best_response: str | None
    progression_day: int | None
    surgery_day: int | None
    complete: bool
    floxuridine_share: float
    systemic_share: float


@dataclass(frozen=True)
class Asked:
    """What is asked for. ``until``: the last day whose facts are in the data set."""

    participants: int
    seed: int
    start: date
    until: date
    effects: Effects
    hazard_ratio: float | None


@dataclass(frozen=True)
class Made:
    """One participant as a document; ``truth`` is None for somebody who was not randomised."""

    document: dict[str, Any]
    truth: Truth | None


def last_day(parameters: TrialParameters, start: date) -> date:
    """The last day of the design: accrual and the time after it."""
    return start + timedelta(days=parameters.design.accrual_days.value + parameters.design.further_days.value)


def make_data_set(
    asked: Asked,
    parameters: TrialParameters,
    rates: Rates,
    rules: Rules,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> tuple[tuple[Made, ...], Allocation]:
    """Every participant in order of registration, and the randomisation.

    Raises:
        InputError: no participants or too many, or an end before the last one is randomised.
    """
    check_run(asked.seed, asked.participants, MOST, "participants")
    count = asked.participants
    entry, left = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    yearly = -float(np.log(1 - float(parameters.design.drop_out_percent_per_year.value) / 100))
    enter(asked.seed, 0, float(parameters.design.accrual_days.value), yearly, entry, left)
    days = [asked.start + timedelta(days=int(day)) for day in entry]
    days = [day + timedelta(days=working_shift(day)) for day in days]
    if days[-1] >= asked.until:
        raise InputError(
            "The data set would end before the last participant is randomised.", code="data-set.until", field="until",
            found=asked.until.isoformat(), allowed=f"after {days[-1].isoformat()}",
        )  # fmt: skip
    numbers = scenario_numbers(parameters.numbers(), asked.effects, asked.hazard_ratio)
    nobody = np.zeros(count, dtype=np.bool_)
    groups, _ = lives(asked.seed, 0, nobody, np.zeros((count, len(EXPOSURE))), numbers)
    people = [person(asked.seed, i, rates, unfavourable=bool(groups[i, 6])) for i in range(count)]
    names = [f"P{i + 1:04}" for i in range(count)]
    allocation = allocate(
        asked.seed, [(name, day, one.site, one.ras) for name, day, one in zip(names, days, people, strict=True)]
    )
    tables = course_tables(rules.protocol)
    made: list[Made] = []
    for i in range(count):
        arm = allocation.arms[i].value
        with_pump = ARM_WITH_PUMP if arm == "B" else ARM_WITHOUT_PUMP
        outcomes, trace = simulate_courses(asked.seed, i, i + 1, with_pump, tables, rules.numbers)
        exposure = exposure_of(outcomes)
        life, tumour = lives(asked.seed, i, pumped(np.array([arm == "B"]), asked.effects), exposure, numbers)
        known = min(int(left[i]), _follow_up(days[i]), (asked.until - days[i]).days)
        death = int(life[0, 0])
        before = Chance(asked.seed, i, Topic.SCREENING)
        story = Story(
            seed=asked.seed, number=i, id=names[i], arm=arm, person=people[i],
            registered_on=days[i] - timedelta(days=before.whole(1, 2)), randomised_on=days[i], cut_off=asked.until,
            end=min(death, known), died=death <= known, left=death > known and int(left[i]) == known,
            life=life[0], tumour=tumour[0], outcome=outcomes[0], trace=trace[0], parameters=parameters, rates=rates,
        )  # fmt: skip
        if before.happens(rates.share("not_randomised")):
            made.append(_not_randomised(story))
        made.append(_participant(story, rules, exposure[0]))
        progress(i + 1, count)
    return tuple(made), allocation


def lines(made: tuple[Made, ...]) -> Iterator[dict[str, Any]]:
    """The documents of the data set, in order."""
    return (one.document for one in made)


def _follow_up(randomised: date) -> int:
    """Five years, as the registry has it."""
    return (randomised + relativedelta(years=5) - randomised).days


def _participant(story: Story, rules: Rules, exposure: np.ndarray[Any, Any]) -> Made:
    followed = follow(story)
    progression = followed.progression_day
    ended = treatment(story, progression)
    course = CourseStory(story, rules, ended.last_day)
    course_document = course.document()
    facts = [
        *followed.facts,
        *operations(story, followed),
        *adverse_events(story, ended.last_day),
        *questionnaires(story, progression, ended.last_day),
        *endings(story, ended, progression, course.given_days),
    ]
    facts.sort(key=lambda fact: (fact["on"], fact["id"]))
    document = {
        "participant": story.id,
        "site": story.person.site,
        "arm": story.arm,
        "registered_on": story.registered_on.isoformat(),
        "randomised_on": story.randomised_on.isoformat(),
        "strata": {"ras": story.person.ras, "site": story.person.site},
        "baseline": _baseline(story),
        "facts": facts,
        "course": course_document,
    }
    truth = Truth(
        participant=story.id,
        arm=story.arm,
        death_day=story.lived("death_day"),
        seen_death=story.died,
        followed_until=story.end,
        best_response=best_of(followed.sights, _window(story, ended, course.given_days)),
        progression_day=progression,
        surgery_day=story.surgery_day,
        complete=story.surgery_day is not None and bool(story.lived("complete")),
        floxuridine_share=float(exposure[0]),
        systemic_share=float(exposure[1]),
    )
    return Made(document, truth)


def _window(story: Story, ended: Treatment, given: list[int]) -> int:
    """The last day of the window of response, from docs/endpoints.md and what the simulator knows."""
    begun = min(given) if given else 0
    months = story.randomised_on + timedelta(days=begun) + relativedelta(months=_INDUCTION_MONTHS)
    ends = [story.end, (months - story.randomised_on).days + _GRACE_DAYS]
    if given and (ended.last_day < story.end or story.died):
        ends.append(min(max(ended.last_day, *given), story.end) + _GRACE_DAYS)
    elif ended.withdrew_on is not None:
        ends.append(ended.withdrew_on + _GRACE_DAYS)
    elif story.left:
        ends.append(story.end)
    if story.surgery_day is not None and story.lived("complete"):
        ends.append(story.surgery_day)
    if ended.off_protocol_on is not None:
        ends.append(ended.off_protocol_on)
    return min(ends)


def _baseline(story: Story) -> dict[str, Any]:
    one = story.person
    known = {} if one.braf is None else {"braf": one.braf}
    return {
        "age_years": one.age, "sex": one.sex, "ecog": one.ecog, "ras": one.ras, **known,
        "number_of_liver_metastases": one.lesions, "primary_site": one.primary,
    }  # fmt: skip


def _not_randomised(story: Story) -> Made:
    """Somebody who registered at the same site that day and was found not eligible."""
    one = story.person
    return Made(
        {
            "participant": f"N{story.number + 1:04}", "site": one.site,
            "registered_on": story.registered_on.isoformat(),
            "baseline": {"age_years": min(90, one.age + 7), "sex": one.sex, "ecog": 1},
        },
        None,
    )  # fmt: skip


__all__ = ["Asked", "Followed", "Made", "Truth", "last_day", "lines", "make_data_set"]
