from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    NURSE = "nurse"
    PHARMACIST = "pharmacist"
    PRESCRIBER = "prescriber"
    SCHEDULER = "scheduler"

    def __str__(self) -> str:
        return str(self.value)
