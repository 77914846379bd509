from enum import StrEnum


class NextActionAction(StrEnum):
    CORRECT_FACTS = "correct-facts"
    DECIDE_CONFLICT = "decide-conflict"
    DO_NOT_GIVE = "do-not-give"
    DRAW_LABORATORY = "draw-laboratory"
    NOTHING = "nothing"
    SEE_AT_ONCE = "see-at-once"
    VISIT = "visit"

    def __str__(self) -> str:
        return str(self.value)
