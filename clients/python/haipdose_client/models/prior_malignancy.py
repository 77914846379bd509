from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.prior_malignancy_kind_type_0 import PriorMalignancyKindType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="PriorMalignancy")


@_attrs_define
class PriorMalignancy:
    """Another malignancy than the one of the trial.

    ``free_of_disease_since``: the first day without active disease. ``adequately_treated``: treated, or controlled.

        Attributes:
            kind (None | PriorMalignancyKindType0 | Unset):
            curative_intent (bool | None | Unset):
            free_of_disease_since (datetime.date | None | Unset):
            current_evidence_of_disease (bool | None | Unset):
            adequately_treated (bool | None | Unset):
            low_risk_by_treating_physician (bool | None | Unset):
            low_risk_by_multidisciplinary_team (bool | None | Unset):
    """

    kind: None | PriorMalignancyKindType0 | Unset = UNSET
    curative_intent: bool | None | Unset = UNSET
    free_of_disease_since: datetime.date | None | Unset = UNSET
    current_evidence_of_disease: bool | None | Unset = UNSET
    adequately_treated: bool | None | Unset = UNSET
    low_risk_by_treating_physician: bool | None | Unset = UNSET
    low_risk_by_multidisciplinary_team: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, PriorMalignancyKindType0):
            kind = self.kind.value
        else:
            kind = self.kind

        curative_intent: bool | None | Unset
        if isinstance(self.curative_intent, Unset):
            curative_intent = UNSET
        else:
            curative_intent = self.curative_intent

        free_of_disease_since: None | str | Unset
        if isinstance(self.free_of_disease_since, Unset):
            free_of_disease_since = UNSET
        elif isinstance(self.free_of_disease_since, datetime.date):
            free_of_disease_since = self.free_of_disease_since.isoformat()
        else:
            free_of_disease_since = self.free_of_disease_since

        current_evidence_of_disease: bool | None | Unset
        if isinstance(self.current_evidence_of_disease, Unset):
            current_evidence_of_disease = UNSET
        else:
            current_evidence_of_disease = self.current_evidence_of_disease

        adequately_treated: bool | None | Unset
        if isinstance(self.adequately_treated, Unset):
            adequately_treated = UNSET
        else:
            adequately_treated = self.adequately_treated

        low_risk_by_treating_physician: bool | None | Unset
        if isinstance(self.low_risk_by_treating_physician, Unset):
            low_risk_by_treating_physician = UNSET
        else:
            low_risk_by_treating_physician = self.low_risk_by_treating_physician

        low_risk_by_multidisciplinary_team: bool | None | Unset
        if isinstance(self.low_risk_by_multidisciplinary_team, Unset):
            low_risk_by_multidisciplinary_team = UNSET
        else:
            low_risk_by_multidisciplinary_team = self.low_risk_by_multidisciplinary_team

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if kind is not UNSET:
            field_dict["kind"] = kind
        if curative_intent is not UNSET:
            field_dict["curative_intent"] = curative_intent
        if free_of_disease_since is not UNSET:
            field_dict["free_of_disease_since"] = free_of_disease_since
        if current_evidence_of_disease is not UNSET:
            field_dict["current_evidence_of_disease"] = current_evidence_of_disease
        if adequately_treated is not UNSET:
            field_dict["adequately_treated"] = adequately_treated
        if low_risk_by_treating_physician is not UNSET:
            field_dict["low_risk_by_treating_physician"] = low_risk_by_treating_physician
        if low_risk_by_multidisciplinary_team is not UNSET:
            field_dict["low_risk_by_multidisciplinary_team"] = low_risk_by_multidisciplinary_team

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_kind(data: object) -> None | PriorMalignancyKindType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = PriorMalignancyKindType0(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PriorMalignancyKindType0 | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        def _parse_curative_intent(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        curative_intent = _parse_curative_intent(d.pop("curative_intent", UNSET))

        def _parse_free_of_disease_since(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                free_of_disease_since_type_0 = datetime.date.fromisoformat(data)

                return free_of_disease_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        free_of_disease_since = _parse_free_of_disease_since(d.pop("free_of_disease_since", UNSET))

        def _parse_current_evidence_of_disease(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        current_evidence_of_disease = _parse_current_evidence_of_disease(d.pop("current_evidence_of_disease", UNSET))

        def _parse_adequately_treated(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        adequately_treated = _parse_adequately_treated(d.pop("adequately_treated", UNSET))

        def _parse_low_risk_by_treating_physician(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        low_risk_by_treating_physician = _parse_low_risk_by_treating_physician(
            d.pop("low_risk_by_treating_physician", UNSET)
        )

        def _parse_low_risk_by_multidisciplinary_team(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        low_risk_by_multidisciplinary_team = _parse_low_risk_by_multidisciplinary_team(
            d.pop("low_risk_by_multidisciplinary_team", UNSET)
        )

        prior_malignancy = cls(
            kind=kind,
            curative_intent=curative_intent,
            free_of_disease_since=free_of_disease_since,
            current_evidence_of_disease=current_evidence_of_disease,
            adequately_treated=adequately_treated,
            low_risk_by_treating_physician=low_risk_by_treating_physician,
            low_risk_by_multidisciplinary_team=low_risk_by_multidisciplinary_team,
        )

        return prior_malignancy
