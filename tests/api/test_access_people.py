"""People: login, lockout, second factor, passwords, the cookie and its token, and who administers whom."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier
from typing import Any

import pyotp
import pytest
from api_support import SETUP, ApiUnderTest
from httpx2 import Response
from quick_passwords import quick_hash
from records_support import CLINIC
from sqlalchemy import func, select

from haipdose.records import people, tables
from haipdose.records.registries import CLINICS
from haipdose.records.verify import verify
from haipdose_api.permissions import Role
from haipdose_api.security.passwords import hash_password

PASSWORD = "seven green herons"


@dataclass
class Site:
    api: ApiUnderTest
    clinic: str
    elsewhere: str

    def person(self, login: str, **grants: tuple[Role, ...]) -> str:
        roles = {getattr(self, place): frozenset(role.value for role in held) for place, held in grants.items()}
        with self.api.records.writing(SETUP) as work:
            return people.create(work, login, login.title(), quick_hash(PASSWORD), roles).id

    def log_in(self, login: str, password: str = PASSWORD, **more: str) -> Response:
        self.api.client.cookies.clear()
        return self.api.client.post("/v1/session", json={"login": login, "password": password} | more)

    def token(self, login: str) -> dict[str, str]:
        answer = self.log_in(login)
        assert answer.status_code == 201, answer.text
        self.api.client.cookies.clear()
        return {"Authorization": f"Bearer {answer.json()['token']}"}

    def pass_time(self, **much: int) -> None:
        self.api.site.clock.now += timedelta(**much)  # type: ignore[attr-defined]

    def put(self, administrator: dict[str, str], person: str, **changed: Any) -> Response:
        path = f"/v1/clinics/{self.clinic}/people/{person}"
        with self.api.records.reading() as connection:
            found = people.get(connection, person)
        body = {"display_name": found.display_name, "active": found.active, "roles": ["nurse"]} | changed
        return self.api.client.put(path, json=body, headers=administrator | {"If-Match": f'"{found.version}"'})


def site_on(api: ApiUnderTest) -> Site:
    with api.records.writing(SETUP) as work:
        one, other = (CLINICS.create(work, None, CLINIC).id for _ in range(2))
    return Site(api, one, other)


@pytest.fixture
def site(api: ApiUnderTest) -> Site:
    return site_on(api)


def code_of(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_what_a_guess_costs() -> None:
    """RFC 9106's second recommended choice: 64 MiB, three passes, four lanes."""
    assert hash_password(PASSWORD, "anna").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_logging_in_and_out(site: Site) -> None:
    person = site.person("Anna.B", clinic=(Role.NURSE,), elsewhere=(Role.PHARMACIST,))
    headers = site.token("anna.b")
    me = site.api.client.get("/v1/session", headers=headers).json()
    assert me["person"] == person
    assert me["roles"] == {site.clinic: ["nurse"], site.elsewhere: ["pharmacist"]}
    assert site.api.client.delete("/v1/session", headers=headers).status_code == 204
    assert code_of(site.api.client.get("/v1/session", headers=headers)) == (401, "access.over")


def test_a_login_counts_however_it_is_capitalised_and_is_taken_once(site: Site) -> None:
    site.person("anna", clinic=(Role.NURSE,))
    boss = site.person("boss", clinic=(Role.ADMINISTRATOR,))
    assert boss
    body = {"login": "ANNA", "display_name": "Another", "password": PASSWORD, "roles": ["nurse"]}
    answer = site.api.client.post(f"/v1/clinics/{site.clinic}/people", json=body, headers=site.token("boss"))
    assert code_of(answer) == (409, "people.login-taken")


@pytest.mark.parametrize("login", ["anna", "nobody", "asleep"])
def test_whoever_cannot_log_in_hears_the_same_and_it_is_written_down(site: Site, login: str) -> None:
    site.person("anna", clinic=(Role.NURSE,))
    asleep = site.person("asleep", clinic=(Role.NURSE,))
    with site.api.records.writing(SETUP) as work:
        people.change(work, asleep, 1, display_name="A", active=False, clinic=site.clinic, roles=frozenset({"nurse"}))
    password = PASSWORD if login == "asleep" else "wrong"
    answer = site.log_in(login, password)
    assert code_of(answer) == (401, "access.login")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert login not in answer.text
    with site.api.records.reading() as connection:
        actions = connection.execute(select(tables.audit.c.action)).scalars().all()
        payloads = connection.execute(select(tables.audit.c.payload)).scalars().all()
    assert actions.count("person.login-refused") == 1
    assert not any("nobody" in payload for payload in payloads)


def test_too_many_wrong_passwords_lock_for_a_while_and_not_for_longer(site: Site) -> None:
    site.person("anna", clinic=(Role.NURSE,))
    for _ in range(site.api.site.settings.lockout_after):
        assert site.log_in("anna", "wrong").status_code == 401
    assert site.log_in("anna").status_code == 401  # right, but locked
    site.pass_time(minutes=10)
    assert site.log_in("anna", "wrong").status_code == 401  # does not lengthen it
    site.pass_time(minutes=5)
    assert site.log_in("anna").status_code == 201
    for _ in range(site.api.site.settings.lockout_after - 1):
        site.log_in("anna", "wrong")
    assert site.log_in("anna").status_code == 201  # and the count starts anew
    assert site.log_in("anna", "wrong").status_code == 401
    assert site.log_in("anna").status_code == 201


def test_guesses_at_once_do_not_slip_past_the_lock(api_on_both: ApiUnderTest) -> None:
    """Whoever asks 16 times at once gets no more guesses than whoever asks one after the other."""
    site = site_on(api_on_both)
    person = site.person("anna", clinic=(Role.NURSE,))
    with site.api.records.reading() as connection:
        seen = people.get(connection, person)
    for _ in range(site.api.site.settings.lockout_after):
        site.log_in("anna", "wrong")
    with site.api.records.writing(SETUP) as work:
        # The password was checked before the others locked the login; the session was to start after that.
        assert people.login_succeeded(work, seen, None) is False


def enrolled(site: Site) -> tuple[pyotp.TOTP, dict[str, str]]:
    site.person("anna", clinic=(Role.NURSE,))
    headers = site.token("anna")
    offered = site.api.client.post("/v1/session/second-factor", headers=headers).json()
    assert offered["secret"] in offered["uri"]
    app = pyotp.TOTP(offered["secret"])
    body = {"secret": offered["secret"], "code": app.at(site.api.site.clock()), "password": PASSWORD}
    wrong = site.api.client.put(
        "/v1/session/second-factor", json=body | {"password": "not her password"}, headers=headers
    )
    assert code_of(wrong) == (422, "password.wrong")
    old = site.api.client.put("/v1/session/second-factor", json=body | {"code": "000000"}, headers=headers)
    assert code_of(old) == (422, "second-factor.code")
    assert site.api.client.put("/v1/session/second-factor", json=body, headers=headers).status_code == 204
    return app, body


def test_a_code_is_needed_once_there_is_a_second_factor_and_is_taken_once(site: Site) -> None:
    app, used = enrolled(site)
    assert site.log_in("anna").status_code == 401
    assert site.log_in("anna", code=used["code"]).status_code == 401  # used when it was set up
    site.pass_time(seconds=90)
    code = app.at(site.api.site.clock())
    assert site.log_in("anna", code=code).status_code == 201
    assert site.log_in("anna", code=code).status_code == 401
    site.pass_time(minutes=5)
    assert site.log_in("anna", code=code).status_code == 401


def test_one_code_sent_many_times_at_once_is_taken_once(api_on_both: ApiUnderTest) -> None:
    site = site_on(api_on_both)
    app, _ = enrolled(site)
    site.pass_time(seconds=90)
    body = {"login": "anna", "password": PASSWORD, "code": app.at(site.api.site.clock())}
    start = Barrier(6)

    def send(number: int) -> int:
        del number
        start.wait()
        return int(site.api.client.post("/v1/session", json=body).status_code)

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(send, range(6))) == [201] + [401] * 5


def test_a_new_password_ends_every_session(site: Site) -> None:
    site.person("anna", clinic=(Role.NURSE,))
    one, other = site.token("anna"), site.token("anna")
    body = {"password": PASSWORD, "new_password": "eleven brown otters"}
    assert site.api.client.put("/v1/session/password", json=body, headers=one).status_code == 204
    for headers in (one, other):
        assert site.api.client.get("/v1/session", headers=headers).status_code == 401
    assert site.log_in("anna").status_code == 401
    assert site.log_in("anna", "eleven brown otters").status_code == 201


def test_the_old_password_cannot_be_guessed_from_an_open_screen(site: Site) -> None:
    site.person("anna", clinic=(Role.NURSE,))
    headers = site.token("anna")
    body = {"password": "a guess", "new_password": "eleven brown otters"}
    for _ in range(site.api.site.settings.lockout_after):
        answer = site.api.client.put("/v1/session/password", json=body, headers=headers)
        assert code_of(answer) == (422, "password.wrong")
    right = site.api.client.put("/v1/session/password", json=body | {"password": PASSWORD}, headers=headers)
    assert code_of(right) == (422, "password.wrong")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("eleven char", "password.length"),
        ("a" * 257, "input.too-long"),
        ("aaaaaaaaaaaa", "password.weak"),
        ("welkom in utrecht", "password.weak"),
        ("herons of Boris", "password.weak"),
        ("half a \\ud800 pair", "document.text"),
        ("nul \\u0000 inside it", "document.text"),
    ],
)
def test_passwords_that_are_refused_are_not_repeated(site: Site, password: str, code: str) -> None:
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    raw = f'{{"login": "boris", "display_name": "B", "password": "{password}", "roles": ["nurse"]}}'
    headers = site.token("boss") | {"Content-Type": "application/json"}
    answer = site.api.client.post(f"/v1/clinics/{site.clinic}/people", content=raw, headers=headers)
    assert (answer.status_code, answer.json()["code"] in {code, "input.several"} or code in answer.text) == (422, True)
    assert password not in answer.text


def test_a_password_in_the_wrong_field_is_not_repeated(site: Site) -> None:
    for body in ({"login": "anna", "pasword": "hunter2hunter2"}, {"login": "hunter2hunter2 !", "password": PASSWORD}):
        answer = site.api.client.post("/v1/session", json=body)
        assert answer.status_code == 422
        assert "hunter2" not in answer.text


def test_a_short_login_does_not_forbid_every_password(site: Site) -> None:
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    body = {"login": "e", "display_name": "E", "password": PASSWORD, "roles": ["nurse"]}
    headers = site.token("boss")
    assert site.api.client.post(f"/v1/clinics/{site.clinic}/people", json=body, headers=headers).status_code == 201


def test_text_outside_the_basic_plane_is_kept(api_on_both: ApiUnderTest) -> None:
    site = site_on(api_on_both)
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    body = {"login": "zoe", "display_name": "Zoë 𠮷 🫀", "password": "seven 🫀 herons", "roles": ["nurse"]}
    made = site.api.client.post(f"/v1/clinics/{site.clinic}/people", json=body, headers=site.token("boss"))
    assert made.json()["display_name"] == "Zoë 𠮷 🫀"
    assert site.log_in("zoe", "seven 🫀 herons").status_code == 201


# --- sessions


def test_a_session_ends_when_idle_and_at_last_in_any_case(site: Site) -> None:
    site.person("anna", clinic=(Role.NURSE,))
    headers = site.token("anna")
    site.pass_time(minutes=21)
    assert site.api.client.get("/v1/session", headers=headers).status_code == 401
    headers = site.token("anna")
    for _ in range(39):
        site.pass_time(minutes=15)
        assert site.api.client.get("/v1/session", headers=headers).status_code == 200
    site.pass_time(minutes=15)
    assert site.api.client.get("/v1/session", headers=headers).status_code == 401


def test_the_cookie_is_closed_and_changes_need_the_token_beside_it(site: Site) -> None:
    site.person("anna", clinic=(Role.NURSE,))
    answer = site.log_in("anna")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-haipdose=")
    for part in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    client = site.api.client
    client.cookies.clear()
    held = {"Cookie": cookie.partition(";")[0]}
    assert client.get("/v1/session", headers=held).status_code == 200
    path, body = f"/v1/clinics/{site.clinic}/patients", {"identifier": "1", "sex": "male"}
    assert code_of(client.post(path, json=body, headers=held)) == (403, "access.csrf")
    assert code_of(client.post(path, json=body, headers=held | {"X-CSRF-Token": "guess"})) == (403, "access.csrf")
    assert code_of(client.delete("/v1/session", headers=held)) == (403, "access.csrf")
    own = held | {"X-CSRF-Token": answer.json()["csrf_token"]}
    # A form on another site cannot say what it sends, token or not.
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        form = client.post(path, content=b'{"identifier":"1","sex":"male"}', headers=own | {"Content-Type": kind})
        assert form.status_code == 422
    assert client.post(path, json=body, headers=own).status_code == 201
    # Another scheme beside the cookie does not keep the session alive.
    assert client.delete("/v1/session", headers=own | {"Authorization": "Basic eDp5"}).status_code == 204
    assert code_of(client.get("/v1/session", headers=held)) == (401, "access.over")


def test_a_login_needs_json(site: Site) -> None:
    """Otherwise a form on another site could log somebody in as somebody else."""
    site.person("anna", clinic=(Role.NURSE,))
    raw = f'{{"login": "anna", "password": "{PASSWORD}"}}'
    answer = site.api.client.post("/v1/session", content=raw, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 422
    assert "Set-Cookie" not in answer.headers


# --- administration


def test_rights_end_with_the_role_and_the_session_with_the_permission(site: Site) -> None:
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    anna = site.person("anna", clinic=(Role.NURSE,))
    boss, nurse = site.token("boss"), site.token("anna")
    path = f"/v1/clinics/{site.clinic}/pumps"
    assert site.api.client.get(path, headers=nurse).status_code == 200
    assert site.put(boss, anna, roles=["scheduler"]).status_code == 200
    assert code_of(site.api.client.get(path, headers=nurse)) == (403, "access.right-missing")
    assert site.put(boss, anna, active=False).status_code == 200
    assert code_of(site.api.client.get(path, headers=nurse)) == (401, "access.over")
    assert site.put(boss, anna, active=True).status_code == 200
    assert site.api.client.get(path, headers=nurse).status_code == 401


def test_a_person_of_two_clinics_is_not_changed_by_one_of_them(site: Site) -> None:
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    anna = site.person("anna", clinic=(Role.NURSE,), elsewhere=(Role.PHARMACIST,))
    boss = site.token("boss")
    for changed in ({"active": False}, {"display_name": "Somebody Else"}):
        assert code_of(site.put(boss, anna, **changed)) == (403, "people.other-clinic")
    assert site.put(boss, anna, roles=["scheduler"]).json()["roles"] == ["scheduler"]
    with site.api.records.reading() as connection:
        grants = people.get(connection, anna).grants
    assert grants == {site.clinic: {"scheduler"}, site.elsewhere: {"pharmacist"}}
    both = site.person("both", clinic=(Role.ADMINISTRATOR,), elsewhere=(Role.ADMINISTRATOR,))
    assert both
    assert site.put(site.token("both"), anna, active=False).status_code == 200


def test_somebody_of_another_clinic_is_not_there(site: Site) -> None:
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    boris = site.person("boris", elsewhere=(Role.NURSE,))
    boss = site.token("boss")
    assert code_of(site.put(boss, boris)) == (404, "records.person-unknown")
    found = site.api.client.get(f"/v1/clinics/{site.clinic}/people/{boris}", headers=boss)
    assert code_of(found) == (404, "records.person-unknown")
    # Whoever administers both brings them in.
    site.person("both", clinic=(Role.ADMINISTRATOR,), elsewhere=(Role.ADMINISTRATOR,))
    assert site.put(site.token("both"), boris).json()["roles"] == ["nurse"]


def test_one_administrator_is_always_left(api_on_both: ApiUnderTest) -> None:
    site = site_on(api_on_both)
    boss = site.person("boss", clinic=(Role.ADMINISTRATOR,))
    second = site.person("second", clinic=(Role.ADMINISTRATOR,))
    one, other = site.token("boss"), site.token("second")
    assert code_of(site.put(one, boss)) == (403, "people.own-role")
    assert code_of(site.put(one, boss, active=False, roles=["administrator"])) == (403, "people.own-role")
    start = Barrier(2)

    def take_away(who: tuple[dict[str, str], str]) -> int:
        start.wait()
        return site.put(*who).status_code

    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(take_away, [(one, second), (other, boss)]))
    assert ended.count(200) == 1, ended
    assert set(ended) <= {200, 403, 409}
    with site.api.records.reading() as connection:
        left = connection.execute(
            select(func.count()).select_from(tables.memberships).where(tables.memberships.c.role == "administrator")
        ).scalar_one()
    assert left == 1


def test_nobody_is_left_without_any_role(site: Site) -> None:
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    anna = site.person("anna", clinic=(Role.NURSE,))
    boss = site.token("boss")
    assert code_of(site.put(boss, anna, roles=[])) == (409, "people.last-role")
    body = {"login": "new", "display_name": "New", "password": PASSWORD, "roles": []}
    answer = site.api.client.post(f"/v1/clinics/{site.clinic}/people", json=body, headers=boss)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("host", "counted_as"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("x" * 65, "unknown"),
        ("nul\0", "unknown"),
    ],
)
def test_what_counts_as_one_place(host: str, counted_as: str) -> None:
    from starlette.requests import HTTPConnection

    from haipdose_api.security.authenticator import network_of

    connection = HTTPConnection({"type": "http", "client": (host, 1), "headers": []})
    assert network_of(connection) == counted_as


def helped(site: Site, administrator: dict[str, str], person: str, what: str, method: str = "DELETE") -> Response:
    with site.api.records.reading() as connection:
        version = people.get(connection, person).version
    path = f"/v1/clinics/{site.clinic}/people/{person}/{what}"
    return site.api.client.request(method, path, headers=administrator | {"If-Match": f'"{version}"'})


def test_a_forgotten_password_is_replaced_by_one_that_is_good_for_changing_it_only(site: Site) -> None:
    person = site.person("anna", clinic=(Role.NURSE,))
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    before, boss = site.token("anna"), site.token("boss")
    made = helped(site, boss, person, "password", "POST")
    assert made.status_code == 200, made.text
    given = made.json()["password"]
    assert site.api.client.get("/v1/session", headers=before).status_code == 401
    assert site.log_in("anna").status_code == 401
    logged_in = site.log_in("anna", given)
    site.api.client.cookies.clear()
    token = {"Authorization": f"Bearer {logged_in.json()['token']}"}
    assert site.api.client.get("/v1/session", headers=token).json()["must_change_password"] is True
    kept_out = site.api.client.get(f"/v1/clinics/{site.clinic}/board", headers=token)
    assert (kept_out.status_code, kept_out.json()["code"]) == (403, "access.change-password")
    own = {"password": given, "new_password": "eleven brown bitterns"}
    assert site.api.client.put("/v1/session/password", json=own, headers=token).status_code == 204
    again = site.log_in("anna", "eleven brown bitterns")
    site.api.client.cookies.clear()
    token = {"Authorization": f"Bearer {again.json()['token']}"}
    assert site.api.client.get(f"/v1/clinics/{site.clinic}/board", headers=token).status_code == 200


def test_a_first_password_is_good_for_being_changed_only(site: Site) -> None:
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    first, own = "handed over in person", "eleven brown bitterns"
    body = {"login": "new", "display_name": "New", "password": first, "roles": ["nurse"]}
    made = site.api.client.post(f"/v1/clinics/{site.clinic}/people", json=body, headers=site.token("boss"))
    assert made.status_code == 201, made.text
    token = {"Authorization": f"Bearer {site.log_in('new', first).json()['token']}"}
    site.api.client.cookies.clear()
    assert site.api.client.get("/v1/session", headers=token).json()["must_change_password"] is True
    kept_out = site.api.client.get(f"/v1/clinics/{site.clinic}/board", headers=token)
    assert code_of(kept_out) == (403, "access.change-password")
    put = site.api.client.put
    same = put("/v1/session/password", json={"password": first, "new_password": first}, headers=token)
    assert code_of(same) == (422, "password.same")
    assert put("/v1/session/password", json={"password": first, "new_password": own}, headers=token).status_code == 204
    token = {"Authorization": f"Bearer {site.log_in('new', own).json()['token']}"}
    site.api.client.cookies.clear()
    assert site.api.client.get(f"/v1/clinics/{site.clinic}/board", headers=token).status_code == 200


def test_a_language_goes_along_with_the_person(api_on_both: ApiUnderTest) -> None:
    site = site_on(api_on_both)
    site.person("anna", clinic=(Role.NURSE,))
    token = site.token("anna")
    ask = site.api.client
    assert ask.get("/v1/session", headers=token).json()["language"] is None
    assert ask.put("/v1/session/language", json={"language": "fr"}, headers=token).status_code == 422
    assert ask.put("/v1/session/language", json={"language": "nl"}, headers=token).status_code == 204
    assert ask.get("/v1/session", headers=site.token("anna")).json()["language"] == "nl"
    assert verify(site.api.records.engine).intact
    assert ask.put("/v1/session/language", json={"language": None}, headers=token).status_code == 204
    assert ask.get("/v1/session", headers=token).json()["language"] is None


def test_a_lost_second_factor_is_taken_away_and_the_session_with_it(site: Site) -> None:
    person = site.person("anna", clinic=(Role.NURSE,))
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    boss, before = site.token("boss"), site.token("anna")
    secret = pyotp.random_base32()
    with site.api.records.writing(SETUP) as work:
        people.set_totp(work, person, site.api.site.vault.seal(secret))
    assert site.log_in("anna").status_code == 401
    assert helped(site, boss, person, "second-factor").json()["second_factor"] is False
    assert site.api.client.get("/v1/session", headers=before).status_code == 401
    assert site.log_in("anna").status_code == 201


def test_a_lock_is_lifted(site: Site) -> None:
    person = site.person("anna", clinic=(Role.NURSE,))
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    boss = site.token("boss")
    for _ in range(site.api.site.settings.lockout_after):
        site.log_in("anna", "a wrong guess")
    assert site.log_in("anna").status_code == 401
    assert helped(site, boss, person, "lock").json()["locked_until"] is None
    assert site.log_in("anna").status_code == 201


@pytest.mark.parametrize(("what", "method"), [("password", "POST"), ("second-factor", "DELETE"), ("lock", "DELETE")])
def test_nobody_helps_themselves_or_somebody_of_another_clinic_too(site: Site, what: str, method: str) -> None:
    both = site.person("anna", clinic=(Role.NURSE,), elsewhere=(Role.NURSE,))
    stranger = site.person("carl", elsewhere=(Role.NURSE,))
    boss_id = site.person("boss", clinic=(Role.ADMINISTRATOR,))
    boss = site.token("boss")
    assert helped(site, boss, boss_id, what, method).json()["code"] == "people.own-recovery"
    assert helped(site, boss, both, what, method).json()["code"] == "people.other-clinic"
    assert helped(site, boss, stranger, what, method).status_code == 404
    path = f"/v1/clinics/{site.clinic}/people/{both}/{what}"
    stale = site.api.client.request(method, path, headers=boss | {"If-Match": '"99"'})
    assert stale.status_code == 412


def test_what_happens_to_people_stands_in_the_trail_of_each_of_their_clinics(site: Site) -> None:
    person = site.person("anna", clinic=(Role.NURSE,), elsewhere=(Role.NURSE,))
    site.person("eye", clinic=(Role.AUDITOR,))
    trail = site.api.client.get(f"/v1/clinics/{site.clinic}/audit?limit=200", headers=site.token("eye")).json()["items"]
    assert [entry["action"] for entry in trail if entry["object_id"] == person] == ["person.create"]
    with site.api.records.reading() as connection:
        chains = (
            connection.execute(select(tables.audit.c.chain).where(tables.audit.c.object_id == person)).scalars().all()
        )
    assert set(chains) == {site.clinic, site.elsewhere, "site"}


def test_a_clinic_sees_in_its_trail_who_left_and_who_was_locked_out(site: Site) -> None:
    person = site.person("anna", clinic=(Role.NURSE,), elsewhere=(Role.NURSE,))
    site.person("boss", clinic=(Role.ADMINISTRATOR,))
    site.person("eye", clinic=(Role.AUDITOR,))
    for _ in range(site.api.site.settings.lockout_after):
        site.log_in("anna", "a wrong guess")
    path = f"/v1/clinics/{site.clinic}/people/{person}"
    left = site.api.client.put(
        path,
        json={"display_name": "Anna", "active": True, "roles": []},
        headers=site.token("boss") | {"If-Match": '"1"'},
    )
    assert left.status_code == 200, left.text
    trail = site.api.client.get(f"/v1/clinics/{site.clinic}/audit?limit=200", headers=site.token("eye")).json()["items"]
    told = [entry["action"] for entry in trail if entry["object_id"] == person]
    assert sorted(told) == ["person.change", "person.create", "person.locked"]
