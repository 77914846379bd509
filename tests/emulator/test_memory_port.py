"""The in-memory port: time moves only as far as the host waits."""

from __future__ import annotations

import pytest

from haipdose_sim.emulator.line import LineGone
from haipdose_sim.emulator.serving.memory import MemoryPort

from .ne1000_bench import awake


def test_reading_moves_time_to_the_arrival_or_to_the_deadline() -> None:
    port = MemoryPort(awake(baud=1200))
    port.write(b"VER\r")
    first = port.read(deadline=5.0)
    assert first == b"\x0200SNE1000V3.923\x03"
    assert port.now() == pytest.approx((4 + 17) * 10 / 1200)
    assert port.read(deadline=5.0) == b""
    assert port.now() == 5.0
    assert port.read(deadline=4.0) == b""
    assert port.now() == 5.0


def test_waiting_and_purging() -> None:
    port = MemoryPort(awake())
    port.write(b"VER\r")
    port.wait(3)
    port.purge()
    assert port.read(port.now()) == b""
    assert port.now() == 3


def test_a_vanished_port_is_an_os_error() -> None:
    port = MemoryPort(awake({"what": "port-vanishes", "when": {"direction": "to-pump"}}))
    port.write(b"VER\r")
    with pytest.raises(LineGone) as caught:
        port.read(port.now() + 1)
    assert isinstance(caught.value, OSError)
