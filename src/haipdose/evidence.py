"""How sure a clinical or device value is, and who says so: one vocabulary for protocols, profiles and results."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """The base of every shape that the outside sees: frozen, closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, use_enum_values=False)


class Evidence(StrEnum):
    """How sure a value is.

    ``published``: seen in the cited source. ``recalled``: known, the source was not opened. ``uncertain``: plausible,
    to be checked. ``derived``: calculated from stated inputs. ``local``: set or to be set by the site.
    """

    PUBLISHED = "published"
    RECALLED = "recalled"
    UNCERTAIN = "uncertain"
    DERIVED = "derived"
    LOCAL = "local"


NEEDS_SITE: Final = frozenset({Evidence.RECALLED, Evidence.UNCERTAIN, Evidence.LOCAL})
"""A result that rests on one of these is never releasable until the site has confirmed the value."""

T = TypeVar("T")


class Sourced(Document, Generic[T]):
    """A value of a rule or profile with where it comes from.

    ``source`` is the id of an entry in the file's list of sources. ``assumption`` is a judgement that was made when the
    wording was turned into a value; it surfaces wherever the value is used.
    """

    value: T
    source: str
    evidence: Evidence
    locator: str | None = None
    wording: str | None = None
    note: str | None = None
    assumption: str | None = None
