from enum import StrEnum


class ProtocolChangeAbout(StrEnum):
    EVIDENCE = "evidence"
    NAME = "name"
    VALUE = "value"

    def __str__(self) -> str:
        return str(self.value)
