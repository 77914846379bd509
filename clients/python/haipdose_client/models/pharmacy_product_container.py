from enum import StrEnum


class PharmacyProductContainer(StrEnum):
    AMPOULE = "ampoule"
    BAG = "bag"
    BOTTLE = "bottle"
    VIAL = "vial"

    def __str__(self) -> str:
        return str(self.value)
