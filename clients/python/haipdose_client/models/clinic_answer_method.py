from enum import StrEnum


class ClinicAnswerMethod(StrEnum):
    DECOMPOSED = "decomposed"
    FIRST_FIT = "first-fit"
    NOTHING_TO_PLACE = "nothing-to-place"
    WHOLE_PROBLEM = "whole-problem"

    def __str__(self) -> str:
        return str(self.value)
