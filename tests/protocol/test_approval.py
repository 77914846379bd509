"""Approval and release: nothing is releasable by accident, and a confirmation holds for exactly what was seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.derivation import Notice, Step
from haipdose.errors import InputError, InputErrors
from haipdose.evidence import NEEDS_SITE, Evidence
from haipdose.protocol.approval import Approval, Approvals, ConfirmedValue, release, stamp
from haipdose.protocol.approving import approve, withdraw
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.rule_values import rule_values
from haipdose.protocol.schema import Protocol

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)
LOCAL_PATH = "fill.rounding.warning_percent"
PROFILE_PATH = "profile:generic-constant-flow:reservoir.residual_ml"


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return load_protocol("msk-unresectable")


def approved(protocol: Protocol, **changes: Any) -> Approval:
    words = {"digest": protocol.digest[:16], "approved_by": "pharmacist-7", "role": "hospital pharmacist", "at": AT}
    return approve(protocol, **{**words, **changes})


def withdrawn(protocol: Protocol, **changes: Any) -> Approval:
    words = {
        "digest": protocol.digest[:16],
        "approved_by": "physician-2",
        "role": "oncologist",
        "at": LATER,
        "statement": "wrong additives",
    }
    return withdraw(protocol, **{**words, **changes})


def other_content(protocol: Protocol) -> Protocol:
    return protocol.model_copy(update={"version": "2026-12", "digest": "f" * 64})


def step(evidence: Evidence, rule: str | None = LOCAL_PATH, value: str = "2.5") -> Step:
    return Step(label="a step", value=value, rule=rule, source="site", evidence=evidence)


# --- stamp --------------------------------------------------------------------------------------------------------


def test_nobody_has_approved(protocol: Protocol) -> None:
    found = stamp(protocol, Approvals())
    assert (found.id, found.version, found.digest) == (protocol.id, protocol.version, protocol.digest)
    assert (found.approval, found.approved_by, found.approved_at) == ("unapproved", None, None)


def test_somebody_has_approved(protocol: Protocol) -> None:
    found = stamp(protocol, Approvals(entries=(approved(protocol),)))
    assert (found.approval, found.approved_at) == ("approved", AT)
    assert found.approved_by == "pharmacist-7 (hospital pharmacist)"


def test_several_approvals_are_all_named_once(protocol: Protocol) -> None:
    first, again = approved(protocol), approved(protocol, at=LATER)
    second = approved(protocol, approved_by="physician-2", role="oncologist", at=LATER)
    found = stamp(protocol, Approvals(entries=(first, second, again)))
    assert found.approved_by == "pharmacist-7 (hospital pharmacist); physician-2 (oncologist)"
    assert found.approved_at == LATER


def test_another_content_was_approved(protocol: Protocol) -> None:
    known = Approvals(entries=(approved(protocol),))
    assert stamp(other_content(protocol), known).approval == "other-version-approved"
    assert stamp(load_protocol("pump-it"), known).approval == "unapproved", "another protocol altogether"


def test_the_digest_of_another_protocol_approves_nothing(protocol: Protocol) -> None:
    foreign = approved(protocol).model_copy(update={"protocol_id": "pump-it"})
    assert stamp(protocol, Approvals(entries=(foreign,))).approval == "unapproved"


def test_a_withdrawal_ends_the_approvals_before_it(protocol: Protocol) -> None:
    first, second = approved(protocol), approved(protocol, approved_by="physician-2")
    end = withdrawn(protocol)
    assert stamp(protocol, Approvals(entries=(first, second, end))).approval == "unapproved"
    assert stamp(protocol, Approvals(entries=(first, end, second))).approved_by == "physician-2 (hospital pharmacist)"
    assert stamp(other_content(protocol), Approvals(entries=(first, end))).approval == "unapproved"


# --- release ------------------------------------------------------------------------------------------------------


def test_an_unapproved_protocol_is_never_releasable(protocol: Protocol) -> None:
    found = release(protocol, Approvals(), ())
    assert not found.releasable
    assert found.reasons == (
        f"The protocol msk-unresectable {protocol.version} (digest {protocol.digest[:16]}) is not approved by the site",
    )


def test_another_approved_version_is_named(protocol: Protocol) -> None:
    found = release(other_content(protocol), Approvals(entries=(approved(protocol),)), ())
    assert not found.releasable
    assert found.reasons == (
        (
            f"The protocol msk-unresectable 2026-12 (digest {'f' * 16}) is not approved: the site approved version "
            f"{protocol.version} with digest {protocol.digest[:16]}"
        ),
    )


def test_an_approved_protocol_with_sure_values_is_releasable(protocol: Protocol) -> None:
    steps = [step(Evidence.PUBLISHED), step(Evidence.DERIVED, rule=None)]
    notices = [Notice(level="warning", code="a", message="Look."), Notice(level="info", code="b", message="Fine.")]
    found = release(protocol, Approvals(entries=(approved(protocol),)), steps, notices)
    assert found.releasable
    assert found.model_dump() == {"releasable": True, "reasons": (), "unverified": (), "confirmed": ()}


@pytest.mark.parametrize("evidence", sorted(NEEDS_SITE))
def test_one_unconfirmed_value_is_enough_to_hold_it_back(protocol: Protocol, evidence: Evidence) -> None:
    known = Approvals(entries=(approved(protocol),))
    found = release(protocol, known, [step(evidence), step(evidence), step(Evidence.PUBLISHED, rule="fill.x")])
    assert not found.releasable
    assert found.reasons == (
        "The result rests on 1 value that no opened source confirms and the site has not confirmed",
    )
    (used,) = found.unverified
    assert (used.path, used.value, used.evidence, used.source) == (LOCAL_PATH, "2.5", evidence, "site")


def test_values_are_counted(protocol: Protocol) -> None:
    known = Approvals(entries=(approved(protocol),))
    found = release(protocol, known, [step(Evidence.LOCAL), step(Evidence.RECALLED, rule=None)])
    assert "rests on 2 values that" in found.reasons[0]
    assert [used.path for used in found.unverified] == [LOCAL_PATH, "a step"]


def test_a_confirmed_value_counts_as_the_sites_own(protocol: Protocol) -> None:
    known = Approvals(entries=(approved(protocol, confirm=[LOCAL_PATH]),))
    found = release(protocol, known, [step(Evidence.LOCAL)])
    assert found.releasable
    assert found.unverified == ()
    (confirmed,) = found.confirmed
    assert (confirmed.path, confirmed.evidence, confirmed.by, confirmed.at) == (
        LOCAL_PATH,
        Evidence.LOCAL,
        "pharmacist-7",
        AT,
    )


def test_confirmations_of_several_approvals_add_up(protocol: Protocol) -> None:
    other = "fill.weight_rule"
    known = Approvals(entries=(approved(protocol, confirm=[LOCAL_PATH]), approved(protocol, confirm=[other])))
    steps = [step(Evidence.LOCAL), step(Evidence.UNCERTAIN, rule=other)]
    assert release(protocol, known, steps).releasable
    assert not release(protocol, Approvals(entries=known.entries[:1]), steps).releasable


def test_a_confirmation_ends_with_its_digest(protocol: Protocol) -> None:
    changed = other_content(protocol)
    entries = (
        approved(protocol, confirm=[LOCAL_PATH]),
        approved(protocol).model_copy(update={"digest": changed.digest, "version": changed.version}),
    )
    found = release(changed, Approvals(entries=entries), [step(Evidence.LOCAL)])
    assert not found.releasable
    assert [used.path for used in found.unverified] == [LOCAL_PATH]


def test_a_profile_value_is_confirmed_only_as_it_was(protocol: Protocol) -> None:
    entry = approved(protocol, confirm=[PROFILE_PATH], profile_values={PROFILE_PATH: "3"})
    assert entry.confirmed == (ConfirmedValue(path=PROFILE_PATH, value="3"),)
    known = Approvals(entries=(entry,))
    assert release(protocol, known, [step(Evidence.UNCERTAIN, rule=PROFILE_PATH, value="3")]).releasable
    assert not release(protocol, known, [step(Evidence.UNCERTAIN, rule=PROFILE_PATH, value="4")]).releasable


def test_a_critical_notice_holds_it_back(protocol: Protocol) -> None:
    known = Approvals(entries=(approved(protocol),))
    notice = Notice(level="critical", code="pump.fictitious", message="No such pump exists.")
    found = release(protocol, known, (), [notice, notice])
    assert (found.releasable, found.reasons) == (False, ("No such pump exists.",))


PATHS = st.sampled_from(["fill.weight_rule", LOCAL_PATH, "flow.readings_before_change", "systemic.renal.formula"])


@settings(max_examples=100, deadline=None)
@given(
    confirmed=st.sets(PATHS),
    used=st.lists(st.tuples(PATHS, st.sampled_from(list(Evidence)))),
    is_approved=st.booleans(),
    level=st.sampled_from(["info", "warning", "critical"]),
)
def test_releasable_means_approved_confirmed_and_nothing_critical(
    confirmed: set[str], used: list[tuple[str, Evidence]], is_approved: bool, level: Any
) -> None:
    protocol = load_protocol("msk-unresectable")
    entries = (approved(protocol, confirm=sorted(confirmed)),) if is_approved else ()
    notice = Notice(level=level, code="a", message="m")
    steps = [step(evidence, rule=path) for path, evidence in used]
    found = release(protocol, Approvals(entries=entries), steps, [notice])
    waiting = {path for path, evidence in used if evidence in NEEDS_SITE} - (confirmed if is_approved else set())
    assert found.releasable == (is_approved and not waiting and level != "critical")
    assert {value.path for value in found.unverified} == waiting
    assert found.releasable == (not found.reasons)


# --- approving ----------------------------------------------------------------------------------------------------


def test_an_approval_holds_what_was_said(protocol: Protocol) -> None:
    entry = approved(
        protocol, digest=protocol.digest.upper(), statement="compared with the trial's manual", confirm=[LOCAL_PATH]
    )
    assert entry == Approval(
        protocol_id="msk-unresectable",
        version=protocol.version,
        digest=protocol.digest,
        approved_by="pharmacist-7",
        role="hospital pharmacist",
        at=AT,
        statement="compared with the trial's manual",
        confirmed=(ConfirmedValue(path=LOCAL_PATH, value="2.5"),),
    )


def test_everything_unverified_can_be_confirmed_with_a_statement(protocol: Protocol) -> None:
    entry = approved(protocol, confirm=["fill.rounding.step_mg"], confirm_all_unverified=True, statement="all checked")
    values = rule_values(protocol)
    unverified = [path for path, value in values.items() if value.needs_site]
    assert [each.path for each in entry.confirmed] == ["fill.rounding.step_mg", *unverified]
    assert all(each.value == values[each.path].value for each in entry.confirmed)
    assert len(unverified) > 100
    steps = [step(value.evidence, rule=path, value=value.value) for path, value in values.items()]
    assert release(protocol, Approvals(entries=(entry,)), steps).releasable


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"digest": "0" * 15}, "protocol.approve-digest-short", "digest"),
        ({"digest": ""}, "protocol.approve-digest-short", "digest"),
        ({"digest": "0" * 16}, "protocol.approve-digest-other", "digest"),
        ({"approved_by": " "}, "protocol.approve-person", "approved_by"),
        ({"role": ""}, "protocol.approve-person", "role"),
        ({"confirm_all_unverified": True}, "protocol.approve-statement", "statement"),
        ({"confirm_all_unverified": True, "statement": "  "}, "protocol.approve-statement", "statement"),
        ({"confirm": ["fill.rounding.step"]}, "protocol.approve-path", "confirm"),
        ({"confirm": [PROFILE_PATH]}, "protocol.approve-path", "confirm"),
    ],
)
def test_an_approval_is_refused(protocol: Protocol, changes: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(InputError) as caught:
        approved(protocol, **changes)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_digest_must_be_of_the_content_as_it_is_now(protocol: Protocol) -> None:
    with pytest.raises(InputError) as caught:
        approved(other_content(protocol), digest=protocol.digest)
    assert caught.value.code == "protocol.approve-digest-other"
    assert caught.value.allowed == "f" * 64


def test_a_mistyped_path_gets_a_suggestion(protocol: Protocol) -> None:
    with pytest.raises(InputErrors) as caught:
        approved(protocol, confirm=["fill.rounding.step", "nothing-like-it", PROFILE_PATH])
    near, far, profile = caught.value.errors
    assert "fill.rounding.step_mg" in str(near.remedy)
    assert far.remedy == "See 'haipdose protocol show --unverified'."
    assert "profile:PROFILE" in str(profile.remedy)


def test_every_fault_of_an_approval_is_named_at_once(protocol: Protocol) -> None:
    with pytest.raises(InputErrors) as caught:
        approved(protocol, digest="0", approved_by="", role="", confirm=["x"], confirm_all_unverified=True)
    assert [error.field for error in caught.value.errors] == ["digest", "approved_by", "role", "confirm", "statement"]


def test_a_withdrawal_needs_its_reason(protocol: Protocol) -> None:
    assert withdrawn(protocol).kind == "withdrawal"
    with pytest.raises(InputError) as caught:
        withdrawn(protocol, statement=None)
    assert caught.value.code == "protocol.approve-statement"


def test_a_time_needs_its_offset(protocol: Protocol) -> None:
    with pytest.raises(ValueError, match="timezone"):
        approved(protocol, at=AT.replace(tzinfo=None))
