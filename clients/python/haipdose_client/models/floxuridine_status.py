from enum import StrEnum


class FloxuridineStatus(StrEnum):
    APPROVED = "approved"
    NOT_FOR_FLOXURIDINE = "not-for-floxuridine"
    OFF_LABEL = "off-label"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return str(self.value)
