from enum import StrEnum


class Diluent(StrEnum):
    GLUCOSE_5 = "glucose 5 %"
    SODIUM_CHLORIDE_0_9 = "sodium chloride 0.9 %"
    WATER_FOR_INJECTIONS = "water for injections"

    def __str__(self) -> str:
        return str(self.value)
