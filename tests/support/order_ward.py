"""A clinic with a course and the people of a fill order, over the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from api_support import ApiUnderTest
from records_support import PUMP

from haipdose_api.permissions import Role

REQUEST = {
    "patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"},
    "pump": PUMP,
    "protocol": "pump-it",
    "contents": "floxuridine",
    "dose_percent": "100",
    "infusion_days": "14",
}


@dataclass
class Ward:
    """A clinic with a course and its people."""

    api: ApiUnderTest
    clinic: str
    course: str

    def __post_init__(self) -> None:
        person = self.api.callers.person
        self.doctor = person("doctor", **{self.clinic: Role.PRESCRIBER})
        self.pharmacist = person("pharmacist", **{self.clinic: Role.PHARMACIST})
        self.second = person("second", **{self.clinic: Role.PHARMACIST})
        self.third = person("third", **{self.clinic: Role.PHARMACIST})
        self.nurse = person("nurse", **{self.clinic: Role.NURSE})

    @property
    def base(self) -> str:
        return f"/v1/clinics/{self.clinic}/orders"

    def order(self, **changed: Any) -> dict[str, Any]:
        body = {"course_id": self.course, "request": REQUEST | changed}
        answer = self.api.client.post(self.base, json=body, headers=self.doctor)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def take(self, order: dict[str, Any], step: str, who: dict[str, str], body: dict[str, Any] | None = None) -> Any:
        return self.api.client.post(
            f"{self.base}/{order['id']}/{step}", json=body or {}, headers=who | {"If-Match": f'"{order["version"]}"'}
        )

    def done(self, order: dict[str, Any], step: str, who: dict[str, str], body: dict[str, Any] | None = None) -> Any:
        answer = self.take(order, step, who, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def approve(self) -> None:
        """Approve the protocol and confirm whatever the fill says that it rests on."""
        calculated = self.order()["steps"][0]["done"]["answer"]
        confirm = [value["path"] for value in calculated["release"]["unverified"]]
        answer = self.api.client.post(
            f"/v1/clinics/{self.clinic}/approvals",
            json={"protocol": "pump-it", "digest": calculated["protocol"]["digest"], "confirm": confirm},
            headers=self.pharmacist,
        )
        assert answer.status_code == 201, answer.text
        assert answer.json()["stamp"]["approval"] == "approved"

    def use_by(self) -> str:
        return (self.api.site.clock() + timedelta(days=2)).isoformat()

    def released(self) -> dict[str, Any]:
        self.approve()
        order = self.done(self.order(), "verify", self.pharmacist)
        order = self.done(order, "double-check", self.second, {"entered": REQUEST, "ordered_mg": "240"})
        released: dict[str, Any] = self.done(order, "release", self.pharmacist, {"use_by": self.use_by()})
        return released
