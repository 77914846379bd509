from enum import StrEnum


class LongBreakStartedContents(StrEnum):
    GLYCEROL = "glycerol"
    HEPARIN_SALINE = "heparin-saline"

    def __str__(self) -> str:
        return str(self.value)
