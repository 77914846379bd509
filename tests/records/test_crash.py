"""A server that is killed under load has lost nothing and doubled nothing; `make crash` does it 200 times a store."""

from __future__ import annotations

from pathlib import Path

import pytest
from crashing import crash

KILLS = 4


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_acknowledged_is_lost_or_doubled_by_a_kill(database_url: str, tmp_path: Path) -> None:
    outcome = crash(database_url, tmp_path, KILLS)
    assert outcome.facts > KILLS
    assert outcome.courses > 0
