from enum import StrEnum


class CandidateResultTest(StrEnum):
    ALBUMIN = "albumin"
    ALP = "alp"
    ALT = "alt"
    AST = "ast"
    BILIRUBIN_DIRECT = "bilirubin-direct"
    BILIRUBIN_TOTAL = "bilirubin-total"
    CEA = "cea"
    CREATININE = "creatinine"
    GGT = "ggt"
    HAEMOGLOBIN = "haemoglobin"
    INR = "inr"
    LEUCOCYTES = "leucocytes"
    LYMPHOCYTES = "lymphocytes"
    NEUTROPHILS = "neutrophils"
    PLATELETS = "platelets"
    PROTHROMBIN_TIME = "prothrombin-time"

    def __str__(self) -> str:
        return str(self.value)
