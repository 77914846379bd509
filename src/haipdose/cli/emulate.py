"""``haipdose emulate``: an emulated pump on a real port, until Ctrl-C."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from haipdose.cli.documents_io import Json, answering, print_json

if TYPE_CHECKING:
    from haipdose.pump.profile import PumpProfile
    from haipdose_sim.emulator.serving.loop import Server
    from haipdose_sim.emulator.serving.ports import ServedPort

app = typer.Typer(add_completion=False)

_REFRESHES_PER_SECOND = 4
_LARGEST_TCP_PORT = 65_535


@app.command(
    epilog="Examples: haipdose emulate --profile reference-programmable-20 · "
    "haipdose emulate --profile new-era-ne1000-bench --listen tcp:4001 --live · "
    "haipdose emulate --profile intera-3000 --physics --flow 1.3"
)
def emulate(
    *,
    profile: Annotated[str, typer.Option("--profile", help="Id or alias of a pump profile.")],
    listen: Annotated[
        str, typer.Option("--listen", help="pty, tcp:PORT or rfc2217:PORT; port 0 takes a free one. Loopback only.")
    ] = "pty",
    faults: Annotated[
        str | None,
        typer.Option(
            "--faults",
            help="Faults to play: a TOML or JSON file, or one that comes along: noisy-line, late-replies, "
            "power-cut-at-commit, commit-without-answer, lying-firmware, ailing-pump, wrong-pump.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed and faults give the same run.")] = 0,
    speed: Annotated[float, typer.Option("--speed", min=0.001, help="Virtual seconds in a real second.")] = 1.0,
    baud: Annotated[
        int | None,
        typer.Option("--baud", min=50, help="Pace the line as a serial line of this speed.", show_default=False),
    ] = None,
    strict_baud: Annotated[
        bool, typer.Option("--strict-baud", help="A host at another speed than --baud hears noise, as on a real line.")
    ] = False,
    live: Annotated[bool, typer.Option("--live", help="Show reservoir, rate, alarms and the last frames.")] = False,
    seconds: Annotated[
        float | None, typer.Option("--seconds", min=0, help="Stop after so many real seconds.", show_default=False)
    ] = None,
    physics: Annotated[
        bool, typer.Option("--physics", help="No wire: forecast the reservoir of a constant-flow pump.")
    ] = False,
    flow: Annotated[
        float | None, typer.Option("--flow", help="mL/day on the pump's card (for --physics).", show_default=False)
    ] = None,
    temperature: Annotated[float, typer.Option("--temperature", help="°C (for --physics).")] = 37.0,
    altitude: Annotated[float, typer.Option("--altitude", help="Metres above sea level (for --physics).")] = 0.0,
    as_json: Json = False,
) -> None:
    """Serve an emulated pump for testing. It is no medical device and no maker's pump."""
    with answering(as_json=as_json):
        from haipdose.pump.loader import load_profile

        chosen = load_profile(profile)
        if physics:
            _forecast(chosen, flow, temperature, altitude, as_json=as_json)
            return
        server = _server(
            chosen, listen, faults, seed=seed, speed=speed, baud=baud, strict_baud=baud if strict_baud else None
        )
        with _stopped_by_signals() as stop, server:
            _announce(server, chosen, speed=speed, seed=seed, as_json=as_json)
            _serve(server, stop, seconds, live=live)
        struck = len(server.emulator.triggers.struck)
        typer.echo(f"Stopped. {struck} fault(s) struck.", err=True)


def _server(
    profile: PumpProfile,
    listen: str,
    faults: str | None,
    *,
    seed: int,
    speed: float,
    baud: int | None,
    strict_baud: int | None,
) -> Server:
    from haipdose_sim.emulator.building import build, refuse_without_wire
    from haipdose_sim.emulator.faults.plan import FaultPlan, find_fault_plan
    from haipdose_sim.emulator.serving.loop import Server

    refuse_without_wire(profile)
    plan = FaultPlan() if faults is None else find_fault_plan(faults)
    # The virtual date starts today: a programmer compares the pump's clock with its own.
    emulator = build(profile, plan=plan, seed=seed, baud=baud, wire_scale=speed, epoch_s=int(time.time()))
    return Server(emulator, _port(listen), speed=speed, strict_baud=strict_baud)


def _port(listen: str) -> ServedPort:
    from haipdose.errors import InputError
    from haipdose_sim.emulator.serving.ports import PtyPort, Rfc2217Port, TcpPort

    kind, _, number = listen.partition(":")
    if listen == "pty":
        return PtyPort()
    if kind not in {"tcp", "rfc2217"} or not number.isdecimal() or int(number) > _LARGEST_TCP_PORT:
        raise InputError(
            f"'{listen[:40]}' is not a port that can be served.",
            code="emulate.listen",
            field="listen",
            found=listen[:40],
            allowed="pty, tcp:PORT, rfc2217:PORT",
        )
    return TcpPort(int(number)) if kind == "tcp" else Rfc2217Port(int(number))


def _announce(server: Server, profile: PumpProfile, *, speed: float, seed: int, as_json: bool) -> None:
    if as_json:
        print_json({"url": server.url, "profile": profile.id, "speed": speed, "seed": seed})
        return
    typer.echo(f"Emulating {profile.title}.")
    typer.echo(f"Connect to: {server.url}")
    typer.echo(f"Virtual time runs {speed:g} times as fast, fault seed {seed}. Ctrl-C stops.")


def _serve(server: Server, stop: threading.Event, seconds: float | None, *, live: bool) -> None:
    deadline = None if seconds is None else time.monotonic() + seconds

    def ends() -> bool:
        return stop.is_set() or server.failure is not None or (deadline is not None and time.monotonic() >= deadline)

    if not live:
        while not ends():
            stop.wait(0.1)
        return
    from rich.live import Live

    from haipdose_sim.emulator.live_view import render

    def view() -> Any:
        with server.emulator.lock:
            return render(server.emulator, server.url)

    with Live(view(), refresh_per_second=_REFRESHES_PER_SECOND, screen=False) as screen:
        while not ends():
            stop.wait(1 / _REFRESHES_PER_SECOND)
            screen.update(view())


@contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and a polite kill set, so that the port is given back in either case."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _forecast(profile: PumpProfile, flow: float | None, temperature: float, altitude: float, *, as_json: bool) -> None:
    from haipdose_sim.emulator.forecast import forecast, forecast_text

    answer = forecast(profile, flow_ml_per_day=flow, temperature_c=temperature, altitude_m=altitude)
    if as_json:
        print_json(answer)
    else:
        typer.echo(forecast_text(answer))
