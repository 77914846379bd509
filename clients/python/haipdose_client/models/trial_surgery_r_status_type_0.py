from enum import StrEnum


class TrialSurgeryRStatusType0(StrEnum):
    R0 = "R0"
    R1 = "R1"
    R2 = "R2"

    def __str__(self) -> str:
        return str(self.value)
