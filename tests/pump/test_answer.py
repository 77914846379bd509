"""The flow answer as a whole: what goes in, what every answer carries, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from haipdose.errors import InputError, InputErrors
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.schema import Protocol
from haipdose.pump.answer import answer_flow
from haipdose.pump.loader import load_profile
from haipdose.pump.requests import FlowAnswer, FlowRequest


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return load_protocol("pump-it")


def request(**changes: Any) -> FlowRequest:
    raw: dict[str, Any] = {
        "pump": {
            "profile": "intera-3000",
            "serial_number": "123456",
            "flow_ml_per_day": "1.3",
            "reservoir_ml": "30",
        },
        "protocol": "pump-it",
        "intervals": [interval()],
    }
    return FlowRequest.model_validate(raw | changes)


def interval(**changes: Any) -> dict[str, Any]:
    return {
        "filled_at": "2026-06-01T10:00:00+02:00",
        "emptied_at": "2026-06-15T10:00:00+02:00",
        "filled_ml": "30",
        "returned_ml": "11.8",
        "contents": "floxuridine",
    } | changes


def ask(given: FlowRequest, protocol: Protocol) -> FlowAnswer:
    return answer_flow(given, protocol, load_profile(given.pump.profile), Approvals())


SYNCHROMED = {
    "profile": "synchromed-ii-20",
    "serial_number": "NGP-1",
    "flow_ml_per_day": "1",
    "reservoir_ml": "20",
}


def test_an_answer_carries_protocol_profile_and_release(protocol: Protocol) -> None:
    answer = ask(request(), protocol)
    assert answer.protocol.id == "pump-it"
    assert answer.profile_digest == load_profile("intera-3000").digest
    assert not answer.release.releasable
    assert {step.rule for step in answer.derivation if step.rule} >= {"flow.tolerance_percent"}
    assert FlowAnswer.model_validate_json(answer.model_dump_json()) == answer


def test_a_value_that_only_the_profile_gave_is_in_the_derivation(protocol: Protocol) -> None:
    pump = {"profile": "intera-3000", "serial_number": "1", "flow_ml_per_day": "1.3"}
    answer = ask(request(pump=pump), protocol)
    assert "profile:intera-3000:reservoir.capacity_ml" in {step.rule for step in answer.derivation}


def test_the_fill_flow_in_force_predicts_the_return(protocol: Protocol) -> None:
    # 20 − 14 × 1 = 6 mL predicted: 5 mL is 16.7 % off, 4.7 mL 21.7 %; at 1.1 mL/day 4.6 mL are predicted
    within = ask(request(pump=SYNCHROMED, intervals=[interval(filled_ml="20", returned_ml="5")]), protocol)
    assert [(check.kind, check.within) for check in within.checks] == [("drained-volume", True)]
    outside = ask(request(pump=SYNCHROMED, intervals=[interval(filled_ml="20", returned_ml="4.7")]), protocol)
    assert (outside.action, outside.act_first) == ("keep", True)
    adjusted = ask(
        request(
            pump=SYNCHROMED,
            fill_flow_ml_per_day="1.1",
            intervals=[interval(filled_ml="20", returned_ml="4.7")],
        ),
        protocol,
    )
    assert not adjusted.act_first


def test_a_volume_injected_on_top_of_a_residual(protocol: Protocol) -> None:
    pump = SYNCHROMED | {"residual_ml": "1"}
    injected = interval(filled_ml="20", returned_ml="6", filled_basis="injected")
    answer = ask(request(pump=pump, intervals=[injected]), protocol)
    assert answer.measured_flow_ml_per_day == 1
    assert answer.checks[0].difference_ml == 0
    content = ask(request(pump=pump, intervals=[interval(filled_ml="20", returned_ml="5")]), protocol)
    assert content.measured_flow_ml_per_day == 1
    assert content.checks[0].difference_ml == 0


def test_glycerol_is_not_compared_with_a_drug_flow(protocol: Protocol) -> None:
    glycerol = interval(filled_ml="20", returned_ml="15", contents="glycerol")
    answer = ask(request(pump=SYNCHROMED, intervals=[glycerol]), protocol)
    assert answer.checks == ()
    assert (answer.action, answer.act_first) == ("keep", False)


def test_volumes_of_a_refill_are_checked(protocol: Protocol) -> None:
    answer = ask(request(refill={"injected_ml": "30", "measured_ml": "28"}), protocol)
    assert [(check.kind, check.within) for check in answer.checks] == [("injected-volume", None)]
    assert not answer.act_first


def test_a_protocol_without_a_pump_is_refused(protocol: Protocol) -> None:
    with pytest.raises(InputError) as caught:
        ask(request(), protocol.model_copy(update={"flow": None}))
    assert caught.value.code == "flow.protocol-without-pump"


def test_an_emptying_in_the_future_is_refused(protocol: Protocol) -> None:
    with pytest.raises(InputErrors) as caught:
        ask(request(as_of="2026-06-15T07:59:59Z"), protocol)
    assert caught.value.code == "flow.in-the-future"
    assert ask(request(as_of="2026-06-15T08:00:00Z"), protocol).action == "keep"


@pytest.mark.parametrize("intervals", [[], [interval()] * 501])
def test_a_request_needs_intervals_and_not_too_many(intervals: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        request(intervals=intervals)
