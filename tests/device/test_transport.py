"""Real ports: what opens, what does not, and what is said about it."""

from __future__ import annotations

import contextlib
import errno
import os
import pty
import socket
import threading
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serial

from haipdose.device.errors import PortLost, PortNotOpened
from haipdose.device.journal import Journal
from haipdose.device.link import Link, Timing
from haipdose.device.outcome import Confirmed
from haipdose.device.programmer import Programmer
from haipdose.device.transport import SerialPort, hexdump_trace, trace_file
from haipdose.errors import StorageError
from haipdose.pump.loader import load_profile
from haipdose_sim.emulator.building import build
from haipdose_sim.emulator.serving.loop import Server
from haipdose_sim.emulator.serving.ports import PtyPort

from .bench import SERIAL, TWO, flow_program


@pytest.fixture
def terminal() -> Iterator[tuple[int, str]]:
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    with contextlib.suppress(OSError):  # a test may have pulled it
        os.close(master)


def test_bytes_go_both_ways_and_deadlines_hold(terminal: tuple[int, str]) -> None:
    master, path = terminal
    with SerialPort(path) as port:
        port.write(b"\x02\x03")
        assert os.read(master, 10) == b"\x02\x03"
        os.write(master, b"abc")
        assert port.read(port.now() + 5) == b"abc"
        start = port.now()
        assert port.read(start + 0.05) == b""
        assert 0.04 < port.now() - start < 2
        os.write(master, b"old")
        port.wait(0.05)
        port.purge()
        assert port.read(port.now()) == b""


def test_no_port() -> None:
    with pytest.raises(PortNotOpened, match="There is no port") as caught:
        SerialPort("/dev/there-is-none")
    assert caught.value.code == "device.no-port"


def test_a_port_in_use(terminal: tuple[int, str]) -> None:
    _, path = terminal
    with SerialPort(path), pytest.raises(PortNotOpened, match="in use") as caught:
        SerialPort(path)
    assert caught.value.code == "device.port-in-use"


def test_a_port_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise serial.SerialException(errno.EACCES, "could not open port: Permission denied")

    monkeypatch.setattr(serial, "serial_for_url", refused)
    with pytest.raises(PortNotOpened, match="dialout") as caught:
        SerialPort(str(tmp_path))
    assert caught.value.code == "device.port-permission"


@pytest.mark.parametrize("url", ["nonsense://x", "socket://127.0.0.1:1"])
def test_no_such_kind_of_port_or_nobody_there(url: str) -> None:
    with pytest.raises(PortNotOpened) as caught:
        SerialPort(url)
    assert caught.value.code == "device.port-not-opened"


def test_a_socket() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=lambda: echo_once(server))
        thread.start()
        with SerialPort(f"socket://127.0.0.1:{server.getsockname()[1]}") as port:
            port.write(b"hello")
            assert port.read(port.now() + 5) == b"hello"
        thread.join(5)


def echo_once(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.sendall(connection.recv(100))


def test_unplugged_in_the_middle(terminal: tuple[int, str]) -> None:
    master, path = terminal
    with SerialPort(path) as port:
        os.close(master)
        with pytest.raises(PortLost, match="Plug the programmer in again"):
            Link(port, SERIAL, first_sequence=1, timing=Timing(reply_s=0.1, tries=1)).hello()


def test_a_program_over_a_pseudo_terminal_with_a_trace(tmp_path: Path) -> None:
    emulator = build(load_profile("reference-programmable-20"), baud=19_200)
    with (
        Server(emulator, PtyPort()) as server,
        SerialPort(server.url) as port,
        Journal(tmp_path, SERIAL) as journal,
        trace_file(tmp_path / "trace") as stream,
    ):
        assert stream is not None
        link = Link(port, SERIAL, first_sequence=1, trace=hexdump_trace(lambda line: stream.write(line + "\n")))
        ids = iter(range(1, 100))
        outcome = Programmer(link, journal, new_id=lambda: next(ids)).program(flow_program(), lambda seen: TWO)
        assert isinstance(outcome, Confirmed)
    lines = (tmp_path / "trace").read_text().splitlines()
    assert lines[0].endswith("> 02 01 00 0d 00 0f 42 41 00 00 00 02 01 01 " + lines[0][-14:])
    assert any(" < 02 01" in line for line in lines)


def test_a_trace_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"), trace_file(tmp_path):
        pass
    with trace_file(None) as stream:
        assert stream is None
