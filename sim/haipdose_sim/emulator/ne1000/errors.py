"""Why the NE-1000 refuses a command, in its own codes."""

from __future__ import annotations

NOT_RECOGNISED = "?"
NOT_APPLICABLE = "?NA"
OUT_OF_RANGE = "?OOR"
BAD_PACKET = "?COM"


class CommandError(Exception):
    """The command was not carried out and nothing was changed; ``code`` goes onto the wire."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
