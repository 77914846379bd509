"""nesp-lib, an independent client, unmodified, over a pseudo-terminal, in both modes.

It waits for replies without a time limit, so each dialogue runs in a thread that is given a limit here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import nesp_lib
import pytest

from haipdose_sim.emulator.serving.loop import Server
from haipdose_sim.emulator.serving.ports import PtyPort

from .ne1000_bench import bench

LIMIT_S = 20
pytestmark = pytest.mark.timeout(60)


def within_limit(dialogue: Callable[[], None]) -> None:
    """Run ``dialogue``; fail when it does not end in time."""
    outcome: list[BaseException] = []

    def run() -> None:
        try:
            dialogue()
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(LIMIT_S)
    assert not thread.is_alive(), "nesp-lib still waits for a reply"
    if outcome:
        raise outcome[0]


def with_pump(dialogue: Callable[[nesp_lib.Pump, Any], None], *, safe_mode_timeout_s: int, speed: float = 1.0) -> None:
    emulator = bench(wire_scale=speed)

    def run(url: str) -> None:
        with nesp_lib.Port(url, 19_200) as port:
            pump = nesp_lib.Pump(port, safe_mode_timeout_s=safe_mode_timeout_s)
            try:
                dialogue(pump, emulator)
            finally:
                if safe_mode_timeout_s:
                    pump.safe_mode_timeout_s = 0  # ends its heartbeat thread

    with Server(emulator, PtyPort(), speed=speed) as server:
        within_limit(lambda: run(server.url))


MODES = pytest.mark.parametrize("safe_mode_timeout_s", [0, 10], ids=["basic", "safe"])


@MODES
def test_nesp_lib_reads_and_writes_every_setting(safe_mode_timeout_s: int) -> None:
    def dialogue(pump: nesp_lib.Pump, emulator: Any) -> None:
        assert (pump.model_number, pump.firmware_version, pump.firmware_upgrade) == (1000, (3, 923), 0)
        assert pump.safe_mode_timeout_s == safe_mode_timeout_s
        assert pump.status is nesp_lib.Status.STOPPED
        pump.syringe_diameter_mm = 26.59
        assert pump.syringe_diameter_mm == 26.59
        pump.pumping_direction = nesp_lib.PumpingDirection.WITHDRAW
        assert pump.pumping_direction is nesp_lib.PumpingDirection.WITHDRAW
        for volume in (0.5, 12.5, 60.0):
            pump.pumping_volume_ml = volume
            assert pump.pumping_volume_ml == pytest.approx(volume)
        for rate in (0.001, 0.5, 25.0):
            pump.pumping_rate_ml_per_min = rate
            assert pump.pumping_rate_ml_per_min == pytest.approx(rate)
        with pytest.raises(ValueError, match="exceeds limit"):
            pump.pumping_rate_ml_per_min = 500.0
        assert emulator.device.settings.phases[1].direction == "WDR"

    with_pump(dialogue, safe_mode_timeout_s=safe_mode_timeout_s)


@MODES
def test_nesp_lib_dispenses_a_volume(safe_mode_timeout_s: int) -> None:
    def dialogue(pump: nesp_lib.Pump, emulator: Any) -> None:
        pump.pumping_rate_ml_per_min = 1.0
        pump.pumping_volume_ml = 0.5
        pump.pumping_direction = nesp_lib.PumpingDirection.INFUSE
        pump.run()
        assert pump.volume_infused_ml == pytest.approx(0.5)
        assert pump.volume_withdrawn_ml == 0
        pump.volume_infused_clear()
        assert pump.volume_infused_ml == 0
        assert emulator.device.mechanics.collected_ml == pytest.approx(0.5)

    with_pump(dialogue, safe_mode_timeout_s=safe_mode_timeout_s, speed=60)


@MODES
def test_nesp_lib_starts_stops_and_purges(safe_mode_timeout_s: int) -> None:
    def dialogue(pump: nesp_lib.Pump, emulator: Any) -> None:
        pump.pumping_volume_ml = 50.0
        pump.run(wait_while_running=False)
        assert pump.running
        with pytest.raises(nesp_lib.StateException):
            pump.syringe_diameter_mm = 20.0
        pump.stop()
        assert pump.status is nesp_lib.Status.PAUSED
        pump.stop()
        pump.run_purge()
        assert pump.status is nesp_lib.Status.PURGING
        pump.stop()
        assert pump.status is nesp_lib.Status.STOPPED

    with_pump(dialogue, safe_mode_timeout_s=safe_mode_timeout_s)


def test_nesp_lib_sees_a_stall() -> None:
    def dialogue(pump: nesp_lib.Pump, emulator: Any) -> None:
        pump.pumping_volume_ml = 50.0
        pump.run(wait_while_running=False)
        with emulator.lock:
            emulator.device.mechanics.blocked = True
        with pytest.raises(nesp_lib.StatusAlarmException) as caught:
            pump.wait_while_running()
        assert caught.value.alarm_status is nesp_lib.AlarmStatus.STALLED

    with_pump(dialogue, safe_mode_timeout_s=0)
