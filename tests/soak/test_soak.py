"""A short soak: the long one is ``make soak``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from haipdose_sim.soak.episode import DIALOGUES, Episode


def test_forty_episodes_without_a_fault_of_the_driver(tmp_path: Path) -> None:
    total: Counter[str] = Counter()
    for seed in range(40):
        total += Episode(seed, tmp_path / str(seed)).run()
    assert {name: count for name, count in total.items() if name.startswith("!")} == {}
    assert total["dialogues"] >= 40 * DIALOGUES
    assert min(total["Confirmed"], total["Rejected"], total["Uncertain"]) > 100


def test_an_episode_can_be_repeated(tmp_path: Path) -> None:
    assert Episode(5, tmp_path / "a").run() == Episode(5, tmp_path / "b").run()
