"""Every kind of line fault shows its effect, and a plan with a seed repeats itself exactly."""

from __future__ import annotations

from typing import Any

import pytest

from haipdose_sim.emulator.clock import VirtualClock
from haipdose_sim.emulator.faults.catalogue import KINDS, Layer
from haipdose_sim.emulator.faults.plan import parse_fault_plan
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.line import Line, LineGone

MESSAGE = bytes(range(1, 21))


class Parrot:
    """A device that answers every delivery with what it heard, and remembers it."""

    def __init__(self) -> None:
        self.heard: list[tuple[float, bytes]] = []

    def receive(self, data: bytes, now: float) -> list[bytes]:
        self.heard.append((now, data))
        return [data]

    def wake(self, now: float) -> list[bytes]:
        return []

    def next_wake(self) -> float | None:
        return None


def line_with(*faults: dict[str, Any], seed: int = 3, **settings: Any) -> tuple[Line, Parrot]:
    parrot = Parrot()
    triggers = Triggers(parse_fault_plan({"faults": list(faults)}), seed)
    return Line(parrot, VirtualClock(), triggers, **settings), parrot


def heard_under(what: str, **args: Any) -> list[tuple[float, bytes]]:
    line, parrot = line_with({"what": what, "when": {"direction": "to-pump"}, "args": args})
    line.host_writes(MESSAGE)
    line.run_until(1000)
    return parrot.heard


def different_bits(left: bytes, right: bytes) -> int:
    return sum((a ^ b).bit_count() for a, b in zip(left, right, strict=True))


def test_without_faults_bytes_arrive_as_they_were_sent() -> None:
    line, parrot = line_with()
    line.host_writes(MESSAGE)
    assert parrot.heard == [(0.0, MESSAGE)]
    assert line.waiting() == 20
    assert line.host_reads(5) + line.host_reads() == MESSAGE
    line.host_writes(MESSAGE)
    line.purge()
    assert line.host_reads() == b""


def test_bit_flip() -> None:
    ((_, data),) = heard_under("bit-flip", bits=1)
    assert different_bits(data, MESSAGE) == 1


def test_burst_overwrites_neighbours_only() -> None:
    ((_, data),) = heard_under("burst", length=4)
    changed = [i for i in range(20) if data[i] != MESSAGE[i]]
    assert changed
    assert max(changed) - min(changed) < 4


def test_insert() -> None:
    ((_, data),) = heard_under("insert", bytes=3)
    assert len(data) == 23


def test_garbage_comes_in_front() -> None:
    ((_, data),) = heard_under("garbage", bytes=7)
    assert len(data) == 27
    assert data.endswith(MESSAGE)


def test_drop_bytes_loses_bytes_and_keeps_the_order() -> None:
    ((_, data),) = heard_under("drop-bytes", bytes=5)
    assert len(data) == 15
    assert list(data) == sorted(data)


def test_drop_frame() -> None:
    assert heard_under("drop-frame") == []


def test_duplicate() -> None:
    assert heard_under("duplicate", pause_s=2.0) == [(0.0, MESSAGE), (2.0, MESSAGE)]


def test_delay() -> None:
    assert heard_under("delay", seconds=3.0) == [(3.0, MESSAGE)]


def test_truncate() -> None:
    assert heard_under("truncate", keep_percent=25) == [(0.0, MESSAGE[:5])]


def test_split() -> None:
    first, second = heard_under("split", pause_s=0.7)
    assert first[1] + second[1] == MESSAGE
    assert second[0] == 0.7


def test_reorder_delivers_it_behind_the_next_one() -> None:
    line, parrot = line_with({"what": "reorder", "when": {"direction": "to-pump"}})
    line.host_writes(b"first")
    assert parrot.heard == []
    line.host_writes(b"second")
    assert [data for _, data in parrot.heard] == [b"second", b"first"]


def test_merge_delivers_it_in_one_piece_with_the_next_one() -> None:
    line, parrot = line_with({"what": "merge", "when": {"direction": "to-pump"}})
    line.host_writes(b"first")
    line.host_writes(b"second")
    assert [data for _, data in parrot.heard] == [b"firstsecond"]


def test_echo_returns_the_hosts_own_bytes_as_well() -> None:
    line, parrot = line_with({"what": "echo", "when": {"direction": "to-pump"}})
    line.host_writes(b"hello")
    assert line.host_reads() == b"hellohello"
    assert len(parrot.heard) == 1


def test_replay_repeats_the_first_transmission() -> None:
    line, _ = line_with({"what": "replay", "when": {"direction": "to-host", "every": 1}})
    for message in (b"one", b"two", b"three"):
        line.host_writes(message)
    assert line.host_reads() == b"one" * 3


def test_a_vanished_port_loses_what_was_on_its_way_and_comes_back() -> None:
    line, parrot = line_with({"what": "port-vanishes", "when": {"direction": "to-host"}, "args": {"seconds": 5}})
    line.host_writes(b"hello")
    assert line.is_gone
    with pytest.raises(LineGone):
        line.host_reads()
    with pytest.raises(LineGone):
        line.host_writes(b"more")
    line.run_until(5)
    line.host_writes(b"again")
    assert line.host_reads() == b"again"
    assert [data for _, data in parrot.heard] == [b"hello", b"again"]


def test_bytes_take_their_time_at_a_line_speed() -> None:
    line, parrot = line_with(baud=1000)
    line.host_writes(MESSAGE)
    line.host_writes(MESSAGE)
    line.run_until(0.39)
    assert [at for at, _ in parrot.heard] == pytest.approx([0.2])
    line.run_until(1)
    assert [at for at, _ in parrot.heard] == pytest.approx([0.2, 0.4])
    assert line.host_reads() == MESSAGE * 2


def test_a_device_that_never_comes_to_rest_is_an_error_and_no_hang() -> None:
    line, parrot = line_with()
    parrot.next_wake = lambda: 0.0  # type: ignore[method-assign]
    with pytest.raises(RuntimeError, match="again and again"):
        line.run_until(1)


def test_several_faults_act_one_after_the_other() -> None:
    line, parrot = line_with(
        {"what": "truncate", "when": {"direction": "to-pump"}},
        {"what": "duplicate", "when": {"direction": "to-pump"}},
    )
    line.host_writes(MESSAGE)
    assert [data for _, data in parrot.heard] == [MESSAGE[:10]] * 2


@pytest.mark.parametrize("what", [kind.name for kind in KINDS.values() if kind.layer is Layer.LINE])
def test_the_same_seed_gives_the_same_run(what: str) -> None:
    def run(seed: int) -> list[Any]:
        line, parrot = line_with({"what": what, "when": {"probability": 0.5}}, seed=seed)
        for number in range(30):
            if not line.is_gone:
                line.host_writes(bytes([number]) * 9)
            line.run_until(line.clock.now + 1)
        return [*parrot.heard, *line.recent]

    assert run(5) == run(5)
    assert run(5) != run(6)


@pytest.mark.parametrize(
    ("when", "struck"),
    [
        ({}, [0]),
        ({"nth": 3}, [2]),
        ({"every": 3}, [2, 5, 8]),
        ({"every": 3, "times": 2}, [2, 5]),
        ({"after_s": 4}, [4]),
        ({"every": 1, "after_s": 2, "before_s": 5}, [2, 3, 4]),
        ({"probability": 1.0}, list(range(10))),
        ({"probability": 0.0}, []),
    ],
)
def test_conditions(when: dict[str, Any], struck: list[int]) -> None:
    line, parrot = line_with({"what": "drop-frame", "when": {"direction": "to-pump", **when}})
    for second in range(10):
        line.run_until(second)
        line.host_writes(bytes([second]))
    heard = [data[0] for _, data in parrot.heard]
    assert [second for second in range(10) if second not in heard] == struck
