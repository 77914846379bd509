"""What a page says at its top after something was done, by the code in the address. A text nobody can put there."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "logged-out": "You are logged out.",
    "password-changed": "The password is changed. Log in with the new one.",
    "saved": "Saved.",
    "ordered": "The fill is ordered. A pharmacist verifies it next.",
    "step-verify": "The order is verified. A second person checks it next, without seeing it.",
    "step-double-check": "The double check agrees with the order.",
    "step-discrepant": "The double check found something else. Nothing may be prepared until somebody has looked.",
    "step-resolve": "The order stands. Somebody who has not seen it checks it again.",
    "step-release": "The preparation is released.",
    "step-give": "The fill is recorded as given.",
    "step-cancel": "The order is cancelled.",
    "patient-registered": "The patient is registered. Start the course.",
    "course-started": "The course is started.",
    "laboratory-saved": "The results are saved, and the plan is made anew.",
    "fact-saved": "It is recorded, and the plan is made anew.",
    "schedule-published": "The calendar is published. Courses that could not be confirmed are named below.",
    "moved": "The appointment is moved, and the plan is made anew.",
    "already-saved": "This was saved before; nothing was done twice.",
}
