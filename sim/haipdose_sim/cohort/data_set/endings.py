"""How a participant's story ends: treatment, other therapies, death, withdrawal, the last contact."""

from __future__ import annotations

from dataclasses import dataclass

from haipdose_sim.cohort.data_set.chance import Topic
from haipdose_sim.cohort.data_set.story import Facts, Story


@dataclass(frozen=True)
class Treatment:
    """``last_day``: nothing of the protocol is given after it. ``reason``: why."""

    last_day: int
    reason: str
    withdrew_on: int | None
    off_protocol_on: int | None


def treatment(story: Story, progression_day: int | None) -> Treatment:
    """Until when protocol treatment can go on."""
    chance = story.chance(Topic.ENDING)
    stops, when = chance.happens(story.rates.share("stops_treatment")), chance.whole(20, 120)
    other, other_when = chance.happens(story.rates.share("off_protocol")), chance.whole(150, 300)
    ends = [(story.end, "death" if story.died else "lost from sight")]
    course = story.trace[: int(story.outcome[39]), 0]
    ends.append((story.start_day + int(course[-1]) if len(course) else story.start_day, "as planned"))
    if progression_day is not None:
        ends.append((progression_day, "progression"))
    if story.surgery_day is not None:
        ends.append((story.surgery_day - 21, "conversion surgery"))
    withdrew = story.start_day + when if stops else None
    if withdrew is not None:
        ends.append((withdrew, "withdrawal from treatment"))
    off = other_when if other and (progression_day is None or other_when < progression_day) else None
    if off is not None:
        ends.append((off - 1, "another therapy"))
    last, reason = min(ends)
    return Treatment(
        last,
        reason,
        withdrew if withdrew == last and withdrew < story.end else None,
        off if off is not None and off < story.end else None,
    )


def endings(story: Story, found: Treatment, progression_day: int | None, given: list[int]) -> Facts:
    """The facts of the end. ``given``: the days on which something of the protocol was given."""
    chance = story.chance(Topic.THERAPY)
    facts: Facts = []
    if given:
        facts.append(_ends(story, "started", min(given)))
        closed = min(max(found.last_day, *given), story.end)
        if found.last_day < story.end or story.died:
            facts.append({**_ends(story, "ended", closed), "reason": found.reason})
    if found.withdrew_on is not None:
        facts.append(
            {"type": "withdrawal", "id": "stops-treatment", "on": story.on(found.withdrew_on), "scope": "treatment"}
        )
    if found.off_protocol_on is not None:
        facts.append(
            {
                "type": "new-therapy",
                "id": "other-therapy",
                "on": story.on(found.off_protocol_on),
                "what": "therapy outside the protocol",
            }
        )
    second, stated = (
        chance.happens(story.rates.share("second_line")),
        chance.happens(story.rates.share("progression_stated")),
    )
    if progression_day is not None:
        facts += _after_progression(story, progression_day, second=second, stated=stated)
    return facts + _last(story, progression_day)


def _ends(story: Story, event: str, day: int) -> dict[str, object]:
    return {"type": "protocol-treatment", "id": f"treatment-{event}", "on": story.on(day), "event": event}


def _after_progression(story: Story, day: int, *, second: bool, stated: bool) -> Facts:
    facts: Facts = []
    if stated:
        site = {1: "hepatic", 2: "extrahepatic"}.get(story.lived("progression_site"), "both")
        facts.append({"type": "progression", "id": "stated", "on": story.on(day), "site": site, "how": "imaging"})
    if second and day + 28 < story.end:
        facts.append({"type": "new-therapy", "id": "second-line", "on": story.on(day + 28), "what": "second line"})
    return facts


def _last(story: Story, progression_day: int | None) -> Facts:
    """Death, drop-out or the last contact."""
    chance = story.chance(Topic.LAST)
    drawn, silent = chance.uniform(), chance.whole(0, 45)
    if story.died:
        cause = "disease" if progression_day is not None else "other"
        if any(day is not None and story.end - day <= 30 for day in (story.placement_day, story.surgery_day)):
            cause = "treatment"
        return [{"type": "death", "id": "death", "on": story.on(story.end), "cause": cause}]
    if not story.left:
        day = max(0, story.end - silent)
        return [{"type": "last-contact", "id": "contact", "on": story.on(day)}]
    consent, follow_up = story.rates.share("consent_withdrawn"), story.rates.share("follow_up_withdrawn")
    if drawn < consent:
        return [{"type": "withdrawal", "id": "withdrew", "on": story.on(story.end), "scope": "consent"}]
    if drawn < consent + follow_up:
        return [{"type": "withdrawal", "id": "withdrew", "on": story.on(story.end), "scope": "follow-up"}]
    return [{"type": "lost-to-follow-up", "id": "lost", "on": story.on(story.end)}]
