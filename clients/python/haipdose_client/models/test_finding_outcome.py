from enum import StrEnum


class TestFindingOutcome(StrEnum):
    DISCONTINUE = "discontinue"
    GIVE = "give"
    HOLD = "hold"
    WARN = "warn"

    def __str__(self) -> str:
        return str(self.value)
