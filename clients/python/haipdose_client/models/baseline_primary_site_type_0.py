from enum import StrEnum


class BaselinePrimarySiteType0(StrEnum):
    LEFT_COLON = "left-colon"
    RECTUM = "rectum"
    RIGHT_COLON = "right-colon"

    def __str__(self) -> str:
        return str(self.value)
