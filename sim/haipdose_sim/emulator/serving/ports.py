"""Ports that a host can open: a pseudo-terminal, a TCP socket, an RFC 2217 serial server. Loopback only.

A port never blocks: what nobody reads is kept up to a limit and then lost, as on a serial line.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import pty
import socket
import termios
import tty
from typing import Protocol

import serial
import serial.rfc2217

from haipdose.errors import DeviceError

LOOPBACK = "127.0.0.1"
_CHUNK = 4096
_MOST_UNREAD_BYTES = 65_536


class ServedPort(Protocol):
    """What the serving loop needs of a port."""

    @property
    def url(self) -> str:
        """What a host opens."""

    def watch(self) -> list[int]:
        """File descriptors that become readable when the host has written."""

    def read(self) -> bytes:
        """What the host has written; empty when nothing."""

    def write(self, data: bytes) -> None:
        """Send ``data`` to the host if it is there."""

    def host_baud(self) -> int | None:
        """The line speed that the host has set; None when this kind of port has none."""

    def vanish(self) -> None:
        """Disappear for the host, as when a cable is pulled."""

    def close(self) -> None:
        """Give everything back."""


class PtyPort:
    """A pseudo-terminal. The emulator keeps its own hold on the host's side, so that hosts may come and go."""

    def __init__(self) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self._path = os.ttyname(self._slave)
        self._gone = False

    @property
    def url(self) -> str:
        """The device path."""
        return self._path

    def watch(self) -> list[int]:
        """The emulator's side."""
        return [] if self._gone else [self._master]

    def read(self) -> bytes:
        """What the host has written."""
        if self._gone:
            return b""
        with contextlib.suppress(BlockingIOError):
            return os.read(self._master, _CHUNK)
        return b""

    def write(self, data: bytes) -> None:
        """Send; what the kernel's buffer does not take is lost, as nobody reads."""
        if not self._gone:
            with contextlib.suppress(BlockingIOError):
                os.write(self._master, data)

    def host_baud(self) -> int | None:
        """The speed that the host has set on its side."""
        if self._gone:
            return None
        speed = termios.tcgetattr(self._slave)[4]
        return next((rate for rate in _RATES if getattr(termios, f"B{rate}", None) == speed), None)

    def vanish(self) -> None:
        """Hang up: the host's next read or write fails. A pseudo-terminal cannot come back under its name."""
        if not self._gone:
            self._gone = True
            os.close(self._master)
            os.close(self._slave)

    def close(self) -> None:
        """Give the terminal back."""
        self.vanish()


_RATES = (300, 1200, 2400, 9600, 19200, 38400, 57600, 115200)


class TcpPort:
    """A TCP server for one host at a time; a second one is turned away."""

    scheme = "socket"

    def __init__(self, port: int = 0) -> None:
        self._server = _listen(port)
        self._host: socket.socket | None = None
        self._unsent = bytearray()

    @property
    def url(self) -> str:
        """A pyserial URL."""
        return f"{self.scheme}://{LOOPBACK}:{self._server.getsockname()[1]}"

    def watch(self) -> list[int]:
        """The listening socket and the host's connection."""
        return [self._server.fileno()] + ([self._host.fileno()] if self._host else [])

    def read(self) -> bytes:
        """What the host has written; also lets hosts come and go."""
        self._accept()
        if self._host is None:
            return b""
        try:
            data = self._host.recv(_CHUNK)
        except BlockingIOError:
            self._flush()
            return b""
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        return self._unwrap(data)

    def write(self, data: bytes) -> None:
        """Send; more than 64 KiB unread is lost."""
        if self._host is not None and len(self._unsent) < _MOST_UNREAD_BYTES:
            self._unsent += self._wrap(data)
            self._flush()

    def host_baud(self) -> int | None:
        """A socket has no line speed."""
        return None

    def vanish(self) -> None:
        """Hang up. The host may connect again when the port is back."""
        self._hang_up()

    def close(self) -> None:
        """Give the sockets back."""
        self._hang_up()
        self._server.close()

    def _accept(self) -> None:
        try:
            connection, _ = self._server.accept()
        except BlockingIOError:
            return
        if self._host is not None:
            connection.close()
            return
        connection.settimeout(0)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._host = connection
        self._unsent.clear()
        self._connected()

    def _connected(self) -> None:
        """A host has come."""

    def _wrap(self, data: bytes) -> bytes:
        return data

    def _unwrap(self, data: bytes) -> bytes:
        return data

    def _flush(self) -> None:
        if self._host is None or not self._unsent:
            return
        try:
            del self._unsent[: self._host.send(self._unsent)]
        except BlockingIOError:
            return
        except OSError:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._host is not None:
            self._host.close()
            self._host = None
        self._unsent.clear()


class Rfc2217Port(TcpPort):
    """A serial port over the network (RFC 2217), with line speed and modem lines; pyserial does the protocol."""

    scheme = "rfc2217"

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self._settings = _SettingsOnly()
        self._manager: serial.rfc2217.PortManager | None = None

    def host_baud(self) -> int | None:
        """The speed that the host has set."""
        return self._settings.baudrate if self._host is not None else None

    def _connected(self) -> None:
        self._settings = _SettingsOnly()
        quiet = logging.getLogger("haipdose_sim.rfc2217")
        quiet.addHandler(logging.NullHandler())
        self._manager = serial.rfc2217.PortManager(self._settings, _Writer(self), logger=quiet)  # type: ignore[arg-type]

    def _wrap(self, data: bytes) -> bytes:
        return b"" if self._manager is None else b"".join(self._manager.escape(data))

    def _unwrap(self, data: bytes) -> bytes:
        return b"" if self._manager is None else b"".join(self._manager.filter(data))

    def send_raw(self, data: bytes) -> None:
        """Send protocol bytes as they are."""
        self._unsent += data
        self._flush()


class _Writer:
    """What pyserial's manager writes its answers to."""

    def __init__(self, port: Rfc2217Port) -> None:
        self._port = port

    def write(self, data: bytes) -> None:
        self._port.send_raw(data)


class _SettingsOnly:
    """Looks like a serial port to pyserial's manager: holds settings, moves no bytes."""

    def __init__(self) -> None:
        self.baudrate = 19_200
        self.bytesize = serial.EIGHTBITS
        self.parity = serial.PARITY_NONE
        self.stopbits = serial.STOPBITS_ONE
        self.xonxoff = self.rtscts = self.dsrdtr = False
        self.rts = self.dtr = True
        self.cts = self.dsr = self.cd = True
        self.ri = False
        self.break_condition = False

    def reset_input_buffer(self) -> None:
        """Nothing is buffered here."""

    def reset_output_buffer(self) -> None:
        """Nothing is buffered here."""


def _listen(port: int) -> socket.socket:
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        server.bind((LOOPBACK, port))
    except OSError as error:
        server.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be opened: {error.strerror}"
        raise DeviceError(
            f"Port {port} on {LOOPBACK} {reason}.",
            code="emulate.port",
            field="listen",
            found=str(port),
            remedy="Choose another port, or 0 for any free one.",
        ) from error
    server.listen(1)
    server.settimeout(0)
    return server
