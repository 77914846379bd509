"""``haipdose device flow-check``: verify a flow on a bench with an NE-1000 syringe pump."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from haipdose.cli.documents_io import (
    Json,
    ProfilePath,
    answering,
    decimal_option,
    emit,
    load_pump_profile,
    write_bytes,
)

if TYPE_CHECKING:
    from haipdose.device.flow_check import Sample


def flow_check(
    port: Annotated[str, typer.Option("--port", help="Device path, socket://host:port or rfc2217://host:port.")],
    rate_ml_per_day: Annotated[str, typer.Option("--rate-ml-per-day", help="The flow to verify, mL/day.")],
    diameter_mm: Annotated[str, typer.Option("--diameter-mm", help="Inner diameter of the syringe, mm.")],
    minutes: Annotated[float, typer.Option("--minutes", min=0.01, help="How long to run.")] = 60.0,
    *,
    interval_s: Annotated[float, typer.Option("--interval-s", min=0.05, help="Time between samples, s.")] = 30.0,
    weighed_ml: Annotated[
        str | None,
        typer.Option("--weighed-ml", help="Volume that was collected and weighed; asked for after the run with -"),
    ] = None,
    safe_timeout_s: Annotated[
        int, typer.Option("--safe-timeout-s", min=0, max=255, help="Safe mode with this timeout; 0: basic mode.")
    ] = 0,
    address: Annotated[int, typer.Option("--address", min=0, max=99, help="Address of the pump.")] = 0,
    baud: Annotated[int, typer.Option("--baud", help="Speed of the line.")] = 19_200,
    profile: Annotated[str, typer.Option("--profile", help="Profile of the bench pump.")] = "new-era-ne1000-bench",
    profile_file: ProfilePath = None,
    svg: Annotated[Path | None, typer.Option("--svg", help="Draw the trumpet curve into this file.")] = None,
    trace: Annotated[Path | None, typer.Option("--trace", help="Write every byte, both ways, to this file.")] = None,
    as_json: Json = False,
) -> None:
    """Run a bench pump at a flow, sample what it dispenses, report its accuracy and trumpet curve.

    The pump is stopped at the end, also after an error or Ctrl-C. Never on a patient.
    """
    with answering(as_json=as_json):
        from haipdose.device.flow_check import bench_rate_ul_per_hour, evaluate, flow_check_text, run_flow_check
        from haipdose.device.ne1000_pump import Ne1000Pump
        from haipdose.device.program import require_programmable
        from haipdose.device.transport import SerialPort, hexdump_trace, trace_file
        from haipdose.device.trumpet_svg import trumpet_svg
        from haipdose.errors import InputError
        from haipdose.pump.profile import Codec
        from haipdose.quantities import to_display

        require_programmable(load_pump_profile(profile, profile_file), Codec.NE1000)
        wanted = decimal_option(rate_ml_per_day, "rate_ml_per_day")
        rate = bench_rate_ul_per_hour(wanted)
        diameter = decimal_option(diameter_mm, "diameter_mm")
        weighed = None if weighed_ml in (None, "-") else decimal_option(str(weighed_ml), "weighed_ml")
        if 0 < safe_timeout_s <= interval_s:
            raise InputError(
                "In safe mode the pump stops when it hears nothing: sampling must be faster than the timeout.",
                code="device.interval-too-long",
                field="interval_s",
                found=str(interval_s),
                allowed=f"less than {safe_timeout_s}",
            )

        def seen(sample: Sample) -> None:
            typer.echo(f"{to_display(sample.seconds, 1):>9} s  {to_display(sample.volume_ml)} mL", err=True)

        with SerialPort(port, baud=baud) as line, trace_file(trace) as stream:
            pump = Ne1000Pump(
                line,
                address=address,
                safe_timeout_s=safe_timeout_s,
                trace=None if stream is None else hexdump_trace(lambda text: stream.write(text + "\n")),
            )
            samples = run_flow_check(
                pump,
                diameter_mm=diameter,
                rate_ul_per_hour=rate,
                seconds=minutes * 60,
                interval_s=interval_s,
                now=time.monotonic,
                wait=time.sleep,
                seen=seen,
            )
        if weighed_ml == "-":
            weighed = decimal_option(str(typer.prompt("Collected volume, mL", err=True)), "weighed_ml")
        check = evaluate(samples, wanted_ml_per_day=wanted, rate_ul_per_hour=rate, weighed_ml=weighed)
        if svg is not None:
            write_bytes(svg, trumpet_svg(check).encode())
        emit(check, as_json=as_json, text=lambda: flow_check_text(check))
