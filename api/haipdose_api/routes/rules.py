"""The rules: protocols and pump profiles, with source and evidence."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from haipdose.evidence import Document
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.protocol.approval import Approvals, ProtocolStamp, stamp
from haipdose.protocol.loader import list_protocols, load_protocol
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
