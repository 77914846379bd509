"""Making an approval: only of a content that was seen, with the values named that the site takes upon itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches

from haipdose.errors import InputError, raise_all
from haipdose.protocol.approval import PROFILE_PREFIX, Approval, ConfirmedValue
from haipdose.protocol.digest import DIGEST_PREFIX_LENGTH
from haipdose.protocol.rule_values import RuleValue, rule_values
from haipdose.protocol.schema import Protocol


def approve(
    protocol: Protocol,
    *,
    digest: str,
    approved_by: str,
    role: str,
    at: datetime,
    statement: str | None = None,
    confirm: Iterable[str] = (),
    confirm_all_unverified: bool = False,
    profile_values: Mapping[str, str] | None = None,
) -> Approval:
    """An approval of exactly this content of a protocol.

    Args:
        protocol: what is approved.
        digest: what the person typed: at least the first 16 characters of the digest that ``protocol show`` printed.
        approved_by: the site's word for the person.
        role: in which function.
        at: the time, with offset.
        statement: what the person declares, in their own words.
        confirm: paths of values that the site confirms.
        confirm_all_unverified: confirm every recalled, uncertain and local value of the protocol; needs a statement.
        profile_values: texts of pump-profile values that may be confirmed, by ``profile:<id>:<field>``.

    Raises:
        InputError: the digest is too short or another one, a path is not known, or the statement is missing; several
            of them come together as InputErrors.
    """
    known = rule_values(protocol)
    paths = tuple(dict.fromkeys(confirm))
    profiles = profile_values or {}
    raise_all(
        [
            *digest_errors(protocol, digest),
            *_person_errors(approved_by, role),
            *_path_errors(paths, known, profiles),
            *_statement_errors(statement, needed=confirm_all_unverified),
        ]
    )
    if confirm_all_unverified:
        unverified = (path for path, value in known.items() if value.needs_site)
        paths = tuple(dict.fromkeys((*paths, *unverified)))
    return Approval(
        protocol_id=protocol.id,
        version=protocol.version,
        digest=protocol.digest,
        approved_by=approved_by,
        role=role,
        at=at,
        statement=statement or None,
        confirmed=tuple(
            ConfirmedValue(path=path, value=profiles[path] if path in profiles else known[path].value) for path in paths
        ),
    )


def withdraw(
    protocol: Protocol, *, digest: str, approved_by: str, role: str, at: datetime, statement: str | None
) -> Approval:
    """The end of every approval of this content so far, with the reason.

    Raises:
        InputError: as :func:`approve`; the statement is always needed.
    """
    raise_all(
        [
            *digest_errors(protocol, digest),
            *_person_errors(approved_by, role),
            *_statement_errors(statement, needed=True),
        ]
    )
    return Approval(
        kind="withdrawal",
        protocol_id=protocol.id,
        version=protocol.version,
        digest=protocol.digest,
        approved_by=approved_by,
        role=role,
        at=at,
        statement=statement,
    )


def digest_errors(protocol: Protocol, typed: str) -> Iterator[InputError]:
    """Why the typed digest does not stand for this content."""
    prefix = typed.strip().lower()
    if len(prefix) < DIGEST_PREFIX_LENGTH:
        yield InputError(
            f"At least {DIGEST_PREFIX_LENGTH} characters of the digest are needed.",
            code="protocol.approve-digest-short",
            field="digest",
            found=typed[:64],
            remedy=f"Read it with 'haipdose protocol show {protocol.id}' and repeat the digest printed there.",
        )
    elif not protocol.digest.startswith(prefix):
        yield InputError(
            "This is not the digest of the protocol as it is now: what was read is not what would be approved.",
            code="protocol.approve-digest-other",
            field="digest",
            found=typed[:64],
            allowed=protocol.digest,
            remedy=f"Read it again with 'haipdose protocol show {protocol.id}'.",
        )


def _person_errors(approved_by: str, role: str) -> Iterator[InputError]:
    for field, text in (("approved_by", approved_by), ("role", role)):
        if not text.strip():
            yield InputError(
                "Who approves, and in which role, must be said.", code="protocol.approve-person", field=field
            )


def _statement_errors(statement: str | None, *, needed: bool) -> Iterator[InputError]:
    if needed and not (statement or "").strip():
        yield InputError(
            "A statement is needed: it stands beside the approval for good.",
            code="protocol.approve-statement",
            field="statement",
            remedy="Say on what grounds, for example which document the values were compared with.",
        )


def _path_errors(
    paths: Iterable[str], known: Mapping[str, RuleValue], profiles: Mapping[str, str]
) -> Iterator[InputError]:
    for path in paths:
        if path in known or path in profiles:
            continue
        if path.startswith(PROFILE_PREFIX):
            remedy = "Name it as the unverified values of a result do, such as profile:PROFILE:reservoir.residual_ml."
        else:
            near = get_close_matches(path, list(known), n=3)
            remedy = f"Did you mean {' or '.join(near)}?" if near else "See 'haipdose protocol show --unverified'."
        yield InputError(
            "There is no value of this path.", code="protocol.approve-path", field="confirm", found=path, remedy=remedy
        )
