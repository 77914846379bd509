from enum import StrEnum


class ClinicClosedHolidaysType0(StrEnum):
    ALL = "all"
    NONE = "none"

    def __str__(self) -> str:
        return str(self.value)
