from enum import StrEnum


class ExtrahepaticLesionAppearanceType0(StrEnum):
    CLEARLY_SUSPICIOUS = "clearly-suspicious"
    METASTASIS = "metastasis"
    NOT_CLEARLY_SUSPICIOUS = "not-clearly-suspicious"
    NOT_METASTASIS = "not-metastasis"

    def __str__(self) -> str:
        return str(self.value)
