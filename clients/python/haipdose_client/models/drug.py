from enum import StrEnum


class Drug(StrEnum):
    DEXAMETHASONE = "dexamethasone"
    FLOXURIDINE = "floxuridine"
    GLYCEROL = "glycerol"
    HEPARIN = "heparin"

    def __str__(self) -> str:
        return str(self.value)
