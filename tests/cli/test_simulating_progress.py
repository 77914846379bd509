"""The time left is counted from the first report on: what came before was compiling, which does not come again."""

from __future__ import annotations

import pytest

from haipdose.cli import simulating


def test_the_time_left_leaves_out_what_came_before_the_first_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = iter([0.0, 1.0, 40.0, 50.0, 60.0])
    monkeypatch.setattr(simulating.time, "monotonic", lambda: next(moments))
    with simulating.progress_shown("courses", quiet=False) as show:
        show(0, 1000)
        show(100, 1000)
        show(300, 1000)
        show(500, 1000)
    assert capsys.readouterr().err.splitlines() == [
        "courses: 100 of 1,000 (10%)",
        "courses: 300 of 1,000 (30%), 35 s left",
        "courses: 500 of 1,000 (50%), 25 s left",
    ]
