from enum import StrEnum


class QuestionnaireInstrument(StrEnum):
    EQ_5D_3L = "eq-5d-3l"
    IPCQ = "ipcq"
    QLQ_C30 = "qlq-c30"

    def __str__(self) -> str:
        return str(self.value)
