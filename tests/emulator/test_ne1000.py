"""The NE-1000 on the wire and its pumping program, against packets from the manual."""

from __future__ import annotations

import binascii

import pytest
from crccheck.crc import CrcXmodem
from hypothesis import given
from hypothesis import strategies as st

from haipdose_sim.emulator.ne1000.numbers import write_number
from haipdose_sim.emulator.ne1000.packets import safe_packet
from haipdose_sim.emulator.ne1000.program import Phase, Settings
from haipdose_sim.emulator.physics.syringe_pump import SyringePumpMechanics

from .ne1000_bench import ask, ask_safe, awake, bench, safe, unwrap


def test_the_manuals_own_packet() -> None:
    assert safe_packet("SAF0") == bytes([2, 8]) + b"SAF0" + bytes([0x55, 0x43, 3])
    assert safe_packet("0SAF0") == bytes([2, 9]) + b"0SAF0" + bytes([0x59, 0xAD, 3])


@given(st.binary(max_size=200))
def test_the_checksum_is_xmodem(data: bytes) -> None:
    assert binascii.crc_hqx(data, 0) == CrcXmodem.calc(data)


def test_power_comes_on_with_a_reset_alarm_that_the_first_command_acknowledges() -> None:
    emulator = bench()
    assert ask(emulator, "VER") == "00A?R"
    assert ask(emulator, "VER") == "00SNE1000V3.923"


def test_case_spaces_and_control_characters_do_not_matter_in_basic_mode() -> None:
    assert ask(awake(), " d i\ta 2\n6.59") == "00S"


def test_another_pumps_address_is_not_answered() -> None:
    emulator = awake(settings=Settings(address=7))
    emulator.line.host_writes(b"0VER\r")
    assert emulator.line.host_reads() == b""
    assert ask(emulator, "7VER") == "07SNE1000V3.923"
    assert ask(emulator, "*ADR12") == "12S"


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("DIA", "00S14.43"),
        ("DIA26.59", "00S"),
        ("DIA0.09", "00S?OOR"),
        ("DIA50.1", "00S?OOR"),
        ("DIA12.345", "00S?OOR"),
        ("DIAx", "00S?"),
        ("DIA1.2.3", "00S?"),
        ("RAT", "00S1.000MM"),
        ("RAT500UM", "00S"),
        ("RAT9999MM", "00S?OOR"),
        ("RAT1XX", "00S?"),
        ("VOL", "00S0.000ML"),
        ("VOLUL", "00S"),
        ("VOL5", "00S"),
        ("DIR", "00SINF"),
        ("DIRWDR", "00S"),
        ("DIRREV", "00S"),
        ("DIRUP", "00S?"),
        ("PHN", "00S01"),
        ("PHN2", "00S"),
        ("PHN42", "00S?OOR"),
        ("PHN0", "00S?OOR"),
        ("FUN", "00SRAT"),
        ("FUNPAS5", "00S"),
        ("FUNJMP42", "00S?OOR"),
        ("FUNXYZ", "00S?"),
        ("FUNRAT1", "00S?"),
        ("DIS", "00SI0.000W0.000ML"),
        ("DIS1", "00S?"),
        ("CLDINF", "00S"),
        ("CLDWDR", "00S"),
        ("CLD", "00S?"),
        ("SAF", "00S0"),
        ("SAF256", "00S?OOR"),
        ("ADR", "00S00"),
        ("AL", "00S1"),
        ("AL0", "00S"),
        ("RUN42", "00S?OOR"),
        ("PUR1", "00S?"),
        ("STP", "00S"),
        ("STP1", "00S?"),
        ("VER1", "00S?"),
        ("HELLO", "00S?"),
        ("", "00S"),
    ],
)
def test_commands(command: str, reply: str) -> None:
    assert ask(awake(), command) == reply


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0.000"),
        (1.5, "1.500"),
        (14.43, "14.43"),
        (500, "500.0"),
        (1500, "1500."),
        (9.9996, "10.00"),
        (99999, "9999."),
    ],
)
def test_numbers_have_four_digits_and_always_a_point(value: float, text: str) -> None:
    assert write_number(value) == text


def test_microlitres_for_small_syringes() -> None:
    emulator = awake()
    ask(emulator, "DIA14.00")
    assert ask(emulator, "VOL") == "00S0.000UL"
    ask(emulator, "DIA14.01")
    assert ask(emulator, "VOL") == "00S0.000ML"


def test_a_volume_is_dispensed_in_its_time_and_the_program_stops() -> None:
    emulator = awake()
    for command in ("DIA26.59", "RAT60MH", "VOL2.5", "DIRINF"):
        assert ask(emulator, command) == "00S"
    assert ask(emulator, "RUN") == "00I"
    emulator.line.run_until(149.9)
    assert ask(emulator, "DIS") == "00II2.498W0.000ML"
    emulator.line.run_until(151)
    assert ask(emulator, "DIS") == "00SI2.500W0.000ML"
    assert emulator.device.mechanics.collected_ml == pytest.approx(2.5)


def test_settings_cannot_be_changed_while_running_but_the_rate_can_and_is_not_stored() -> None:
    emulator = awake()
    ask(emulator, "RAT10MH")
    ask(emulator, "RUN")
    for command in ("DIA20", "VOL3", "VOLUL", "PHN2", "FUNSTP", "CLDINF", "RUN", "PUR", "RAT1UM", "DIRSTK"):
        assert ask(emulator, command) == "00I?NA"
    assert ask(emulator, "RAT20") == "00I"
    assert ask(emulator, "RAT") == "00I20.00MH"
    assert ask(emulator, "DIRREV") == "00W"
    assert ask(emulator, "STP") == "00P"
    assert ask(emulator, "RAT") == "00P10.00MH"


def test_stop_pauses_run_resumes_and_a_second_stop_ends() -> None:
    emulator = awake()
    ask(emulator, "RAT60MH")
    ask(emulator, "VOL1")
    ask(emulator, "RUN")
    emulator.line.run_until(30)
    assert ask(emulator, "STP") == "00P"
    emulator.line.run_until(1000)
    assert ask(emulator, "RUN") == "00I"
    emulator.line.run_until(1031)
    assert ask(emulator, "DIS") == "00SI1.000W0.000ML"
    ask(emulator, "RUN")
    ask(emulator, "STP")
    assert ask(emulator, "STP") == "00S"


def test_purging_runs_at_the_fastest_rate_until_stopped_and_is_not_counted() -> None:
    emulator = awake()
    assert ask(emulator, "PUR") == "00X"
    emulator.line.run_until(60)
    assert ask(emulator, "STP") == "00S"
    assert ask(emulator, "DIS") == "00SI0.000W0.000ML"
    assert emulator.device.mechanics.collected_ml == pytest.approx(8.341, rel=1e-3)


def program(*phases: Phase) -> Settings:
    return Settings(phases=dict(enumerate(phases, start=1)))


def pump(volume: float, rate: float = 1.0, direction: str = "INF", function: str = "RAT") -> Phase:
    return Phase(function=function, rate=rate, units="MM", volume=volume, direction=direction)


@pytest.mark.parametrize(
    ("phases", "seconds", "infused", "withdrawn"),
    [
        ([pump(1), pump(0.5, direction="WDR")], 90, 1, 0.5),
        ([pump(1), Phase("PAS", number=10), pump(1, direction="STK")], 130, 2, 0),
        ([pump(1), pump(1, rate=0.5, function="INC"), pump(1, rate=0.75, function="DEC")], 60 + 40 + 80, 3, 0),
        ([Phase("LPS"), pump(0.2), Phase("LOP", number=3), Phase("BEP")], 36, 0.6, 0),
        ([pump(0.2), Phase("CLD"), pump(0.1, direction="WDR"), Phase("JMP", number=41)], 18, 0, 0.1),
    ],
)
def test_programs_run_through_their_phases(
    phases: list[Phase], seconds: float, infused: float, withdrawn: float
) -> None:
    emulator = awake(settings=program(*phases))
    ask(emulator, "RUN")
    emulator.line.run_until(seconds - 0.1)
    assert emulator.device.program.operating
    emulator.line.run_until(seconds + 0.1)
    assert not emulator.device.program.operating
    assert emulator.device.program.infused_ml == pytest.approx(infused)
    assert emulator.device.program.withdrawn_ml == pytest.approx(withdrawn)
    assert emulator.device.alarm is None


def test_waiting_for_the_user_goes_on_with_run() -> None:
    emulator = awake(settings=program(Phase("PAS", number=0), pump(1)))
    assert ask(emulator, "RUN") == "00U"
    emulator.line.run_until(3600)
    assert ask(emulator, "STP") == "00S"
    ask(emulator, "RUN")
    assert ask(emulator, "RUN") == "00I"


def test_a_program_that_never_rests_is_an_error_and_one_that_runs_out_of_phases_is_out_of_range() -> None:
    endless = awake(settings=program(Phase("JMP", number=1)))
    ask(endless, "RUN")
    assert ask(endless, "") == "00A?E"
    runaway = awake(settings=program(*[Phase("BEP")] * 41))
    ask(runaway, "RUN")
    assert ask(runaway, "") == "00A?O"


def test_a_blocked_plunger_is_a_stall_alarm() -> None:
    emulator = awake(mechanics=SyringePumpMechanics(travel_ml=0.5))
    ask(emulator, "RUN")
    emulator.line.run_until(29)
    assert ask(emulator, "") == "00I"
    emulator.line.run_until(31)
    assert ask(emulator, "") == "00A?S"
    assert ask(emulator, "DIS") == "00SI0.500W0.000ML"


def test_the_answer_to_the_safe_mode_command_is_in_the_new_mode() -> None:
    emulator = awake()
    assert ask_safe(emulator, "SAF20") == "00S"
    assert ask_safe(emulator, "SAF") == "00S20"
    emulator.line.host_writes(safe("SAF0"))
    assert emulator.line.host_reads() == b"\x0200S\x03"


def test_safe_mode_ignores_lines_and_reports_damaged_packets() -> None:
    emulator = awake(settings=Settings(safe_timeout_s=20))
    emulator.line.host_writes(b"VER\r")
    assert emulator.line.host_reads() == b""
    damaged = bytearray(safe("VER"))
    damaged[3] ^= 1
    emulator.line.host_writes(bytes(damaged))
    assert unwrap(emulator.line.host_reads()) == "00S?COM"
    emulator.line.host_writes(b"\x02\x01")
    assert unwrap(emulator.line.host_reads()) == "00S?COM"
    assert ask_safe(emulator, "VER") == "00SNE1000V3.923"


def test_a_packet_that_pauses_too_long_is_dropped() -> None:
    emulator = awake(settings=Settings(safe_timeout_s=20))
    packet = safe("VER")
    emulator.line.host_writes(packet[:3])
    emulator.line.run_until(0.4)
    emulator.line.host_writes(packet[3:])
    assert unwrap(emulator.line.host_reads()) == "00SNE1000V3.923"
    emulator.line.host_writes(packet[:3])
    emulator.line.run_until(1.0)
    emulator.line.host_writes(packet[3:])
    assert emulator.line.host_reads() == b""
    assert ask_safe(emulator, "VER") == "00SNE1000V3.923"


def test_the_watchdog_stops_the_pump_and_says_so_unasked() -> None:
    emulator = awake()
    ask(emulator, "RUN")
    ask_safe(emulator, "SAF5")
    emulator.line.run_until(4.9)
    assert ask_safe(emulator, "") == "00I"
    emulator.line.run_until(9.8)
    assert emulator.line.host_reads() == b""
    emulator.line.run_until(10)
    assert unwrap(emulator.line.host_reads()) == "00A?T"
    assert not emulator.device.program.operating
    emulator.line.run_until(100)
    assert emulator.line.host_reads() == b""
    assert ask_safe(emulator, "") == "00A?T"  # sent unasked, it was not acknowledged
    assert ask_safe(emulator, "") == "00S"


def test_a_power_cycle_forgets_the_run_keeps_the_settings_and_comes_back_in_safe_mode() -> None:
    emulator = awake()
    ask(emulator, "RAT2MM")
    ask(emulator, "RUN")
    ask_safe(emulator, "SAF50")
    emulator.device.cut_power(3)
    emulator.line.run_until(1)
    emulator.line.host_writes(safe("VER"))
    assert emulator.line.host_reads() == b""
    emulator.line.run_until(3)
    assert unwrap(emulator.line.host_reads()) == "00A?R"
    assert ask_safe(emulator, "RAT") == "00A?R"
    assert ask_safe(emulator, "RAT") == "00S2.000MM"


@given(st.lists(st.binary(max_size=12), max_size=12), st.booleans())
def test_any_bytes_are_survived_and_the_next_packet_is_found(noise: list[bytes], safe_mode: bool) -> None:
    emulator = awake(settings=Settings(safe_timeout_s=200 if safe_mode else 0))
    for chunk in noise:
        emulator.line.host_writes(chunk)
    emulator.line.run_until(emulator.clock.now + 0.6)
    if not safe_mode:
        emulator.line.host_writes(b"\r")
    emulator.line.host_reads()
    emulator.device.alarm = None
    expected = f"{emulator.device.settings.address:02d}"
    reply = ask_safe(emulator, f"{expected}SAF200") if safe_mode else ask(emulator, f"{expected}VER")
    assert reply.startswith(expected)
