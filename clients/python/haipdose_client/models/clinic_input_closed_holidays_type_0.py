from enum import StrEnum


class ClinicInputClosedHolidaysType0(StrEnum):
    ALL = "all"
    NONE = "none"

    def __str__(self) -> str:
        return str(self.value)
