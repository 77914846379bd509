from enum import StrEnum


class SystemicAction(StrEnum):
    DELAY = "delay"
    DISCONTINUE = "discontinue"
    GIVE = "give"
    OMIT = "omit"
    REDUCE = "reduce"
    UNDETERMINED = "undetermined"

    def __str__(self) -> str:
        return str(self.value)
