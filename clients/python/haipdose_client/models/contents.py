from enum import StrEnum


class Contents(StrEnum):
    FLOXURIDINE = "floxuridine"
    GLYCEROL = "glycerol"
    HEPARIN_SALINE = "heparin-saline"

    def __str__(self) -> str:
        return str(self.value)
