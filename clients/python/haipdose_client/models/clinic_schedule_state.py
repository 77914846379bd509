from enum import StrEnum


class ClinicScheduleState(StrEnum):
    PROPOSED = "proposed"
    PUBLISHED = "published"

    def __str__(self) -> str:
        return str(self.value)
