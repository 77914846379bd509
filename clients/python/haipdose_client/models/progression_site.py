from enum import StrEnum


class ProgressionSite(StrEnum):
    BOTH = "both"
    EXTRAHEPATIC = "extrahepatic"
    HEPATIC = "hepatic"

    def __str__(self) -> str:
        return str(self.value)
