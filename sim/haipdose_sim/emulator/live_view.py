"""The live terminal view: reservoir, rate, alarms, the last frames on the line."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from haipdose_sim.emulator.emulator import Emulator
from haipdose_sim.emulator.line import TO_PUMP, Seen
from haipdose_sim.emulator.snapshot import Snapshot, Watchable
from haipdose_sim.emulator.wire_device import WireDevice

_FRAMES_SHOWN = 8
_BYTES_SHOWN = 24


def render(emulator: Emulator[WireDevice], url: str) -> RenderableType:
    """The view of ``emulator`` now; the caller holds its lock."""
    device = emulator.device
    if not isinstance(device, Watchable):
        msg = f"{type(device).__name__} cannot be looked at"
        raise TypeError(msg)
    snapshot = device.snapshot()
    date = datetime.fromtimestamp(emulator.clock.utc_s, UTC).strftime("%Y-%m-%d %H:%M:%S")
    struck = emulator.triggers.struck
    last = f", last: {struck[-1][1]}" if struck else ""
    return Panel(
        Group(_state(snapshot), Text(), _frames(list(emulator.line.recent)[-_FRAMES_SHOWN:])),
        title=f"{snapshot.title} on {url}",
        subtitle=f"virtual time {date} UTC · {len(struck)} fault(s) struck{last} · Ctrl-C stops",
    )


def _state(snapshot: Snapshot) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column()
    if snapshot.capacity_ml is not None and snapshot.level_ml is not None:
        bar = ProgressBar(total=snapshot.capacity_ml, completed=snapshot.level_ml, width=30)
        text = Text(f"{snapshot.level_ml:.3f} of {snapshot.capacity_ml:g} mL")
        row = Table.grid(padding=(0, 1))
        row.add_row(bar, text)
        table.add_row("reservoir", row)
    table.add_row("state", snapshot.state)
    table.add_row("rate", f"{snapshot.rate_ml_per_hour:.4f} mL/h ({snapshot.rate_ml_per_hour * 24:.4f} mL/d)")
    table.add_row("delivered", f"{snapshot.delivered_ml:.4f} mL")
    alarms = Text(", ".join(snapshot.alarms), style="bold red") if snapshot.alarms else Text("none", style="green")
    table.add_row("alarms", alarms)
    for label, value in snapshot.details:
        table.add_row(label, value)
    return table


def _frames(frames: list[Seen]) -> RenderableType:
    table = Table(title="last frames", expand=True, show_edge=False)
    table.add_column("time", justify="right", no_wrap=True)
    table.add_column("to", no_wrap=True)
    table.add_column("bytes", overflow="fold")
    table.add_column("text", no_wrap=True)
    for frame in frames:
        shown = frame.data[:_BYTES_SHOWN]
        more = f" … {len(frame.data)} bytes" if len(frame.data) > _BYTES_SHOWN else ""
        text = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in shown)
        towards = "pump" if frame.direction == TO_PUMP else "host"
        table.add_row(f"{frame.at:.3f} s", towards, shown.hex(" ") + more, text)
    return table
