from enum import StrEnum


class Arm(StrEnum):
    A = "A"
    B = "B"

    def __str__(self) -> str:
        return str(self.value)
