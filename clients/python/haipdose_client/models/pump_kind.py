from enum import StrEnum


class PumpKind(StrEnum):
    BENCH = "bench"
    IMPLANTABLE = "implantable"

    def __str__(self) -> str:
        return str(self.value)
