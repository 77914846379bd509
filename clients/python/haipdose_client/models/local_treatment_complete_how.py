from enum import StrEnum


class LocalTreatmentCompleteHow(StrEnum):
    ABLATION = "ablation"
    BOTH = "both"
    RESECTION = "resection"

    def __str__(self) -> str:
        return str(self.value)
