"""What a site has approved, and whether a result may therefore be released. Pure: reading and writing is elsewhere.

An approval is for one digest: one exact content of a protocol. It may confirm values that no opened source confirms; a
confirmed value counts as the site's own from then on (``docs/decisions/0012``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal
from typing import Protocol as Port

from pydantic import AwareDatetime, StringConstraints

from haipdose.derivation import Notice, Step, steps_needing_site
from haipdose.evidence import Document, Evidence
from haipdose.protocol.digest import DIGEST_PREFIX_LENGTH

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, max_length=2000)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

PROFILE_PREFIX = "profile:"
"""Paths of pump-profile values start with it; their digest is not the protocol's, so their value is compared."""


class Approvable(Port):
    """What is approved: a protocol, as far as this module needs to know it."""

    @property
    def id(self) -> str:
        """The protocol's id."""
        ...

    @property
    def version(self) -> str:
        """Its version."""
        ...

    @property
    def digest(self) -> str:
        """The digest of its content."""
        ...


class ConfirmedValue(Document):
    """A value that the site confirmed, as it was at that time."""

    path: Text
    value: str


class Approval(Document):
    """One entry of the site's record: somebody approved one digest, or withdrew what was approved before.

    ``approved_by`` and ``role`` are the site's words for the person (a user id or function; no patient data).
    """

    kind: Literal["approval", "withdrawal"] = "approval"
    protocol_id: Text
    version: Text
    digest: Digest
    approved_by: Text
    role: Text
    at: AwareDatetime
    statement: Text | None = None
    confirmed: tuple[ConfirmedValue, ...] = ()


class Approvals(Document):
    """The site's record, oldest entry first."""

    entries: tuple[Approval, ...] = ()

    @cached_property
    def _in_force(self) -> dict[tuple[str, str], tuple[Approval, ...]]:
        """Approvals by protocol and digest; a withdrawal ends all those before it, later ones count again."""
        found: dict[tuple[str, str], tuple[Approval, ...]] = {}
        for entry in self.entries:
            key = entry.protocol_id, entry.digest
            found[key] = (*found.get(key, ()), entry) if entry.kind == "approval" else ()
        return found

    def of(self, protocol: Approvable) -> tuple[Approval, ...]:
        """The approvals in force of exactly this content."""
        return self._in_force.get((protocol.id, protocol.digest), ())

    def of_other_content(self, protocol: Approvable) -> tuple[Approval, ...]:
        """The approvals in force of another content of the same protocol."""
        return tuple(
            entry
            for (name, digest), entries in self._in_force.items()
            if name == protocol.id and digest != protocol.digest
            for entry in entries
        )


class ProtocolStamp(Document):
    """Which protocol content an answer was made with, and what the site thinks of it."""

    id: str
    version: str
    digest: str
    approval: Literal["approved", "unapproved", "other-version-approved"] = "unapproved"
    approved_by: str | None = None
    approved_at: AwareDatetime | None = None


class UsedValue(Document):
    """A value that an answer rests on and that nobody has confirmed."""

    path: str
    value: str
    evidence: Evidence
    source: str


class SiteConfirmed(UsedValue):
    """A value that an answer rests on and that the site has confirmed: by whom and when."""

    by: str
    at: AwareDatetime


class Release(Document):
    """Whether an answer may be used for a patient once it has been checked; if not, why."""

    releasable: bool
    reasons: tuple[str, ...] = ()
    unverified: tuple[UsedValue, ...] = ()
    confirmed: tuple[SiteConfirmed, ...] = ()


def stamp(protocol: Approvable, approvals: Approvals) -> ProtocolStamp:
    """The stamp for an answer made with ``protocol``. Several approvals of one content are all named."""
    given = approvals.of(protocol)
    if given:
        names = dict.fromkeys(f"{entry.approved_by} ({entry.role})" for entry in given)
        return ProtocolStamp(
            id=protocol.id,
            version=protocol.version,
            digest=protocol.digest,
            approval="approved",
            approved_by="; ".join(names),
            approved_at=given[-1].at,
        )
    return ProtocolStamp(
        id=protocol.id,
        version=protocol.version,
        digest=protocol.digest,
        approval="other-version-approved" if approvals.of_other_content(protocol) else "unapproved",
    )


def release(
    protocol: Approvable, approvals: Approvals, steps: Iterable[Step], warnings: Iterable[Notice] = ()
) -> Release:
    """Whether an answer may be released.

    It may not if this content of the protocol is not approved, if a step rests on a recalled, uncertain or local value
    that the approvals of this content do not confirm, or if a notice is critical.

    Args:
        protocol: the one that the answer was made with.
        approvals: what the site has approved.
        steps: the answer's derivation.
        warnings: its notices.
    """
    given = approvals.of(protocol)
    confirmations = _confirmations(given)
    unverified: dict[str, UsedValue] = {}
    confirmed: dict[str, SiteConfirmed] = {}
    for step in steps_needing_site(steps):
        used = UsedValue(
            path=step.rule or step.label, value=step.value or "", evidence=step.evidence, source=step.source
        )
        entry = _confirmation(used, confirmations)
        if entry is None:
            unverified.setdefault(used.path, used)
        else:
            confirmed.setdefault(used.path, SiteConfirmed(**used.model_dump(), by=entry.approved_by, at=entry.at))
    reasons = tuple(_reasons(protocol, approvals, len(unverified), warnings))
    return Release(
        releasable=not reasons,
        reasons=reasons,
        unverified=tuple(unverified.values()),
        confirmed=tuple(confirmed.values()),
    )


def _reasons(protocol: Approvable, approvals: Approvals, unverified: int, warnings: Iterable[Notice]) -> Iterable[str]:
    if not approvals.of(protocol):
        shown = f"{protocol.id} {protocol.version} (digest {protocol.digest[:DIGEST_PREFIX_LENGTH]})"
        others = approvals.of_other_content(protocol)
        if others:
            last = others[-1]
            yield (
                f"The protocol {shown} is not approved: the site approved version {last.version} with digest "
                f"{last.digest[:DIGEST_PREFIX_LENGTH]}"
            )
        else:
            yield f"The protocol {shown} is not approved by the site"
    if unverified:
        values = "1 value" if unverified == 1 else f"{unverified} values"
        yield f"The result rests on {values} that no opened source confirms and the site has not confirmed"
    yield from dict.fromkeys(notice.message for notice in warnings if notice.level == "critical")


def _confirmations(given: Iterable[Approval]) -> dict[str, dict[str, Approval]]:
    """By path, then by the value that was confirmed."""
    found: dict[str, dict[str, Approval]] = {}
    for entry in given:
        for value in entry.confirmed:
            found.setdefault(value.path, {})[value.value] = entry
    return found


def _confirmation(used: UsedValue, confirmations: Mapping[str, Mapping[str, Approval]]) -> Approval | None:
    """Who confirmed a value. The digest pins a protocol's value; that of a pump profile must still be the same."""
    by_value = confirmations.get(used.path)
    if by_value is None:
        return None
    if used.path.startswith(PROFILE_PREFIX):
        return by_value.get(used.value)
    return list(by_value.values())[-1]
