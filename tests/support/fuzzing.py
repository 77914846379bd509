"""Schemathesis over the whole OpenAPI document: every operation, every check, against a store with real records."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import schemathesis
from api_support import SETUP, ApiUnderTest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from joserfc.jwk import ECKey
from quick_passwords import quick_hash
from records_support import PUMP, a_course
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.generation.meta import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection

from haipdose.orders.stock import PharmacyProduct
from haipdose.records import people, sessions, systems
from haipdose.records.registries import PATIENTS, PRODUCTS, PUMPS
from haipdose.records.shapes import PumpRecord
from haipdose_api.permissions import SYSTEM_SCOPES, Role

PASSWORD: Final = "seven green herons"
PRODUCT: Final = {
    "code": "0042", "name": "floxuridine vial", "substance": "floxuridine", "strength": "100", "strength_unit": "mg/mL",
    "container": "vial", "container_ml": "5", "source": "label",
    "lots": [{"lot_number": "FX2207", "expires_on": "2027-03-31"}],
}  # fmt: skip
BEYOND_THE_SCHEMA: Final = ["2xx", 401, 403, 404, 409, 412, 422, 429]
"""A schema cannot say that a dose is too high or a version is old: 422 and 412 are right answers too."""
ENDS_ITS_SESSION: Final = "DELETE /v1/session"
READS_ITS_OWN_HEADER: Final = "GET /metrics"
_NUMBERED: Final = re.compile(r"\{(\w+)\}")


@dataclass
class Ward:
    """Real ids for the path, by the parameter's name, and callers who may do everything."""

    api: ApiUnderTest
    ids: dict[str, str]
    person: str
    system: dict[str, str]

    def headers(self, label: str) -> dict[str, str]:
        """Whoever may do this: laboratory messages are for systems, the rest is for a person with every role."""
        if label.endswith("/hl7"):
            return self.system
        with self.api.records.writing(SETUP) as work:
            started = sessions.start(work, self.person, timedelta(hours=20))
        return {"Authorization": f"Bearer {started.token}"}


def a_ward(api: ApiUnderTest) -> Ward:
    """A clinic with one of everything."""
    api.site.clock.step = timedelta(milliseconds=1)  # type: ignore[attr-defined]
    clinic, course = a_course(api.records)
    key = ECKey.generate_key("P-256", parameters={"kid": "one"})
    every = {clinic: frozenset(role.value for role in Role)}
    with api.records.writing(SETUP) as work:
        patient = PATIENTS.page(work.connection, clinic).items[0].id
        pump = PUMPS.create(work, clinic, PumpRecord.model_validate({"pump": PUMP})).id
        product = PRODUCTS.create(work, clinic, PharmacyProduct.model_validate(PRODUCT)).id
        caller = people.create(work, "everybody", "Everybody", quick_hash(PASSWORD), every).id
        person = people.create(work, "other", "Other", quick_hash(PASSWORD), every).id
        system = systems.create(work, clinic, "Desk", ("plan.read",), {"keys": [dict(key.as_dict(private=False))]}).id
    ward = Ward(
        api,
        {
            "protocol": "pump-it",
            "profile": "intera-3000",
            "clinic": clinic,
            "course": course,
            "patient": patient,
            "pump": pump,
            "product": product,
            "person": person,
            "system": system,
        },
        caller,
        api.callers.system("lab", clinic, *SYSTEM_SCOPES),
    )
    base, headers = f"/v1/clinics/{clinic}", ward.headers("")
    request = {
        "patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"},
        "pump": PUMP,
        "protocol": "pump-it",
        "contents": "floxuridine",
        "dose_percent": "100",
        "infusion_days": "14",
    }
    for name, path, body in (
        ("order", "orders", {"course_id": course, "request": request}),
        ("feed", "feeds", {}),
        ("subscription", "subscriptions", {"url": "https://9.9.9.9/events", "topics": ["plan.changed"]}),
    ):
        made = api.client.post(f"{base}/{path}", json=body, headers=headers)
        assert made.status_code == 201, made.text
        ward.ids[name] = made.json()["id"]
        if name == "feed":
            ward.ids["secret"] = made.json()["url"].rpartition("/")[2].removesuffix(".ics")
    return ward


@dataclass
class Told:
    """What came of a run."""

    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return sum(sum(counted.values()) for counted in self.statuses.values())


def fuzz(ward: Ward, examples: int) -> Told:
    """Send well-formed and malformed requests to every operation; half of the time to things that are there."""
    config = schemathesis.Config.from_dict(
        {
            "checks": _accepting(*BEYOND_THE_SCHEMA),
            # RFC 6749 has 400 for whatever is wrong with a request for a token.
            "operations": [{"include-path": "/oauth/token", "checks": _accepting(*BEYOND_THE_SCHEMA, 400)}],
        }
    )
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", ward.api.client.app, config=config)
    told = Told()
    for found in schema.get_all_operations():
        operation = found.ok()
        told.statuses[operation.label] = Counter()
        known = {name: ward.ids[name] for name in _NUMBERED.findall(operation.path) if name in ward.ids}
        cases = [
            operation.as_strategy(mode, path_parameters=known)
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        ]
        cases.append(operation.as_strategy(GenerationMode.POSITIVE))
        if operation.path.endswith("/hl7"):
            cases = cases[:1]  # whatever is sent is text; what is wrong with it stands in the acknowledgement
        _fuzz_one(ward, operation.label, st.one_of(cases), examples, told)
    return told


def _accepting(*statuses: str | int) -> dict[str, Any]:
    return {"positive_data_acceptance": {"expected-statuses": list(statuses)}}


@schemathesis.serializer("application/hl7-v2")
def _as_text(context: Any, value: Any) -> bytes:
    del context
    return str(value).encode()


def _fuzz_one(ward: Ward, label: str, cases: st.SearchStrategy[Case], examples: int, told: Told) -> None:
    headers = {} if label == READS_ITS_OWN_HEADER else ward.headers(label)

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def send(case: Case) -> None:
        sent = ward.headers(label) if label == ENDS_ITS_SESSION else headers
        header = case.meta.components.get(ParameterLocation.HEADER) if case.meta else None
        if header is not None and header.mode is GenerationMode.NEGATIVE:
            sent = {}  # it may be the missing credentials that make this request wrong
        response: Any = case.call(headers=sent)
        told.statuses[label][response.status_code] += 1
        unsaid = [negative_data_rejection] if _wrong_where_nothing_is_said(case) else None
        case.validate_response(response, headers=sent, excluded_checks=unsaid)

    try:
        send()
    except (FailureGroup, Exception) as error:  # noqa: BLE001 - whatever is wrong is told, and the rest still tried
        told.failures[label] = _text(error)


def _wrong_where_nothing_is_said(case: Case) -> bool:
    """Whether the request is wrong in a parameter that an address cannot say that way.

    An object in a query is written as its members' names, so its own name is not sent at all: to the server the
    parameter was left out, which is right where it may be.
    """
    query = case.meta.components.get(ParameterLocation.QUERY) if case.meta else None
    wrong_in_query = query is not None and query.mode is GenerationMode.NEGATIVE
    return wrong_in_query and any(isinstance(value, dict) for value in (case.query or {}).values())


def _text(error: BaseException) -> str:
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else (error,)
    return "\n".join(f"{type(part).__name__}: {part}" for part in parts)[:3000]
