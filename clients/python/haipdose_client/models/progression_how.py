from enum import StrEnum


class ProgressionHow(StrEnum):
    CLINICAL = "clinical"
    IMAGING = "imaging"
    PATHOLOGY = "pathology"

    def __str__(self) -> str:
        return str(self.value)
