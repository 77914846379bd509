"""Who a patient is to another system: an identifier above all, a name only where the clinic sends one."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from haipdose.evidence import Document
from haipdose.patient.body import Sex

_Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Identifier(Document):
    """A number and who gave it: ``system`` is a URI (``urn:oid:…``, ``https://…``) or a local name."""

    system: _Text
    value: _Text


class PatientIdentity(Document):
    """A patient as other systems know them. ``id`` is ours and opaque; the rest is theirs."""

    id: _Text
    identifier: Identifier
    family: _Text | None = None
    given: _Text | None = None
    birth_date: date | None = None
    sex: Sex | None = None
