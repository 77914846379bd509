from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.contents import Contents
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.fill_answer import FillAnswer
    from ..models.step import Step


T = TypeVar("T", bound="PlanItem")


@_attrs_define
class PlanItem:
    """One thing done at a visit.

    ``decision`` is what the rules say about a dose now: ``give``, ``reduce``, ``hold``, ``discontinue`` or
    ``undetermined`` (``missing`` says what to draw). A ``provisional`` dose is the last one carried on: it is decided
    only when the results before the visit are there. ``fill`` is the whole answer of ``haipdose fill``. ``kept`` says
    why the amounts are left out for this reader; the engine itself leaves nothing out.

        Attributes:
            kind (str):
            text (str):
            drug (None | str | Unset):
            dose (None | str | Unset):
            unit (None | str | Unset):
            dose_percent (None | str | Unset):
            contents (Contents | None | Unset):
            volume_ml (None | str | Unset):
            decision (None | str | Unset):
            provisional (bool | Unset):  Default: False.
            missing (list[str] | Unset):
            fill (FillAnswer | None | Unset):
            kept (Literal['blind-double-check'] | None | Unset):
            derivation (list[Step] | Unset):
    """

    kind: str
    text: str
    drug: None | str | Unset = UNSET
    dose: None | str | Unset = UNSET
    unit: None | str | Unset = UNSET
    dose_percent: None | str | Unset = UNSET
    contents: Contents | None | Unset = UNSET
    volume_ml: None | str | Unset = UNSET
    decision: None | str | Unset = UNSET
    provisional: bool | Unset = False
    missing: list[str] | Unset = UNSET
    fill: FillAnswer | None | Unset = UNSET
    kept: Literal["blind-double-check"] | None | Unset = UNSET
    derivation: list[Step] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.fill_answer import FillAnswer  # noqa: PLC0415

        kind = self.kind

        text = self.text

        drug: None | str | Unset
        if isinstance(self.drug, Unset):
            drug = UNSET
        else:
            drug = self.drug

        dose: None | str | Unset
        if isinstance(self.dose, Unset):
            dose = UNSET
        else:
            dose = self.dose

        unit: None | str | Unset
        if isinstance(self.unit, Unset):
            unit = UNSET
        else:
            unit = self.unit

        dose_percent: None | str | Unset
        if isinstance(self.dose_percent, Unset):
            dose_percent = UNSET
        else:
            dose_percent = self.dose_percent

        contents: None | str | Unset
        if isinstance(self.contents, Unset):
            contents = UNSET
        elif isinstance(self.contents, Contents):
            contents = self.contents.value
        else:
            contents = self.contents

        volume_ml: None | str | Unset
        if isinstance(self.volume_ml, Unset):
            volume_ml = UNSET
        else:
            volume_ml = self.volume_ml

        decision: None | str | Unset
        if isinstance(self.decision, Unset):
            decision = UNSET
        else:
            decision = self.decision

        provisional = self.provisional

        missing: list[str] | Unset = UNSET
        if not isinstance(self.missing, Unset):
            missing = self.missing

        fill: dict[str, Any] | None | Unset
        if isinstance(self.fill, Unset):
            fill = UNSET
        elif isinstance(self.fill, FillAnswer):
            fill = self.fill.to_dict()
        else:
            fill = self.fill

        kept: Literal["blind-double-check"] | None | Unset
        if isinstance(self.kept, Unset):
            kept = UNSET
        else:
            kept = self.kept

        derivation: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.derivation, Unset):
            derivation = []
            for derivation_item_data in self.derivation:
                derivation_item = derivation_item_data.to_dict()
                derivation.append(derivation_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "text": text,
            }
        )
        if drug is not UNSET:
            field_dict["drug"] = drug
        if dose is not UNSET:
            field_dict["dose"] = dose
        if unit is not UNSET:
            field_dict["unit"] = unit
        if dose_percent is not UNSET:
            field_dict["dose_percent"] = dose_percent
        if contents is not UNSET:
            field_dict["contents"] = contents
        if volume_ml is not UNSET:
            field_dict["volume_ml"] = volume_ml
        if decision is not UNSET:
            field_dict["decision"] = decision
        if provisional is not UNSET:
            field_dict["provisional"] = provisional
        if missing is not UNSET:
            field_dict["missing"] = missing
        if fill is not UNSET:
            field_dict["fill"] = fill
        if kept is not UNSET:
            field_dict["kept"] = kept
        if derivation is not UNSET:
            field_dict["derivation"] = derivation

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fill_answer import FillAnswer  # noqa: PLC0415
        from ..models.step import Step  # noqa: PLC0415

        d = dict(src_dict)
        kind = d.pop("kind")

        text = d.pop("text")

        def _parse_drug(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        drug = _parse_drug(d.pop("drug", UNSET))

        def _parse_dose(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dose = _parse_dose(d.pop("dose", UNSET))

        def _parse_unit(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        unit = _parse_unit(d.pop("unit", UNSET))

        def _parse_dose_percent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dose_percent = _parse_dose_percent(d.pop("dose_percent", UNSET))

        def _parse_contents(data: object) -> Contents | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                contents_type_0 = Contents(data)

                return contents_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Contents | None | Unset, data)

        contents = _parse_contents(d.pop("contents", UNSET))

        def _parse_volume_ml(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        volume_ml = _parse_volume_ml(d.pop("volume_ml", UNSET))

        def _parse_decision(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        decision = _parse_decision(d.pop("decision", UNSET))

        provisional = d.pop("provisional", UNSET)

        missing = cast(list[str], d.pop("missing", UNSET))

        def _parse_fill(data: object) -> FillAnswer | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fill_type_0 = FillAnswer.from_dict(data)

                return fill_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FillAnswer | None | Unset, data)

        fill = _parse_fill(d.pop("fill", UNSET))

        def _parse_kept(data: object) -> Literal["blind-double-check"] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            kept_type_0 = cast(Literal["blind-double-check"], data)
            if kept_type_0 != "blind-double-check":
                raise ValueError(f"kept_type_0 must match const 'blind-double-check', got '{kept_type_0}'")
            return kept_type_0
            return cast(Literal["blind-double-check"] | None | Unset, data)

        kept = _parse_kept(d.pop("kept", UNSET))

        _derivation = d.pop("derivation", UNSET)
        derivation: list[Step] | Unset = UNSET
        if _derivation is not UNSET:
            derivation = []
            for derivation_item_data in _derivation:
                derivation_item = Step.from_dict(derivation_item_data)

                derivation.append(derivation_item)

        plan_item = cls(
            kind=kind,
            text=text,
            drug=drug,
            dose=dose,
            unit=unit,
            dose_percent=dose_percent,
            contents=contents,
            volume_ml=volume_ml,
            decision=decision,
            provisional=provisional,
            missing=missing,
            fill=fill,
            kept=kept,
            derivation=derivation,
        )

        return plan_item
