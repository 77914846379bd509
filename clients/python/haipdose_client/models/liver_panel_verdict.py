from enum import StrEnum


class LiverPanelVerdict(StrEnum):
    JUDGE_AGAIN = "judge-again"
    RESECTABLE = "resectable"
    UNRESECTABLE = "unresectable"

    def __str__(self) -> str:
        return str(self.value)
