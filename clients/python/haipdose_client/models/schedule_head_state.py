from enum import StrEnum


class ScheduleHeadState(StrEnum):
    PROPOSED = "proposed"
    PUBLISHED = "published"

    def __str__(self) -> str:
        return str(self.value)
