"""What the flow readings of a pump ask for."""

from __future__ import annotations

from enum import StrEnum


class FlowAction(StrEnum):
    """``keep``: fill as before. The others: act first, as the alerts say."""

    KEEP = "keep"
    RECHECK = "recheck"
    CHANGE_FILL_FLOW = "change-fill-flow"
    DO_NOT_FILL = "do-not-fill"
