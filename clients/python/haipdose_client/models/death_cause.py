from enum import StrEnum


class DeathCause(StrEnum):
    DISEASE = "disease"
    OTHER = "other"
    TREATMENT = "treatment"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return str(self.value)
