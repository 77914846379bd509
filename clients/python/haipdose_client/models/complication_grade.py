from enum import StrEnum


class ComplicationGrade(StrEnum):
    I = "I"
    II = "II"
    IIIA = "IIIa"
    IIIB = "IIIb"
    IVA = "IVa"
    IVB = "IVb"
    V = "V"

    def __str__(self) -> str:
        return str(self.value)
