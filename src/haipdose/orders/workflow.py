"""The steps of a fill order and who may take them: ordered, verified, double-checked, released, given, returned.

Pure: an order is the list of its steps. Nobody takes two of the first three steps of one order; who verified may
release, who checked a second time may not.

Source: the sequence and the blind second person follow the chemotherapy safety standards of ASCO/ONS (two-person
verification) and ISMP's guidance on independent double checks, as summarised in the project's research; a site may ask
for more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from haipdose.errors import Conflict, Denied, InputError
from haipdose.evidence import Document
from haipdose.fill.requests import FillAnswer, FillRequest
from haipdose.orders.double_check import Discrepancy
from haipdose.orders.stock import PreparedWith
from haipdose.orders.stock_counting import Shortage
from haipdose.quantities import NonNegativeExact, PositiveExact

Remark = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class State(StrEnum):
    """Where an order stands. ``discrepant``: the second person found something else; somebody must look."""

    ORDERED = "ordered"
    VERIFIED = "verified"
    DISCREPANT = "discrepant"
    DOUBLE_CHECKED = "double-checked"
    RELEASED = "released"
    GIVEN = "given"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class Ordered(Document):
    """The prescriber asked for this fill; ``answer`` is what the engine made of it then."""

    step: Literal["order"] = "order"
    request: FillRequest
    answer: FillAnswer
    remark: Remark | None = None


class Verified(Document):
    """A pharmacist went through the order and its worksheet and agrees."""

    step: Literal["verify"] = "verify"
    remark: Remark | None = None


class DoubleChecked(Document):
    """A second person entered the inputs without seeing them; what they did not find alike is listed."""

    step: Literal["double-check"] = "double-check"
    entered: FillRequest
    ordered_mg: NonNegativeExact | None
    discrepancies: tuple[Discrepancy, ...]


class Resolved(Document):
    """Somebody who did not enter either looked at the discrepancies; the order itself was right."""

    step: Literal["resolve"] = "resolve"
    remark: Remark


class Released(Document):
    """A pharmacist released the preparation. ``use_by`` is when it may no longer be given.

    ``prepared_with``: the products and lots of the pharmacy's stock, by component; ``lot_numbers`` has these lots too.
    ``shortages``: lots of which the count knew too few, and the pharmacist confirmed to have them in hand.
    """

    step: Literal["release"] = "release"
    lot_numbers: dict[str, Remark] = Field(default_factory=dict)
    prepared_with: dict[str, tuple[PreparedWith, ...]] = Field(default_factory=dict)
    use_by: AwareDatetime
    shortages: tuple[Shortage, ...] = ()
    remark: Remark | None = None


class Given(Document):
    """The pump was filled. ``patient_identifier`` and ``serial_number`` were read at the bedside and compared."""

    step: Literal["give"] = "give"
    at: AwareDatetime
    volume_ml: PositiveExact
    serial_number: str
    fact_id: str
    remark: Remark | None = None


class Returned(Document):
    """The pump was emptied again: what came out; ``outside_tolerance`` None: this interval says nothing of the flow."""

    step: Literal["return"] = "return"
    at: AwareDatetime
    returned_ml: NonNegativeExact
    outside_tolerance: bool | None
    fact_id: str
    remark: Remark | None = None


class Cancelled(Document):
    """The order is not carried out."""

    step: Literal["cancel"] = "cancel"
    reason: Remark


StepDone = Annotated[
    Ordered | Verified | DoubleChecked | Resolved | Released | Given | Returned | Cancelled, Field(discriminator="step")
]


class StepTaken(Document):
    """A step, who took it and when."""

    by: str
    at: AwareDatetime
    done: StepDone


_AFTER: Final[dict[str, dict[State, State]]] = {
    "verify": {State.ORDERED: State.VERIFIED},
    "double-check": {State.VERIFIED: State.DOUBLE_CHECKED},
    "resolve": {State.DISCREPANT: State.VERIFIED},
    "release": {State.DOUBLE_CHECKED: State.RELEASED},
    "give": {State.RELEASED: State.GIVEN},
    "return": {State.GIVEN: State.RETURNED},
    "cancel": {
        State.ORDERED: State.CANCELLED,
        State.VERIFIED: State.CANCELLED,
        State.DISCREPANT: State.CANCELLED,
        State.DOUBLE_CHECKED: State.CANCELLED,
        State.RELEASED: State.CANCELLED,
    },
}

_NOT_BY_WHO_TOOK: Final[dict[str, frozenset[str]]] = {
    "verify": frozenset({"order", "double-check"}),
    "double-check": frozenset({"order", "verify", "resolve", "double-check"}),
    "resolve": frozenset({"double-check"}),
    "release": frozenset({"order", "double-check"}),
    "give": frozenset(),
    "return": frozenset(),
    "cancel": frozenset(),
}
"""Separation of duties: a step is not taken by whoever took one of these. A second double check after a discrepancy is
taken by somebody who has not seen the order: neither of the first two, nor who looked at the discrepancy."""


def state_after(steps: Sequence[StepTaken]) -> State:
    """Where an order stands after these steps."""
    state = State.ORDERED
    for taken in steps:
        if taken.done.step == "order":
            continue
        state = _AFTER[taken.done.step][state]
        if isinstance(taken.done, DoubleChecked) and taken.done.discrepancies:
            state = State.DISCREPANT
    return state


def check_step(steps: Sequence[StepTaken], step: str, by: str) -> None:
    """Refuse a step that is not the order's turn, or not this person's.

    Raises:
        Conflict: the order stands elsewhere.
        Denied: the same person took a step that this one is to check.
    """
    state = state_after(steps)
    if state not in _AFTER[step]:
        raise Conflict(
            f"The order is {state.value}; this step is not its turn.",
            code="order.state",
            field="state",
            found=state.value,
            allowed=", ".join(before.value for before in _AFTER[step]),
            remedy="Look at the order's steps.",
        )
    barred = _NOT_BY_WHO_TOOK[step]
    if any(taken.by == by and taken.done.step in barred for taken in steps):
        raise Denied(
            "Nobody checks their own work: another person has to take this step.",
            code="order.same-person",
            remedy="Ask a colleague.",
        )


def check_release(answer: FillAnswer, use_by: datetime, now: datetime) -> None:
    """Refuse to release what may not be released.

    Raises:
        Conflict: the answer is not releasable; its reasons are told.
        InputError: the preparation would be past its time.
    """
    if not answer.release.releasable:
        raise Conflict(
            "This fill is not releasable: " + " ".join(answer.release.reasons),
            code="order.not-releasable",
            remedy="The site approves the protocol and confirms its open values; then order anew.",
        )
    if use_by <= now:
        raise InputError("The preparation is past its time already.", code="order.use-by", field="use_by")


def involved(steps: Sequence[StepTaken], by: str) -> bool:
    """Whether somebody took a step of the order, and so may see what was entered before the second check is done."""
    return any(taken.by == by for taken in steps)
