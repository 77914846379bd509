from enum import StrEnum


class PreferredLanguageLanguageType0(StrEnum):
    EN = "en"
    NL = "nl"

    def __str__(self) -> str:
        return str(self.value)
