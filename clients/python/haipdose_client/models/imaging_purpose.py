from enum import StrEnum


class ImagingPurpose(StrEnum):
    PLANNING = "planning"
    RESPONSE = "response"

    def __str__(self) -> str:
        return str(self.value)
