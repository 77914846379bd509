from enum import StrEnum


class ClinicAnswerProof(StrEnum):
    BOUNDED = "bounded"
    NO_BOUND = "no-bound"
    OPTIMAL = "optimal"

    def __str__(self) -> str:
        return str(self.value)
