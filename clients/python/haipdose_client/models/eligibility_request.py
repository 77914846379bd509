from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.eligibility_request_coumarin_replaced_by_type_0 import EligibilityRequestCoumarinReplacedByType0
from ..models.eligibility_request_sex_type_0 import EligibilityRequestSexType0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.candidate_result import CandidateResult
    from ..models.corticosteroid import Corticosteroid
    from ..models.eligibility_request_markers import EligibilityRequestMarkers
    from ..models.eligibility_request_statements import EligibilityRequestStatements
    from ..models.extrahepatic_lesion import ExtrahepaticLesion
    from ..models.prior_malignancy import PriorMalignancy


T = TypeVar("T", bound="EligibilityRequest")


@_attrs_define
class EligibilityRequest:
    """What is known about a candidate on the day of registration. Dates are the site's.

    ``statements``: answers to the protocol's statements, by their names. ``markers``: results of molecular tests.
    ``lesions``, ``steroids`` and ``malignancies`` describe what the statement beside them says there is.
    ``coumarin_replaced_by``: what is planned instead; ``none``: it is known that nothing is.

        Attributes:
            protocol (str):
            registration_on (datetime.date):
            birth_date (datetime.date | None | Unset):
            sex (EligibilityRequestSexType0 | None | Unset):
            ecog (int | None | Unset):
            statements (EligibilityRequestStatements | Unset):
            markers (EligibilityRequestMarkers | Unset):
            ct_on (datetime.date | None | Unset):
            gastroduodenal_branches (int | None | Unset):
            lesions (list[ExtrahepaticLesion] | Unset):
            laboratory (list[CandidateResult] | Unset):
            coumarin_replaced_by (EligibilityRequestCoumarinReplacedByType0 | Literal['none'] | None | Unset):
            steroids (list[Corticosteroid] | Unset):
            malignancies (list[PriorMalignancy] | Unset):
            consent_signed_on (datetime.date | None | Unset):
    """

    protocol: str
    registration_on: datetime.date
    birth_date: datetime.date | None | Unset = UNSET
    sex: EligibilityRequestSexType0 | None | Unset = UNSET
    ecog: int | None | Unset = UNSET
    statements: EligibilityRequestStatements | Unset = UNSET
    markers: EligibilityRequestMarkers | Unset = UNSET
    ct_on: datetime.date | None | Unset = UNSET
    gastroduodenal_branches: int | None | Unset = UNSET
    lesions: list[ExtrahepaticLesion] | Unset = UNSET
    laboratory: list[CandidateResult] | Unset = UNSET
    coumarin_replaced_by: EligibilityRequestCoumarinReplacedByType0 | Literal["none"] | None | Unset = UNSET
    steroids: list[Corticosteroid] | Unset = UNSET
    malignancies: list[PriorMalignancy] | Unset = UNSET
    consent_signed_on: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        protocol = self.protocol

        registration_on = self.registration_on.isoformat()

        birth_date: None | str | Unset
        if isinstance(self.birth_date, Unset):
            birth_date = UNSET
        elif isinstance(self.birth_date, datetime.date):
            birth_date = self.birth_date.isoformat()
        else:
            birth_date = self.birth_date

        sex: None | str | Unset
        if isinstance(self.sex, Unset):
            sex = UNSET
        elif isinstance(self.sex, EligibilityRequestSexType0):
            sex = self.sex.value
        else:
            sex = self.sex

        ecog: int | None | Unset
        if isinstance(self.ecog, Unset):
            ecog = UNSET
        else:
            ecog = self.ecog

        statements: dict[str, Any] | Unset = UNSET
        if not isinstance(self.statements, Unset):
            statements = self.statements.to_dict()

        markers: dict[str, Any] | Unset = UNSET
        if not isinstance(self.markers, Unset):
            markers = self.markers.to_dict()

        ct_on: None | str | Unset
        if isinstance(self.ct_on, Unset):
            ct_on = UNSET
        elif isinstance(self.ct_on, datetime.date):
            ct_on = self.ct_on.isoformat()
        else:
            ct_on = self.ct_on

        gastroduodenal_branches: int | None | Unset
        if isinstance(self.gastroduodenal_branches, Unset):
            gastroduodenal_branches = UNSET
        else:
            gastroduodenal_branches = self.gastroduodenal_branches

        lesions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.lesions, Unset):
            lesions = []
            for lesions_item_data in self.lesions:
                lesions_item = lesions_item_data.to_dict()
                lesions.append(lesions_item)

        laboratory: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.laboratory, Unset):
            laboratory = []
            for laboratory_item_data in self.laboratory:
                laboratory_item = laboratory_item_data.to_dict()
                laboratory.append(laboratory_item)

        coumarin_replaced_by: Literal["none"] | None | str | Unset
        if isinstance(self.coumarin_replaced_by, Unset):
            coumarin_replaced_by = UNSET
        elif isinstance(self.coumarin_replaced_by, EligibilityRequestCoumarinReplacedByType0):
            coumarin_replaced_by = self.coumarin_replaced_by.value
        else:
            coumarin_replaced_by = self.coumarin_replaced_by

        steroids: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.steroids, Unset):
            steroids = []
            for steroids_item_data in self.steroids:
                steroids_item = steroids_item_data.to_dict()
                steroids.append(steroids_item)

        malignancies: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.malignancies, Unset):
            malignancies = []
            for malignancies_item_data in self.malignancies:
                malignancies_item = malignancies_item_data.to_dict()
                malignancies.append(malignancies_item)

        consent_signed_on: None | str | Unset
        if isinstance(self.consent_signed_on, Unset):
            consent_signed_on = UNSET
        elif isinstance(self.consent_signed_on, datetime.date):
            consent_signed_on = self.consent_signed_on.isoformat()
        else:
            consent_signed_on = self.consent_signed_on

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "protocol": protocol,
                "registration_on": registration_on,
            }
        )
        if birth_date is not UNSET:
            field_dict["birth_date"] = birth_date
        if sex is not UNSET:
            field_dict["sex"] = sex
        if ecog is not UNSET:
            field_dict["ecog"] = ecog
        if statements is not UNSET:
            field_dict["statements"] = statements
        if markers is not UNSET:
            field_dict["markers"] = markers
        if ct_on is not UNSET:
            field_dict["ct_on"] = ct_on
        if gastroduodenal_branches is not UNSET:
            field_dict["gastroduodenal_branches"] = gastroduodenal_branches
        if lesions is not UNSET:
            field_dict["lesions"] = lesions
        if laboratory is not UNSET:
            field_dict["laboratory"] = laboratory
        if coumarin_replaced_by is not UNSET:
            field_dict["coumarin_replaced_by"] = coumarin_replaced_by
        if steroids is not UNSET:
            field_dict["steroids"] = steroids
        if malignancies is not UNSET:
            field_dict["malignancies"] = malignancies
        if consent_signed_on is not UNSET:
            field_dict["consent_signed_on"] = consent_signed_on

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.candidate_result import CandidateResult  # noqa: PLC0415
        from ..models.corticosteroid import Corticosteroid  # noqa: PLC0415
        from ..models.eligibility_request_markers import EligibilityRequestMarkers  # noqa: PLC0415
        from ..models.eligibility_request_statements import EligibilityRequestStatements  # noqa: PLC0415
        from ..models.extrahepatic_lesion import ExtrahepaticLesion  # noqa: PLC0415
        from ..models.prior_malignancy import PriorMalignancy  # noqa: PLC0415

        d = dict(src_dict)
        protocol = d.pop("protocol")

        registration_on = datetime.date.fromisoformat(d.pop("registration_on"))

        def _parse_birth_date(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                birth_date_type_0 = datetime.date.fromisoformat(data)

                return birth_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        birth_date = _parse_birth_date(d.pop("birth_date", UNSET))

        def _parse_sex(data: object) -> EligibilityRequestSexType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sex_type_0 = EligibilityRequestSexType0(data)

                return sex_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EligibilityRequestSexType0 | None | Unset, data)

        sex = _parse_sex(d.pop("sex", UNSET))

        def _parse_ecog(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        ecog = _parse_ecog(d.pop("ecog", UNSET))

        _statements = d.pop("statements", UNSET)
        statements: EligibilityRequestStatements | Unset
        if isinstance(_statements, Unset):
            statements = UNSET
        else:
            statements = EligibilityRequestStatements.from_dict(_statements)

        _markers = d.pop("markers", UNSET)
        markers: EligibilityRequestMarkers | Unset
        if isinstance(_markers, Unset):
            markers = UNSET
        else:
            markers = EligibilityRequestMarkers.from_dict(_markers)

        def _parse_ct_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ct_on_type_0 = datetime.date.fromisoformat(data)

                return ct_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        ct_on = _parse_ct_on(d.pop("ct_on", UNSET))

        def _parse_gastroduodenal_branches(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        gastroduodenal_branches = _parse_gastroduodenal_branches(d.pop("gastroduodenal_branches", UNSET))

        _lesions = d.pop("lesions", UNSET)
        lesions: list[ExtrahepaticLesion] | Unset = UNSET
        if _lesions is not UNSET:
            lesions = []
            for lesions_item_data in _lesions:
                lesions_item = ExtrahepaticLesion.from_dict(lesions_item_data)

                lesions.append(lesions_item)

        _laboratory = d.pop("laboratory", UNSET)
        laboratory: list[CandidateResult] | Unset = UNSET
        if _laboratory is not UNSET:
            laboratory = []
            for laboratory_item_data in _laboratory:
                laboratory_item = CandidateResult.from_dict(laboratory_item_data)

                laboratory.append(laboratory_item)

        def _parse_coumarin_replaced_by(
            data: object,
        ) -> EligibilityRequestCoumarinReplacedByType0 | Literal["none"] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                coumarin_replaced_by_type_0 = EligibilityRequestCoumarinReplacedByType0(data)

                return coumarin_replaced_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            coumarin_replaced_by_type_1 = cast(Literal["none"], data)
            if coumarin_replaced_by_type_1 != "none":
                raise ValueError(
                    f"coumarin_replaced_by_type_1 must match const 'none', got '{coumarin_replaced_by_type_1}'"
                )
            return coumarin_replaced_by_type_1
            return cast(EligibilityRequestCoumarinReplacedByType0 | Literal["none"] | None | Unset, data)

        coumarin_replaced_by = _parse_coumarin_replaced_by(d.pop("coumarin_replaced_by", UNSET))

        _steroids = d.pop("steroids", UNSET)
        steroids: list[Corticosteroid] | Unset = UNSET
        if _steroids is not UNSET:
            steroids = []
            for steroids_item_data in _steroids:
                steroids_item = Corticosteroid.from_dict(steroids_item_data)

                steroids.append(steroids_item)

        _malignancies = d.pop("malignancies", UNSET)
        malignancies: list[PriorMalignancy] | Unset = UNSET
        if _malignancies is not UNSET:
            malignancies = []
            for malignancies_item_data in _malignancies:
                malignancies_item = PriorMalignancy.from_dict(malignancies_item_data)

                malignancies.append(malignancies_item)

        def _parse_consent_signed_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                consent_signed_on_type_0 = datetime.date.fromisoformat(data)

                return consent_signed_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        consent_signed_on = _parse_consent_signed_on(d.pop("consent_signed_on", UNSET))

        eligibility_request = cls(
            protocol=protocol,
            registration_on=registration_on,
            birth_date=birth_date,
            sex=sex,
            ecog=ecog,
            statements=statements,
            markers=markers,
            ct_on=ct_on,
            gastroduodenal_branches=gastroduodenal_branches,
            lesions=lesions,
            laboratory=laboratory,
            coumarin_replaced_by=coumarin_replaced_by,
            steroids=steroids,
            malignancies=malignancies,
            consent_signed_on=consent_signed_on,
        )

        return eligibility_request
