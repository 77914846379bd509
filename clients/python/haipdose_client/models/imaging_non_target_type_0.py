from enum import StrEnum


class ImagingNonTargetType0(StrEnum):
    ABSENT = "absent"
    NONE = "none"
    NOT_EVALUABLE = "not-evaluable"
    PRESENT = "present"
    PROGRESSED = "progressed"

    def __str__(self) -> str:
        return str(self.value)
