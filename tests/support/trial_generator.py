"""A small made-up trial for tests of the analysis: any number of participants, the same for the same seed.

Nothing here is a model of a disease: hazards are plain numbers, chosen so that every kind of fact occurs.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

_FIRST = date(2025, 1, 6)
_TERMS = ("Diarrhea", "Fatigue", "Neutrophil count decreased", "Sclerosing cholangitis", "Nausea")
_DIMENSIONS = ("mobility", "self_care", "usual_activities", "pain", "anxiety")


def made_up_trial(count: int, seed: int = 20260101) -> list[dict[str, Any]]:
    """Participants as documents, both arms alternating; one of twenty is not randomised."""
    chance = random.Random(seed)
    return [_participant(number, chance) for number in range(1, count + 1)]


def _participant(number: int, chance: random.Random) -> dict[str, Any]:
    start = _FIRST + timedelta(days=3 * number)
    arm = "AB"[number % 2]
    document: dict[str, Any] = {
        "participant": f"P{number:04}",
        "site": ("AVL", "EMC", "UMCU")[number % 3],
        "registered_on": (start - timedelta(days=5)).isoformat(),
        "strata": {"ras": ("wild-type", "mutant")[number % 4 // 2]},
        "baseline": {
            "age_years": chance.randint(35, 80),
            "sex": chance.choice(("female", "male")),
            "ecog": chance.choice((0, 0, 1)),
            "ras": ("wild-type", "mutant")[number % 4 // 2],
            "number_of_liver_metastases": chance.randint(4, 20),
            **({"braf": "wild-type"} if number % 7 else {}),
        },
    }
    if number % 20 == 0:
        return document
    life = int(chance.expovariate(1 / (900 if arm == "A" else 1200))) + 20
    clear = int(chance.expovariate(1 / (280 if arm == "A" else 400))) + 40
    end = min(life, 1400)
    story = _Story(number, start, end, arm, chance)
    facts = story.facts(life, clear)
    return {
        **document,
        "arm": arm,
        "randomised_on": start.isoformat(),
        "facts": facts,
        "course": story.course(),
    }


class _Story:
    """What happened to one participant."""

    def __init__(self, number: int, start: date, end: int, arm: str, chance: random.Random) -> None:
        self._number, self._start, self._end, self._arm, self._chance = number, start, end, arm, chance

    def _day(self, number: int) -> str:
        return (self._start + timedelta(days=number)).isoformat()

    def facts(self, life: int, clear: int) -> list[dict[str, Any]]:
        found = [*self._scans(clear), *self._questionnaires(), *self._events()]
        surgery = None
        if self._chance.random() < (0.25 if self._arm == "A" else 0.4) and clear > 200 and self._end > 190:
            surgery = {"type": "surgery", "id": "resection", "on": self._day(180), "kind": "liver-resection",
                       "complete_intent": True, "all_treated": False, "r_status": "R1"}  # fmt: skip
            found += [surgery, {"type": "pathology", "id": "pathology", "on": self._day(187), "surgery": "resection",
                                "mandard": self._chance.randint(1, 5)}]  # fmt: skip
            if self._chance.random() < 0.3:
                found.append({"type": "complication", "id": "leak", "on": self._day(188), "surgery": "resection",
                              "grade": self._chance.choice(("II", "IIIa", "IIIb"))})  # fmt: skip
        if self._number % 17 == 0 and self._end > 320:
            found.append({"type": "new-therapy", "id": "other-therapy", "on": self._day(300), "what": "another drug"})
        if life <= self._end:
            found.append({"type": "death", "id": "death", "on": self._day(life), "cause": "disease"})
        else:
            found.append({"type": "last-contact", "id": "contact", "on": self._day(self._end)})
        return found

    def _scans(self, clear: int) -> list[dict[str, Any]]:
        size, found = 60 + self._chance.randint(0, 60), []
        share = self._chance.uniform(0.2 if self._arm == "B" else 0.5, 1.1)
        for index, day in enumerate(range(0, min(self._end, 1300) - 1, 56)):
            length = size if index == 0 else max(0, round(size * (share if day < clear else 1.7)))
            scan: dict[str, Any] = {
                "type": "imaging", "id": f"ct{day}", "on": self._day(day), "modality": "ct", "non_target": "none",
                "targets": [{"id": "L1", "organ": "liver", "diameter_mm": length}], "new_lesions": [],
            }  # fmt: skip
            if day >= clear and index:
                organ = self._chance.choice(("liver", "liver", "lung"))
                scan["new_lesions"] = [{"id": "new", "organ": organ}]
            found.append(scan)
            if day >= clear and index:
                break
        return found

    def _questionnaires(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for day in range(0, min(self._end, 800) - 1, 91):
            visit = "baseline" if day == 0 else f"month {round(day / 30.4)}"
            qlq = {str(item): self._chance.randint(1, 3) for item in range(1, 29)}
            qlq |= {"29": self._chance.randint(3, 7), "30": self._chance.randint(3, 7)}
            eq = {name: self._chance.choice((1, 1, 2)) for name in _DIMENSIONS}
            work = {"paid_work": 1, "hours_per_week": 32, "days_per_week": 4, "absent_days": self._chance.randint(0, 9),
                    "bothered_days": 2, "work_done": 7, "unpaid_days": 3, "unpaid_hours": 2}  # fmt: skip
            for name, answers in (("qlq-c30", qlq), ("eq-5d-3l", eq), ("ipcq", work)):
                found.append({"type": "questionnaire", "id": f"{name}-{day}", "on": self._day(day), "instrument": name,
                              "answers": answers, "visit": visit})  # fmt: skip
        return found

    def _events(self) -> list[dict[str, Any]]:
        found = []
        for index in range(self._chance.randint(0, 4)):
            day = self._chance.randint(5, 170)
            if day < self._end:
                found.append({"type": "adverse-event", "id": f"ae{index}", "on": self._day(day),
                              "term": self._chance.choice(_TERMS), "grade": self._chance.randint(1, 4),
                              "related": self._chance.choice((True, True, False, None))})  # fmt: skip
        return found

    def course(self) -> dict[str, Any]:
        return {
            "patient": {"sex": "male", "height_cm": "178", "weight_kg": "80", "age_years": 61},
            "protocol": "pump-it",
            "arm": self._arm,
            "clinic": {"time_zone": "Europe/Amsterdam", "country": "NL"},
            "as_of": "2031-01-01T09:00:00+01:00",
            "facts": [*self._given(), *self._laboratory()],
        }

    def _at(self, day: int) -> str:
        return f"{self._day(day)}T09:00:00+00:00"

    def _given(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        last, full = min(self._end - 1, 168), ("100", "80", "75")
        for index, day in enumerate(range(14, last, 14)):
            held = self._chance.choice((0, 0, 0, 7))
            if day + held >= self._end:
                break
            percent = full[min(2, index // 5)] if self._number % 3 == 0 else "100"
            found.append({"type": "systemic-given", "id": f"systemic{index}", "at": self._at(day + held),
                          "regimen": "mfolfox6", "percent_of_full": {"oxaliplatin": percent},
                          "drugs": [{"drug": "oxaliplatin", "dose_mg": "150"}]})  # fmt: skip
        if self._arm == "B":
            for index, day in enumerate(range(14, last, 28)):
                percent = "100" if index < 3 else self._chance.choice(("100", "75", "50"))
                found.append({"type": "fill-given", "id": f"fill{index}", "at": self._at(day),
                              "contents": "floxuridine", "volume_ml": "30", "floxuridine_mg": "190",
                              "dose_percent": percent})  # fmt: skip
        return found

    def _laboratory(self) -> list[dict[str, Any]]:
        return [
            {"type": "laboratory", "id": f"lab{day}", "at": self._at(day),
             "results": [{"test": "alt", "value": str(self._chance.randint(15, 260)), "unit": "U/L",
                          "upper_limit": "45"},
                         {"test": "neutrophils", "value": f"{self._chance.uniform(0.4, 6):.1f}", "unit": "10*9/L"}]}
            for day in range(0, min(self._end, 170) - 1, 28)
        ]  # fmt: skip
