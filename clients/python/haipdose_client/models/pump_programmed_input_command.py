from enum import StrEnum


class PumpProgrammedInputCommand(StrEnum):
    BOLUS = "bolus"
    PROGRAM = "program"
    STOP = "stop"

    def __str__(self) -> str:
        return str(self.value)
