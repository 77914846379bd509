from enum import StrEnum


class ImagingModality(StrEnum):
    CHEST_X_RAY = "chest-x-ray"
    CT = "ct"
    CT_ANGIOGRAPHY = "ct-angiography"
    MAA_SCAN = "maa-scan"
    MRI = "mri"
    PET_CT = "pet-ct"
    ULTRASOUND = "ultrasound"

    def __str__(self) -> str:
        return str(self.value)
