"""The judge of the soak can find a driver guilty: each kind of wrong driver is made on purpose and counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from haipdose.device.codec.reference import Operation
from haipdose.device.link import COMMAND_CLASS, CommandClass, Link
from haipdose.device.outcome import Confirmed, Rejected, Uncertain
from haipdose.device.programmer import Programmer
from haipdose_sim.soak.episode import Episode


def played(folder: Path, episodes: int = 12) -> Counter[str]:
    total: Counter[str] = Counter()
    for seed in range(episodes):
        total += Episode(seed, folder / str(seed)).run()
    return total


def test_an_honest_driver_is_never_guilty(tmp_path: Path) -> None:
    assert {name for name in played(tmp_path) if name.startswith("!")} == set()


def test_a_driver_that_sends_an_effect_again_under_the_same_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pump applies it once all the same: only the line shows it."""
    for operation in (Operation.COMMIT, Operation.START_BOLUS, Operation.SET_CLOCK):
        monkeypatch.setitem(COMMAND_CLASS, operation, CommandClass.IDEMPOTENT)
    found = played(tmp_path)
    assert found["! effect sent twice"] > 0
    assert found["! effect applied twice"] == 0


def test_a_driver_that_sends_an_effect_again_under_a_new_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Programmer.set_clock

    def twice(self: Programmer, utc: int) -> Any:
        first = honest(self, utc)
        return honest(self, utc) if isinstance(first, Confirmed) else first

    monkeypatch.setattr(Programmer, "set_clock", twice)
    assert played(tmp_path)["! effect sent twice"] > 0


def _lying(monkeypatch: pytest.MonkeyPatch, lie: type[Any]) -> None:
    """Whatever comes of a clock or bolus, the driver says the same, with the status that it read last."""
    seen: list[Any] = []
    for name in ("set_clock", "bolus", "program"):
        honest = getattr(Programmer, name)

        def told(self: Programmer, *words: Any, honest: Any = honest) -> Any:
            outcome = honest(self, *words)
            if isinstance(outcome, Confirmed):
                seen.append(outcome)
                return Rejected(code="device.lie", reason="a lie") if lie is Rejected else outcome
            return seen[-1] if lie is Confirmed and seen else outcome

        monkeypatch.setattr(Programmer, name, told)


def test_a_driver_that_says_confirmed_without_knowing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lying(monkeypatch, Confirmed)
    found = played(tmp_path)
    assert found["! false Confirmed"] > 0


def test_a_driver_that_says_rejected_though_it_was_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lying(monkeypatch, Rejected)
    assert played(tmp_path)["! false Rejected"] > 0


def test_a_driver_that_confirms_what_it_never_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    honest = Programmer.set_clock

    def lazy(self: Programmer, utc: int) -> Any:
        if kept:
            return kept[0]
        outcome = honest(self, utc)
        if isinstance(outcome, Confirmed):
            kept.append(outcome)
        return outcome

    monkeypatch.setattr(Programmer, "set_clock", lazy)
    assert played(tmp_path)["! Confirmed without an intent"] > 0


def test_a_driver_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Link.request

    def forever(self: Link, operation: Operation, *words: Any, **more: Any) -> bytes:
        while operation is Operation.LOG:
            self._port.read(self._port.now())
        return honest(self, operation, *words, **more)

    monkeypatch.setattr(Link, "request", forever)
    assert played(tmp_path, 2)["! hang"] > 0


def test_a_driver_that_gives_up_on_doubt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Programmer.resolve

    def shrug(self: Programmer) -> Any:
        outcome = honest(self)
        return outcome if outcome is None else Uncertain(pending=None, reason="who knows")

    monkeypatch.setattr(Programmer, "resolve", shrug)
    found = played(tmp_path, 40)
    assert found["resolved at the end"] > 0
    assert found["! not resolved"] == found["resolved at the end"]
