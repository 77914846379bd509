from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.decision_shown_kind import DecisionShownKind

if TYPE_CHECKING:
    from ..models.decision_shown_decision import DecisionShownDecision


T = TypeVar("T", bound="DecisionShown")


@_attrs_define
class DecisionShown:
    """A recorded decision: the question, the rules' answer at that time, and what was decided.

    Attributes:
        id (str):
        kind (DecisionShownKind):
        at (datetime.datetime):
        by (str):
        decision (DecisionShownDecision):
    """

    id: str
    kind: DecisionShownKind
    at: datetime.datetime
    by: str
    decision: DecisionShownDecision

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind.value

        at = self.at.isoformat()

        by = self.by

        decision = self.decision.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "at": at,
                "by": by,
                "decision": decision,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.decision_shown_decision import DecisionShownDecision  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        kind = DecisionShownKind(d.pop("kind"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        by = d.pop("by")

        decision = DecisionShownDecision.from_dict(d.pop("decision"))

        decision_shown = cls(
            id=id,
            kind=kind,
            at=at,
            by=by,
            decision=decision,
        )

        return decision_shown
