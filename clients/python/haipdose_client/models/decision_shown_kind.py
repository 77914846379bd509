from enum import StrEnum


class DecisionShownKind(StrEnum):
    MODIFICATION = "modification"
    SYSTEMIC = "systemic"

    def __str__(self) -> str:
        return str(self.value)
