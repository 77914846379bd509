from enum import StrEnum


class CourseHeaderInputDpydType0(StrEnum):
    COMPLETE = "complete"
    NORMAL = "normal"
    PARTIAL = "partial"

    def __str__(self) -> str:
        return str(self.value)
