"""The device link: program-and-verify over a paced line against the line time of its bytes; codec throughput."""

from __future__ import annotations

import secrets
import sys
import tempfile
import time
import zlib
from pathlib import Path

from measuring import Paired, Row, in_turn

from haipdose.device.codec.ne1000 import Receiver as PumpReceiver
from haipdose.device.codec.reference import Frame, Receiver
from haipdose.device.codec.reference_contents import FlowProgram
from haipdose.device.journal import Journal
from haipdose.device.link import Link
from haipdose.device.outcome import Confirmed
from haipdose.device.programmer import Programmer
from haipdose.device.transport import SerialPort
from haipdose.pump.loader import load_profile
from haipdose_sim.emulator.building import build
from haipdose_sim.emulator.serving.loop import Server
from haipdose_sim.emulator.serving.ports import PtyPort

BAUD = 19_200
BITS_A_BYTE = 10
SERIAL = 1_000_001
PROGRAMS = 9
FRAMES = 2_000


def both_agree(_: object) -> tuple[str, str]:
    return ("first", "second")


def measure() -> list[Row]:
    return [program_and_verify(), codec(), bench_pump_codec()]


def program_and_verify() -> Row:
    """Stage, read back, commit and confirm, journal included, over a pseudo-terminal paced as a serial line."""
    moved = 0

    def count(_: str, data: bytes) -> None:
        nonlocal moved
        moved += len(data)

    ours, line, refilled = [], [], False
    emulator = build(load_profile("reference-programmable-20"), baud=BAUD)
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(emulator, PtyPort()) as server,
        SerialPort(server.url, baud=BAUD) as port,
        Journal(Path(folder), SERIAL) as journal,
    ):
        link = Link(port, SERIAL, first_sequence=1, trace=count)
        programmer = Programmer(link, journal, new_id=lambda: secrets.randbits(63) + 1)
        programmer.interrogate()
        for number in range(PROGRAMS):
            program = FlowProgram(
                SERIAL, "floxuridine", 5_000_000, 50_000 + number * 100, refilled, 0, 2_000_000, 1_800_000_000
            )
            moved = 0
            start = time.perf_counter()
            outcome = programmer.program(program, both_agree)
            ours.append(time.perf_counter() - start)
            line.append(moved * BITS_A_BYTE / BAUD)
            if not isinstance(outcome, Confirmed):
                sys.exit(f"the program was not confirmed: {outcome}")
    return Paired(ours, line).row("program and verify over a 19,200 baud line", "line time of its bytes", 1.1)


def codec() -> Row:
    """Receiving frames in pieces of 64 bytes, against the bare checksum of the same bytes."""
    data = b"".join(Frame(SERIAL, 7, number, 2, 2, bytes(133)).encode() for number in range(FRAMES))
    pieces = [data[start : start + 64] for start in range(0, len(data), 64)]

    def receive() -> None:
        receiver = Receiver()
        if sum(len(receiver.receive(piece)) for piece in pieces) != FRAMES:
            sys.exit("frames were lost")

    paired = in_turn(receive, lambda: [zlib.crc32(piece) for piece in pieces], pairs=9, clock=time.thread_time)
    seconds = sorted(paired.ours)[len(paired.ours) // 2]
    rate = len(data) / seconds
    line_rate = BAUD / BITS_A_BYTE
    return Row(
        name="codec throughput, reference frames",
        measured=f"{rate / 1e6:.1f} MB/s, {FRAMES / seconds:,.0f} frames/s",
        baseline=f"bare CRC of the same bytes; a 19,200 baud line brings {line_rate:,.0f} bytes/s",
        ratio=round(paired.ratio, 1),
        aim=20.0,
        spread=paired.spread,
    )


def bench_pump_codec() -> Row:
    """Receiving NE-1000 answers in pieces of 64 bytes, against splitting the same bytes at their end sign."""
    data = b"\x0200I1.300MH\x03" * FRAMES
    pieces = [data[start : start + 64] for start in range(0, len(data), 64)]

    def receive() -> None:
        receiver = PumpReceiver(safe=False)
        if sum(len(receiver.receive(piece)) for piece in pieces) != FRAMES:
            sys.exit("answers were lost")

    paired = in_turn(receive, lambda: data.split(b"\x03"), pairs=9, clock=time.thread_time)
    return paired.row("codec throughput, NE-1000 answers", "bytes.split of the same bytes", 150.0)
