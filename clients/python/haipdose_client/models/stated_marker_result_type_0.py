from enum import StrEnum


class StatedMarkerResultType0(StrEnum):
    COMPLETE = "complete"
    DEFICIENT = "deficient"
    MUTANT = "mutant"
    NORMAL = "normal"
    PARTIAL = "partial"
    PROFICIENT = "proficient"
    WILD_TYPE = "wild-type"

    def __str__(self) -> str:
        return str(self.value)
