from enum import StrEnum


class ApprovalKind(StrEnum):
    APPROVAL = "approval"
    WITHDRAWAL = "withdrawal"

    def __str__(self) -> str:
        return str(self.value)
