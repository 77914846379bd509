from enum import StrEnum


class TargetLesionDiameterMmType0(StrEnum):
    NOT_EVALUABLE = "not-evaluable"
    TOO_SMALL = "too-small"

    def __str__(self) -> str:
        return str(self.value)
