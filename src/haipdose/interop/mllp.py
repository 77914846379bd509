"""HL7 messages over TCP: the Minimal Lower Layer Protocol, listener and client.

A message is a block: ``0x0B``, the message, ``0x1C 0x0D``. The answer of the handler is sent when the handler has
returned, so an acknowledgement is never on the wire before what it acknowledges is stored.

Source: HL7 Transport Specification MLLP, Release 1 (block format).
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from haipdose.errors import DeviceError

START: Final = b"\x0b"
END: Final = b"\x1c\x0d"

_READ_BYTES: Final = 65_536
_CLOSE_SECONDS: Final = 2.0

Handler = Callable[[bytes, str], Awaitable[bytes]]
"""Takes one message and the peer's address, stores it, and gives the acknowledgement to send."""


class MllpError(DeviceError):
    """The line: a block that is too large, no answer in time, or the other side has gone."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a peer may do. A block must be whole ``block_seconds`` after it began, however it trickles in."""

    message_bytes: int = 1024 * 1024
    connections: int = 32
    idle_seconds: float = 300.0
    block_seconds: float = 30.0
    handle_seconds: float = 60.0
    stray_bytes: int = 4096


def frame(message: bytes) -> bytes:
    """A message as a block.

    Raises:
        MllpError: the message holds a start or an end character, which would break the block.
    """
    if START in message or END[:1] in message:
        raise MllpError("The message holds a framing character.", code="mllp.framing-character")
    return START + message + END


class BlockReader:
    """Takes bytes in any pieces and gives whole messages; what stands outside of blocks is counted and thrown away.

    A start character inside a block begins the block anew: the sender broke off and started again, and half a message
    is never given on. ``stray_bytes`` counts what was thrown away since the last whole message.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._buffer = bytearray()
        self._inside = False
        self._searched = 0
        self.stray_bytes = 0

    @property
    def in_block(self) -> bool:
        """Whether a block has begun and not ended."""
        return self._inside

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that ``data`` completes.

        Raises:
            MllpError: a block is larger than allowed, or there is too much outside of blocks.
        """
        self._buffer += data
        messages: list[bytes] = []
        while (message := self._next()) is not None:
            messages.append(message)
        return messages

    def _next(self) -> bytes | None:
        while True:
            if not self._inside and not self._enter():
                return None
            end = self._buffer.find(END, max(0, self._searched - 1))
            again = self._buffer.rfind(START, self._searched, len(self._buffer) if end < 0 else end)
            size = max(end, again - 1, len(self._buffer) - 1 if end < 0 and again < 0 else 0)
            if size > self._limits.message_bytes:
                raise MllpError(
                    "A message is larger than is taken.",
                    code="mllp.too-large",
                    allowed=f"{self._limits.message_bytes} bytes",
                )
            if again >= 0:
                self._drop(again + 1, stray=True)
                continue
            if end < 0:
                self._searched = len(self._buffer)
                return None
            message = bytes(self._buffer[:end])
            self._drop(end + len(END), stray=False)
            self._inside = False
            self.stray_bytes = 0
            return message

    def _enter(self) -> bool:
        start = self._buffer.find(START)
        self._drop(len(self._buffer) if start < 0 else start + 1, stray=True, marker=start >= 0)
        self._inside = start >= 0
        return self._inside

    def _drop(self, count: int, *, stray: bool, marker: bool = True) -> None:
        del self._buffer[:count]
        self._searched = 0
        if stray:
            self.stray_bytes += count - int(marker)
            if self.stray_bytes > self._limits.stray_bytes:
                raise MllpError("What arrives is not in MLLP blocks.", code="mllp.not-framed")


class MllpListener:
    """Listens for messages and answers each with what the handler gives.

    Args:
        handle: stores the message; its answer is sent when it has returned. A handler that raises ends the connection
            without an acknowledgement, so the sender keeps the message and sends it again.
        limits: what a peer may do.
        tls: a server context; with client certificates required, only known senders can connect.
        on_trouble: told of each connection that ended badly, with the peer and the error: for the log.
    """

    def __init__(
        self,
        handle: Handler,
        *,
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
        on_trouble: Callable[[str, BaseException], None] | None = None,
    ) -> None:
        self._handle = handle
        self._limits = limits or Limits()
        self._tls = tls
        self._on_trouble = on_trouble or (lambda _peer, _error: None)
        self._server: asyncio.Server | None = None
        self._connections: dict[asyncio.Task[None], _Conversation] = {}
        self._closing = False

    async def start(self, host: str, port: int) -> int:
        """Begin to listen; the port that was taken (useful when 0 was asked for)."""
        self._server = await asyncio.start_server(self._connected, host, port, ssl=self._tls)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self, *, grace_seconds: float = 10.0) -> None:
        """Take no new connection, let each message in hand be stored and answered, then close."""
        self._closing = True
        if self._server is not None:
            self._server.close()
        for conversation in self._connections.values():
            conversation.finish()
        if self._connections:
            _, late = await asyncio.wait(list(self._connections), timeout=grace_seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)
        if self._server is not None:
            await self._server.wait_closed()
            self._server = None

    @property
    def connections(self) -> int:
        """How many senders are connected now."""
        return len(self._connections)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = str((writer.get_extra_info("peername") or ("unknown",))[0])
        task = asyncio.current_task()
        if task is None or self._closing or len(self._connections) >= self._limits.connections:
            self._on_trouble(peer, MllpError("Too many connections.", code="mllp.connections"))
            writer.close()
            return
        conversation = _Conversation(reader, writer, self._limits, self._handle, peer)
        self._connections[task] = conversation
        try:
            await conversation.run()
        except asyncio.CancelledError:
            # Only stop() cancels: the grace is over and the message stays with its sender.
            self._on_trouble(peer, MllpError("Closed before the answer was ready.", code="mllp.closed"))
        except Exception as error:  # noqa: BLE001 - one sender's trouble must not end the listener; it is told
            self._on_trouble(peer, error)
        finally:
            writer.close()
            with contextlib.suppress(OSError, TimeoutError, asyncio.CancelledError):
                await asyncio.wait_for(writer.wait_closed(), _CLOSE_SECONDS)
            del self._connections[task]


class _Conversation:
    """One connection: messages in, acknowledgements out, one after the other."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limits: Limits, handle: Handler, peer: str
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._limits = limits
        self._handle = handle
        self._peer = peer
        self._blocks = BlockReader(limits)
        self._finish = asyncio.Event()
        self._block_began: float | None = None

    def finish(self) -> None:
        """End after the message in hand."""
        self._finish.set()

    async def run(self) -> None:
        while data := await self._read():
            for message in self._blocks.feed(data):
                answer = await asyncio.wait_for(self._handle(message, self._peer), self._limits.handle_seconds)
                self._writer.write(frame(answer))
                await asyncio.wait_for(self._writer.drain(), self._limits.block_seconds)
                if self._finish.is_set():
                    return
            self._note_block()

    def _note_block(self) -> None:
        if not self._blocks.in_block:
            self._block_began = None
        elif self._block_began is None:
            self._block_began = asyncio.get_running_loop().time()

    def _patience(self) -> float:
        if self._block_began is None:
            return self._limits.idle_seconds
        return max(0.0, self._block_began + self._limits.block_seconds - asyncio.get_running_loop().time())

    async def _read(self) -> bytes:
        """The next bytes; none when the sender has gone, is silent too long, or the listener closes."""
        reading = asyncio.ensure_future(self._reader.read(_READ_BYTES))
        closing = asyncio.ensure_future(self._finish.wait())
        try:
            done, _ = await asyncio.wait(
                {reading, closing}, timeout=self._patience(), return_when=asyncio.FIRST_COMPLETED
            )
            data = reading.result() if reading in done else b""
            if not data and self._blocks.in_block and closing not in done:
                raise MllpError("A message broke off.", code="mllp.broke-off")
            return data
        finally:
            for task in (reading, closing):
                task.cancel()
            await asyncio.gather(reading, closing, return_exceptions=True)


class MllpClient:
    """Sends messages over one connection and waits for the acknowledgement of each.

    Args:
        host: the receiver.
        port: its port.
        acknowledges: the message control id that an answer is for (MSA-2), or None when it is not an acknowledgement.
        limits: sizes of answers.
        tls: a client context, when the line is encrypted.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        acknowledges: Callable[[bytes], str | None],
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._where = (host, port)
        self._acknowledges = acknowledges
        self._limits = limits or Limits()
        self._tls = tls
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter, BlockReader] | None = None

    async def send(self, message: bytes, control_id: str, *, timeout_seconds: float = 30.0) -> bytes:
        """Send ``message`` and give the acknowledgement for ``control_id``; answers to others are passed over.

        One call at a time. After an error the connection is closed, because a late answer could be taken for the next
        one; whether the receiver stored the message is then not known, and the same message is sent again.

        Raises:
            MllpError: no connection, no answer in time, or the receiver closed.
        """
        block = frame(message)
        try:
            return await asyncio.wait_for(self._exchange(block, control_id), timeout_seconds)
        except TimeoutError as error:
            await self.close()
            raise MllpError(
                "No acknowledgement came in time.", code="mllp.timeout", remedy="Send the same message again."
            ) from error
        except OSError as error:
            await self.close()
            raise MllpError(f"The receiver cannot be reached: {error.strerror}.", code="mllp.unreachable") from error
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Close the connection, if there is one."""
        streams, self._streams = self._streams, None
        if streams is not None:
            streams[1].close()
            with contextlib.suppress(OSError):
                await streams[1].wait_closed()

    async def _exchange(self, block: bytes, control_id: str) -> bytes:
        if self._streams is None:
            reader, writer = await asyncio.open_connection(*self._where, ssl=self._tls)
            self._streams = (reader, writer, BlockReader(self._limits))
        reader, writer, blocks = self._streams
        writer.write(block)
        await writer.drain()
        while True:
            data = await reader.read(_READ_BYTES)
            if not data:
                raise MllpError(
                    "The receiver closed the connection without an acknowledgement.",
                    code="mllp.no-answer",
                    remedy="Send the same message again.",
                )
            for answer in blocks.feed(data):
                if self._acknowledges(answer) == control_id:
                    return answer
