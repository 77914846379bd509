from enum import StrEnum


class LocalTreatmentCompleteRStatusType0(StrEnum):
    R0 = "R0"
    R1 = "R1"

    def __str__(self) -> str:
        return str(self.value)
