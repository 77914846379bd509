from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.diluent import Diluent
from ..models.drug import Drug
from ..models.pharmacy_product_input_container import PharmacyProductInputContainer
from ..models.pharmacy_product_input_strength_unit_type_0 import PharmacyProductInputStrengthUnitType0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.lot import Lot
    from ..models.pharmacy_product_input_other_codes import PharmacyProductInputOtherCodes


T = TypeVar("T", bound="PharmacyProductInput")


@_attrs_define
class PharmacyProductInput:
    """A product as the pharmacy stocks it; everything in it is the site's own (``local``).

    ``strength`` is per mL as it is drawn up (after reconstitution), percent for glycerol, and null for a diluent, whose
    name says it. ``container_ml`` is what one container holds then, mL. ``code`` is the pharmacy's own number, unique
    in the clinic; ``other_codes`` are by name of the system, such as a national article number or a GTIN.
    ``low_at``: so many containers or fewer are pointed out (null: only when none is left). ``warn_days``: so many
    days before its date a lot is pointed out.

        Attributes:
            code (str):
            name (str):
            substance (Diluent | Drug):
            container (PharmacyProductInputContainer):
            container_ml (str): An exact decimal: written as text; text or a number is read.
            source (str):
            strength (None | str | Unset):
            strength_unit (None | PharmacyProductInputStrengthUnitType0 | Unset):
            other_codes (PharmacyProductInputOtherCodes | Unset):
            in_use (bool | Unset):  Default: True.
            low_at (int | None | Unset):
            warn_days (int | Unset):  Default: 30.
            lots (list[Lot] | Unset):
            evidence (Literal['local'] | Unset):  Default: 'local'.
    """

    code: str
    name: str
    substance: Diluent | Drug
    container: PharmacyProductInputContainer
    container_ml: str
    source: str
    strength: None | str | Unset = UNSET
    strength_unit: None | PharmacyProductInputStrengthUnitType0 | Unset = UNSET
    other_codes: PharmacyProductInputOtherCodes | Unset = UNSET
    in_use: bool | Unset = True
    low_at: int | None | Unset = UNSET
    warn_days: int | Unset = 30
    lots: list[Lot] | Unset = UNSET
    evidence: Literal["local"] | Unset = "local"

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        name = self.name

        substance: str
        if isinstance(self.substance, Drug):
            substance = self.substance.value
        else:
            substance = self.substance.value

        container = self.container.value

        container_ml = self.container_ml

        source = self.source

        strength: None | str | Unset
        if isinstance(self.strength, Unset):
            strength = UNSET
        else:
            strength = self.strength

        strength_unit: None | str | Unset
        if isinstance(self.strength_unit, Unset):
            strength_unit = UNSET
        elif isinstance(self.strength_unit, PharmacyProductInputStrengthUnitType0):
            strength_unit = self.strength_unit.value
        else:
            strength_unit = self.strength_unit

        other_codes: dict[str, Any] | Unset = UNSET
        if not isinstance(self.other_codes, Unset):
            other_codes = self.other_codes.to_dict()

        in_use = self.in_use

        low_at: int | None | Unset
        if isinstance(self.low_at, Unset):
            low_at = UNSET
        else:
            low_at = self.low_at

        warn_days = self.warn_days

        lots: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.lots, Unset):
            lots = []
            for lots_item_data in self.lots:
                lots_item = lots_item_data.to_dict()
                lots.append(lots_item)

        evidence = self.evidence

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "name": name,
                "substance": substance,
                "container": container,
                "container_ml": container_ml,
                "source": source,
            }
        )
        if strength is not UNSET:
            field_dict["strength"] = strength
        if strength_unit is not UNSET:
            field_dict["strength_unit"] = strength_unit
        if other_codes is not UNSET:
            field_dict["other_codes"] = other_codes
        if in_use is not UNSET:
            field_dict["in_use"] = in_use
        if low_at is not UNSET:
            field_dict["low_at"] = low_at
        if warn_days is not UNSET:
            field_dict["warn_days"] = warn_days
        if lots is not UNSET:
            field_dict["lots"] = lots
        if evidence is not UNSET:
            field_dict["evidence"] = evidence

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lot import Lot  # noqa: PLC0415
        from ..models.pharmacy_product_input_other_codes import PharmacyProductInputOtherCodes  # noqa: PLC0415

        d = dict(src_dict)
        code = d.pop("code")

        name = d.pop("name")

        def _parse_substance(data: object) -> Diluent | Drug:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                substance_type_0 = Drug(data)

                return substance_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            substance_type_1 = Diluent(data)

            return substance_type_1

        substance = _parse_substance(d.pop("substance"))

        container = PharmacyProductInputContainer(d.pop("container"))

        container_ml = d.pop("container_ml")

        source = d.pop("source")

        def _parse_strength(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        strength = _parse_strength(d.pop("strength", UNSET))

        def _parse_strength_unit(data: object) -> None | PharmacyProductInputStrengthUnitType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                strength_unit_type_0 = PharmacyProductInputStrengthUnitType0(data)

                return strength_unit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PharmacyProductInputStrengthUnitType0 | Unset, data)

        strength_unit = _parse_strength_unit(d.pop("strength_unit", UNSET))

        _other_codes = d.pop("other_codes", UNSET)
        other_codes: PharmacyProductInputOtherCodes | Unset
        if isinstance(_other_codes, Unset):
            other_codes = UNSET
        else:
            other_codes = PharmacyProductInputOtherCodes.from_dict(_other_codes)

        in_use = d.pop("in_use", UNSET)

        def _parse_low_at(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        low_at = _parse_low_at(d.pop("low_at", UNSET))

        warn_days = d.pop("warn_days", UNSET)

        _lots = d.pop("lots", UNSET)
        lots: list[Lot] | Unset = UNSET
        if _lots is not UNSET:
            lots = []
            for lots_item_data in _lots:
                lots_item = Lot.from_dict(lots_item_data)

                lots.append(lots_item)

        evidence = cast(Literal["local"] | Unset, d.pop("evidence", UNSET))
        if evidence != "local" and not isinstance(evidence, Unset):
            raise ValueError(f"evidence must match const 'local', got '{evidence}'")

        pharmacy_product_input = cls(
            code=code,
            name=name,
            substance=substance,
            container=container,
            container_ml=container_ml,
            source=source,
            strength=strength,
            strength_unit=strength_unit,
            other_codes=other_codes,
            in_use=in_use,
            low_at=low_at,
            warn_days=warn_days,
            lots=lots,
            evidence=evidence,
        )

        return pharmacy_product_input
