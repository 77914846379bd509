from enum import StrEnum


class BaselineRasType0(StrEnum):
    MUTANT = "mutant"
    WILD_TYPE = "wild-type"

    def __str__(self) -> str:
        return str(self.value)
