"""Who may do what: the one table of rights by role, and what may be granted to a system.

Two further rules are not in the table, because they are about persons and not roles: nobody checks their own work, and
a right counts in the clinic where the role is held.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """The roles of people."""

    PRESCRIBER = "prescriber"
    PHARMACIST = "pharmacist"
    NURSE = "nurse"
    SCHEDULER = "scheduler"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


_CARE: Final = frozenset({Role.PRESCRIBER, Role.PHARMACIST, Role.NURSE})
_DESK: Final = _CARE | {Role.SCHEDULER}
_ALL: Final = frozenset(Role)

RIGHTS: Final[dict[str, frozenset[Role]]] = {
    "calculate": _ALL,
    "rules.read": _ALL,
    "clinic.read": _ALL,
    "clinic.change": frozenset({Role.ADMINISTRATOR}),
    "patient.read": _DESK,
    "patient.write": frozenset({Role.PRESCRIBER, Role.NURSE, Role.SCHEDULER}),
    "pump.read": _CARE,
    "pump.write": _CARE,
    "product.read": _ALL,
    "product.write": frozenset({Role.PHARMACIST, Role.ADMINISTRATOR}),
    "course.read": _DESK,
    "course.write": frozenset({Role.PRESCRIBER}),
    "fact.write": _CARE,
    "laboratory.write": _CARE,
    "appointment.write": _DESK,
    "plan.read": _DESK,
    "board.read": _DESK,
    "schedule.read": _DESK | {Role.ADMINISTRATOR},
    "schedule.make": frozenset({Role.SCHEDULER, Role.NURSE}),
    "setup.write": frozenset({Role.SCHEDULER, Role.ADMINISTRATOR}),
    "order.read": _CARE,
    "order.prescribe": frozenset({Role.PRESCRIBER}),
    "order.verify": frozenset({Role.PHARMACIST}),
    "order.double-check": frozenset({Role.PHARMACIST, Role.NURSE}),
    "order.release": frozenset({Role.PHARMACIST}),
    "order.give": frozenset({Role.NURSE, Role.PRESCRIBER}),
    "order.cancel": frozenset({Role.PRESCRIBER, Role.PHARMACIST}),
    "decision.read": _CARE,
    "decision.write": frozenset({Role.PRESCRIBER}),
    "protocol.approve": frozenset({Role.PRESCRIBER, Role.PHARMACIST}),
    "approval.read": _ALL,
    "device.read": _CARE,
    "device.write": frozenset({Role.NURSE, Role.PRESCRIBER}),
    "feed.manage": frozenset({Role.SCHEDULER, Role.ADMINISTRATOR}),
    "subscription.manage": frozenset({Role.ADMINISTRATOR}),
    "fhir.read": _DESK,
    "fhir.write": _CARE,
    "hl7.write": frozenset(),
    "audit.read": frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    "colleague.read": _ALL,
    "people.manage": frozenset({Role.ADMINISTRATOR}),
    "system.manage": frozenset({Role.ADMINISTRATOR}),
}

SYSTEM_SCOPES: Final = frozenset(
    {
        "calculate",
        "rules.read",
        "clinic.read",
        "patient.read",
        "patient.write",
        "pump.read",
        "product.read",
        "course.read",
        "laboratory.write",
        "appointment.write",
        "plan.read",
        "board.read",
        "schedule.read",
        "order.read",
        "decision.read",
        "approval.read",
        "feed.manage",
        "subscription.manage",
        "fhir.read",
        "fhir.write",
        "hl7.write",
    }
)
"""What a system can be granted: never what takes a person's judgement or hand."""

SMART_SCOPES: Final = {
    "system/*.rs": frozenset({"fhir.read"}),
    "system/Observation.c": frozenset({"fhir.write"}),
    "system/Observation.crs": frozenset({"fhir.read", "fhir.write"}),
}
"""SMART backend-services spellings of our scopes."""

SCHEDULERS_FACTS: Final = frozenset({"appointment-confirmed", "visit-moved", "unavailable"})
"""Facts that ``appointment.write`` is enough for."""
LABORATORY_FACTS: Final = frozenset({"laboratory", "weight-measured"})
"""Facts that ``laboratory.write`` is enough for."""


def right_for_fact(kind: str) -> str:
    """The least right that lets somebody record a fact of this type."""
    if kind in SCHEDULERS_FACTS:
        return "appointment.write"
    return "laboratory.write" if kind in LABORATORY_FACTS else "fact.write"
