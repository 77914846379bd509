from enum import StrEnum


class EligibilityAnswerOutcome(StrEnum):
    CANNOT_TELL = "cannot-tell"
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not-eligible"

    def __str__(self) -> str:
        return str(self.value)
