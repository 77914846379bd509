"""People who work with haipdose: login, roles by clinic, lockout. Secrets come in already hashed or sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from haipdose.errors import Conflict
from haipdose.records import sessions, tables
from haipdose.records.audit import text_digest
from haipdose.records.columns import canonical
from haipdose.records.registry import MAX_PAGE, not_found, record_revision, stale
from haipdose.records.work import Work

ADMINISTRATOR: Final = "administrator"
"""The role of which every clinic keeps somebody."""

Grants = Mapping[str, frozenset[str]]
"""Role names by clinic."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person. ``password_hash`` None: cannot log in with a password yet.

    ``must_change_password``: an administrator has given a new one, which is good for changing it and nothing else.
    ``language`` is what the pages are shown in; None: as the browser asks.
    """

    id: str
    login: str
    display_name: str
    password_hash: str | None
    totp_secret: str | None
    totp_last_step: int | None
    failed_logins: int
    locked_until: datetime | None
    must_change_password: bool
    language: str | None
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime
    grants: Grants


def create(
    work: Work,
    login: str,
    display_name: str,
    password_hash: str | None,
    grants: Grants,
    *,
    must_change_password: bool = False,
) -> Person:
    """Record a person. Logins are kept in small letters. ``must_change_password``: somebody else chose the password.

    Raises:
        Conflict: the login is taken.
    """
    identity = work.new_id("per")
    login = login.lower()
    values = {
        "id": identity,
        "login": login,
        "display_name": display_name,
        "password_hash": password_hash,
        "failed_logins": 0,
        "must_change_password": must_change_password,
        "active": True,
        "version": 1,
        "created_at": work.now,
        "updated_at": work.now,
    }
    try:
        with work.connection.begin_nested():
            work.connection.execute(insert(tables.people).values(values))
    except IntegrityError as error:
        raise Conflict("This login is taken.", code="people.login-taken", field="login") from error
    _grant(work, identity, grants)
    person = get(work.connection, identity)
    _tell(work, person, "person.create")
    return person


def get(connection: Connection, identity: str) -> Person:
    """A person. Raises NotFound."""
    row = connection.execute(select(tables.people).where(tables.people.c.id == identity)).one_or_none()
    if row is None:
        raise not_found("person")
    return _person(connection, row)


def by_login(connection: Connection, login: str) -> Person | None:
    """The person with this login, however it is capitalised."""
    row = connection.execute(select(tables.people).where(tables.people.c.login == login.lower())).one_or_none()
    return None if row is None else _person(connection, row)


def page(
    connection: Connection, clinics: Iterable[str], *, limit: int = 50, after: str | None = None
) -> tuple[tuple[Person, ...], str | None]:
    """People with a role in any of the clinics, in the order of their ids."""
    limit = min(limit, MAX_PAGE)
    of_clinics = select(tables.memberships.c.person_id).where(tables.memberships.c.clinic_id.in_(list(clinics)))
    query = select(tables.people).where(tables.people.c.id.in_(of_clinics)).order_by(tables.people.c.id)
    if after is not None:
        query = query.where(tables.people.c.id > after)
    rows = connection.execute(query.limit(limit + 1)).all()
    shown = tuple(_person(connection, row) for row in rows[:limit])
    return shown, shown[-1].id if len(rows) > limit else None


def count(connection: Connection) -> int:
    """How many people there are."""
    return connection.execute(select(func.count()).select_from(tables.people)).scalar_one()


def change(
    work: Work,
    identity: str,
    expected: int,
    *,
    display_name: str,
    active: bool,
    clinic: str,
    roles: frozenset[str],
) -> Person:
    """Change a person's name, whether they may log in, and their roles in one clinic.

    Roles count from the next request on; the sessions of somebody who may not log in any more end.

    Raises:
        NotFound: no such person.
        StaleVersion: the person was changed since.
        Conflict: nobody could administer the clinic any more, or the person would have no role anywhere.
    """
    _hold_clinics(work, sorted({clinic, *get(work.connection, identity).grants}))
    before = _locked(work, identity)
    if before.version != expected:
        raise stale("person", expected, before.version)
    work.connection.execute(
        delete(tables.memberships).where(
            tables.memberships.c.person_id == identity, tables.memberships.c.clinic_id == clinic
        )
    )
    _grant(work, identity, {clinic: roles})
    if not active:
        sessions.end_all(work, identity)
    changed = _update(
        work,
        before,
        "person.change",
        display_name=display_name,
        active=active,
    )
    if not changed.grants:
        raise Conflict(
            "Nobody could find this person any more.",
            code="people.last-role",
            field="roles",
            remedy="Leave a role and set active to false.",
        )
    for lost in before.grants if before.active and not active else [clinic]:
        if ADMINISTRATOR in before.grants.get(lost, ()) and not _administrators(work, lost):
            raise Conflict("The clinic would have no administrator.", code="people.last-administrator", field="roles")
    return changed


def set_password(work: Work, identity: str, password_hash: str) -> Person:
    """A new password; ends all sessions and any lockout."""
    before = _locked(work, identity)
    sessions.end_all(work, identity)
    return _update(
        work,
        before,
        "person.password",
        password_hash=password_hash,
        failed_logins=0,
        locked_until=None,
        must_change_password=False,
    )


def reset_password(work: Work, identity: str, password_hash: str) -> Person:
    """A password from an administrator, to be changed before anything else; ends all sessions and any lock."""
    before = _locked(work, identity)
    sessions.end_all(work, identity)
    return _update(
        work,
        before,
        "person.password-reset",
        password_hash=password_hash,
        failed_logins=0,
        locked_until=None,
        must_change_password=True,
    )


def set_language(work: Work, identity: str, language: str | None) -> None:
    """The language of the pages for somebody; noted in the trail, no new version of the person."""
    before = _locked(work, identity)
    work.connection.execute(update(tables.people).where(tables.people.c.id == identity).values(language=language))
    _audit(work, before, "person.language")


def remove_totp(work: Work, identity: str) -> Person:
    """No second factor any more, because it was lost; ends all sessions."""
    before = _locked(work, identity)
    sessions.end_all(work, identity)
    return _update(work, before, "person.second-factor-removed", totp_secret=None, totp_last_step=None)


def unlock(work: Work, identity: str) -> Person:
    """Lift the lock of too many wrong passwords."""
    before = _locked(work, identity)
    return _update(work, before, "person.unlocked", failed_logins=0, locked_until=None)


def set_totp(work: Work, identity: str, sealed_secret: str | None, used_step: int | None = None) -> Person:
    """A new second factor, or none any more; the code that proved it is not taken again."""
    before = _locked(work, identity)
    return _update(work, before, "person.second-factor", totp_secret=sealed_secret, totp_last_step=used_step)


def login_failed(work: Work, identity: str, *, lock_after: int, lock_for: timedelta) -> None:
    """Count a wrong password or code; lock the login for a while after too many. Does not lengthen a lock."""
    before = _locked(work, identity)
    _audit(work, before, "person.login-refused")
    if _is_locked(before, work.now):
        return
    failed = before.failed_logins + 1
    values: dict[str, Any] = {"failed_logins": failed}
    if failed >= lock_after:
        values = {"failed_logins": 0, "locked_until": work.now + lock_for}
        _audit(work, before, "person.locked")
        for clinic in sorted(before.grants):  # its auditor asks who was shut out, and who tried
            work.audit("person.locked", "person", identity, clinic=clinic)
    work.connection.execute(update(tables.people).where(tables.people.c.id == identity).values(values))


def stranger_refused(work: Work) -> None:
    """Note a login of nobody. What was typed is not kept: it may be a password in the wrong field."""
    work.audit("person.login-refused", "person", "unknown", clinic=None)


def login_succeeded(work: Work, seen: Person, totp_step: int | None) -> bool:
    """Forget earlier failures; remember the code's step so that it cannot be used again.

    False when the person is not any more as ``seen`` when the proof was checked: many guesses at once, or one code
    sent twice at once, would otherwise slip past the count.
    """
    identity = seen.id
    now = _locked(work, identity)
    code_used = totp_step is not None and now.totp_last_step is not None and totp_step <= now.totp_last_step
    same = now.password_hash == seen.password_hash and now.totp_secret == seen.totp_secret
    if not now.active or _is_locked(now, work.now) or code_used or not same:
        _audit(work, now, "person.login-refused")
        return False
    values: dict[str, Any] = {"failed_logins": 0, "locked_until": None}
    if totp_step is not None:
        values["totp_last_step"] = totp_step
    work.connection.execute(update(tables.people).where(tables.people.c.id == identity).values(values))
    _audit(work, now, "person.login")
    return True


def _is_locked(person: Person, now: datetime) -> bool:
    return person.locked_until is not None and person.locked_until > now


def _hold_clinics(work: Work, clinics: list[str]) -> None:
    """One change of a clinic's people at a time: two administrators cannot take each other's role away at once."""
    query = select(tables.clinics.c.id).where(tables.clinics.c.id.in_(clinics)).order_by(tables.clinics.c.id)
    work.connection.execute(query.with_for_update(key_share=True)).all()


def _administrators(work: Work, clinic: str) -> int:
    members = tables.memberships
    query = (
        select(func.count())
        .select_from(members.join(tables.people, members.c.person_id == tables.people.c.id))
        .where(members.c.clinic_id == clinic, members.c.role == ADMINISTRATOR, tables.people.c.active)
    )
    return work.connection.execute(query).scalar_one()


def _update(work: Work, before: Person, action: str, **values: Any) -> Person:
    work.connection.execute(
        update(tables.people)
        .where(tables.people.c.id == before.id)
        .values(version=before.version + 1, updated_at=work.now, **values)
    )
    person = get(work.connection, before.id)
    _tell(work, person, action, also={*before.grants})
    return person


def _grant(work: Work, identity: str, grants: Grants) -> None:
    rows = [
        {"person_id": identity, "clinic_id": clinic, "role": role}
        for clinic, roles in grants.items()
        for role in sorted(roles)
    ]
    if rows:
        work.connection.execute(insert(tables.memberships), rows)


def _tell(work: Work, person: Person, action: str, also: Iterable[str] = ()) -> None:
    """Witness a person as they are now. ``also``: clinics that they belonged to until now, which see them leave."""
    roles = {clinic: sorted(held) for clinic, held in sorted(person.grants.items())}
    shown = person_shown(person, roles)
    digest = record_revision(work, "person", person.id, person.version, canonical(shown))
    rows = {f"revisions/person/{person.id}/{person.version}": digest}
    work.audit(action, "person", person.id, clinic=None, payload={"version": person.version, "rows": rows})
    for clinic in sorted({*person.grants, *also}):  # a clinic's own auditor sees what concerns its people
        work.audit(action, "person", person.id, clinic=clinic, payload={"version": person.version})


def person_shown(person: Person | Row[Any], roles: dict[str, list[str]]) -> dict[str, Any]:
    """What the audit trail witnesses of a person: no name, and of the password and the second factor only traces.

    The second factor is sealed anew when keys are rotated, so only whether there is one is witnessed.
    """
    return {
        "login": person.login,
        "active": person.active,
        "roles": roles,
        "totp": person.totp_secret is not None,
        "password": text_digest(person.password_hash or ""),
        "must_change_password": person.must_change_password,
    }


def _audit(work: Work, person: Person, action: str) -> None:
    work.audit(action, "person", person.id, clinic=None)


def _locked(work: Work, identity: str) -> Person:
    query = select(tables.people).where(tables.people.c.id == identity).with_for_update()
    row = work.connection.execute(query).one_or_none()
    if row is None:
        raise not_found("person")
    return _person(work.connection, row)


def _person(connection: Connection, row: Row[Any]) -> Person:
    grants: dict[str, set[str]] = {}
    held = select(tables.memberships).where(tables.memberships.c.person_id == row.id)
    for member in connection.execute(held):
        grants.setdefault(member.clinic_id, set()).add(member.role)
    fields = {name: row._mapping[name] for name in Person.__dataclass_fields__ if name != "grants"}
    return Person(**fields, grants={clinic: frozenset(roles) for clinic, roles in grants.items()})
