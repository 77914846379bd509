from enum import StrEnum


class AssessmentStatus(StrEnum):
    CANNOT_TELL = "cannot-tell"
    DONE_EARLY = "done-early"
    DONE_LATE = "done-late"
    DONE_ON_TIME = "done-on-time"
    DUE = "due"
    MISSED = "missed"
    NOT_APPLICABLE = "not-applicable"
    NOT_YET_DUE = "not-yet-due"
    OVERDUE = "overdue"

    def __str__(self) -> str:
        return str(self.value)
