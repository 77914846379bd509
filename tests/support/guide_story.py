"""What the integrator's guide tells, as it happens: every request in its order; those that are shown have a name."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pyotp
from desk_key import DESK_KEY
from joserfc import jwt
from receive_events import Receiver
from serving_here import ADMINISTRATOR_PASSWORD
from story import Exchange, Story

from haipdose_api.clinic_calendar import wait_for_runs

FRIDAY = datetime(2026, 3, 13, 8, tzinfo=UTC)
MONDAY_MORNING = datetime(2026, 3, 16, 7, 59, 59, tzinfo=UTC)
TWO_WEEKS_LATER = datetime(2026, 3, 30, 8, tzinfo=UTC)
FIRST_PASSWORD = "handed over in person"
OWN_PASSWORD = "four words of my own"
RECEIVER = "https://scheduling.hospital.example/haipdose/events"
ASSERTION = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImRlc2stMjAyNiJ9.claims.signature"
DELIVERY_SECONDS = 30
READ = {
    **dict.fromkeys(("live", "ready", "public_keys", "smart_configuration")),
    **dict.fromkeys(
        (
            *(
                "protocols",
                "protocol",
                "profiles",
                "profile",
                "laboratory_tests",
                "list_approvals",
                "list_courses",
                "list_colleagues",
                "list_programmers",
                "protocol_rules",
            ),
            *("list_device_sessions", "list_modifications", "list_systemic_decisions", "list_orders", "list_pumps"),
            *("list_products", "read_product", "list_movements", "read_stock_levels"),
            *(
                "list_reports",
                "read_assessments",
                "read_clinic",
                "read_clinic_assessments",
                "read_order",
                "read_patient",
                "read_pump",
            ),
        ),
        "d.doctor",
    ),
    **dict.fromkeys(("list_feeds", "list_subscriptions", "read_subscription"), "desk"),
    **dict.fromkeys(("list_audit", "list_people", "list_systems", "read_system"), "administrator"),
}
"""Requests that only read, and who sends them."""


@dataclass
class Guide:
    """The story with the names under which the guide shows its exchanges."""

    story: Story
    receiver: Receiver
    shown: dict[str, Exchange] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=lambda: {"protocol": "pump-it", "profile": "intera-3000"})

    def tell(self) -> None:
        """The whole of it."""
        self.people()
        self.system()
        self.records()
        self.plans()
        self.events()
        self.problems()
        self.on_monday()
        self.orders()
        self.what_else()
        self.two_weeks_later()

    def do(self, name: str, operation: str, who: str | None = None, **rest: Any) -> Exchange:
        """A request that the guide shows under this name."""
        self.shown[name] = self.story.call(operation, who, **rest)
        return self.shown[name]

    def changed(self, operation: str, **fields: Any) -> Any:
        """An example with some of its fields changed."""
        return self.story.example(operation) | fields

    def log_in(self, login: str, password: str, name: str | None = None) -> None:
        body = {"login": login, "password": password}
        told = self.story.call("log_in", body=body)
        self.story.bearers[login] = told.answer["token"]
        if name is not None:
            self.shown[name] = told

    def people(self) -> None:
        story = self.story
        self.log_in("administrator", ADMINISTRATOR_PASSWORD, "administrator logs in")
        self.do("clinics", "list_clinics", "administrator")
        self.do("clinic", "change_clinic", "administrator", headers={"If-Match": '"1"'})
        self.do("person", "create_person", "administrator", headers={"Idempotency-Key": "person-p.pharmacist"})
        self.ids["person"] = self.shown["person"].answer["id"]
        story.bearers["p.pharmacist"] = story.call("log_in").answer["token"]
        self.do("password", "change_password", "p.pharmacist")
        self.log_in("p.pharmacist", OWN_PASSWORD, "person logs in")
        for login, role in (("d.doctor", "prescriber"), ("q.pharmacist", "pharmacist"), ("n.nurse", "nurse")):
            body = {"login": login, "display_name": login, "password": FIRST_PASSWORD, "roles": [role]}
            story.call("create_person", "administrator", body=body)
            self.log_in(login, FIRST_PASSWORD)
            story.call("change_password", login, body={"password": FIRST_PASSWORD, "new_password": OWN_PASSWORD})
            self.log_in(login, OWN_PASSWORD)
        self.do("who am I", "who_am_i", "p.pharmacist")

    def system(self) -> None:
        self.do("system", "create_system", "administrator")
        self.ids["system"] = self.shown["system"].answer["id"]
        self.token("token")

    def token(self, name: str | None = None) -> None:
        """A token for the desk, whose assertion is signed anew every time."""
        base, now = self.story.server.base, int(self.story.server.clock.now.timestamp())
        system = self.ids["system"]
        claims = {"iss": system, "sub": system, "aud": f"{base}/oauth/token", "iat": now, "exp": now + 120}
        claims["jti"] = f"assertion-{now}"
        assertion = jwt.encode({"alg": "ES256", "kid": DESK_KEY.kid}, claims, DESK_KEY, algorithms=["ES256"])
        self.story.stand_ins.shown[assertion] = ASSERTION
        body = self.changed("token", client_assertion=assertion)
        del body["scope"]
        told = self.story.call("token", body=body)
        self.story.bearers["desk"] = told.answer["access_token"]
        if name is not None:
            self.shown[name] = told

    def records(self) -> None:
        once = {"Idempotency-Key": "patient-4711"}
        self.ids["patient"] = self.do("patient", "create_patient", "desk", headers=once).answer["id"]
        self.do("patient again", "create_patient", "desk", headers=once)
        self.do(
            "other patient",
            "create_patient",
            "desk",
            body=self.changed("create_patient", identifier="4712"),
            headers=once,
            expect=409,
        )
        self.do("patient found", "list_patients", "desk", query={"identifier": "4711"})
        self.ids["pump"] = self.do("pump", "create_pump", "n.nurse").answer["id"]
        self.ids["course"] = self.do("course", "create_course", "d.doctor").answer["id"]
        course = self.ids["course"]
        self.do("facts", "append_facts", "n.nurse", course=course, headers={"If-Match": '"1"'})
        self.do("facts read", "list_facts", "desk", course=course, query={"limit": "2"})

    def plans(self) -> None:
        course, clock = self.ids["course"], self.story.server.clock
        self.do("plan before", "read_plan", "desk", course=course)
        before = clock.now.isoformat()
        self.do("laboratory", "record_report", "desk", course=course, headers={"Idempotency-Key": "LAB-2026-0313-77"})
        self.do("plan", "read_plan", "desk", course=course)
        self.do("plan as of", "read_plan", "desk", course=course, query={"as_of": before})
        self.do("changes", "plan_changes", "desk", course=course, query={"since": before})
        self.do("preview", "preview_plan", "desk", course=course)
        self.do("board", "read_board", "desk")
        self.ids["feed"] = self.do("feed", "create_feed", "desk").answer["id"]
        secret = self.shown["feed"].answer["url"].rpartition("/")[2].removesuffix(".ics")
        self.do("calendar", "read_feed", secret=secret)

    def events(self) -> None:
        course, story = self.ids["course"], self.story
        url = f"http://127.0.0.1:{self.receiver.server_address[1]}/events"
        story.stand_ins.shown[url] = RECEIVER
        body = self.changed("create_subscription", url=url)
        told = self.do("subscription", "create_subscription", "desk", body=body)
        self.ids["subscription"], self.receiver.secret = told.answer["id"], told.answer["secret"]
        away = {
            "type": "unavailable",
            "id": "away-in-april",
            "at": story.server.clock.now.isoformat(),
            "from": "2026-04-13",
            "to": "2026-04-14",
            "reason": "journey",
        }
        late = {"body": {"facts": [away]}, "course": course}
        self.do("too late", "append_facts", "desk", headers={"If-Match": '"1"'}, expect=412, **late)
        version = self.do("course read", "read_course", "desk", course=course).answer_headers["Etag"]
        self.do("in time", "append_facts", "desk", headers={"If-Match": version}, **late)
        self.await_events(1)
        # The answer is asked for until the last delivery is written down; only the last answer is shown.
        end = time.monotonic() + DELIVERY_SECONDS
        while True:
            told = story.call("list_deliveries", "desk", subscription=self.ids["subscription"], still=True)
            items = told.answer["items"]
            if items and items[0]["topic"] == "plan.changed" and items[0]["delivered_at"] is not None:
                break
            story.told.pop()
            assert time.monotonic() < end, "the event was not delivered"
            time.sleep(0.05)
        self.shown["deliveries"] = told

    def await_events(self, count: int) -> None:
        end = time.monotonic() + DELIVERY_SECONDS
        while len(self.receiver.events) < count:
            assert time.monotonic() < end, "the event did not come"
            time.sleep(0.02)
        for headers, body in self.receiver.raw:
            self.story.stand_ins.learn(body.decode())
            self.story.stand_ins.shown[headers["webhook-signature"]] = "v1,c2lnbmF0dXJlLW9mLXRoaXMtZXZlbnQ="

    def problems(self) -> None:
        body = self.changed("calculate_fill", dose_percent="250", infusion_days="-1")
        self.do("cannot be used", "calculate_fill", "desk", body=body, expect=422)
        self.do("not allowed", "create_course", "desk", expect=403)
        self.do("not there", "read_course", "desk", course="crs-" + "z" * 26, expect=404)
        self.do("who are you", "list_courses", expect=401)
        self.do("fill", "calculate_fill", "desk")

    def on_monday(self) -> None:
        self.story.server.clock.now = MONDAY_MORNING
        self.log_in("p.pharmacist", OWN_PASSWORD)
        self.story.call("confirm_second_factor", "p.pharmacist")
        for login in ("d.doctor", "q.pharmacist", "n.nurse"):
            self.log_in(login, OWN_PASSWORD)
        self.log_in("administrator", ADMINISTRATOR_PASSWORD)
        self.token()

    def orders(self) -> None:
        story = self.story
        story.server.clock.now = datetime(2026, 3, 16, 8, 10, tzinfo=UTC)
        order = dict(self.do("order", "create_order", "d.doctor").answer)
        answer = order["steps"][0]["done"]["answer"]
        confirm = [value["path"] for value in answer["release"]["unverified"]]
        body = self.changed("record_approval", digest=answer["protocol"]["digest"], confirm=confirm)
        self.do("approval", "record_approval", "p.pharmacist", body=body)
        self.step("verified", order, "verify_order", "p.pharmacist")
        self.step("checked", order, "double_check_order", "q.pharmacist")
        self.ids["product"] = self.do("product", "create_product", "p.pharmacist").answer["id"]
        self.do("lots", "list_lots", "p.pharmacist", order=order["id"])
        self.do("counted", "record_movement_of_lot", "p.pharmacist", product=self.ids["product"])
        self.step("released", order, "release_order", "p.pharmacist")
        story.server.clock.now = datetime(2026, 3, 16, 9, 5, tzinfo=UTC)
        self.log_in("n.nurse", OWN_PASSWORD)
        self.step("given", order, "give_order", "n.nurse")
        self.ids["order"] = order["id"]
        self.token()
        self.do("HL7", "receive_message", "desk")

    def step(self, name: str, order: dict[str, Any], operation: str, who: str, **rest: Any) -> None:
        match = {"If-Match": f'"{order["version"]}"'}
        order["version"] = self.do(name, operation, who, order=order["id"], headers=match, **rest).answer["version"]

    def what_else(self) -> None:
        """What the guide does not show, for the examples."""
        for login in ("d.doctor", "q.pharmacist"):
            self.log_in(login, OWN_PASSWORD)
        self.log_in("administrator", ADMINISTRATOR_PASSWORD)
        secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        code = pyotp.TOTP(secret).at(self.story.server.clock.now)
        body = {"login": "p.pharmacist", "password": OWN_PASSWORD, "code": code}
        self.story.bearers["p.pharmacist"] = self.story.call("log_in", body=body).answer["token"]
        for calculator in (
            *("modification", "grades", "systemic", "flow", "plan"),
            *("eligibility", "assessments", "assessments_report"),
        ):
            self.call(f"calculate_{calculator}", "n.nurse")
        for kind in ("patient", "pump"):
            self.call(f"change_{kind}", "n.nurse", headers={"If-Match": '"1"'})
        self.call("change_product", "administrator", headers={"If-Match": '"1"'})
        self.the_clinics_calendar()
        for decision in ("decide_modification", "decide_systemic", "record_device_session"):
            self.call(decision, "d.doctor")
        self.a_second_entry_that_differs()
        for operation, who in READ.items():
            self.call(operation, who)
        self.call("propose_second_factor", "n.nurse")
        self.call("choose_language", "n.nurse")
        self.call("revoke_feed", "desk")
        self.call("change_subscription", "desk", headers={"If-Match": '"1"'})
        version = self.call("read_person", "administrator").answer_headers["Etag"]
        self.call("change_person", "administrator", headers={"If-Match": version})
        self.call("change_system", "administrator", headers={"If-Match": '"1"'})
        self.call("log_out", "administrator")

    def the_clinics_calendar(self) -> None:
        self.call("write_setup", "administrator")
        self.call("read_setup", "n.nurse")
        self.ids["run"] = self.call("start_schedule_run", "n.nurse").answer["id"]
        wait_for_runs()
        self.call("stop_schedule_run", "n.nurse")
        self.ids["schedule"] = self.call("read_schedule_run", "n.nurse").answer["schedule_id"]
        self.call("read_schedule", "n.nurse")
        self.call("list_schedules", "n.nurse")
        self.call("publish_schedule", "n.nurse", headers={"If-Match": '"1"'})

    def a_second_entry_that_differs(self) -> None:
        request = self.changed("calculate_fill")
        wrong = {"entered": request | {"patient": request["patient"] | {"weight_kg": "28"}}, "ordered_mg": "225"}
        body = {"course_id": self.ids["course"], "request": request}
        order = dict(self.story.call("create_order", "d.doctor", body=body).answer)
        self.step("", order, "verify_order", "p.pharmacist")
        self.step("discrepancy", order, "double_check_order", "q.pharmacist", body=wrong)
        self.step("", order, "resolve_order", "p.pharmacist")
        self.step("", order, "cancel_order", "d.doctor")

    def call(self, operation: str, who: str | None, **rest: Any) -> Exchange:
        """A request whose place is known by the names in its path."""
        _, path, _ = self.story.operations[operation]
        place = {name: self.ids[name] for name in re.findall(r"\{(\w+)\}", path) if name != "clinic"}
        return self.story.call(operation, who, **place, **rest)

    def two_weeks_later(self) -> None:
        self.story.server.clock.now = TWO_WEEKS_LATER
        self.log_in("n.nurse", OWN_PASSWORD)
        found = dict(self.story.call("read_order", "n.nurse", order=self.ids["order"]).answer)
        self.step("returned", found, "return_order", "n.nurse")


@contextmanager
def receiving(story: Story) -> Iterator[Receiver]:
    """A receiver of events, listening."""

    def clock() -> float:
        return story.server.clock.now.timestamp()

    receiver = Receiver(("127.0.0.1", 0), clock)
    thread = threading.Thread(target=receiver.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.shutdown()
        receiver.server_close()
        thread.join()
