from enum import StrEnum


class LotStatus(StrEnum):
    BLOCKED = "blocked"
    IN_STOCK = "in-stock"
    USED_UP = "used-up"

    def __str__(self) -> str:
        return str(self.value)
