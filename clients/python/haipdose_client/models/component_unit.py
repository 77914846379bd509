from enum import StrEnum


class ComponentUnit(StrEnum):
    MG = "mg"
    ML = "mL"
    UNITS = "units"

    def __str__(self) -> str:
        return str(self.value)
