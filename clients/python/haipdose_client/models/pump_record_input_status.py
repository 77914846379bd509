from enum import StrEnum


class PumpRecordInputStatus(StrEnum):
    EXPLANTED = "explanted"
    IMPLANTED = "implanted"
    IN_STOCK = "in-stock"
    WITHDRAWN = "withdrawn"

    def __str__(self) -> str:
        return str(self.value)
