from enum import StrEnum


class FlowAction(StrEnum):
    CHANGE_FILL_FLOW = "change-fill-flow"
    DO_NOT_FILL = "do-not-fill"
    KEEP = "keep"
    RECHECK = "recheck"

    def __str__(self) -> str:
        return str(self.value)
