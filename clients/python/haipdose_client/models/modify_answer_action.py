from enum import StrEnum


class ModifyAnswerAction(StrEnum):
    DISCONTINUE = "discontinue"
    GIVE = "give"
    HOLD = "hold"
    REDUCE = "reduce"
    UNDETERMINED = "undetermined"

    def __str__(self) -> str:
        return str(self.value)
