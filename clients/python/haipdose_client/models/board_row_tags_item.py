from enum import StrEnum


class BoardRowTagsItem(StrEnum):
    DUE = "due"
    OVERDUE = "overdue"
    PROBLEM = "problem"
    RUN_DRY_RISK = "run-dry-risk"
    WAITING_FOR_DOUBLE_CHECK = "waiting-for-double-check"
    WAITING_FOR_LABORATORY = "waiting-for-laboratory"

    def __str__(self) -> str:
        return str(self.value)
