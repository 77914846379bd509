from enum import StrEnum


class DayChoiceState(StrEnum):
    CLOSED = "closed"
    CONFLICT = "conflict"
    FREE = "free"
    PAST = "past"
    UNTRIED = "untried"

    def __str__(self) -> str:
        return str(self.value)
