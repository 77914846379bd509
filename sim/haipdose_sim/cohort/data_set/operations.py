"""Operations, their complications and pathology, and what the National Liver Panel said."""

from __future__ import annotations

from typing import Final

from haipdose_sim.cohort.data_set.chance import Chance, Topic
from haipdose_sim.cohort.data_set.scans import Followed
from haipdose_sim.cohort.data_set.story import Facts, Story

_MILD: Final = ("I", "II", "II")
_SEVERE: Final = ("IIIa", "IIIa", "IIIb", "IVa", "IVb")
_WHAT: Final = {
    "I": "wound opened at the bedside",
    "II": "antibiotics",
    "IIIa": "drain by the radiologist",
    "IIIb": "second operation",
    "IVa": "intensive care, one organ",
    "IVb": "intensive care, several organs",
    "V": "died of the operation",
}
_PANEL_DAYS: Final = 7
_PATHOLOGY_DAYS: Final = 10
_DEATH_OF_SURGERY_DAYS: Final = 30


def operations(story: Story, followed: Followed) -> Facts:
    """Every operation until the end of what is known, with what followed from it."""
    chance = story.chance(Topic.SURGERY)
    facts: Facts = []
    if story.placement_day is not None:
        facts.append(_surgery(story, "placement", story.placement_day, "pump-implantation-and-primary-resection"))
        facts += [
            {
                "type": "imaging",
                "id": "ct-angiography",
                "on": story.on(min(7, story.end)),
                "modality": "ct-angiography",
                "purpose": "planning",
            },
            *_maa(story),
            *_complication(story, chance, "placement", story.placement_day, "placement_complication"),
        ]
    if story.surgery_day is not None:
        facts += _conversion(story, followed, chance)
    elif story.arm == "A" and chance.happens(story.rates.share("primary_resection_a")):
        day = story.working(300 + chance.whole(0, 60))
        if day < story.end:
            facts.append(_surgery(story, "primary", day, "primary-resection"))
            facts += _complication(story, chance, "primary", day, "placement_complication")
    return facts + _panel(story, followed)


def _surgery(story: Story, name: str, day: int, kind: str, **rest: object) -> dict[str, object]:
    return {"type": "surgery", "id": name, "on": story.on(day), "kind": kind, **rest}


def _maa(story: Story) -> Facts:
    day = (story.placement_day or 0) + 3
    if day > story.end:
        return []
    return [{"type": "imaging", "id": "maa-scan", "on": story.on(day), "modality": "maa-scan", "purpose": "planning"}]


def _conversion(story: Story, followed: Followed, chance: Chance) -> Facts:
    """Conversion surgery: complete, or an exploration that found more than can be removed."""
    day = story.surgery_day or 0
    if not story.lived("complete"):
        facts: Facts = [_surgery(story, "conversion", day, "exploration", complete_intent=True, all_treated=False)]
        return facts + _complication(story, chance, "conversion", day, "placement_complication")
    both = chance.happens(story.rates.share("ablation"))
    kind = "liver-resection-and-ablation" if both else "liver-resection"
    margin = "R1" if chance.happens(story.rates.share("r1")) else "R0"
    facts = [_surgery(story, "conversion", day, kind, complete_intent=True, all_treated=True, r_status=margin)]
    facts += _complication(story, chance, "conversion", day, "resection_complication")
    good = story.rates.share("good_regression") / (1 if story.lived("best_response") == 3 else 3)
    lesions = [
        {"lesion": target.id, "mandard": chance.whole(1, 2) if chance.happens(good) else chance.whole(3, 5)}
        for target in followed.targets
        if not target.node
    ]
    report = day + _PATHOLOGY_DAYS
    if report <= story.end:
        facts.append(
            {
                "type": "pathology",
                "id": "pathology",
                "on": story.on(report),
                "surgery": "conversion",
                "lesions": lesions,
            }
        )
    return facts


def _complication(story: Story, chance: Chance, surgery: str, day: int, rate: str) -> Facts:
    """At most one complication of an operation; who dies within thirty days dies of it."""
    happens, severe = chance.happens(story.rates.share(rate)), chance.happens(story.rates.share("severe_complication"))
    after, mild_grade, severe_grade = chance.whole(1, 25), chance.among(_MILD), chance.among(_SEVERE)
    if story.died and story.end - day <= _DEATH_OF_SURGERY_DAYS:
        return [_grade(story, surgery, story.end, "V")]
    if not happens or day + after > story.end:
        return []
    return [_grade(story, surgery, day + after, severe_grade if severe else mild_grade)]


def _grade(story: Story, surgery: str, day: int, grade: str) -> dict[str, object]:
    return {
        "type": "complication",
        "id": f"complication-{surgery}",
        "on": story.on(day),
        "surgery": surgery,
        "grade": grade,
        "what": _WHAT[grade],
    }


def _panel(story: Story, followed: Followed) -> Facts:
    """The panel before registration and after each scan of its window."""
    facts: Facts = [{"type": "liver-panel", "id": "panel-0", "on": story.on(-2), "verdict": "unresectable"}]
    delay = int(story.parameters.care.surgery_delay_days.value)
    for number, scan in enumerate(followed.panel_scans, start=1):
        day = scan + _PANEL_DAYS
        if day <= story.end:
            operable = story.surgery_day == scan + delay
            verdict = "resectable" if operable else "judge-again" if number == 1 else "unresectable"
            facts.append({"type": "liver-panel", "id": f"panel-{number}", "on": story.on(day), "verdict": verdict})
    return facts
