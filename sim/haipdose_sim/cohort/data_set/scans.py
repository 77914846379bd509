"""The scans of a participant: lesions that follow the tumour of the life, measured, missed and sometimes doubted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from haipdose_sim.cohort.data_set.chance import Chance, Topic
from haipdose_sim.cohort.data_set.scan_truth import Sight, first_progression
from haipdose_sim.cohort.data_set.story import Facts, Story
from haipdose_sim.cohort.trial.life_kernel import next_scan, size_at

_OUTSIDE: Final = ("lung", "lung", "lung", "peritoneum", "lymph-nodes", "bone")
_TOO_SMALL_MM: Final = 5
_GONE: Final = 0.035
"""Below this share of its size a lesion cannot be seen any more."""
_REST_GONE: Final = 0.06
_NODE_STAYS: Final = 0.35
"""Of a lymph node's short axis, what is there without tumour."""


@dataclass(frozen=True)
class Target:
    """A target lesion at baseline."""

    id: str
    organ: str
    node: bool
    mm: int

    def fact(self, mm: int | str) -> dict[str, Any]:
        """The lesion on one scan."""
        node = {"node": True} if self.node else {}
        return {"id": self.id, "organ": self.organ, **node, "diameter_mm": mm}


@dataclass
class Followed:
    """Everything of the scans: facts, what the simulator saw, and when the panel's scans were (kernel's days)."""

    facts: Facts = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    panel_scans: list[int] = field(default_factory=list)
    targets: tuple[Target, ...] = ()

    @property
    def progression_day(self) -> int | None:
        """The first scan that shows progression."""
        return first_progression(self.sights)


def follow(story: Story) -> Followed:
    """Scan from the baseline until progression, death or the end of what is known."""
    chance = story.chance(Topic.SCANS)
    found = Followed(targets=_targets(story, chance))
    care = story.parameters.care
    base_rest = "present" if chance.happens(story.rates.share("non_target")) else "none"
    _baseline(story, found, base_rest, chance.whole(3, 20))
    scanner = _Scanner(story, chance, found, base_rest)
    day = 0
    while True:
        day = int(next_scan(day, care.scan_days.value, care.late_from_day.value, care.late_scan_days.value))
        on = min(story.working(day), story.end)
        if day >= story.end:
            return found
        before_surgery = day + care.surgery_delay_days.value
        missed = chance.happens(story.rates.share("missed_scan"))
        if missed and story.lived("surgery_day") != before_surgery:  # the panel judged by this one: it was made
            continue
        scanner.scan(day, on)
        if scanner.progressed:
            return found
        in_window = care.panel_first_day.value <= day <= care.panel_last_day.value
        if in_window and (story.surgery_day is None or before_surgery <= story.surgery_day):
            found.panel_scans.append(day)


def _targets(story: Story, chance: Chance) -> tuple[Target, ...]:
    """One or two lesions of the liver, sometimes a node of its hilum."""
    total = max(20, round(story.grown("sum_mm")))
    node: tuple[Target, ...] = ()
    if chance.happens(story.rates.share("hilar_node")):
        node = (Target("N1", "liver-hilum", node=True, mm=15 + chance.whole(0, 9)),)
    if chance.happens(story.rates.share("single_target")):
        return (Target("L1", "liver", node=False, mm=total), *node)
    first = max(10, min(total - 10, round(total * (0.5 + 0.2 * chance.uniform()))))
    return (
        Target("L1", "liver", node=False, mm=first),
        Target("L2", "liver", node=False, mm=max(10, total - first)),
        *node,
    )


def _baseline(story: Story, found: Followed, rest: str, before: int) -> None:
    found.facts.append(
        {
            "type": "imaging", "id": "ct-baseline", "on": story.on(-before), "modality": "ct", "slice_mm": "3",
            "targets": [target.fact(target.mm) for target in found.targets], "non_target": rest, "new_lesions": [],
        }
    )  # fmt: skip
    found.sights.append(
        Sight(
            day=-before,
            targets={target.id: target.mm for target in found.targets},
            nodes=frozenset(target.id for target in found.targets if target.node),
            rest=rest,
            new={},
        )
    )


def _seen(target: Target, size: float, noise: float) -> tuple[int, int | str]:
    """The length that counts, mm, and how it is written: a small lesion counts 5 mm, a node never vanishes."""
    if target.node:
        length = max(_TOO_SMALL_MM, round(target.mm * (_NODE_STAYS + (1 - _NODE_STAYS) * size) * noise))
        return length, length
    if size < _GONE:
        return 0, 0
    length = max(0, round(target.mm * size * noise))
    return (_TOO_SMALL_MM, "too-small") if length < _TOO_SMALL_MM else (length, length)


class _Scanner:
    """Scans on, remembering which new lesions were seen and whether they were doubted."""

    def __init__(self, story: Story, chance: Chance, found: Followed, rest: str) -> None:
        self._story, self._chance, self._found, self._rest = story, chance, found, rest
        self._smallest = 1.0
        self._seen: dict[str, bool] = {}
        self._places: dict[str, str] = {}
        self.progressed = False

    def scan(self, day: int, on: int) -> None:
        """One scan: ``day`` of the kernel, ``on`` the working day that it takes place."""
        surgery = self._story.surgery_day
        cleared = surgery is not None and bool(self._story.lived("complete")) and day > surgery
        size = size_at(day, self._story.grown("start_day"), self._story.grown("shrinkage"), self._story.grown("growth"))
        named = f"ct-{day}"
        fact: dict[str, Any] = {
            "type": "imaging",
            "id": named,
            "on": self._story.on(on),
            "modality": "ct",
            "slice_mm": "3",
        }
        lengths: dict[str, int | None] = {}
        rest = "unknown"
        if not cleared:
            fact["targets"], lengths = self._measured(size)
            rest = self._rest_now(size)
            fact["non_target"] = "not-evaluable" if rest == "unknown" else rest
            if rest == "progressed":
                fact["non_target_organs"] = ["liver"]
        self._smallest = min(self._smallest, size)
        new = self._new_lesions(day, fact, cleared=cleared)
        self._found.facts.append(fact)
        self._found.sights.append(Sight(on, lengths, self._found.sights[0].nodes, rest, new, cleared))
        self._settle()
        self.progressed = self._found.progression_day is not None

    def _measured(self, size: float) -> tuple[list[dict[str, Any]], dict[str, int | None]]:
        facts: list[dict[str, Any]] = []
        lengths: dict[str, int | None] = {}
        for target in self._found.targets:
            noise = 1 + self._story.rates.share("measurement_error") * self._chance.normal()
            length, shown = _seen(target, size, noise)
            if self._chance.happens(self._story.rates.share("not_evaluable")):
                facts.append(target.fact("not-evaluable"))
                lengths[target.id] = None
            else:
                facts.append(target.fact(shown))
                lengths[target.id] = length
        return facts, lengths

    def _rest_now(self, size: float) -> str:
        if self._chance.happens(self._story.rates.share("not_evaluable")):
            return "unknown"
        if self._rest == "none":
            return "none"
        if size < _REST_GONE:
            return "absent"
        return "progressed" if size > 2.0 * self._smallest and size > 0.5 else "present"

    def _new_lesions(self, day: int, fact: dict[str, Any], *, cleared: bool) -> dict[str, bool] | None:
        """New lesions of this scan, written to the fact; None: the report doesn't say."""
        story = self._story
        if cleared:
            there = {"R1"} if story.grown("recurrence_day") <= day else set()
            self._places.setdefault("R1", "liver" if story.grown("recurrence_in_liver") else "lung")
        else:
            there = {"H1"} if story.grown("new_in_liver_day") <= day else set()
            there |= {"E1"} if story.grown("new_outside_day") <= day else set()
            self._places.setdefault("H1", "liver")
        for name in sorted(there - set(self._seen)):
            self._places.setdefault(name, self._chance.among(_OUTSIDE))
            self._seen[name] = not self._chance.happens(story.rates.share("equivocal"))
        if not there and self._chance.happens(story.rates.share("new_not_stated")):
            return None
        before = {name for sight in self._found.sights for name in sight.new or {}}
        told = {name: self._seen[name] or name in before for name in sorted(there)}
        fact["new_lesions"] = [
            {"id": name, "organ": self._places[name], **({} if certain else {"certain": False})}
            for name, certain in told.items()
        ]
        return told

    def _settle(self) -> None:
        """A lesion that was doubted and is certain now was there from the first: the sights before learn it."""
        certain = {name for sight in self._found.sights for name, sure in (sight.new or {}).items() if sure}
        for place, sight in enumerate(self._found.sights):
            if sight.new and any(not sure and name in certain for name, sure in sight.new.items()):
                learnt = {name: sure or name in certain for name, sure in sight.new.items()}
                self._found.sights[place] = Sight(
                    sight.day, sight.targets, sight.nodes, sight.rest, learnt, sight.cleared
                )
