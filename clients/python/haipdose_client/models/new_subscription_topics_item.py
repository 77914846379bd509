from enum import StrEnum


class NewSubscriptionTopicsItem(StrEnum):
    COURSE_CREATED = "course.created"
    DECISION_RECORDED = "decision.recorded"
    DEVICE_SESSION = "device.session"
    FACTS_APPENDED = "facts.appended"
    ORDER_CHANGED = "order.changed"
    PLAN_CHANGED = "plan.changed"
    PROTOCOL_APPROVAL = "protocol.approval"

    def __str__(self) -> str:
        return str(self.value)
