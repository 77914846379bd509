from enum import StrEnum


class Evidence(StrEnum):
    DERIVED = "derived"
    LOCAL = "local"
    PUBLISHED = "published"
    RECALLED = "recalled"
    UNCERTAIN = "uncertain"

    def __str__(self) -> str:
        return str(self.value)
