from enum import StrEnum


class TrialSurgeryKind(StrEnum):
    ABLATION = "ablation"
    EXPLORATION = "exploration"
    LIVER_RESECTION = "liver-resection"
    LIVER_RESECTION_AND_ABLATION = "liver-resection-and-ablation"
    OTHER = "other"
    PRIMARY_RESECTION = "primary-resection"
    PUMP_IMPLANTATION = "pump-implantation"
    PUMP_IMPLANTATION_AND_PRIMARY_RESECTION = "pump-implantation-and-primary-resection"
    PUMP_REMOVAL = "pump-removal"
    REOPERATION = "reoperation"

    def __str__(self) -> str:
        return str(self.value)
