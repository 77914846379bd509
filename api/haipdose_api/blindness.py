"""What is kept from who may still be an order's second person: planned amounts, in the plan as in the order itself.

Who checks blind has to find the amounts on their own. While an order of a course waits for its second person, whoever
may be that person gets the course's plan without the amounts of its fills, each marked as kept; so does FHIR.
"""

from __future__ import annotations

from typing import Final, cast

from sqlalchemy import Connection

from haipdose.orders import workflow
from haipdose.orders.workflow import Ordered, State
from haipdose.protocol.contents import Contents
from haipdose.records import orders
from haipdose.records.orders import StoredOrder
from haipdose.schedule.requests import PlanAnswer, PlanChange, PlanItem
from haipdose_api.caller import Caller

KEPT: Final = "kept from you until the double check is done"


def is_blind(order: StoredOrder, caller: Caller) -> bool:
    """Whether the order's inputs are kept from the caller, who may be its second person."""
    may_be_second = order.state in {State.ORDERED, State.VERIFIED} and caller.may("order.double-check", order.clinic_id)
    # Who is to verify has to see it; from then on only who took part sees it until the second person is done.
    verifies = order.state is State.ORDERED and caller.may("order.verify", order.clinic_id)
    return may_be_second and not verifies and not workflow.involved(order.steps, caller.id)


def kept_contents(connection: Connection, clinic: str, course: str, caller: Caller) -> frozenset[Contents]:
    """The contents of the course's orders that are blind for the caller; empty: everything is shown."""
    if not caller.may("order.double-check", clinic):
        return frozenset()
    kept: set[Contents] = set()
    after: str | None = None
    while True:
        found, after = orders.page(connection, clinic, course=course, limit=200, after=after)
        kept |= {_ordered(order).answer.contents for order in found if is_blind(order, caller)}
        if after is None:
            return frozenset(kept)


def _ordered(order: StoredOrder) -> Ordered:
    return cast(Ordered, order.steps[0].done)


def without_amounts(plan: PlanAnswer, kept: frozenset[Contents]) -> PlanAnswer:
    """The plan without the amounts of fills of these contents, at every visit: the fills of one course are alike."""
    if not kept:
        return plan
    changes = plan.changes
    if changes is not None:
        names = ("added", "moved", "cancelled", "completed", "changed")
        told = {name: tuple(_change_kept(change) for change in getattr(changes, name)) for name in names}
        changes = changes.model_copy(update=told)
    visits = tuple(
        visit.model_copy(update={"items": tuple(_item_kept(item, kept) for item in visit.items)})
        for visit in plan.visits
    )
    return plan.model_copy(update={"visits": visits, "changes": changes, "derivation": ()})


def _item_kept(item: PlanItem, kept: frozenset[Contents]) -> PlanItem:
    if item.contents not in kept or item.fill is None:
        return item
    nothing: dict[str, object] = {"dose": None, "dose_percent": None, "volume_ml": None, "fill": None}
    return item.model_copy(update=nothing | {"derivation": (), "text": KEPT, "kept": "blind-double-check"})


def _change_kept(change: PlanChange) -> PlanChange:
    """Why a visit moved is told; what its items were and are now is not, because the amounts stand in it."""
    why = (KEPT if text.startswith(("now: ", "no longer: ")) else text for text in change.why)
    return change.model_copy(update={"why": tuple(dict.fromkeys(why))})
