"""The serving loop: ties an emulator on virtual time to a port on real time, in a thread of its own."""

from __future__ import annotations

import os
import random
import select
import threading
import time
from types import TracebackType

from haipdose_sim.emulator.clock import RealTimePace
from haipdose_sim.emulator.emulator import Emulator
from haipdose_sim.emulator.line import LineGone
from haipdose_sim.emulator.serving.ports import ServedPort
from haipdose_sim.emulator.wire_device import WireDevice

_LONGEST_SLEEP_S = 0.1


class Server:
    """Serves ``emulator`` on ``port`` until :meth:`stop`; a context manager.

    Args:
        emulator: its lock is held while it runs; whoever else looks at it takes the same lock.
        port: closed by :meth:`stop`.
        speed: virtual seconds in a real one.
        strict_baud: the speed at which the host must talk; at another speed both sides see noise. None: any.
    """

    def __init__(
        self, emulator: Emulator[WireDevice], port: ServedPort, *, speed: float = 1.0, strict_baud: int | None = None
    ) -> None:
        self.emulator = emulator
        self.port = port
        self._speed = speed
        self._strict_baud = strict_baud
        self._noise = random.Random(0)  # noqa: S311 - noise, not a secret
        self._stop = threading.Event()
        self._waker_out, self._waker_in = os.pipe()
        self._thread = threading.Thread(target=self._run, name="haipdose-emulator", daemon=True)
        self.failure: BaseException | None = None

    @property
    def url(self) -> str:
        """What a host opens."""
        return self.port.url

    def start(self) -> Server:
        """Start serving."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving and give the port back. Raises what ended the loop early, if anything did."""
        self._stop.set()
        os.write(self._waker_in, b"x")
        self._thread.join()
        self.port.close()
        os.close(self._waker_in)
        os.close(self._waker_out)
        if self.failure is not None:
            raise self.failure

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            self._serve()
        except BaseException as error:  # noqa: BLE001 - kept for stop(), which raises it where somebody sees it
            self.failure = error

    def _serve(self) -> None:
        emulator, port = self.emulator, self.port
        pace = RealTimePace(emulator.clock, self._speed, time.monotonic)
        was_gone = False
        while not self._stop.is_set():
            with emulator.lock:
                emulator.line.run_until(pace.target())
                gone = emulator.line.is_gone
                outgoing = b"" if gone else emulator.line.host_reads()
                next_event = emulator.line.next_event()
            if gone and not was_gone:
                port.vanish()
            was_gone = gone
            if outgoing:
                port.write(self._as_heard(outgoing))
            sleep = _LONGEST_SLEEP_S
            if next_event is not None:
                sleep = min(sleep, pace.real_seconds_until(next_event))
            readable, _, _ = select.select([*port.watch(), self._waker_out], [], [], sleep)
            if self._stop.is_set() or not readable:
                continue
            incoming = port.read()
            if incoming:
                self._take(pace, self._as_heard(incoming))

    def _take(self, pace: RealTimePace, incoming: bytes) -> None:
        emulator = self.emulator
        with emulator.lock:
            emulator.line.run_until(pace.target())
            try:
                emulator.line.host_writes(incoming)
            except LineGone:
                return  # nobody is there to hear it

    def _as_heard(self, data: bytes) -> bytes:
        """``data``, or noise when the host talks at the wrong speed."""
        baud = self.port.host_baud()
        if self._strict_baud is None or baud is None or baud == self._strict_baud:
            return data
        return self._noise.randbytes(max(1, len(data) * baud // self._strict_baud))
