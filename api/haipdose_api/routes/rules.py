"""The rules: protocols and pump profiles, with source and evidence."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from haipdose.evidence import Document, Evidence
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.protocol.approval import Approvals, ProtocolStamp, stamp
from haipdose.protocol.compare import ProtocolDifference, compare_protocols
from haipdose.protocol.labels import Labels
from haipdose.protocol.loader import list_protocols, load_labels, load_protocol
from haipdose.protocol.rule_values import RuleValue, rule_values
from haipdose.protocol.schema import ProtocolSummary
from haipdose.pump.loader import list_profiles, load_profile
from haipdose.pump.profile import ProfileSummary
from haipdose.quantities import Computed
from haipdose_api.caller import Caller, Requires
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.routes.parts import problems

router = APIRouter(prefix="/v1", tags=["rules"], route_class=ExactRoute, responses=problems(404))
Reader = Annotated[Caller, Depends(Requires("rules.read"))]
RuleName = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9.-]{0,79}$")]


class ProtocolList(Document):
    """The protocols that come with this version."""

    protocols: tuple[ProtocolSummary, ...]


class ProfileList(Document):
    """The pump profiles that come with this version."""

    profiles: tuple[ProfileSummary, ...]


class ProtocolShown(Document):
    """A protocol: every rule with value, source and evidence."""

    stamp: ProtocolStamp
    content: dict[str, Any]


class RuleShown(Document):
    """One rule: what it is called, its value, and how sure it is."""

    path: str
    label: str
    value: str
    unit: str
    source: str
    evidence: Evidence
    locator: str | None
    note: str | None
    assumption: str | None


class ProtocolRules(Document):
    """A protocol rule by rule. ``sources``: the citation of each source."""

    protocol: str
    version: str
    digest: str
    title: str
    rules: tuple[RuleShown, ...]
    sources: dict[str, str]


class ProfileShown(Document):
    """A pump profile: every value with source and evidence."""

    id: str
    digest: str
    content: dict[str, Any]


@router.get("/protocols")
def protocols(caller: Reader) -> ProtocolList:
    """The protocols."""
    del caller
    return ProtocolList(protocols=list_protocols())


@router.get("/protocols/{protocol}")
def protocol(protocol: RuleName, caller: Reader) -> ProtocolShown:
    """One protocol with all its rules."""
    del caller
    loaded = load_protocol(protocol)
    return ProtocolShown(
        stamp=stamp(loaded, Approvals()), content=loaded.model_dump(mode="json", exclude={"digest"}, exclude_none=True)
    )


@router.get("/protocols/{protocol}/rules")
def protocol_rules(protocol: RuleName, caller: Reader) -> ProtocolRules:
    """Every rule of a protocol in words, with value, source and evidence."""
    del caller
    loaded, words = load_protocol(protocol), load_labels()
    return ProtocolRules(
        protocol=loaded.id,
        version=loaded.version,
        digest=loaded.digest,
        title=loaded.title,
        rules=tuple(_rule(value, words) for value in rule_values(loaded).values()),
        sources={name: source.citation for name, source in loaded.sources.items()},
    )


def _rule(value: RuleValue, words: Labels) -> RuleShown:
    known = words.words(value.path)
    return RuleShown(
        path=value.path,
        label=known.text if known else value.path,
        value=value.value,
        unit=known.unit if known else "",
        source=value.source,
        evidence=value.evidence,
        locator=value.locator,
        note=value.note,
        assumption=value.assumption,
    )


@router.get("/protocols/{protocol}/changes")
def protocol_changes(
    protocol: RuleName,
    caller: Reader,
    to: Annotated[str, Query(pattern=r"^[a-z0-9][a-z0-9.-]{0,79}$", description="The other protocol.")],
) -> ProtocolDifference:
    """What changes for a patient from this protocol to another, and what changes in the evidence."""
    del caller
    return compare_protocols(load_protocol(protocol), load_protocol(to), load_labels())


@router.get("/profiles")
def profiles(caller: Reader) -> ProfileList:
    """The pump profiles."""
    del caller
    return ProfileList(profiles=list_profiles())


@router.get("/profiles/{profile}")
def profile(profile: RuleName, caller: Reader) -> ProfileShown:
    """One pump profile with all its values."""
    del caller
    loaded = load_profile(profile)
    return ProfileShown(id=loaded.id, digest=loaded.digest, content=loaded.model_dump(mode="json", exclude_none=True))


class LaboratoryTestShown(Document):
    """A laboratory test that is known: its units, the first one being that of the plausible limits."""

    test: str
    title: str
    units: tuple[str, ...]
    plausible_low: Computed
    plausible_high: Computed


class LaboratoryTestsShown(Document):
    """The laboratory catalogue."""

    tests: tuple[LaboratoryTestShown, ...]


@router.get("/laboratory-tests")
def laboratory_tests(caller: Reader) -> LaboratoryTestsShown:
    """The laboratory tests that can be recorded, with their units and what is plausible."""
    del caller
    return LaboratoryTestsShown(
        tests=tuple(
            LaboratoryTestShown(
                test=name,
                title=known.title,
                units=tuple(known.units),
                plausible_low=known.plausible.value.low,
                plausible_high=known.plausible.value.high,
            )
            for name, known in laboratory_catalogue().tests.items()
        )
    )
