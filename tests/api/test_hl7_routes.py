"""HL7 v2 in over HTTP and MLLP, out over MLLP: recorded once, accepted after the commit, patients never mixed up."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import hl7
import pytest
from api_support import ApiUnderTest
from records_support import NURSE, a_course, demo_course

from haipdose.interop.hl7v2.acknowledge import acknowledged_id
from haipdose.interop.mllp import MllpClient, MllpListener
from haipdose.records import courses
from haipdose.records.courses import FACT
from haipdose_api import projection
from haipdose_api.permissions import Role
from haipdose_api.server import start_mllp
from haipdose_api.webhooks import delivery


def message(patient: str = "0001", value: str = "35", control: str = "42") -> bytes:
    lines = [
        rf"MSH|^~\&|LAB|HOSP|HAIPDOSE|ONC|20260302083000+0100||ORU^R01^ORU_R01|{control}|P|2.5.1||||||UNICODE UTF-8",
        f"PID|1||{patient}^^^HOSP^MR||Jansen^Jan||19600101|M",
        "OBR|1|A1|B1|24323-8^panel^LN|||20260302080000+0100",
        f"OBX|1|NM|1742-6^ALT^LN||{value}|U/L|<45||||F|||20260302080000+0100",
    ]
    return "\r".join(lines).encode() + b"\r"


def send(api: ApiUnderTest, clinic: str, who: dict[str, str], raw: bytes) -> hl7.Message:
    headers = who | {"Content-Type": "application/hl7-v2"}
    answer = api.client.post(f"/v1/clinics/{clinic}/hl7", content=raw, headers=headers)
    assert answer.status_code == 200, answer.text
    return hl7.parse(answer.text)


def facts_of(api: ApiUnderTest, course: str) -> list[str]:
    with api.records.reading() as connection:
        return [entry.fact.type for entry in courses.facts(connection, course)]


def test_results_are_recorded_once_and_accepted_each_time(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, course = a_course(api.records)
    lab = api.callers.system("lab", clinic, "hl7.write")
    for _ in range(2):
        assert str(send(api, clinic, lab, message()).segment("MSA")[1]) == "AA"
    assert facts_of(api, course) == ["laboratory"]


@pytest.mark.parametrize(
    "raw", [message(patient="9999"), b"hello", message().replace(b"ORU^R01^ORU_R01", b"ADT^A01^ADT_A01")]
)
def test_what_cannot_be_recorded_is_not_accepted(api: ApiUnderTest, raw: bytes) -> None:
    clinic, course = a_course(api.records)
    lab = api.callers.system("lab", clinic, "hl7.write")
    assert str(send(api, clinic, lab, raw).segment("MSA")[1]) in {"AE", "AR"}
    assert facts_of(api, course) == []


def test_a_patient_with_two_open_courses_is_not_guessed(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)
    with api.records.writing(NURSE) as work:
        header = courses.get(work.connection, clinic, course).header
        courses.create(work, clinic, header)
    lab = api.callers.system("lab", clinic, "hl7.write")
    assert str(send(api, clinic, lab, message()).segment("MSA")[1]) in {"AE", "AR"}
    assert facts_of(api, course) == []


def test_a_person_cannot_send_messages_and_another_media_type_is_refused(api: ApiUnderTest) -> None:
    clinic, _ = a_course(api.records)
    path = f"/v1/clinics/{clinic}/hl7"
    everyone = api.callers.person("everyone", **{clinic: tuple(Role)})
    raw = {"Content-Type": "application/hl7-v2"}
    assert api.client.post(path, content=message(), headers=everyone | raw).status_code == 403
    lab = api.callers.system("lab", clinic, "hl7.write")
    refused = api.client.post(path, content=message(), headers=lab | {"Content-Type": "image/png"})
    assert (refused.status_code, refused.json()["code"]) == (415, "request.media-type")


def test_results_over_mllp(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)

    async def scenario() -> bytes:
        probe = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
        port = probe.sockets[0].getsockname()[1]
        probe.close()
        await probe.wait_closed()
        settings = api.site.settings
        settings.mllp_port, settings.mllp_clinic = port, clinic
        listener = await start_mllp(api.site)
        assert listener is not None
        client = MllpClient("127.0.0.1", port, acknowledges=acknowledged_id)
        try:
            return await client.send(message(), "42", timeout_seconds=20)
        finally:
            await client.close()
            await listener.stop()

    assert b"MSA|AA|42" in asyncio.run(scenario())
    assert facts_of(api, course) == ["laboratory"]


def test_appointments_go_out_over_mllp_when_the_plan_changes(api: ApiUnderTest) -> None:
    clinic, course = demo_course(api.records)
    api.site.settings.webhook_allow_private = True
    boss = api.callers.person("boss", **{clinic: Role.ADMINISTRATOR})
    taken: list[hl7.Message] = []

    async def handle(raw: bytes, peer: str) -> bytes:
        del peer
        taken.append(hl7.parse(raw.decode()))
        control = str(taken[-1].segment("MSH")[10])
        return b"MSH|^~\\&|X|X|HAIPDOSE|X|20260302||ACK^S12|1|P|2.5.1\rMSA|AA|" + control.encode() + b"\r"

    async def scenario() -> None:
        listener = MllpListener(handle)
        port = await listener.start("127.0.0.1", 0)
        made = await asyncio.to_thread(
            api.client.post,
            f"/v1/clinics/{clinic}/subscriptions",
            json={"url": f"mllp://127.0.0.1:{port}", "topics": ["plan.changed"]},
            headers=boss,
        )
        assert made.status_code == 201, made.text
        await asyncio.to_thread(projection.catch_up, api.site)

        async def never(*_: object) -> int:
            raise AssertionError

        while await delivery.deliver_once(api.site, never):
            continue
        booked = len(taken)
        assert booked > 3
        away = FACT.validate_python(
            {
                "type": "unavailable",
                "at": "2026-03-02T09:00:00Z",
                "from": "2026-03-03",
                "to": "2026-12-31",
                "reason": "x",
            }
        )
        with api.records.writing(NURSE) as work:
            courses.append(work, clinic, course, None, [away])
        api.site.clock.now += timedelta(minutes=1)  # type: ignore[attr-defined]
        await asyncio.to_thread(projection.catch_up, api.site)
        while await delivery.deliver_once(api.site, never):
            continue
        await listener.stop()
        assert len(taken) > booked

    asyncio.run(scenario())
    triggers = [str(entry.segment("MSH")[9][0][1]) for entry in taken]
    assert triggers[0] == "S12"
    assert set(triggers) <= {"S12", "S13", "S14", "S15"}
    assert {str(entry.segment("PID")[3][0][0]) for entry in taken} == {"demo-1"}
