from enum import StrEnum


class ProtocolTreatmentEvent(StrEnum):
    ENDED = "ended"
    STARTED = "started"

    def __str__(self) -> str:
        return str(self.value)
