from enum import StrEnum


class LiverPanelJudgedDecision(StrEnum):
    JUDGE_AGAIN = "judge-again"
    NOT_RESECTABLE = "not-resectable"
    RESECTABLE = "resectable"

    def __str__(self) -> str:
        return str(self.value)
