from enum import StrEnum


class AdverseEventRelatedToItem(StrEnum):
    FLOXURIDINE = "floxuridine"
    PUMP = "pump"
    SURGERY = "surgery"
    SYSTEMIC = "systemic"

    def __str__(self) -> str:
        return str(self.value)
