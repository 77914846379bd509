"""CapabilityStatement: what the server can do, and nothing that it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from haipdose.interop.fhir.parts import concept, instant
from haipdose.interop.fhir.writing import Resource
from haipdose.version import __version__

_PARAMETERS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "Patient": (("_id", "token"), ("identifier", "token")),
    "Device": (("_id", "token"), ("patient", "reference"), ("status", "token")),
    "DeviceUseStatement": (("_id", "token"), ("patient", "reference"), ("date", "date"), ("status", "token")),
    "CarePlan": (("_id", "token"), ("patient", "reference"), ("date", "date"), ("status", "token")),
    "Appointment": (("_id", "token"), ("patient", "reference"), ("date", "date"), ("status", "token")),
    "MedicationRequest": (("_id", "token"), ("patient", "reference"), ("date", "date"), ("status", "token")),
    "MedicationAdministration": (("_id", "token"), ("patient", "reference"), ("date", "date"), ("status", "token")),
    "Observation": (
        ("_id", "token"),
        ("patient", "reference"),
        ("date", "date"),
        ("code", "token"),
        ("status", "token"),
    ),
}
WRITTEN: Final = frozenset({"Observation"})


def capability_statement(base: str, now: datetime, kinds: Sequence[str]) -> Resource:
    """The statement of a clinic's server.

    Args:
        base: its address.
        now: the moment.
        kinds: the resources that can be read and searched; ``Observation`` can be created as well.
    """
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": instant(now),
        "kind": "instance",
        "software": {"name": "haipdose", "version": __version__},
        "implementation": {"description": "haipdose, decision support and not a certified medical device", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "security": {
                    "service": [
                        concept(
                            "OAuth 2.0 client credentials (SMART backend services)",
                            {
                                "system": "http://terminology.hl7.org/CodeSystem/restful-security-service",
                                "code": "SMART-on-FHIR",
                            },
                        )
                    ]
                },
                "resource": [_resource(kind) for kind in kinds],
            }
        ],
    }


def _resource(kind: str) -> dict[str, Any]:
    interactions = ["read", "search-type", *(["create"] if kind in WRITTEN else [])]
    return {
        "type": kind,
        "interaction": [{"code": code} for code in interactions],
        "searchParam": [{"name": name, "type": of} for name, of in _PARAMETERS[kind]],
    }
