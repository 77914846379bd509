"""The course of a participant as facts: fills, emptyings, systemic cycles, laboratory, toxicity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from haipdose.errors import Refused
from haipdose.fill.requests import FillAnswer
from haipdose.protocol.schema import Protocol
from haipdose.protocol.systemic_regimens import Regimen
from haipdose_sim.cohort.course_columns import EMPTYING, FILL, INFECTION, LOST, SCLEROSIS_KNOWN, SYSTEMIC, ULCER, Visit
from haipdose_sim.cohort.course_numbers import CourseNumbers
from haipdose_sim.cohort.data_set.chance import Topic
from haipdose_sim.cohort.data_set.story import Facts, Story

FillOf = Callable[[dict[str, Any]], FillAnswer]
RESERVOIR_ML: Final = "30"
_REFILL_DAYS: Final = 14
_GLYCEROL_DAYS: Final = 42
_GLYCEROL_REFILLS: Final = 4
_TESTS: Final = (
    (Visit.AST, "ast", "U/L", "ast_upper_limit", 0),
    (Visit.ALT, "alt", "U/L", "alt_upper_limit", 0),
    (Visit.ALP, "alp", "U/L", "alp_upper_limit", 0),
    (Visit.BILIRUBIN, "bilirubin-total", "umol/L", "bilirubin_upper_limit", 1),
    (Visit.NEUTROPHILS, "neutrophils", "10*9/L", "neutrophils_lower_limit", 2),
    (Visit.PLATELETS, "platelets", "10*9/L", "platelets_lower_limit", 0),
)
_COMPONENTS: Final = {
    "oxaliplatin": Visit.OXALIPLATIN_PERCENT,
    "irinotecan": Visit.IRINOTECAN_PERCENT,
    "fluorouracil-bolus": Visit.FLUOROURACIL_BOLUS_PERCENT,
    "fluorouracil-infusion": Visit.FLUOROURACIL_INFUSION_PERCENT,
}
_POCKET: Final = (
    (SCLEROSIS_KNOWN, "biliary-sclerosis", 3),
    (INFECTION, "pump-pocket-infection", 2),
    (ULCER, "gastroduodenal-ulcer", 2),
)


@dataclass(frozen=True)
class Rules:
    """What a course is written with: protocol, laboratory limits, and the project's own fill calculation."""

    protocol: Protocol
    numbers: CourseNumbers
    fill_of: FillOf


def exact(value: float, places: int) -> str:
    """A real number as an exact decimal, without trailing zeros."""
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class CourseStory:
    """Writes the course until ``last_day`` of treatment; laboratory and doses come from the simulated visits."""

    def __init__(self, story: Story, rules: Rules, last_day: int) -> None:
        self._story, self._rules, self._last = story, rules, last_day
        self._chance = story.chance(Topic.COURSE)
        self.facts: Facts = []
        self.given_days: list[int] = []
        self._regimen = "folfiri" if story.outcome[1] == 2 else "mfolfox6"
        self._flow = Decimal(exact(1.3 + 0.06 * self._chance.normal(), 2))
        self._answers: dict[str, FillAnswer] = {}
        self._contents: tuple[str, Decimal, int] | None = None

    def document(self) -> dict[str, Any]:
        """The course."""
        story = self._story
        self._before()
        for row in story.trace[: int(story.outcome[39])]:
            day = story.start_day + int(row[Visit.DAY])
            if day > self._last:
                break
            self._visit(day, row)
        self._after()
        self.facts.sort(key=lambda fact: (fact["at"], fact["id"]))
        person = story.person
        pump = {"pump": self._pump()} if story.arm == "B" else {}
        return {
            "patient": {
                "sex": person.sex,
                "height_cm": person.height_cm,
                "weight_kg": person.weight_kg,
                "age_years": person.age,
            },
            **pump,
            "protocol": self._rules.protocol.id,
            "arm": story.arm,
            "regimen": self._regimen,
            "dpyd": "normal",
            "clinic": {"time_zone": "Europe/Amsterdam", "country": "NL", "closed_holidays": "all"},
            "as_of": f"{story.cut_off.isoformat()}T23:59:00+00:00",
            "facts": self.facts,
        }

    def _pump(self) -> dict[str, Any]:
        return {
            "profile": "intera-3000",
            "serial_number": f"SIM-{self._story.number + 1:04}",
            "flow_ml_per_day": str(self._flow),
            "reservoir_ml": RESERVOIR_ML,
        }

    def _fact(self, kind: str, key: str, day: int, hour: int = 9, minute: int = 0, **rest: Any) -> None:
        self.facts.append({"type": kind, "id": key, "at": self._story.at(day, hour, minute), **rest})

    def _before(self) -> None:
        """Registration, first blood, and in arm B the pump until treatment starts."""
        story = self._story
        registered = (story.registered_on - story.randomised_on).days
        start: dict[str, Any] = {} if story.arm == "B" else {"start": story.on(story.start_day)}
        self._fact("registered", "registered", registered, 10, **start)
        self._fact("weight-measured", "weight-0", registered, 9, 30, weight_kg=story.person.weight_kg)
        self._laboratory("lab-baseline", registered, story.trace[0])
        placed = story.placement_day
        if placed is None:
            return
        self._fact("pump-implanted", "pump-implanted", placed, 11, 30, serial_number=f"SIM-{story.number + 1:04}")
        self._put_in("saline-placement", placed, "heparin-saline", hour=11, minute=40)
        if placed + 3 <= story.end:
            self._fact("perfusion-scan", "perfusion-scan", placed + 3, 14, result="normal")
        day = placed + _REFILL_DAYS
        while day < min(story.start_day, story.end):
            self._empty(f"emptied-wait-{day}", day)
            self._put_in(f"saline-wait-{day}", day, "heparin-saline")
            day += _REFILL_DAYS

    def _after(self) -> None:
        """The pump is kept open with glycerol when floxuridine is over."""
        story = self._story
        if story.surgery_day is not None:
            self._fact("conversion-surgery-done", "conversion", story.surgery_day, 12)
        if story.placement_day is None or self._contents is None:
            return
        day = story.working(max(self._last, story.placement_day) + _REFILL_DAYS)
        for number in range(_GLYCEROL_REFILLS):
            if day >= story.end:
                return
            self._empty(f"emptied-after-{number}", day)
            self._put_in(f"glycerol-{number}", day, "glycerol")
            if number == 0:
                self._fact("long-break-started", "long-break", day, 10, contents="glycerol", reason="treatment is over")
            day = story.working(day + _GLYCEROL_DAYS)

    def _visit(self, day: int, row: NDArray[np.float64]) -> None:
        what = int(row[Visit.WHAT])
        self._laboratory(f"lab-{day}", day, row)
        self._events(day, row)
        if self._story.placement_day is not None and what & (FILL | EMPTYING):
            self._pump_visit(day, row, due=bool(what & FILL))
        if what & SYSTEMIC:
            self._systemic(day, row)

    def _laboratory(self, name: str, day: int, row: NDArray[np.float64]) -> None:
        results = []
        for column, test, unit, limit, places in _TESTS:
            if not np.isnan(row[column]):
                side = "lower_limit" if "lower" in limit else "upper_limit"
                bound = exact(getattr(self._rules.numbers, limit), 2)
                results.append({"test": test, "value": exact(row[column], places), "unit": unit, side: bound})
        if results:
            self._fact("laboratory", name, day, 8, results=results)

    def _events(self, day: int, row: NDArray[np.float64]) -> None:
        events = int(row[Visit.EVENTS])
        for bit, name, grade in _POCKET:
            if events & bit:
                self._fact("clinical-event", f"{name}-{day}", day, 8, 30, name=name, grade=grade)
        if events & LOST and self._contents is not None:
            self._fact("pump-explanted", f"pump-lost-{day}", day, 15, reason="catheter could not be used any more")
            self._contents = None
        if np.isnan(row[Visit.NEUROPATHY_GRADE]):
            return
        seen = (
            ("diarrhoea", row[Visit.DIARRHOEA_GRADE_NOW]),
            ("peripheral-sensory-neuropathy", row[Visit.NEUROPATHY_GRADE]),
            ("febrile-neutropenia", row[Visit.FEBRILE_NEUTROPENIA_GRADE]),
        )
        for name, grade in seen:
            if grade > 0:
                self._fact("clinical-event", f"{name}-{day}", day, 8, 40, name=name, grade=int(grade))
        self._fact("toxicity-reviewed", f"reviewed-{day}", day, 8, 45)

    def _pump_visit(self, day: int, row: NDArray[np.float64], *, due: bool) -> None:
        if self._contents is None:
            return
        self._empty(f"emptied-{day}", day)
        percent = row[Visit.FLOXURIDINE_PERCENT]
        if due and not np.isnan(percent):
            shown = exact(percent, 1)
            answer = self._answer(shown)
            self._put_in(
                f"fill-{day}",
                day,
                "floxuridine",
                floxuridine_mg=str(answer.floxuridine_mg),
                dose_percent=shown,
                hour=10,
            )
            self.given_days.append(day)
            return
        self._put_in(f"saline-{day}", day, "heparin-saline", hour=10)
        if due:
            if row[Visit.FLOXURIDINE_ACTION] == 3:
                self._fact("floxuridine-discontinued", f"flox-ended-{day}", day, 10, 5, reason="rule of the protocol")
            else:
                self._fact("floxuridine-held", f"flox-held-{day}", day, 10, 5, reason="liver tests or an event")

    def _answer(self, percent: str) -> FillAnswer:
        """The project's own fill for this percent of the dose."""
        if percent not in self._answers:
            person = self._story.person
            request = {
                "patient": {"sex": person.sex, "height_cm": person.height_cm, "weight_kg": person.weight_kg},
                "pump": self._pump(),
                "protocol": self._rules.protocol.id,
                "contents": "floxuridine",
                "dose_percent": percent,
                "infusion_days": "14",
            }
            try:
                answer = self._rules.fill_of(request)
            except Refused:
                # A small dose is too far off when it is rounded to the usual step: a pharmacist takes a finer one.
                answer = self._rules.fill_of({**request, "rounding_mg": "1"})
            self._answers[percent] = answer
        return self._answers[percent]

    def _put_in(self, name: str, day: int, contents: str, *, hour: int = 9, minute: int = 30, **rest: Any) -> None:
        self._fact("fill-given", name, day, hour, minute, contents=contents, volume_ml=RESERVOIR_ML, **rest)
        self._contents = (contents, Decimal(RESERVOIR_ML), day)

    def _empty(self, name: str, day: int) -> None:
        if self._contents is None:
            return
        contents, volume, since = self._contents
        flow = self._flow if contents != "glycerol" else self._flow / 4
        left = float(volume - flow * (day - since)) + 0.3 * self._chance.normal()
        self._fact("pump-emptied", name, day, 9, 15, returned_ml=exact(max(0.0, left), 1))

    def _systemic(self, day: int, row: NDArray[np.float64]) -> None:
        action = int(row[Visit.SYSTEMIC_ACTION])
        if action in (0, 1):
            self._give_systemic(day, row)
        elif action == 5:
            self._fact("systemic-discontinued", f"systemic-ended-{day}", day, 10, 30, reason="toxicity")
        else:
            self._fact("systemic-held", f"systemic-held-{day}", day, 10, 30, reason="not fit on day 1")

    def _give_systemic(self, day: int, row: NDArray[np.float64]) -> None:
        pump = self._contents is not None and self._story.arm == "B"
        offer = self._rules.protocol.systemic.offers[self._story.arm].named(with_pump=pump)
        regimen = self._rules.protocol.systemic.regimens[offer[self._regimen].value]
        percents, drugs = self._drugs(regimen, row)
        self._fact(
            "systemic-given",
            f"systemic-{day}",
            day,
            10,
            30,
            regimen=self._regimen,
            percent_of_full=percents,
            drugs=drugs,
        )
        self.given_days.append(day)

    def _drugs(self, regimen: Regimen, row: NDArray[np.float64]) -> tuple[dict[str, str], list[dict[str, str]]]:
        """Percent and milligrams of each component; body surface by Mosteller."""
        person = self._story.person
        surface = (float(person.height_cm) * float(person.weight_kg) / 3600) ** 0.5
        percents: dict[str, str] = {}
        drugs: list[dict[str, str]] = []
        for name, component in regimen.components.items():
            column = _COMPONENTS.get(name)
            percent = 100.0 if column is None else float(row[column])
            if np.isnan(percent):
                continue
            percents[name] = exact(percent, 1)
            if percent > 0:
                full = float(component.amount.value) * surface
                drugs.append({"drug": name, "dose_mg": exact(round(full * percent / 100 / 5) * 5, 0)})
        return percents, drugs
