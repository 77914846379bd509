from enum import StrEnum


class ShownRunState(StrEnum):
    FAILED = "failed"
    FINISHED = "finished"
    LOST = "lost"
    RUNNING = "running"

    def __str__(self) -> str:
        return str(self.value)
