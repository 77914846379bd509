"""People log in and out, change their password, and set up a second factor."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, Field, SecretStr, StringConstraints

from haipdose.errors import Denied, InputError, Unauthenticated
from haipdose.evidence import Document
from haipdose.records import people, sessions
from haipdose.records.audit import Actor
from haipdose.records.people import Person
from haipdose.records.sessions import NewSession
from haipdose_api.caller import Caller
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.permissions import Role
from haipdose_api.routes.parts import problems
from haipdose_api.security import second_factor
from haipdose_api.security.authenticator import SESSION_COOKIE, network_of, session_token, stranger
from haipdose_api.security.passwords import MAX_LENGTH, hash_password, password_fits
from haipdose_api.site import Site, site_of

router = APIRouter(prefix="/v1/session", tags=["access"], route_class=ExactRoute, responses=problems(400, 413))

Login = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]*$")]
Password = Annotated[SecretStr, Field(min_length=1, max_length=MAX_LENGTH)]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


Language = Literal["en", "nl"]


class LogIn(Document):
    """Who, and the proof of it. ``code`` is needed by who has set up a second factor."""

    login: Login
    password: Password
    code: Code | None = None


class LoggedIn(Document):
    """The session. ``token`` is sent as Bearer; pages use the cookie and send ``csrf_token`` with every change."""

    person: str
    token: str
    csrf_token: str
    expires_at: AwareDatetime


class WhoAmI(Document):
    """The caller and their roles by clinic."""

    person: str
    login: str
    display_name: str
    second_factor: bool
    must_change_password: bool
    language: Language | None
    roles: dict[str, tuple[Role, ...]]


class NewPassword(Document):
    """The password now and the new one."""

    password: Password
    new_password: Password


class PreferredLanguage(Document):
    """In which language the pages are shown to the caller; null: as the browser asks."""

    language: Language | None


class SecondFactor(Document):
    """What an authenticator app reads; it counts once a code of it was sent."""

    secret: str
    uri: str


class ConfirmSecondFactor(Document):
    """The secret that was shown, and a code of the app that has read it."""

    secret: Annotated[str, StringConstraints(pattern=r"^[A-Z2-7]{32}$")]
    code: Code
    password: Password


@router.post("", status_code=201)
def log_in(request: Request, response: Response, body: LogIn) -> LoggedIn:
    """Log in. Wrong login, password and code look alike; too many of them lock the login for a while."""
    site = site_of(request)
    person, step = _checked(request, site, body)
    session = _start(site, request, person, step)
    if session is None:
        raise _wrong()
    response.set_cookie(
        SESSION_COOKIE,
        session.token,
        secure=True,
        httponly=True,
        samesite="strict",
        path="/",
        expires=session.expires_at,
    )
    return LoggedIn(person=person.id, token=session.token, csrf_token=session.csrf_token, expires_at=session.expires_at)


@router.get("")
def who_am_i(request: Request) -> WhoAmI:
    """Who the caller is."""
    site = site_of(request)
    caller = _person(request)
    with site.records.reading() as connection:
        person = people.get(connection, caller.id)
    return WhoAmI(
        person=person.id,
        login=person.login,
        display_name=person.display_name,
        second_factor=person.totp_secret is not None,
        must_change_password=person.must_change_password,
        language=person.language if person.language in {"en", "nl"} else None,
        roles={clinic: tuple(sorted(roles)) for clinic, roles in caller.roles.items()},
    )


@router.delete("", status_code=204)
def log_out(request: Request, response: Response) -> None:
    """End the session."""
    site = site_of(request)
    caller = _person(request)
    token, _ = session_token(request)
    with site.records.writing(caller.actor) as work:
        sessions.end(work, token)
        work.audit("person.logout", "person", caller.id, clinic=None)
    response.delete_cookie(SESSION_COOKIE, secure=True, httponly=True, samesite="strict", path="/")


@router.put("/password", status_code=204)
def change_password(request: Request, body: NewPassword) -> None:
    """Change one's own password; every session ends, this one too."""
    site = site_of(request)
    caller = _person(request)
    person = _proved(site, caller, body.password)
    new = body.new_password.get_secret_value()
    if new == body.password.get_secret_value():
        raise InputError("The new password is the old one.", code="password.same", field="new_password")
    hashed = hash_password(new, person.login)
    with site.records.writing(caller.actor) as work:
        people.set_password(work, person.id, hashed)


@router.put("/language", status_code=204)
def choose_language(request: Request, body: PreferredLanguage) -> None:
    """The language of the pages, wherever one logs in."""
    caller = _person(request)
    with site_of(request).records.writing(caller.actor) as work:
        people.set_language(work, caller.id, body.language)


@router.post("/second-factor")
def propose_second_factor(request: Request) -> SecondFactor:
    """A secret for an authenticator app. Nothing changes until it is confirmed."""
    site = site_of(request)
    caller = _person(request)
    with site.records.reading() as connection:
        person = people.get(connection, caller.id)
    secret = second_factor.new_secret()
    return SecondFactor(secret=secret, uri=second_factor.enrolment_uri(secret, person.login))


@router.put("/second-factor", status_code=204)
def confirm_second_factor(request: Request, body: ConfirmSecondFactor) -> None:
    """Use this secret from now on. The password is asked for, so that a screen left open is not enough."""
    site = site_of(request)
    caller = _person(request)
    _proved(site, caller, body.password)
    step = second_factor.step_of_code(body.secret, body.code, site.clock(), None)
    if step is None:
        raise InputError("The code does not belong to this secret now.", code="second-factor.code", field="code")
    with site.records.writing(caller.actor) as work:
        people.set_totp(work, caller.id, site.vault.seal(body.secret), step)


def proved_in_person(request: Request, body: LogIn) -> Person:
    """Somebody who gives their login and password at another person's screen; counted and locked as at the login.

    Raises:
        InputError: they are not right, or the login is locked for a while.
    """
    site = site_of(request)
    try:
        person, step = _checked(request, site, body)
        if person.must_change_password:
            raise InputError(
                "This password was given by an administrator and has to be changed first.",
                code="access.change-password",
                field="second.password",
            )
        with site.records.writing(stranger(request)) as work:
            if not people.login_succeeded(work, person, step):
                raise _wrong()
    except Unauthenticated as error:
        raise InputError(error.message, code="access.second-person", field="second.password") from error
    return person


def _checked(request: Request, site: Site, body: LogIn) -> tuple[Person, int | None]:
    """The person whose password and code fit, and the step of the code. Raises Unauthenticated."""
    site.logins.pass_through(f"login:{network_of(request)}")
    with site.records.reading() as connection:
        person = people.by_login(connection, body.login)
    fits = password_fits(body.password.get_secret_value(), person.password_hash if person else None)
    if person is None:
        with site.records.writing(stranger(request)) as work:  # takes as long as for somebody who is there
            people.stranger_refused(work)
        raise _wrong()
    step = None
    if fits and person.totp_secret is not None:
        secret = site.vault.open(person.totp_secret)
        step = second_factor.step_of_code(secret, body.code or "", site.clock(), person.totp_last_step)
        fits = step is not None
    if not fits:
        _count_failure(site, stranger(request), person)
        raise _wrong()
    return person, step


def _person(request: Request) -> Caller:
    site = site_of(request)
    caller = site.authenticator.caller(request)
    site.requests.pass_through(caller.id)
    if caller.kind != "person":
        raise Denied("This is for people.", code="access.people-only")
    return caller


def _proved(site: Site, caller: Caller, password: SecretStr) -> Person:
    """The person, who has given the password again. Wrong ones count and lock as they do at the login."""
    site.logins.pass_through(caller.id)
    with site.records.reading() as connection:
        person = people.get(connection, caller.id)
    fits = password_fits(password.get_secret_value(), person.password_hash)
    locked = person.locked_until is not None and person.locked_until > site.clock()
    if not fits:
        _count_failure(site, caller.actor, person)
    if locked or not fits:
        raise InputError(
            "The password is not right, or the login is locked for a while.", code="password.wrong", field="password"
        )
    return person


def _start(site: Site, request: Request, person: Person, step: int | None) -> NewSession | None:
    with site.records.writing(stranger(request)) as work:
        if not people.login_succeeded(work, person, step):
            return None
        return sessions.start(work, person.id, timedelta(hours=site.settings.session_hours))


def _count_failure(site: Site, actor: Actor, person: Person) -> None:
    settings = site.settings
    with site.records.writing(actor) as work:
        people.login_failed(
            work, person.id, lock_after=settings.lockout_after, lock_for=timedelta(minutes=settings.lockout_minutes)
        )


def _wrong() -> Unauthenticated:
    return Unauthenticated(
        "Login, password or code is not right, or the login is locked for a while.",
        code="access.login",
        remedy="Wait and try again, or ask the administrator.",
    )
