from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.criterion_answer_kind import CriterionAnswerKind
from ..models.criterion_answer_verdict import CriterionAnswerVerdict

if TYPE_CHECKING:
    from ..models.missing_fact import MissingFact
    from ..models.step import Step


T = TypeVar("T", bound="CriterionAnswer")


@_attrs_define
class CriterionAnswer:
    """One criterion.

    ``verdict`` is about the criterion as it is worded: an exclusion criterion that is met excludes. ``in_favour``: what
    that means for taking part; None when it cannot be told. ``because``: in words.

        Attributes:
            id (str):
            kind (CriterionAnswerKind):
            item (str):
            wording (str):
            verdict (CriterionAnswerVerdict):
            in_favour (bool | None):
            because (list[str]):
            missing (list[MissingFact]):
            derivation (list[Step]):
    """

    id: str
    kind: CriterionAnswerKind
    item: str
    wording: str
    verdict: CriterionAnswerVerdict
    in_favour: bool | None
    because: list[str]
    missing: list[MissingFact]
    derivation: list[Step]

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind.value

        item = self.item

        wording = self.wording

        verdict = self.verdict.value

        in_favour: bool | None
        in_favour = self.in_favour

        because = self.because

        missing = []
        for missing_item_data in self.missing:
            missing_item = missing_item_data.to_dict()
            missing.append(missing_item)

        derivation = []
        for derivation_item_data in self.derivation:
            derivation_item = derivation_item_data.to_dict()
            derivation.append(derivation_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "item": item,
                "wording": wording,
                "verdict": verdict,
                "in_favour": in_favour,
                "because": because,
                "missing": missing,
                "derivation": derivation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.missing_fact import MissingFact  # noqa: PLC0415
        from ..models.step import Step  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        kind = CriterionAnswerKind(d.pop("kind"))

        item = d.pop("item")

        wording = d.pop("wording")

        verdict = CriterionAnswerVerdict(d.pop("verdict"))

        def _parse_in_favour(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        in_favour = _parse_in_favour(d.pop("in_favour"))

        because = cast(list[str], d.pop("because"))

        missing = []
        _missing = d.pop("missing")
        for missing_item_data in _missing:
            missing_item = MissingFact.from_dict(missing_item_data)

            missing.append(missing_item)

        derivation = []
        _derivation = d.pop("derivation")
        for derivation_item_data in _derivation:
            derivation_item = Step.from_dict(derivation_item_data)

            derivation.append(derivation_item)

        criterion_answer = cls(
            id=id,
            kind=kind,
            item=item,
            wording=wording,
            verdict=verdict,
            in_favour=in_favour,
            because=because,
            missing=missing,
            derivation=derivation,
        )

        return criterion_answer
