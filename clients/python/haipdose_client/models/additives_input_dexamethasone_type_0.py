from enum import StrEnum


class AdditivesInputDexamethasoneType0(StrEnum):
    FLAT_PER_RESERVOIR = "flat-per-reservoir"
    NONE = "none"
    PER_DAY = "per-day"

    def __str__(self) -> str:
        return str(self.value)
