from enum import StrEnum


class MovementKind(StrEnum):
    COUNTED = "counted"
    RECEIVED = "received"
    USED = "used"
    WASTED = "wasted"

    def __str__(self) -> str:
        return str(self.value)
