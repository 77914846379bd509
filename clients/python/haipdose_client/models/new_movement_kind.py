from enum import StrEnum


class NewMovementKind(StrEnum):
    COUNTED = "counted"
    RECEIVED = "received"
    WASTED = "wasted"

    def __str__(self) -> str:
        return str(self.value)
