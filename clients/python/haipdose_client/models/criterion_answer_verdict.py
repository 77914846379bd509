from enum import StrEnum


class CriterionAnswerVerdict(StrEnum):
    CANNOT_TELL = "cannot-tell"
    MET = "met"
    NOT_MET = "not-met"

    def __str__(self) -> str:
        return str(self.value)
