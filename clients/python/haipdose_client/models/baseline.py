from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.baseline_braf_type_0 import BaselineBrafType0
from ..models.baseline_primary_site_type_0 import BaselinePrimarySiteType0
from ..models.baseline_ras_type_0 import BaselineRasType0
from ..models.baseline_sex_type_0 import BaselineSexType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="Baseline")


@_attrs_define
class Baseline:
    """What is known of the participant at registration; None is unknown.

    Attributes:
        age_years (int | None | Unset):
        sex (BaselineSexType0 | None | Unset):
        ecog (int | None | Unset):
        ras (BaselineRasType0 | None | Unset):
        braf (BaselineBrafType0 | None | Unset):
        number_of_liver_metastases (int | None | Unset):
        primary_site (BaselinePrimarySiteType0 | None | Unset):
    """

    age_years: int | None | Unset = UNSET
    sex: BaselineSexType0 | None | Unset = UNSET
    ecog: int | None | Unset = UNSET
    ras: BaselineRasType0 | None | Unset = UNSET
    braf: BaselineBrafType0 | None | Unset = UNSET
    number_of_liver_metastases: int | None | Unset = UNSET
    primary_site: BaselinePrimarySiteType0 | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        age_years: int | None | Unset
        if isinstance(self.age_years, Unset):
            age_years = UNSET
        else:
            age_years = self.age_years

        sex: None | str | Unset
        if isinstance(self.sex, Unset):
            sex = UNSET
        elif isinstance(self.sex, BaselineSexType0):
            sex = self.sex.value
        else:
            sex = self.sex

        ecog: int | None | Unset
        if isinstance(self.ecog, Unset):
            ecog = UNSET
        else:
            ecog = self.ecog

        ras: None | str | Unset
        if isinstance(self.ras, Unset):
            ras = UNSET
        elif isinstance(self.ras, BaselineRasType0):
            ras = self.ras.value
        else:
            ras = self.ras

        braf: None | str | Unset
        if isinstance(self.braf, Unset):
            braf = UNSET
        elif isinstance(self.braf, BaselineBrafType0):
            braf = self.braf.value
        else:
            braf = self.braf

        number_of_liver_metastases: int | None | Unset
        if isinstance(self.number_of_liver_metastases, Unset):
            number_of_liver_metastases = UNSET
        else:
            number_of_liver_metastases = self.number_of_liver_metastases

        primary_site: None | str | Unset
        if isinstance(self.primary_site, Unset):
            primary_site = UNSET
        elif isinstance(self.primary_site, BaselinePrimarySiteType0):
            primary_site = self.primary_site.value
        else:
            primary_site = self.primary_site

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if age_years is not UNSET:
            field_dict["age_years"] = age_years
        if sex is not UNSET:
            field_dict["sex"] = sex
        if ecog is not UNSET:
            field_dict["ecog"] = ecog
        if ras is not UNSET:
            field_dict["ras"] = ras
        if braf is not UNSET:
            field_dict["braf"] = braf
        if number_of_liver_metastases is not UNSET:
            field_dict["number_of_liver_metastases"] = number_of_liver_metastases
        if primary_site is not UNSET:
            field_dict["primary_site"] = primary_site

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_age_years(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        age_years = _parse_age_years(d.pop("age_years", UNSET))

        def _parse_sex(data: object) -> BaselineSexType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sex_type_0 = BaselineSexType0(data)

                return sex_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BaselineSexType0 | None | Unset, data)

        sex = _parse_sex(d.pop("sex", UNSET))

        def _parse_ecog(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        ecog = _parse_ecog(d.pop("ecog", UNSET))

        def _parse_ras(data: object) -> BaselineRasType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ras_type_0 = BaselineRasType0(data)

                return ras_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BaselineRasType0 | None | Unset, data)

        ras = _parse_ras(d.pop("ras", UNSET))

        def _parse_braf(data: object) -> BaselineBrafType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                braf_type_0 = BaselineBrafType0(data)

                return braf_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BaselineBrafType0 | None | Unset, data)

        braf = _parse_braf(d.pop("braf", UNSET))

        def _parse_number_of_liver_metastases(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        number_of_liver_metastases = _parse_number_of_liver_metastases(d.pop("number_of_liver_metastases", UNSET))

        def _parse_primary_site(data: object) -> BaselinePrimarySiteType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                primary_site_type_0 = BaselinePrimarySiteType0(data)

                return primary_site_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BaselinePrimarySiteType0 | None | Unset, data)

        primary_site = _parse_primary_site(d.pop("primary_site", UNSET))

        baseline = cls(
            age_years=age_years,
            sex=sex,
            ecog=ecog,
            ras=ras,
            braf=braf,
            number_of_liver_metastases=number_of_liver_metastases,
            primary_site=primary_site,
        )

        return baseline
