"""The real port: a serial device, a pseudo-terminal, ``socket://host:port`` or ``rfc2217://host:port``, by pyserial."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO

import serial

from haipdose.device.errors import PortNotOpened
from haipdose.errors import StorageError

DEFAULT_BAUD: Final = 19_200
_WRITE_TIMEOUT_S: Final = 5.0
_LARGEST_READ: Final = 4096
_STEP_S: Final = 0.02


class SerialPort:
    """An open port, held exclusively.

    Args:
        url: a device path such as ``/dev/ttyUSB0`` or ``COM3``, ``socket://host:port``, or ``rfc2217://host:port``.
        baud: of the line.

    Raises:
        PortNotOpened: not there, in use, not allowed, or not a port.
    """

    def __init__(self, url: str, *, baud: int = DEFAULT_BAUD) -> None:
        # Over RFC 2217 every change of the timeout is negotiated with the other side, and a write timeout is not known:
        # one short timeout is set at the start, and reading waits in such steps.
        self._in_steps = url.lower().startswith("rfc2217:")
        try:
            self._serial = serial.serial_for_url(
                url,
                baudrate=baud,
                timeout=_STEP_S if self._in_steps else 0,
                write_timeout=None if self._in_steps else _WRITE_TIMEOUT_S,
                exclusive=_exclusive(url),
            )
        except (OSError, ValueError) as error:
            raise _why_not(url, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the port back."""
        self._serial.close()

    def now(self) -> float:
        """Seconds of the machine's monotonic clock."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(seconds)

    def write(self, data: bytes) -> None:
        """Send ``data`` completely. Raises OSError when the port is gone or does not take it."""
        with _as_os_error():
            self._serial.write(data)
            self._serial.flush()

    def read(self, deadline: float) -> bytes:
        """What comes first, waiting until ``deadline`` at most. Raises OSError when the port is gone."""
        if self._in_steps:
            while True:
                first = self._serial.read(1)
                if first or time.monotonic() >= deadline:
                    return bytes(first + self._serial.read(self._serial.in_waiting))
        self._serial.timeout = max(0.0, deadline - time.monotonic())
        first = self._serial.read(1)  # blocks; how many wait is not reliable on every platform
        if not first:
            return b""
        self._serial.timeout = 0
        return bytes(first + self._serial.read(_LARGEST_READ))

    def purge(self) -> None:
        """Throw away what has come and was not read. Raises OSError when the port is gone."""
        with _as_os_error():
            self._serial.reset_input_buffer()


@contextmanager
def _as_os_error() -> Iterator[None]:
    """A terminal that went away raises termios.error, which is no OSError, where the platform has terminals."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        if type(error).__module__ != "termios":
            raise
        raise OSError(*error.args) from error


@contextmanager
def trace_file(path: Path | None) -> Iterator[TextIO | None]:
    """The file for a trace, written line by line; None without a path. Raises StorageError."""
    if path is None:
        yield None
        return
    try:
        stream = path.open("a", encoding="utf-8", buffering=1)
    except OSError as error:
        raise StorageError(
            f"The trace {path} cannot be written: {error.strerror}.", code="device.trace", remedy="Choose another file."
        ) from error
    with stream:
        yield stream


def hexdump_trace(write_line: Callable[[str], object]) -> Callable[[str, bytes], None]:
    """A trace that writes each transmission as a line: time, direction, hexadecimal bytes."""
    start = time.monotonic()

    def trace(direction: str, data: bytes) -> None:
        write_line(f"{time.monotonic() - start:9.3f} {direction} {data.hex(' ')}")

    return trace


def _exclusive(url: str) -> bool | None:
    """Exclusive for a device; a socket has no such thing and refuses the question."""
    return None if "://" in url else True


def _why_not(url: str, error: Exception) -> PortNotOpened:
    text = str(error)
    number = getattr(error, "errno", None)
    device = "://" not in url
    if (device and not Path(url).exists()) or number == errno.ENOENT:
        return PortNotOpened(
            f"There is no port {url}.",
            code="device.no-port",
            remedy="Plug the programmer in and look its port up; or start haipdose emulate and use the path it prints.",
        )
    if number in (errno.EACCES, errno.EPERM) or "Permission denied" in text:
        return PortNotOpened(
            f"The port {url} may not be opened by this user.",
            code="device.port-permission",
            remedy="Ask for access to it (often membership of the group dialout), then log in again.",
        )
    if number in (errno.EBUSY, errno.EAGAIN) or "lock" in text.lower() or "busy" in text.lower():
        return PortNotOpened(
            f"The port {url} is in use by another program.",
            code="device.port-in-use",
            remedy="End the other program, then try again.",
        )
    return PortNotOpened(
        f"The port {url} cannot be opened: {text}.",
        code="device.port-not-opened",
        remedy="Give a device path, socket://host:port or rfc2217://host:port.",
    )
