from enum import StrEnum


class EligibilityRequestCoumarinReplacedByType0(StrEnum):
    DOAC = "doac"
    LMWH = "lmwh"

    def __str__(self) -> str:
        return str(self.value)
