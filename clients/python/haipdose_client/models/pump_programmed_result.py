from enum import StrEnum


class PumpProgrammedResult(StrEnum):
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNCERTAIN = "uncertain"

    def __str__(self) -> str:
        return str(self.value)
