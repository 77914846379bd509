from enum import StrEnum


class ProgramOutcomeOutcome(StrEnum):
    CONFIRMED = "confirmed"
    NOTHING_PENDING = "nothing-pending"
    REJECTED = "rejected"
    UNCERTAIN = "uncertain"

    def __str__(self) -> str:
        return str(self.value)
