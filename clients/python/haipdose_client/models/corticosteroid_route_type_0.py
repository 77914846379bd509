from enum import StrEnum


class CorticosteroidRouteType0(StrEnum):
    INHALED = "inhaled"
    LOCAL = "local"
    SYSTEMIC = "systemic"

    def __str__(self) -> str:
        return str(self.value)
