"""The shape of a protocol: who it is, its arms, its sources, and the sections of the rooms.

A protocol is one file plus versioned parts (:mod:`haipdose.protocol.loader`). Each section is shaped by the room that
evaluates it; this module holds them together and checks what no section can check alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, StrictBool, StringConstraints, model_validator

from haipdose.evidence import Document, Sourced
from haipdose.protocol.assessment_rules import AssessmentRules, assessment_faults
from haipdose.protocol.eligibility_rules import EligibilityRules
from haipdose.protocol.fill_rules import FillRules
from haipdose.protocol.flow_rules import FlowRules
from haipdose.protocol.schedule_rules import ScheduleRules
from haipdose.protocol.systemic_rules import SystemicRules
from haipdose.protocol.toxicity_rules import ToxicityRules

SCHEMA_VERSION: Final = "1"
"""The version of this shape. A file with another one is refused, not guessed at."""

ProtocolId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ProtocolVersion = Annotated[str, StringConstraints(pattern=r"^[0-9a-z]+([.-][0-9a-z]+)*$", max_length=40)]
ArmId = Annotated[str, StringConstraints(pattern=r"^([A-Z]|[a-z0-9]+(-[a-z0-9]+)*)$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Source(Document):
    """Where values come from.

    ``quality``: ``primary`` is the paper, registry entry or label itself; ``secondary`` somebody's account of it;
    ``weak`` of unclear origin or remembered; ``site`` no outside source. ``accessed`` is the day it was read, absent
    when it was not opened. ``background``: no value cites it.
    """

    citation: Text
    locator: Text | None = None
    quality: Literal["primary", "secondary", "weak", "site"]
    accessed: date | None = None
    background: StrictBool = False


class Arm(Document):
    """A treatment arm: with or without a pump, and the names of the systemic regimens that it offers."""

    title: Text
    pump: StrictBool
    regimens: Sourced[tuple[Text, ...]]
    additions: Sourced[tuple[Text, ...]] | None = None


class ProtocolContent(Document):
    """Everything that a protocol's file and its parts say, merged."""

    schema_version: Literal["1"]
    id: ProtocolId
    version: ProtocolVersion
    title: Text
    summary: Text
    registry: Text | None = None
    arms: Annotated[dict[ArmId, Arm], Field(min_length=1)]
    fill: FillRules | None = None
    flow: FlowRules | None = None
    toxicity: ToxicityRules
    systemic: SystemicRules
    schedule: ScheduleRules
    eligibility: EligibilityRules | None = None
    assessments: AssessmentRules | None = None
    sources: Annotated[dict[ProtocolId, Source], Field(min_length=1)]

    @model_validator(mode="after")
    def _arms_fit_the_sections(self) -> Self:
        faults = list(self._faults())
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        with_pump = sorted(name for name, arm in self.arms.items() if arm.pump)
        for section in ("fill", "flow"):
            if with_pump and getattr(self, section) is None:
                yield f"arm {with_pump[0]} has a pump, so the section {section} is needed"
        for name in sorted(set(self.systemic.offers) - set(self.arms)):
            yield f"systemic.offers.{name} belongs to no arm"
        for name, arm in self.arms.items():
            offer = self.systemic.offers.get(name)
            offered = set(offer.named(with_pump=arm.pump)) if offer else set()
            added = set(offer.additions) if offer else set()
            yield from _differing(f"arms.{name}.regimens", set(arm.regimens.value), offered)
            yield from _differing(f"arms.{name}.additions", set(arm.additions.value if arm.additions else ()), added)
        if self.assessments is not None:
            yield from assessment_faults(self.assessments, self, self.arms)


def _differing(place: str, named: set[str], offered: set[str]) -> Iterator[str]:
    if named != offered:
        yield (
            f"{place} names {', '.join(sorted(named)) or 'nothing'}, "
            f"systemic.offers has {', '.join(sorted(offered)) or 'nothing'}"
        )


class Protocol(ProtocolContent):
    """A protocol as it is used: its content and the digest that says which content it was."""

    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ProtocolSummary(Document):
    """One line of the list of protocols. ``released``: this version is frozen and never changes again."""

    id: str
    version: str
    title: str
    registry: str | None
    arms: tuple[str, ...]
    digest: str
    released: bool
