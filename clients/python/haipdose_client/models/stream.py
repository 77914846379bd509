from enum import StrEnum


class Stream(StrEnum):
    LABORATORY = "laboratory"
    MONITORING = "monitoring"
    PUMP = "pump"
    SURGERY = "surgery"
    SYSTEMIC = "systemic"

    def __str__(self) -> str:
        return str(self.value)
