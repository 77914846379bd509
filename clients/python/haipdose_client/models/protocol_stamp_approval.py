from enum import StrEnum


class ProtocolStampApproval(StrEnum):
    APPROVED = "approved"
    OTHER_VERSION_APPROVED = "other-version-approved"
    UNAPPROVED = "unapproved"

    def __str__(self) -> str:
        return str(self.value)
