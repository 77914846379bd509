from enum import StrEnum


class WhyNot(StrEnum):
    CONTENTS_DO_NOT_CALIBRATE = "contents-do-not-calibrate"
    INTERVAL_TOO_SHORT = "interval-too-short"
    NOTHING_DELIVERED = "nothing-delivered"
    RAN_DRY = "ran-dry"

    def __str__(self) -> str:
        return str(self.value)
