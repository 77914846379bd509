from enum import StrEnum


class StatedAnswerByType0(StrEnum):
    INVESTIGATOR = "investigator"
    MEDICAL_ONCOLOGIST = "medical-oncologist"
    MULTIDISCIPLINARY_TEAM = "multidisciplinary-team"
    NATIONAL_LIVER_PANEL = "national-liver-panel"
    PATHOLOGIST = "pathologist"
    RADIOLOGIST = "radiologist"
    RESEARCH_NURSE = "research-nurse"
    SURGEON = "surgeon"
    TREATING_PHYSICIAN = "treating-physician"

    def __str__(self) -> str:
        return str(self.value)
