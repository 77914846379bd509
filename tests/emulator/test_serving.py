"""The emulator behind real ports: pseudo-terminal, TCP, RFC 2217, each opened as a host would."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import serial

from haipdose.errors import DeviceError
from haipdose_sim.emulator.serving.loop import Server
from haipdose_sim.emulator.serving.ports import PtyPort, Rfc2217Port, ServedPort, TcpPort

from .ne1000_bench import awake

# pyserial's RFC 2217 client starts its thread in an old way.
pytestmark = pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning")

PORTS = pytest.mark.parametrize("make_port", [PtyPort, TcpPort, Rfc2217Port])


@contextlib.contextmanager
def opened(url: str, **settings: Any) -> Iterator[Any]:
    host = serial.serial_for_url(url, **{"baudrate": 19_200, "timeout": 2, **settings})
    try:
        yield host
    finally:
        host.close()


def keep_asking(host: Any) -> None:
    for _ in range(200):
        host.read(1)
        host.write(b"VER\r")
        time.sleep(0.01)


@PORTS
def test_a_host_gets_its_answers(make_port: Callable[[], ServedPort]) -> None:
    with Server(awake(), make_port()) as server, opened(server.url) as host:
        for _ in range(3):
            host.write(b"VER\r")
            assert host.read_until(b"\x03") == b"\x0200SNE1000V3.923\x03"


@PORTS
def test_hosts_come_and_go(make_port: Callable[[], ServedPort]) -> None:
    with Server(awake(), make_port()) as server:
        for rate in (b"1", b"2"):
            with opened(server.url) as host:
                host.write(b"RAT" + rate + b"MM\r")
                assert host.read_until(b"\x03") == b"\x0200S\x03"
        assert server.emulator.device.settings.phases[1].rate == 2


@PORTS
def test_nobody_reading_blocks_nothing(make_port: Callable[[], ServedPort]) -> None:
    emulator = awake({"what": "garbage", "when": {"direction": "to-host", "every": 1}, "args": {"bytes": 100_000}})
    with Server(emulator, make_port()) as server, opened(server.url) as host:
        for _ in range(20):
            host.write(b"VER\r")
            time.sleep(0.005)
        deadline = time.monotonic() + 10
        while len(emulator.triggers.struck) < 20 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(emulator.triggers.struck) == 20


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # pyserial forgets its dead socket
@PORTS
def test_a_vanished_port_is_an_error_for_the_host(make_port: Callable[[], ServedPort]) -> None:
    emulator = awake({"what": "port-vanishes", "when": {"direction": "to-host", "nth": 2}})
    with Server(emulator, make_port()) as server, opened(server.url) as host:
        host.write(b"VER\r")
        assert host.read_until(b"\x03") == b"\x0200SNE1000V3.923\x03"
        host.write(b"VER\r")
        with pytest.raises((OSError, serial.SerialException)):
            keep_asking(host)


def test_a_tcp_port_comes_back_after_it_vanished() -> None:
    emulator = awake({"what": "port-vanishes", "when": {"direction": "to-pump"}, "args": {"seconds": 0.1}})
    with Server(emulator, TcpPort()) as server:
        with opened(server.url) as host:
            host.write(b"VER\r")
            time.sleep(0.3)
        with opened(server.url) as host:
            host.write(b"VER\r")
            assert host.read_until(b"\x03") == b"\x0200SNE1000V3.923\x03"


def test_a_second_host_is_turned_away() -> None:
    with Server(awake(), TcpPort()) as server:
        address = ("127.0.0.1", int(server.url.rpartition(":")[2]))
        with socket.create_connection(address, timeout=2) as first:
            first.sendall(b"VER\r")
            assert first.recv(64) == b"\x0200SNE1000V3.923\x03"
            with socket.create_connection(address, timeout=2) as second:
                assert second.recv(64) == b""
            first.sendall(b"VER\r")
            assert first.recv(64) == b"\x0200SNE1000V3.923\x03"


@pytest.mark.parametrize("make_port", [PtyPort, Rfc2217Port])
def test_a_host_at_the_wrong_speed_hears_noise(make_port: Callable[[], ServedPort]) -> None:
    with Server(awake(), make_port(), strict_baud=19_200) as server:
        with opened(server.url, baudrate=9_600, timeout=0.3) as host:
            host.write(b"VER\r")
            assert b"NE1000" not in host.read(64)
        with opened(server.url) as host:
            host.write(b"\r")
            host.read_until(b"\x03")
            host.write(b"VER\r")
            assert host.read_until(b"\x03") == b"\x0200SNE1000V3.923\x03"


def test_a_paced_line_takes_the_time_of_its_bytes() -> None:
    emulator = awake(baud=1200)
    with Server(emulator, PtyPort()) as server, opened(server.url) as host:
        started = time.monotonic()
        host.write(b"VER\r")
        reply = host.read_until(b"\x03")
        elapsed = time.monotonic() - started
    assert elapsed >= (4 + len(reply)) * 10 / 1200


def test_a_port_in_use_is_a_clear_error() -> None:
    first = TcpPort()
    with pytest.raises(DeviceError, match="is in use") as caught:
        TcpPort(int(first.url.rpartition(":")[2]))
    first.close()
    assert caught.value.code == "emulate.port"
    assert caught.value.remedy


def test_a_fault_of_the_emulator_itself_is_raised_when_it_is_stopped() -> None:
    emulator = awake()

    def broken(now: float) -> list[bytes]:
        msg = "broken on purpose"
        raise RuntimeError(msg)

    emulator.device.wake = broken  # type: ignore[method-assign]
    server = Server(emulator, PtyPort()).start()
    with opened(server.url) as host:
        host.write(b"VER\r")
        time.sleep(0.3)
    with pytest.raises(RuntimeError, match="on purpose"):
        server.stop()
