from enum import StrEnum


class ImagingDoneResultType0(StrEnum):
    COMPLETE_RESPONSE = "complete-response"
    PARTIAL_RESPONSE = "partial-response"
    PROGRESSIVE_DISEASE = "progressive-disease"
    STABLE_DISEASE = "stable-disease"

    def __str__(self) -> str:
        return str(self.value)
