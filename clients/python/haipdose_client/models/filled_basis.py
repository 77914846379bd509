from enum import StrEnum


class FilledBasis(StrEnum):
    CONTENT = "content"
    INJECTED = "injected"

    def __str__(self) -> str:
        return str(self.value)
