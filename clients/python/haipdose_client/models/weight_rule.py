from enum import StrEnum


class WeightRule(StrEnum):
    ACTUAL = "actual"
    MEAN_ABOVE_125_PERCENT_IDEAL = "mean-above-125-percent-ideal"
    MEAN_ABOVE_135_PERCENT_IDEAL = "mean-above-135-percent-ideal"

    def __str__(self) -> str:
        return str(self.value)
