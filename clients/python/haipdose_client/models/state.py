from enum import StrEnum


class State(StrEnum):
    CANCELLED = "cancelled"
    DISCREPANT = "discrepant"
    DOUBLE_CHECKED = "double-checked"
    GIVEN = "given"
    ORDERED = "ordered"
    RELEASED = "released"
    RETURNED = "returned"
    VERIFIED = "verified"

    def __str__(self) -> str:
        return str(self.value)
