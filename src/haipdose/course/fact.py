"""What every fact of a course has in common."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from haipdose.evidence import Document

FactId = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$")]
VisitId = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[a-z0-9][a-z0-9.-]*$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=400)]


class FactBase(Document):
    """Something that happened, or that became known, at ``at``.

    ``recorded_at`` is when it was written down; without it the two are the same. ``by`` is a role or a user's id,
    never a name. Without an ``id`` the content is the identity: the same fact written twice is one fact.
    """

    id: FactId | None = None
    at: AwareDatetime
    recorded_at: AwareDatetime | None = None
    by: Annotated[str, StringConstraints(max_length=80)] | None = None
    note: Annotated[str, StringConstraints(max_length=2000)] | None = None

    @cached_property
    def key(self) -> str:
        """The fact's id: as given, or derived from its content."""
        if self.id is not None:
            return self.id
        content = self.model_dump_json(exclude_none=True)
        return f"fact-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
