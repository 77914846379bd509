"""Systems: OAuth from a generated key to a request, and every token that must not be taken."""

from __future__ import annotations

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from api_support import SETUP, ApiUnderTest
from httpx2 import Response
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from records_support import a_course

from haipdose_api.permissions import Role
from haipdose_api.security.tokens import ASSERTION_TYPE

Key = ECKey | RSAKey
SCOPES = ["plan.read", "fhir.read"]


def ec(kid: str = "one", curve: str = "P-256") -> ECKey:
    return ECKey.generate_key(curve, parameters={"kid": kid})


def public(*keys: Key) -> dict[str, Any]:
    return {"keys": [dict(key.as_dict(private=False)) for key in keys]}


@dataclass
class Site:
    api: ApiUnderTest
    clinic: str
    course: str
    administrator: dict[str, str]

    def system(self, *keys: Key, scopes: list[str] = SCOPES) -> str:
        body = {"name": "Desk", "scopes": scopes, "keys": public(*keys)}
        path = f"/v1/clinics/{self.clinic}/systems"
        answer = self.api.client.post(path, json=body, headers=self.administrator)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def assertion(self, key: Any, system: str, algorithm: str = "ES256", **changed: Any) -> str:
        now = int(self.api.site.clock().timestamp())
        claims = {
            "iss": system,
            "sub": system,
            "aud": self.api.site.tokens.audience,
            "exp": now + 120,
            "jti": f"jti-{self.api.site.clock().timestamp()}",
        } | changed
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm])

    def exchange(self, assertion: str, **more: str) -> Response:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
        } | more
        return self.api.client.post("/oauth/token", data=form)

    def plan(self, token: str) -> Response:
        path = f"/v1/clinics/{self.clinic}/courses/{self.course}/plan"
        return self.api.client.get(path, headers={"Authorization": f"Bearer {token}"})


def site_on(api: ApiUnderTest) -> Site:
    clinic, course = a_course(api.records)
    return Site(api, clinic, course, api.callers.person("boss", **{clinic: Role.ADMINISTRATOR}))


@pytest.fixture
def site(api: ApiUnderTest) -> Site:
    return site_on(api)


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        (ec(), "ES256"),
        (ec(curve="P-384"), "ES384"),
        (RSAKey.generate_key(2048, parameters={"kid": "rsa"}), "RS384"),
    ],
    ids=["ES256", "ES384", "RS384"],
)
def test_from_a_key_to_a_plan(site: Site, key: Key, algorithm: str) -> None:
    system = site.system(key)
    answer = site.exchange(site.assertion(key, system, algorithm))
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.json()
    assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 300, "fhir.read plan.read")
    assert site.plan(told["access_token"]).status_code == 200
    denied = site.api.client.get(
        f"/v1/clinics/{site.clinic}/patients", headers={"Authorization": f"Bearer {told['access_token']}"}
    )
    assert denied.status_code == 403
    site.api.site.clock.now += timedelta(minutes=6)  # type: ignore[attr-defined]
    over = site.plan(told["access_token"])
    assert (over.status_code, over.json()["code"]) == (401, "access.token")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("plan.read", "plan.read"),
        ("system/*.rs", "fhir.read"),
        ("system/Observation.crs", "fhir.read"),
        ("plan.read audit.read people.manage", "plan.read"),
        ("system/Observation.c", None),
        ("people.manage", None),
        ("*", None),
    ],
)
def test_no_scope_beyond_what_was_granted(site: Site, asked: str, given: str | None) -> None:
    key = ec()
    answer = site.exchange(site.assertion(key, site.system(key)), scope=asked)
    if given is None:
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")
    else:
        assert answer.json()["scope"] == given


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "https://elsewhere.example/oauth/token"},
        {"aud": ["https://elsewhere.example/oauth/token"]},
        {"aud": []},
        {"aud": None},
        {"aud": 7},
        {"sub": f"sys-{'0' * 26}"},
        {"iss": f"sys-{'0' * 26}"},
        {"iss": "nul\0"},
        {"iss": {"a": 1}},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"exp": 99999999999},
        {"exp": 1e300},
        {"exp": "soon"},
        {"jti": None},
        {"jti": ""},
        {"jti": "nul\0"},
        {"jti": "x" * 121},
        {"jti": 7},
        {"nbf": 99999999999},
    ],
    ids=str,
)
def test_an_assertion_that_says_something_else_is_refused(site: Site, changed: dict[str, Any]) -> None:
    key = ec()
    answer = site.exchange(site.assertion(key, site.system(key), **changed))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_an_assertion_for_several_audiences_is_taken_when_we_are_one(site: Site) -> None:
    key = ec()
    aud = ["https://elsewhere.example", site.api.site.tokens.audience]
    assert site.exchange(site.assertion(key, site.system(key), aud=aud)).status_code == 200


def test_an_assertion_is_good_once_even_sent_many_times_at_once(api_on_both: ApiUnderTest) -> None:
    site = site_on(api_on_both)
    key = ec()
    assertion = site.assertion(key, site.system(key))
    start = Barrier(6)

    def send(number: int) -> int:
        del number
        start.wait()
        return site.exchange(assertion).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(send, range(6))) == [200] + [401] * 5
    site.api.site.clock.now += timedelta(seconds=100)  # type: ignore[attr-defined]
    assert site.exchange(assertion).status_code == 401


def test_another_key_or_another_systems_key_is_refused(site: Site) -> None:
    mine, other = ec(), ec()
    system, another = site.system(mine), site.system(other)
    assert site.exchange(site.assertion(other, system)).status_code == 401
    assert site.exchange(site.assertion(mine, another)).status_code == 401
    assert site.exchange(site.assertion(ec("unknown"), system)).status_code == 401


def part(document: Any) -> str:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


HOSTILE_HEADERS = [
    {"alg": "none"},
    {"alg": "none", "kid": "one"},
    {"alg": "HS256", "kid": "one"},
    {"alg": ["ES256"], "kid": "one"},
    {"alg": None},
    {"alg": "ES256", "kid": 5},
    {"alg": "ES256", "kid": ["one"]},
    {"alg": "ES256", "kid": "one", "crit": 5},
    {"alg": "ES256", "kid": "one", "crit": ["exp"]},
    {"alg": "ES256", "kid": "one", "b64": False, "crit": ["b64"]},
    {"alg": "ES256", "jwk": {"kty": "oct", "k": "AAAA"}},
    {"alg": "ES256", "kid": "../../etc/passwd"},
    [],
    "x",
    b"[" * 300,
    b"\xff\xfe",
]


@pytest.mark.parametrize("header", HOSTILE_HEADERS, ids=str)
@pytest.mark.parametrize("where", ["access", "assertion"])
def test_hostile_tokens_are_refused_and_break_nothing(site: Site, header: Any, where: str) -> None:
    system = site.system(ec())
    for claims in ({"iss": system, "sub": system, "exp": 2e9}, b"[" * 3000, b"{", "x", 7):
        token = f"{part(header)}.{part(claims)}.{part(b'x' * 64)}"
        answer = site.plan(token) if where == "access" else site.exchange(token)
        assert answer.status_code == 401, answer.text


@pytest.mark.parametrize("token", ["a.b", "..", "a.b.c.d.e", ".", "x" * 9000 + ".y.z", "é.é.é"])
def test_what_is_no_token_is_refused(site: Site, token: str) -> None:
    header = {"Authorization": f"Bearer {token}".encode()}
    path = f"/v1/clinics/{site.clinic}/courses/{site.course}/plan"
    answer = site.api.client.get(path, headers=header)
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert "WWW-Authenticate" in answer.headers
    assert site.exchange(token).status_code in {401, 422}


def test_our_public_key_signs_nothing_for_us(site: Site) -> None:
    """The classic confusion: the public key taken as the secret of an HMAC."""
    published = site.api.client.get("/oauth/jwks.json").json()["keys"]
    assert all("d" not in key for key in published)
    kid = published[0]["kid"]
    secret = OctKey.import_key(json.dumps(published[0]).encode(), parameters={"kid": kid})
    claims = {"iss": site.api.site.tokens.issuer, "sub": site.system(ec()), "aud": site.api.site.tokens.issuer}
    claims |= {"exp": 2000000000, "scope": "plan.read"}  # type: ignore[dict-item]
    forged = jwt.encode({"alg": "HS256", "kid": kid, "typ": "at+jwt"}, claims, secret, algorithms=["HS256"])
    assert site.plan(forged).status_code == 401


def test_an_assertion_is_no_access_token(site: Site) -> None:
    key = ec()
    assert site.plan(site.assertion(key, site.system(key))).status_code == 401


def test_a_retired_key_is_good_until_its_last_token_has_ended(site: Site) -> None:
    key = ec()
    system = site.system(key)
    token = site.exchange(site.assertion(key, system)).json()["access_token"]
    old = site.api.client.get("/oauth/jwks.json").json()["keys"][0]["kid"]
    new = site.api.site.tokens.rotate(SETUP)
    assert [entry["kid"] for entry in site.api.client.get("/oauth/jwks.json").json()["keys"]] == [new, old]
    assert site.plan(token).status_code == 200
    fresh = site.exchange(site.assertion(key, system)).json()["access_token"]
    assert json.loads(base64.urlsafe_b64decode(fresh.split(".")[0] + "=="))["kid"] == new
    # Whoever has stolen the old key writes tokens of any length with it.
    stolen = site.api.site.tokens._keys()[1]
    assert stolen.kid == old
    issuer = site.api.site.tokens.issuer
    claims = {"iss": issuer, "sub": system, "aud": issuer, "exp": 4000000000, "scope": "plan.read"}
    forged = jwt.encode({"alg": "ES256", "kid": old, "typ": "at+jwt"}, claims, stolen, algorithms=["ES256"])
    assert site.plan(forged).status_code == 200
    site.api.site.clock.now += timedelta(seconds=331)  # type: ignore[attr-defined]
    assert site.plan(forged).status_code == 401
    assert [entry["kid"] for entry in site.api.client.get("/oauth/jwks.json").json()["keys"]] == [new]


def test_a_system_that_is_shut_out_is_out_at_once(site: Site) -> None:
    key = ec()
    system = site.system(key)
    token = site.exchange(site.assertion(key, system)).json()["access_token"]
    path = f"/v1/clinics/{site.clinic}/systems/{system}"
    less = {"scopes": ["fhir.read"], "keys": public(key)}
    assert site.api.client.put(path, json=less, headers=site.administrator | {"If-Match": '"1"'}).status_code == 200
    assert site.plan(token).status_code == 403
    off = less | {"active": False}
    assert site.api.client.put(path, json=off, headers=site.administrator | {"If-Match": '"2"'}).status_code == 200
    assert site.plan(token).status_code == 401
    assert site.exchange(site.assertion(key, system)).status_code == 401


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ({"kty": "oct", "k": "AAAA", "kid": "one"}, "private"),
        (dict(ec().as_dict(private=True)), "private"),
        (dict(ec(curve="P-521").as_dict(private=False)), "P-384"),
        (dict(ec(curve="secp256k1").as_dict(private=False)), "P-384"),
        ({"kty": "RSA", "n": "wcHB" * 42 + "wcE", "e": "AQAB", "kid": "one"}, "2048"),
        ({"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "one"}, ""),
        ({name: value for name, value in ec().as_dict(private=False).items() if name != "kid"}, "kid"),
        ({"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA", "kid": "one"}, ""),
        ({"kty": 1.5, "kid": "one"}, "texts"),
        ({"kty": "RSA", "n": "A" * 100_000, "e": "AQAB", "kid": "one"}, "texts"),
        ({"kid": "one"}, ""),
        ({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "kid": "one"}, "RSA"),
        (7, "private"),
    ],
    # Fixed names: the keys are made anew by each process, and the tests must be called the same in all of them.
    ids=(
        "symmetric",
        "private",
        "curve P-521",
        "curve secp256k1",
        "RSA of 1024 bits",
        "RSA without a modulus",
        "without kid",
        "not on the curve",
        "kty is a number",
        "huge",
        "only kid",
        "Ed25519",
        "a number",
    ),
)
def test_a_key_that_is_weak_or_private_is_refused(site: Site, key: Any, words: str) -> None:
    body = {"name": "Desk", "scopes": ["plan.read"], "keys": {"keys": [key]}}
    answer = site.api.client.post(f"/v1/clinics/{site.clinic}/systems", json=body, headers=site.administrator)
    assert answer.status_code == 422, answer.text
    assert words in answer.text


def test_only_what_makes_a_public_key_is_kept(site: Site) -> None:
    entry = dict(ec().as_dict(private=False)) | {"x5u": "https://elsewhere.example", "extra": 1.5}
    body = {"name": "Desk", "scopes": ["plan.read"], "keys": {"keys": [entry], "more": [1.5]}}
    path = f"/v1/clinics/{site.clinic}/systems"
    answer = site.api.client.post(path, json=body, headers=site.administrator | {"Idempotency-Key": "desk-system"})
    assert answer.status_code == 201, answer.text
    assert set(answer.json()["keys"]) == {"keys"}
    assert set(answer.json()["keys"]["keys"][0]) == {"kty", "crv", "x", "y", "kid"}


@pytest.mark.parametrize("scope", ["people.manage", "order.verify", "decision.write", "fact.write", "audit.read"])
def test_what_takes_a_person_is_not_granted_to_a_system(site: Site, scope: str) -> None:
    body = {"name": "Desk", "scopes": [scope], "keys": public(ec())}
    path = f"/v1/clinics/{site.clinic}/systems"
    assert site.api.client.post(path, json=body, headers=site.administrator).status_code == 422


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, "invalid_request"),
        ({"grant_type": "client_credentials", "client_assertion_type": ASSERTION_TYPE}, "invalid_client"),
    ],
)
def test_other_ways_to_ask_are_refused(site: Site, form: dict[str, str], error: str) -> None:
    assert site.api.client.post("/oauth/token", data=form).json()["error"] == error
