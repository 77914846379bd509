from enum import StrEnum


class Status(StrEnum):
    CANCELLED = "cancelled"
    DONE = "done"
    HELD = "held"
    MISSED = "missed"
    NOT_PLACED = "not-placed"
    PLANNED = "planned"

    def __str__(self) -> str:
        return str(self.value)
