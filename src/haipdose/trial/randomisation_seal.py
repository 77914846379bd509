"""Concealment: a sealed list commits to every allocation, a chained record shows how it was opened.

Three documents. The *secret* holds the seed; whoever holds it can regenerate the list and open it. The *sealed list* is
for everybody: of each entry only SHA-256 of its nonce, place and content, so nobody can read the next allocation in it
and nobody can exchange it later. The *record* has one line for each opened entry with its nonce, chained to the line
before: a changed, removed, reordered or skipped line is found by anybody who has the sealed list. Lines cut off at the
end are found with the digest of the last line, kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from haipdose.errors import Conflict, InputError
from haipdose.evidence import Document
from haipdose.trial.participant import Arm, ParticipantId
from haipdose.trial.randomisation import Design, coin, minimised, permuted_blocks
from haipdose.trial.randomisation_random import ALGORITHM, nonce

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Role = Annotated[str, StringConstraints(min_length=1, max_length=80)]
START: Final = "0" * 64
"""What the first line of a record follows, together with the sealed list whose digest is in every line."""


class Secret(Document):
    """The seed with its design. Kept by somebody who enters no participants."""

    algorithm: Literal["haipdose-randomisation-1"] = ALGORITHM
    design: Design
    seed: Annotated[str, StringConstraints(min_length=16, max_length=200)]


class SealedEntry(Document):
    """One allocation, hidden: SHA-256 of ``nonce|stratum|number|content``."""

    stratum: str
    number: Annotated[int, Field(ge=1)]
    commitment: Digest


class SealedList(Document):
    """The list that everybody may see. ``digest`` covers all of it."""

    algorithm: Literal["haipdose-randomisation-1"] = ALGORITHM
    design: Design
    entries: tuple[SealedEntry, ...]
    digest: Digest


class Opened(Document):
    """One line of the record. ``content``: what was sealed, an arm or the coin of minimisation; ``by`` is a role."""

    sequence: Annotated[int, Field(ge=1)]
    list_digest: Digest
    participant: ParticipantId
    factors: dict[str, str]
    stratum: str
    number: Annotated[int, Field(ge=1)]
    content: str
    nonce: Digest
    arm: Arm
    at: AwareDatetime
    by: Role
    previous: Digest
    digest: Digest


def seal(secret: Secret) -> SealedList:
    """The sealed list of a secret; the same secret gives the same list."""
    design = secret.design
    entries = tuple(
        SealedEntry(
            stratum=stratum,
            number=number,
            commitment=_commitment(_nonce(secret, stratum, number), stratum, number, content),
        )
        for stratum in design.strata()
        for number, content in enumerate(_contents(secret, stratum), start=1)
    )
    return SealedList(design=design, entries=entries, digest=_list_digest(design, entries))


def open_next(
    secret: Secret,
    sealed: SealedList,
    record: Sequence[Opened],
    participant: str,
    factors: Mapping[str, str],
    at: AwareDatetime,
    by: str,
) -> Opened:
    """The line that opens the next allocation for a participant.

    Args:
        secret: the one the list was sealed with.
        sealed: the list that everybody has.
        record: every line so far.
        participant: the pseudonym.
        factors: the participant's level of every factor.
        at: now.
        by: the role or user id that asks.

    Raises:
        Conflict: record or list were tampered with, the participant has an allocation, or the stratum is used up.
        InputError: a factor is missing or has an unknown level.
    """
    faults = faults_of(sealed, record)
    if seal(secret) != sealed:
        faults = ("The secret does not belong to this list.", *faults)
    if faults:
        raise Conflict(
            f"The list cannot be used: {faults[0]}",
            code="randomisation.tampered",
            found=f"{len(faults)} faults",
            remedy="Open nothing; run haipdose trial randomise verify and find out what happened.",
        )
    if any(line.participant == participant for line in record):
        raise Conflict(
            f"{participant} has been randomised already.", code="randomisation.twice", field="participant",
            remedy="Read the record: a participant keeps the first allocation.",
        )  # fmt: skip
    if record and at < record[-1].at:
        raise InputError(
            "lies before the last allocation.", code="randomisation.time", field="at", found=at.isoformat(),
            allowed=f"{record[-1].at.isoformat()} or later", remedy="Put the clock right.",
        )  # fmt: skip
    stratum = sealed.design.stratum_of(factors)
    number = 1 + sum(line.stratum == stratum for line in record)
    contents = _contents(secret, stratum)
    if number > len(contents):
        raise Conflict(
            f"All {len(contents)} allocations of {stratum} are used.", code="randomisation.used-up", field="stratum",
            remedy="Make another list of a longer length, under another name and seed.",
        )  # fmt: skip
    content = contents[number - 1]
    line = {
        "sequence": len(record) + 1,
        "list_digest": sealed.digest,
        "participant": participant,
        "factors": dict(sorted(factors.items())),
        "stratum": stratum,
        "number": number,
        "content": content,
        "nonce": _nonce(secret, stratum, number),
        "arm": _arm(sealed.design, record, factors, content),
        "at": at,
        "by": by,
        "previous": record[-1].digest if record else START,
        "digest": START,
    }
    unsigned = Opened.model_validate(line)
    return unsigned.model_copy(update={"digest": _line_digest(unsigned)})


def faults_of(
    sealed: SealedList, record: Sequence[Opened], secret: Secret | None = None, head: str | None = None
) -> tuple[str, ...]:
    """Everything that is wrong with a list and its record, in words; empty when they hold.

    Args:
        sealed: the list.
        record: every line, in the order of the file.
        secret: regenerates the whole list too, when given.
        head: the digest of the last line as kept elsewhere; without it a record that was cut short looks whole.
    """
    faults: list[str] = []
    if sealed.digest != _list_digest(sealed.design, sealed.entries):
        faults.append("The sealed list was changed: its digest does not fit.")
    if secret is not None and seal(secret) != sealed:
        faults.append("The list is not what the secret regenerates.")
    sealed_as = {(entry.stratum, entry.number): entry.commitment for entry in sealed.entries}
    used: dict[str, int] = {}
    people: set[str] = set()
    previous = START
    for place, line in enumerate(record, start=1):
        faults += (f"Line {place}: {what}" for what in _line_faults(sealed, record[: place - 1], line, sealed_as))
        if line.previous != previous:
            faults.append(f"Line {place}: does not follow the line before it.")
        if line.sequence != place:
            faults.append(f"Line {place}: says it is number {line.sequence}.")
        expected = used.get(line.stratum, 0) + 1
        if line.number != expected:
            faults.append(f"Line {place}: opens {line.number} of {line.stratum}; the next was {expected}.")
        if line.participant in people:
            faults.append(f"Line {place}: {line.participant} was randomised before.")
        if place > 1 and line.at < record[place - 2].at:
            faults.append(f"Line {place}: is earlier than the line before it.")
        used[line.stratum] = line.number
        people.add(line.participant)
        previous = line.digest
    if head is not None and previous != head:
        faults.append("The last line is not the one whose digest was kept: lines are missing or were added.")
    return tuple(faults)


def _line_faults(
    sealed: SealedList, before: Sequence[Opened], line: Opened, sealed_as: Mapping[tuple[str, int], str]
) -> list[str]:
    faults: list[str] = []
    if line.digest != _line_digest(line):
        faults.append("was changed: its digest does not fit.")
    if line.list_digest != sealed.digest:
        faults.append("belongs to another list.")
    if sealed_as.get((line.stratum, line.number)) != _commitment(line.nonce, line.stratum, line.number, line.content):
        faults.append(f"what was opened is not what was sealed as {line.number} of {line.stratum}.")
    try:
        stratum = sealed.design.stratum_of(line.factors)
    except InputError as error:
        return [*faults, str(error)]
    if stratum != line.stratum:
        faults.append(f"was taken from {line.stratum}, the participant belongs in {stratum}.")
    try:
        arm = _arm(sealed.design, before, line.factors, line.content)
    except (ValueError, KeyError):
        return [*faults, "what was opened cannot be read."]
    if arm is not line.arm:
        faults.append(f"says arm {line.arm.value}, the list gives {arm.value}.")
    return faults


def _arm(design: Design, before: Sequence[Opened], factors: Mapping[str, str], content: str) -> Arm:
    if design.method == "permuted-blocks":
        return Arm(content)
    return minimised(design, [(line.factors, line.arm) for line in before], factors, int(content))


def _contents(secret: Secret, stratum: str) -> tuple[str, ...]:
    """What is sealed for a stratum: its arms, or the coins of minimisation."""
    if secret.design.method == "permuted-blocks":
        return tuple(arm.value for arm in permuted_blocks(secret.design, secret.seed, stratum))
    return tuple(str(coin(secret.seed, number)) for number in range(1, secret.design.length + 1))


def _nonce(secret: Secret, stratum: str, number: int) -> str:
    return nonce(secret.seed, f"{stratum}|{number}")


def _commitment(hidden: str, stratum: str, number: int, content: str) -> str:
    return hashlib.sha256(f"{hidden}|{stratum}|{number}|{content}".encode()).hexdigest()


def _list_digest(design: Design, entries: Sequence[SealedEntry]) -> str:
    return _sha256({"design": design.model_dump(mode="json"), "entries": [each.model_dump() for each in entries]})


def _line_digest(line: Opened) -> str:
    return _sha256(line.model_dump(mode="json", exclude={"digest"}))


def _sha256(document: object) -> str:
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
