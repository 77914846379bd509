from enum import StrEnum


class PerfusionScanResult(StrEnum):
    EXTRAHEPATIC = "extrahepatic"
    HOT_SPOT = "hot-spot"
    INCOMPLETE = "incomplete"
    NORMAL = "normal"

    def __str__(self) -> str:
        return str(self.value)
