"""Hostile and clumsy input: a clear problem document, nothing stored, and the server goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from api_support import ApiUnderTest
from records_support import a_course
from sqlalchemy import func, select

from haipdose.records import tables
from haipdose_api.permissions import Role

DEEP = b'{"a":' * 100_000
PATIENT = '{"identifier": "42", "sex": "male"'


def rows(api: ApiUnderTest) -> dict[str, int]:
    """Rows of every table."""
    with api.records.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.metadata.sorted_tables
        }


@pytest.fixture
def place(api_on_both: ApiUnderTest) -> Iterator[tuple[ApiUnderTest, str, str, dict[str, str]]]:
    clinic, course = a_course(api_on_both.records)
    doctor = api_on_both.callers.person("doctor", **{clinic: (Role.PRESCRIBER, Role.NURSE)})
    before = rows(api_on_both)
    yield api_on_both, clinic, course, doctor | {"Content-Type": "application/json"}
    assert rows(api_on_both) == before
    assert api_on_both.client.get("/health/ready").status_code == 200


BODIES: list[tuple[str, bytes, int, str]] = [
    ("empty", b"", 400, "document.empty"),
    ("blank", b"  \n", 400, "document.empty"),
    ("cut off", b'{"identifier": "42"', 400, "document.json"),
    ("not UTF-8", b'{"identifier": "\xff\xfe", "sex": "male"}', 400, "document.encoding"),
    ("UTF-16", '{"identifier": "42"}'.encode("utf-16"), 400, "document.encoding"),
    ("deep objects", DEEP, 400, "document.depth"),
    ("deep lists", b"[" * 100_000, 400, "document.depth"),
    ("a key twice", PATIENT.encode() + b', "sex": "female"}', 422, "document.duplicate-key"),
    ("NaN", PATIENT.encode() + b', "birth_date": NaN}', 422, "document.number"),
    ("infinity", PATIENT.encode() + b', "birth_date": -Infinity}', 422, "document.number"),
    ("a monstrous exponent", PATIENT.encode() + b', "birth_date": 1e999999999}', 422, "document.number"),
    ("a monstrous small one", PATIENT.encode() + b', "birth_date": 1e-999999999}', 422, "document.number"),
    ("a monstrous fraction", PATIENT.encode() + b', "birth_date": 0.' + b"1" * 100_000 + b"}", 422, "document.number"),
    ("a monstrous integer", PATIENT.encode() + b', "birth_date": ' + b"9" * 100_000 + b"}", 422, "document.number"),
    ("NUL", b'{"identifier": "4\\u00002", "sex": "male"}', 422, "document.text"),
    ("NUL in a key", PATIENT.encode() + b', "\\u0000": 1}', 422, "document.text"),
    ("half a character", b'{"identifier": "4\\ud8002", "sex": "male"}', 422, "document.text"),
    ("a raw control character", b'{"identifier": "4\x002", "sex": "male"}', 400, "document.json"),
    ("a list", b"[]", 422, "input."),
    ("a text", b'"42"', 422, "input."),
    ("null", b"null", 422, "input."),
    ("wrong types", b'{"identifier": {"a": []}, "sex": 7}', 422, "input."),
    ("a field too many", PATIENT.encode() + b', "__proto__": {}}', 422, "input.extra-forbidden"),
    ("the year 0", PATIENT.encode() + b', "birth_date": "0000-01-01"}', 422, "input."),
    ("a late year", PATIENT.encode() + b', "birth_date": "10000-01-01"}', 422, "input."),
    ("very long text", PATIENT.encode() + b', "family_name": "' + b"x" * 100_000 + b'"}', 422, "input."),
]


@pytest.mark.parametrize(("body", "status", "code"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_bodies_that_cannot_be_used(
    place: tuple[ApiUnderTest, str, str, dict[str, str]], body: bytes, status: int, code: str
) -> None:
    api, clinic, _, headers = place
    answer = api.client.post(f"/v1/clinics/{clinic}/patients", content=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["code"].startswith(code) or all(part["code"].startswith(code) for part in told["errors"]), told
    assert len(answer.content) < 4000
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_byte_order_mark_is_passed_over(api: ApiUnderTest) -> None:
    clinic, _ = a_course(api.records)
    headers = api.callers.person("nurse", **{clinic: Role.NURSE}) | {"Content-Type": "application/json"}
    body = b"\xef\xbb\xbf" + PATIENT.encode() + b"}"
    assert api.client.post(f"/v1/clinics/{clinic}/patients", content=body, headers=headers).status_code == 201


@pytest.mark.parametrize("path", ["patients", "hl7", "/oauth/token", "/v1/session"])
@pytest.mark.parametrize("how", ["declared", "in pieces"])
def test_a_huge_body_is_refused_before_it_is_read(
    place: tuple[ApiUnderTest, str, str, dict[str, str]], path: str, how: str
) -> None:
    api, clinic, _, headers = place
    kind = {"hl7": "application/hl7-v2", "/oauth/token": "application/x-www-form-urlencoded"}.get(
        path, "application/json"
    )
    if path == "hl7":
        headers = api.callers.system("lab", clinic, "hl7.write")
    piece = b"a" * 65_536
    count = api.site.settings.max_body_bytes // len(piece) + 1
    content = piece * count if how == "declared" else (piece for _ in range(count))
    address = path if path.startswith("/") else f"/v1/clinics/{clinic}/{path}"
    answer = api.client.post(address, content=content, headers=headers | {"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (413, "document.size")
    assert "X-Request-ID" in answer.headers


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""],
)
def test_a_body_of_another_kind(place: tuple[ApiUnderTest, str, str, dict[str, str]], kind: str) -> None:
    api, clinic, _, headers = place
    answer = api.client.post(
        f"/v1/clinics/{clinic}/patients", content=PATIENT.encode() + b"}", headers=headers | {"Content-Type": kind}
    )
    assert answer.status_code in {415, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "at",
    [
        "2027-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31T23:59:59+00:00",
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-03-01T09:00:00",
        1e300,
        -99999999999999,
        "99999999999999999999",
    ],
)
def test_moments_that_cannot_be(place: tuple[ApiUnderTest, str, str, dict[str, str]], at: object) -> None:
    api, clinic, course, headers = place
    path = f"/v1/clinics/{clinic}/courses/{course}"
    fact = {"type": "weight-measured", "at": at, "weight_kg": "96.5"}
    answer = api.client.post(f"{path}/facts", json={"facts": [fact]}, headers=headers | {"If-Match": '"1"'})
    assert answer.status_code == 422, answer.text
    asked = api.client.get(f"{path}/plan", params={"as_of": str(at)}, headers=headers)
    assert asked.status_code in {200, 422}, asked.text
    changes = api.client.get(f"{path}/plan/changes", params={"since": str(at)}, headers=headers)
    assert changes.status_code in {200, 422}, changes.text


@pytest.mark.parametrize("value", [None, "", "7", 'W/"1"', "*", '"1", "2"', '"1x"', '"-1"', '"1"' * 20, '"9999999999"'])
def test_versions_that_are_none(place: tuple[ApiUnderTest, str, str, dict[str, str]], value: str | None) -> None:
    api, clinic, course, headers = place
    fact = {"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": "96.5"}
    sent = headers | ({} if value is None else {"If-Match": value})
    answer = api.client.post(f"/v1/clinics/{clinic}/courses/{course}/facts", json={"facts": [fact]}, headers=sent)
    assert answer.status_code == 422
    assert "If-Match" in answer.text or "if-match" in answer.text.lower()


PATHS = [
    "/v1/clinics/%2e%2e/%2e%2e/etc/passwd",
    "/v1/clinics/{clinic}/../{clinic}/patients/../../../audit",
    "/v1/clinics/{clinic}%2Fpatients%2F..",
    "/v1/clinics/{clinic}/patients/{course}",
    "/v1/clinics/{course}/patients",
    "/v1/clinics/{clinic}/patients/{clinic}",
    "/v1/clinics/{clinic}/courses/%00",
    "/v1/clinics/{clinic}/patients?identifier=%00",
    "/v1/clinics/{clinic}/patients?after=%27%20OR%201=1--",
    "/v1/clinics/{clinic}/patients?limit=1e9",
    "/v1/clinics/{clinic}/patients?limit=999999999999999999999999",
    "/v1/clinics/{clinic}/courses/{course}'/plan",
    "/v1/clinics/{clinic}/patients/",
    "//v1/clinics",
    "/v1/protocols/..%2f..%2fetc%2fpasswd",
    "/v1/protocols/%2e%2e",
    "/v1/profiles/%2fetc%2fpasswd",
    "/v1/docs/..%2f..%2fserver.py",
    "/v1/docs/%2e%2e",
    "/calendars/..%2f..%2fx.ics",
    "/v1/nothing",
]


@pytest.mark.parametrize("path", PATHS)
def test_paths_that_lead_nowhere(place: tuple[ApiUnderTest, str, str, dict[str, str]], path: str) -> None:
    api, clinic, course, headers = place
    answer = api.client.get(path.replace("{clinic}", clinic).replace("{course}", course), headers=headers)
    assert answer.status_code in {403, 404, 422}, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "root:" not in answer.text


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_no_header_turns_one_method_into_another(
    place: tuple[ApiUnderTest, str, str, dict[str, str]], header: str
) -> None:
    api, clinic, _, headers = place
    answer = api.client.get(f"/v1/clinics/{clinic}/patients?_method=DELETE", headers=headers | {header: "POST"})
    assert (answer.status_code, "items" in answer.json()) == (200, True)


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "TRACE", "OPTIONS", "BREW"])
def test_other_methods_are_refused(place: tuple[ApiUnderTest, str, str, dict[str, str]], method: str) -> None:
    api, clinic, _, headers = place
    answer = api.client.request(method, f"/v1/clinics/{clinic}/patients", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (405, "http.405")
    assert "Allow" in answer.headers


def test_a_fault_of_ours_shows_nothing_and_leads_to_the_log(api: ApiUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        del args
        raise ZeroDivisionError("secret inside")

    clinic, _ = a_course(api.records)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    monkeypatch.setattr("haipdose_api.registry_routes.shown_page", broken)
    answer = api.client.get(f"/v1/clinics/{clinic}/patients", headers=nurse)
    assert (answer.status_code, answer.json()["code"]) == (500, "server.fault")
    assert answer.json()["request_id"] == answer.headers["X-Request-ID"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "secret" not in answer.text


@pytest.mark.parametrize("number", ["2026", "0", "1772352000", "-1", "1e3"])
def test_a_number_is_no_moment(place: tuple[ApiUnderTest, str, str, dict[str, str]], number: str) -> None:
    api, clinic, course, headers = place
    path = f"/v1/clinics/{clinic}/courses/{course}/plan"
    for address, name in ((path, "as_of"), (f"{path}/changes", "since")):
        answer = api.client.get(address, params={name: number}, headers=headers)
        assert answer.status_code == 422, answer.text
        assert name in answer.text
