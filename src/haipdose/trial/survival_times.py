"""A time to an event: when it began, when it ended, with what, by which rule, resting on which facts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from haipdose.evidence import Document


class TimeToEvent(Document):
    """``days`` from ``origin`` to ``on``. ``event``: 0 censored, 1 the event, 2 and up competing events.

    ``reason`` is the id of the rule that decided, such as ``death`` or ``censored.cut-off``. ``traced_to`` holds the
    ids of the facts that it rests on.
    """

    participant: str
    endpoint: str
    origin: date
    on: date
    days: Annotated[int, Field(ge=0)]
    event: Annotated[int, Field(ge=0)]
    reason: str
    traced_to: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _days_fit(self) -> Self:
        if self.days != (self.on - self.origin).days:
            msg = f"{self.days} days do not lie between {self.origin} and {self.on}"
            raise ValueError(msg)
        return self
