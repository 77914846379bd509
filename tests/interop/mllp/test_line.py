"""Listener and client against each other, and against bare sockets that behave badly."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from haipdose.interop.mllp import Limits, MllpClient, MllpError, MllpListener, frame

FAST = Limits(message_bytes=200, connections=2, idle_seconds=5, block_seconds=5, handle_seconds=5, stray_bytes=50)


async def echo(message: bytes, peer: str) -> bytes:
    assert peer == "127.0.0.1"
    return b"ack:" + message


def control_id(answer: bytes) -> str | None:
    return answer.removeprefix(b"ack:").decode() if answer.startswith(b"ack:") else None


@contextlib.asynccontextmanager
async def listening(handle=echo, limits=FAST, tls=None):
    troubles: list[BaseException] = []
    listener = MllpListener(handle, limits=limits, tls=tls, on_trouble=lambda _peer, error: troubles.append(error))
    port = await listener.start("127.0.0.1", 0)
    try:
        yield listener, port, troubles
    finally:
        await listener.stop(grace_seconds=5)


async def until(condition):
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to pass")


def client_of(port, **rest):
    return MllpClient("127.0.0.1", port, acknowledges=control_id, **rest)


def run(body):
    return asyncio.run(asyncio.wait_for(body(), 30))


def test_many_messages_over_one_connection():
    async def body():
        async with listening() as (listener, port, troubles):
            client = client_of(port)
            for number in range(20):
                assert await client.send(str(number).encode(), str(number)) == f"ack:{number}".encode()
            assert listener.connections == 1
            await client.close()
            await client.close()
            await until(lambda: listener.connections == 0)
            assert troubles == []

    run(body)


def test_the_answer_waits_until_the_message_is_stored():
    stored = []

    async def slowly(message, _peer):
        await asyncio.sleep(0.05)
        stored.append(message)
        return b"ack:" + message

    async def body():
        async with listening(slowly) as (_, port, _t):
            client = client_of(port)
            await client.send(b"m1", "m1")
            assert stored == [b"m1"]
            await client.close()

    run(body)


def test_messages_in_pieces_several_at_once_and_after_noise():
    async def body():
        async with listening() as (_, port, troubles):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for piece in (b"noise", b"\x0bon", b"e\x1c", b"\x0d\x0btwo\x1c\x0d\r\n\x0bthree\x1c\x0d"):
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0.01)
            expected = frame(b"ack:one") + frame(b"ack:two") + frame(b"ack:three")
            assert await reader.readexactly(len(expected)) == expected
            writer.close()
            await writer.wait_closed()
            assert troubles == []

    run(body)


@pytest.mark.parametrize(
    ("sent", "limits", "code"),
    [
        (b"\x0b" + b"x" * 300, FAST, "mllp.too-large"),
        (b"GET / HTTP/1.1\r\nHost: example.org\r\nAccept: everything, please\r\n\r\n", FAST, "mllp.not-framed"),
        (b"\x0bhalf", Limits(block_seconds=0.05), "mllp.broke-off"),
    ],
)
def test_a_bad_sender_is_closed_and_told_of_and_the_others_go_on(sent, limits, code):
    async def body():
        async with listening(limits=limits) as (_, port, troubles):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(sent)
            assert await reader.read() == b""
            writer.close()
            await until(lambda: troubles)
            assert [error.code for error in troubles] == [code]
            client = client_of(port)
            assert await client.send(b"ok", "ok") == b"ack:ok"
            await client.close()

    run(body)


def test_a_block_that_trickles_in_has_no_longer_than_any_other():
    async def body():
        async with listening(limits=Limits(block_seconds=0.1)) as (_, port, troubles):
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            with contextlib.suppress(ConnectionError):
                for number in range(100):
                    writer.write(b"x" if number else b"\x0b")
                    await writer.drain()
                    await asyncio.sleep(0.01)
                    if troubles:
                        break
            assert [error.code for error in troubles] == ["mllp.broke-off"]
            writer.close()

    run(body)


def test_a_sender_that_leaves_in_the_middle_is_told_of():
    async def body():
        async with listening() as (_, port, troubles):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"\x0bhalf a mess")
            await writer.drain()
            writer.close()
            await until(lambda: troubles)
            assert troubles[0].code == "mllp.broke-off"

    run(body)


def test_a_silent_connection_is_closed_without_trouble():
    async def body():
        async with listening(limits=Limits(idle_seconds=0.05)) as (_, port, troubles):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            assert await reader.read() == b""
            writer.close()
            assert troubles == []

    run(body)


def test_a_handler_that_fails_or_hangs_gives_no_acknowledgement():
    async def handle(message, _peer):
        if message == b"fail":
            raise RuntimeError("the database is away")
        await asyncio.sleep(60)
        return b""

    async def body():
        async with listening(handle, limits=Limits(handle_seconds=0.05)) as (_, port, troubles):
            for message in (b"fail", b"hang"):
                with pytest.raises(MllpError) as none:
                    await client_of(port).send(message, "x")
                assert none.value.code == "mllp.no-answer"
            assert [type(error) for error in troubles] == [RuntimeError, TimeoutError]

    run(body)


def test_one_connection_too_many_is_turned_away():
    async def body():
        async with listening() as (listener, port, troubles):
            clients = [client_of(port) for _ in range(2)]
            for client in clients:
                await client.send(b"m", "m")
            with pytest.raises(MllpError):
                await client_of(port).send(b"m", "m")
            assert listener.connections == 2
            assert troubles[0].code == "mllp.connections"
            for client in clients:
                await client.close()

    run(body)


def test_stopping_lets_the_message_in_hand_be_answered():
    async def body():
        started = asyncio.Event()

        async def slowly(message, _peer):
            started.set()
            await asyncio.sleep(0.1)
            return b"ack:" + message

        async with listening(slowly) as (listener, port, troubles):
            _reader, idle = await asyncio.open_connection("127.0.0.1", port)
            sender = client_of(port)
            sending = asyncio.create_task(sender.send(b"m1", "m1"))
            await started.wait()
            await until(lambda: listener.connections == 2)
            await listener.stop()
            assert await sending == b"ack:m1"
            assert listener.connections == 0
            assert troubles == []
            with pytest.raises(MllpError) as gone:
                await client_of(port).send(b"m2", "m2")
            assert gone.value.code == "mllp.unreachable"
            await sender.close()
            idle.close()

    run(body)


def test_two_messages_in_one_piece_while_stopping_answers_only_the_first():
    async def body():
        started = asyncio.Event()

        async def slowly(message, _peer):
            started.set()
            await asyncio.sleep(0.1)
            return b"ack:" + message

        async with listening(slowly) as (listener, port, _):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(frame(b"one") + frame(b"two"))
            await started.wait()
            await listener.stop()
            assert await reader.read() == frame(b"ack:one")
            writer.close()

    run(body)


def test_stopping_does_not_wait_for_ever():
    async def body():
        started = asyncio.Event()

        async def forever(_message, _peer):
            started.set()
            await asyncio.sleep(3600)
            return b""

        async with listening(forever, limits=Limits()) as (listener, port, troubles):
            sending = asyncio.create_task(client_of(port).send(b"m", "m"))
            await started.wait()
            await listener.stop(grace_seconds=0.05)
            with pytest.raises(MllpError):
                await sending
            assert troubles[0].code == "mllp.closed"

    run(body)


def test_a_listener_that_never_started_stops():
    run(MllpListener(echo).stop)


def test_the_client_passes_over_answers_to_others():
    async def body():
        over = asyncio.Event()

        async def raw(reader, writer):
            await reader.readuntil(b"\x1c\x0d")
            for answer in (b"ack:other", b"nothing", b"ack:m"):
                writer.write(frame(answer))
                await writer.drain()
                await asyncio.sleep(0.02)
            writer.close()
            over.set()

        server = await asyncio.start_server(raw, "127.0.0.1", 0)
        client = client_of(server.sockets[0].getsockname()[1])
        assert await client.send(b"m", "m") == b"ack:m"
        await client.close()
        await over.wait()
        server.close()

    run(body)


def test_no_answer_in_time_closes_so_that_a_late_one_cannot_be_mistaken():
    async def body():
        over = asyncio.Event()

        async def silent(reader, writer):
            await reader.read()
            writer.close()
            await writer.wait_closed()
            over.set()

        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        client = client_of(server.sockets[0].getsockname()[1])
        with pytest.raises(MllpError) as late:
            await client.send(b"m", "m", timeout_seconds=0.05)
        assert late.value.code == "mllp.timeout"
        await over.wait()
        server.close()

    run(body)


def certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + cert.public_bytes(serialization.Encoding.PEM)
    )
    return pem


def test_an_encrypted_line(tmp_path):
    pem = certificate(tmp_path)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(pem)
    client_side = ssl.create_default_context(cafile=str(pem))

    async def body():
        async with listening(tls=server_side) as (_, port, _t):
            client = MllpClient("localhost", port, acknowledges=control_id, tls=client_side)
            assert await client.send(b"m", "m") == b"ack:m"
            await client.close()

    run(body)
