"""Every route × every role × own clinic, another clinic, nobody, a system: against a table that was typed by hand."""

from __future__ import annotations

import re
from typing import Final

import pytest
from api_support import ApiUnderTest, api_on
from fastapi.routing import APIRoute
from fuzzing import a_ward
from records_support import a_course
from sqlalchemy import Engine
from stores import migrated_sqlite

from haipdose_api.app import ROUTERS
from haipdose_api.caller import Requires
from haipdose_api.permissions import SYSTEM_SCOPES, Role

OPEN: Final = {
    "GET /health/live",
    "GET /health/ready",
    "GET /metrics",  # has a token of its own
    "GET /v1/docs",
    "GET /v1/docs/start.js",
    "GET /v1/docs/{name}",
    "GET /calendars/{secret}.ics",  # the address is the secret
    "POST /v1/session",
    "POST /oauth/token",
    "GET /oauth/jwks.json",
    "GET /.well-known/smart-configuration",
}
OWN: Final = {
    "GET /v1/session",
    "DELETE /v1/session",
    "PUT /v1/session/password",
    "PUT /v1/session/language",
    "POST /v1/session/second-factor",
    "PUT /v1/session/second-factor",
}
"""About the caller alone: every person, no system."""

CLINIC: Final = "/v1/clinics/{clinic}"
# Letters: Prescriber, phaRmacist, Nurse, Scheduler, aUditor, Administrator; a y at the end: can be granted to a system.
TABLE: Final = {
    "POST /v1/calculate/fill": "PRNSUA y",
    "POST /v1/calculate/modify": "PRNSUA y",
    "POST /v1/calculate/grade": "PRNSUA y",
    "POST /v1/calculate/systemic": "PRNSUA y",
    "POST /v1/calculate/flow": "PRNSUA y",
    "POST /v1/calculate/plan": "PRNSUA y",
    "POST /v1/calculate/assessments": "PRNSUA y",
    "POST /v1/calculate/assessments/report": "PRNSUA y",
    "POST /v1/calculate/eligibility": "PRNSUA y",
    "GET /v1/protocols": "PRNSUA y",
    "GET /v1/protocols/{protocol}": "PRNSUA y",
    "GET /v1/protocols/{protocol}/rules": "PRNSUA y",
    "GET /v1/protocols/{protocol}/changes": "PRNSUA y",
    "GET /v1/profiles": "PRNSUA y",
    "GET /v1/profiles/{profile}": "PRNSUA y",
    "GET /v1/laboratory-tests": "PRNSUA y",
    "GET /v1/clinics": "PRNSUA y",
    f"GET {CLINIC}": "PRNSUA y",
    f"PUT {CLINIC}": "A",
    f"GET {CLINIC}/colleagues": "PRNSUA",
    f"GET {CLINIC}/fhir/metadata": "PRNS y",
    f"GET {CLINIC}/fhir/{{kind}}": "PRNS y",
    f"GET {CLINIC}/fhir/{{kind}}/{{identity}}": "PRNS y",
    f"POST {CLINIC}/fhir/Observation": "PRN y",
    f"GET {CLINIC}/patients": "PRNS y",
    f"POST {CLINIC}/patients": "PNS y",
    f"GET {CLINIC}/patients/{{patient}}": "PRNS y",
    f"PUT {CLINIC}/patients/{{patient}}": "PNS y",
    f"GET {CLINIC}/pumps": "PRN y",
    f"POST {CLINIC}/pumps": "PRN",
    f"GET {CLINIC}/pumps/{{pump}}": "PRN y",
    f"PUT {CLINIC}/pumps/{{pump}}": "PRN",
    f"GET {CLINIC}/products": "PRNSUA y",
    f"POST {CLINIC}/products": "RA",
    f"GET {CLINIC}/products/{{product}}": "PRNSUA y",
    f"PUT {CLINIC}/products/{{product}}": "RA",
    f"GET {CLINIC}/products/{{product}}/movements": "PRNSUA y",
    f"POST {CLINIC}/products/{{product}}/movements": "RA",
    f"GET {CLINIC}/stock": "PRNSUA y",
    f"GET {CLINIC}/setup": "PRNSA y",
    f"PUT {CLINIC}/setup": "SA",
    f"POST {CLINIC}/schedule-runs": "NS",
    f"GET {CLINIC}/schedule-runs/{{run}}": "PRNSA y",
    f"DELETE {CLINIC}/schedule-runs/{{run}}": "NS",
    f"GET {CLINIC}/schedules": "PRNSA y",
    f"GET {CLINIC}/schedules/{{schedule}}": "PRNSA y",
    f"POST {CLINIC}/schedules/{{schedule}}/publish": "NS",
    f"GET {CLINIC}/courses": "PRNS y",
    f"POST {CLINIC}/courses": "P",
    f"GET {CLINIC}/courses/{{course}}": "PRNS y",
    f"GET {CLINIC}/courses/{{course}}/facts": "PRNS y",
    f"POST {CLINIC}/courses/{{course}}/facts": "PRNS y",
    f"GET {CLINIC}/courses/{{course}}/plan": "PRNS y",
    f"GET {CLINIC}/courses/{{course}}/plan/changes": "PRNS y",
    f"GET {CLINIC}/courses/{{course}}/plan/risk": "PRNS y",
    f"GET {CLINIC}/courses/{{course}}/plan/days": "PRNS y",
    f"POST {CLINIC}/courses/{{course}}/plan/preview": "PRNS y",
    f"GET {CLINIC}/courses/{{course}}/laboratory": "PRNS y",
    f"POST {CLINIC}/courses/{{course}}/laboratory": "PRN y",
    f"GET {CLINIC}/courses/{{course}}/assessments": "PRNS y",
    f"GET {CLINIC}/assessments": "PRNS y",
    f"GET {CLINIC}/board": "PRNS y",
    f"GET {CLINIC}/orders": "PRN y",
    f"POST {CLINIC}/orders": "P",
    f"GET {CLINIC}/orders/{{order}}": "PRN y",
    f"GET {CLINIC}/orders/{{order}}/lots": "R",
    f"POST {CLINIC}/orders/{{order}}/verify": "R",
    f"POST {CLINIC}/orders/{{order}}/double-check": "RN",
    f"POST {CLINIC}/orders/{{order}}/resolve": "R",
    f"POST {CLINIC}/orders/{{order}}/release": "R",
    f"POST {CLINIC}/orders/{{order}}/give": "PN",
    f"POST {CLINIC}/orders/{{order}}/return": "PN",
    f"POST {CLINIC}/orders/{{order}}/cancel": "PR",
    f"GET {CLINIC}/courses/{{course}}/decisions/modification": "PRN y",
    f"POST {CLINIC}/courses/{{course}}/decisions/modification": "P",
    f"GET {CLINIC}/courses/{{course}}/decisions/systemic": "PRN y",
    f"POST {CLINIC}/courses/{{course}}/decisions/systemic": "P",
    f"GET {CLINIC}/courses/{{course}}/device-sessions": "PRN",
    f"POST {CLINIC}/courses/{{course}}/device-sessions": "PN",
    f"GET {CLINIC}/approvals": "PRNSUA y",
    f"POST {CLINIC}/approvals": "PR",
    f"GET {CLINIC}/feeds": "SA y",
    f"POST {CLINIC}/feeds": "SA y",
    f"DELETE {CLINIC}/feeds/{{feed}}": "SA y",
    f"GET {CLINIC}/audit": "UA",
    f"POST {CLINIC}/hl7": "y",
    f"GET {CLINIC}/subscriptions": "A y",
    f"POST {CLINIC}/subscriptions": "A y",
    f"GET {CLINIC}/subscriptions/{{subscription}}": "A y",
    f"PUT {CLINIC}/subscriptions/{{subscription}}": "A y",
    f"GET {CLINIC}/subscriptions/{{subscription}}/deliveries": "A y",
    f"GET {CLINIC}/people": "A",
    f"POST {CLINIC}/people": "A",
    f"GET {CLINIC}/people/{{person}}": "A",
    f"PUT {CLINIC}/people/{{person}}": "A",
    f"GET {CLINIC}/systems": "A",
    f"POST {CLINIC}/people/{{person}}/password": "A",
    f"DELETE {CLINIC}/people/{{person}}/second-factor": "A",
    f"DELETE {CLINIC}/people/{{person}}/lock": "A",
    f"GET {CLINIC}/programmers": "PRN",
    f"POST {CLINIC}/courses/{{course}}/programmer/read": "PN",
    f"POST {CLINIC}/courses/{{course}}/programmer/program": "PN",
    f"POST {CLINIC}/courses/{{course}}/programmer/resolve": "PN",
    f"POST {CLINIC}/systems": "A",
    f"GET {CLINIC}/systems/{{system}}": "A",
    f"PUT {CLINIC}/systems/{{system}}": "A",
}
LETTERS: Final = {
    "P": Role.PRESCRIBER,
    "R": Role.PHARMACIST,
    "N": Role.NURSE,
    "S": Role.SCHEDULER,
    "U": Role.AUDITOR,
    "A": Role.ADMINISTRATOR,
}
PREFIXES: Final = {"subscription": "sub", "system": "sys", "pump": "pmp", "product": "prd"}
WEIGHT: Final = {"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": "96.5"}
KNOWN: Final = {"protocol": "pump-it", "profile": "intera-3000", "kind": "Observation"}


def routes() -> dict[str, APIRoute]:
    return {
        f"{method} {route.path}": route
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }


ROUTES: Final = routes()


def right_of(label: str) -> str | None:
    calls = [part.call for part in ROUTES[label].dependant.dependencies]
    rights = [call.right for call in calls if isinstance(call, Requires)]
    assert len(rights) <= 1, f"{label} asks for several rights"
    return rights[0] if rights else None


def address(label: str, clinic: str) -> str:
    """The path with ids of the right form of which nothing is there, in this clinic."""

    def fill(found: re.Match[str]) -> str:
        name = found.group(1)
        return KNOWN.get(name) or f"{PREFIXES.get(name, name[:3])}-{'0' * 26}"

    return re.sub(r"\{(\w+)\}", fill, label.partition(" ")[2].replace("{clinic}", clinic))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[ApiUnderTest, str, str]:
    engine: Engine = migrated_sqlite(tmp_path_factory.mktemp("matrix") / "records.db")
    api = api_on(engine)
    return api, a_course(api.records)[0], a_course(api.records)[0]


def ask(api: ApiUnderTest, label: str, clinic: str, headers: dict[str, str]) -> tuple[int, str]:
    # A body that is no JSON at all: whoever may not come in must not even learn that.
    method = label.partition(" ")[0]
    body = None if method in {"GET", "DELETE"} else b"{"
    answer = api.client.request(
        method, address(label, clinic), content=body, headers={"Content-Type": "application/json", **headers}
    )
    if answer.status_code >= 400 and "/fhir/" in label:
        assert answer.headers["Content-Type"] == "application/fhir+json", (label, answer.text)
        return answer.status_code, answer.json()["issue"][0]["details"]["coding"][0]["code"]
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json", (label, answer.text)
    return answer.status_code, answer.json().get("code", "") if answer.status_code >= 400 else ""


def test_every_route_is_in_the_table_and_none_too_many() -> None:
    assert set(ROUTES) == set(TABLE) | OPEN | OWN
    assert {label for label in ROUTES if right_of(label) is None} == OPEN | OWN


@pytest.mark.parametrize("label", sorted(TABLE))
def test_who_may(both: tuple[ApiUnderTest, str, str], label: str) -> None:
    api, clinic, elsewhere = both
    of_a_clinic = "{clinic}" in label
    assert ask(api, label, clinic, {}) == (401, "access.no-credentials")
    assert ask(api, label, clinic, {"Authorization": "Bearer hds_unknown"}) == (401, "access.over")
    for letter, role in LETTERS.items():
        own = api.callers.person(role.value, **{clinic: role})
        other = api.callers.person(f"{role.value}-elsewhere", **{elsewhere: role})
        status, code = ask(api, label, clinic, own)
        if letter in TABLE[label].partition("y")[0]:
            assert status not in {401, 403, 500, 503}, (label, role, code)
        else:
            assert (status, code) == (403, "access.right-missing"), (label, role)
        if of_a_clinic:
            assert ask(api, label, clinic, other) == (403, "access.right-missing"), (label, role)
            # Nor do they learn which clinics there are.
            assert ask(api, label, f"cln-{'0' * 26}", other) == (403, "access.right-missing")


@pytest.mark.parametrize("label", sorted(TABLE))
def test_what_a_system_may(both: tuple[ApiUnderTest, str, str], label: str) -> None:
    api, clinic, elsewhere = both
    right = right_of(label)
    assert right is not None
    without = api.callers.system("without", clinic, *({"plan.read", "rules.read"} - {right}))
    assert ask(api, label, clinic, without) == (403, "access.right-missing")
    assert (right in SYSTEM_SCOPES) == TABLE[label].endswith("y"), label
    if "{clinic}" in label:
        there = api.callers.system("there", elsewhere, right)
        assert ask(api, label, clinic, there) == (403, "access.right-missing")
    granted = api.callers.system("granted", clinic, right)
    assert ask(api, label, clinic, granted)[0] not in {401, 403, 500, 503}


@pytest.mark.parametrize("label", sorted(OWN))
def test_what_is_about_oneself_is_for_people(both: tuple[ApiUnderTest, str, str], label: str) -> None:
    api, clinic, _ = both
    system = api.callers.system("any", clinic, "plan.read")
    method, _, path = label.partition(" ")
    body = {
        "PUT /v1/session/language": {"language": "nl"},
        "PUT /v1/session/password": {"password": "seven green herons", "new_password": "seven brown herons"},
        "PUT /v1/session/second-factor": {"secret": "A" * 32, "code": "123456", "password": "seven green herons"},
    }.get(label)
    assert api.client.request(method, path, json=body).status_code == 401
    denied = api.client.request(method, path, json=body, headers=system)
    assert (denied.status_code, denied.json()["code"]) == (403, "access.people-only")


def test_things_of_another_clinic_are_not_there(api: ApiUnderTest) -> None:
    """The path says the own clinic and the id is another one's."""
    ward = a_ward(api)
    mine, _ = a_course(api.records)
    everything = api.callers.person("everything", **{mine: tuple(Role)})
    checked = 0
    for label in sorted(TABLE):
        method, _, path = label.partition(" ")
        names = [name for name in re.findall(r"\{(\w+)\}", path) if name in ward.ids and name not in KNOWN]
        if len(names) < 2 or method not in {"GET", "DELETE"}:
            continue
        told = {name: mine if name == "clinic" else ward.ids[name] for name in names}
        since = {"since": "2026-03-01T09:00:00Z"} if path.endswith("changes") else {}
        since |= {"visit": "pump-1-refill"} if path.endswith("days") else {}
        answer = api.client.request(method, path.format(**told), params=since, headers=everything)
        empty = answer.status_code == 200 and answer.json().get("items") == []
        assert answer.status_code == 404 or empty, (label, answer.text)
        checked += 1
    assert checked >= 14
    for path, body in (
        ("courses/{course}/facts", {"facts": [WEIGHT]}),
        ("orders/{order}/cancel", {"reason": "of another clinic"}),
        ("orders/{order}/verify", {}),
    ):
        answer = api.client.post(
            f"/v1/clinics/{mine}/{path.format(**ward.ids)}", json=body, headers=everything | {"If-Match": '"1"'}
        )
        assert answer.status_code in {404, 422}, (path, answer.text)
    order = api.client.get(f"/v1/clinics/{ward.ids['clinic']}/orders/{ward.ids['order']}", headers=ward.headers(""))
    assert order.json()["version"] == 1
    assert api.client.get(f"/v1/clinics/{mine}/courses", headers=everything).json()["items"] != []
