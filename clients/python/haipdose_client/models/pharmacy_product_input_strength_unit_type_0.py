from enum import StrEnum


class PharmacyProductInputStrengthUnitType0(StrEnum):
    MGML = "mg/mL"
    UNITSML = "units/mL"
    VALUE_2 = "%"

    def __str__(self) -> str:
        return str(self.value)
