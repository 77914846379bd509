from enum import StrEnum


class CourseDpydType0(StrEnum):
    COMPLETE = "complete"
    NORMAL = "normal"
    PARTIAL = "partial"

    def __str__(self) -> str:
        return str(self.value)
