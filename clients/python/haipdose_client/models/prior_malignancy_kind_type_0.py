from enum import StrEnum


class PriorMalignancyKindType0(StrEnum):
    IN_SITU = "in-situ"
    NON_MELANOMA_SKIN = "non-melanoma-skin"
    OTHER = "other"

    def __str__(self) -> str:
        return str(self.value)
