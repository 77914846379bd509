from enum import StrEnum


class WithdrawalScope(StrEnum):
    CONSENT = "consent"
    FOLLOW_UP = "follow-up"
    TREATMENT = "treatment"

    def __str__(self) -> str:
        return str(self.value)
