"""Every error that haipdose raises on purpose, and nothing else.

The tree (a test compares this drawing with the classes)::

    HaipdoseError
    ├── InputError            what was given cannot be used; the caller can correct it
    │   └── InputErrors       several at once: a form is corrected in one round trip
    ├── RuleDataError         a protocol or profile file is wrong
    ├── Refused               the answer is "do not give", with the reason
    ├── NotFound              what is asked for is not there, or not for this caller
    ├── Conflict              it doesn't go with what is recorded
    │   └── StaleVersion      somebody else changed it since it was read
    ├── Denied                the caller may not do this
    │   ├── Unauthenticated   it is not known who the caller is
    │   └── TooMany           too much at once, or too often
    ├── DeviceError           the pump, its programmer or the line
    ├── StorageError          a file or a store could not be read or written
    └── ClusterError          other machines that a simulation was given to

An error carries a stable ``code`` (public, never reused), the offending ``field``, what was ``found`` and
``allowed``, and a ``remedy``: what to do about it. No exit codes and no HTTP numbers in here: the command line and the
API map families to theirs in one place each. Texts hold no patient-identifying data.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar


class HaipdoseError(Exception):
    """The root. Raise one of its families, never this.

    Args:
        message: one sentence that a pharmacist understands.
        code: stable public code, such as ``fill.additives-exceed-reservoir``.
        field: dotted path of the offending input, such as ``pump.flow_ml_per_day``.
        found: what was there, as text.
        allowed: what would have been accepted, as text.
        remedy: what to do next, as a sentence.
    """

    family: ClassVar[str] = "error"

    def __init__(
        self,
        message: str,
        *,
        code: str,
        field: str | None = None,
        found: str | None = None,
        allowed: str | None = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field
        self.found = found
        self.allowed = allowed
        self.remedy = remedy

    def as_dict(self) -> dict[str, str]:
        """The error as a flat document, absent parts left out."""
        parts = {
            "family": self.family,
            "code": self.code,
            "message": self.message,
            "field": self.field,
            "found": self.found,
            "allowed": self.allowed,
            "remedy": self.remedy,
        }
        return {name: text for name, text in parts.items() if text is not None}

    def __str__(self) -> str:
        place = f"{self.field}: " if self.field else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.message}{remedy}"


class InputError(HaipdoseError):
    """What was given cannot be used: absent, implausible, in a wrong unit, contradictory."""

    family = "input"


class InputErrors(InputError):
    """Several input errors, all reported at once.

    Args:
        errors: at least one; the first one's code and field stand for the whole.
    """

    def __init__(self, errors: Iterable[InputError]) -> None:
        self.errors = tuple(errors)
        first = self.errors[0]
        super().__init__(
            "; ".join(str(error) for error in self.errors),
            code=first.code,
            field=first.field if len(self.errors) == 1 else None,
        )


def raise_all(errors: Iterable[InputError]) -> None:
    """Raise what was found: nothing, the one error itself with all its parts, or several together.

    Raises:
        InputError: there is at least one error.
    """
    found = tuple(errors)
    if len(found) == 1:
        raise found[0]
    if found:
        raise InputErrors(found)


class RuleDataError(HaipdoseError):
    """A protocol or profile file is wrong; ``faults`` lists every fault found in it."""

    family = "rule-data"

    def __init__(self, message: str, *, code: str, faults: Iterable[str] = (), **rest: str | None) -> None:
        super().__init__(message, code=code, **rest)
        self.faults = tuple(faults)


class Refused(HaipdoseError):
    """The question was understood and the answer is "do not give"."""

    family = "refused"


class NotFound(HaipdoseError):
    """What is asked for is not there, or not for this caller: the two look alike from outside."""

    family = "not-found"


class Conflict(HaipdoseError):
    """What is asked for doesn't go with what is recorded: a wrong step, another entry under the same id."""

    family = "conflict"


class StaleVersion(Conflict):
    """The caller read an older version than the one that is recorded now; nothing was changed."""


class Denied(HaipdoseError):
    """The caller may not do this: no such right, another clinic, or the same person twice where two are needed."""

    family = "denied"


class Unauthenticated(Denied):
    """It is not known who the caller is: no credentials, wrong, expired or used before."""


class TooMany(Denied):
    """Too much at once or too often; ``retry_after_seconds`` says when to come again."""

    def __init__(self, message: str, *, code: str, retry_after_seconds: int, **rest: str | None) -> None:
        super().__init__(message, code=code, **rest)
        self.retry_after_seconds = retry_after_seconds


class DeviceError(HaipdoseError):
    """The pump, its programmer or the line between; refined in :mod:`haipdose.device.errors`."""

    family = "device"


class StorageError(HaipdoseError):
    """A file or a store could not be read or written."""

    family = "storage"


class ClusterError(HaipdoseError):
    """Other machines that a simulation was given to: not there, not fit for it, or gone."""

    family = "cluster"
