"""Every test that the table of requirements names exists, and every invariant has a row."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "requirements-device.md").read_text(encoding="utf-8")


def test_every_named_test_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE)
    assert len(named) > 40
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not re.search(rf"^(def {name}\(|{name} = )", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert missing == []


def test_every_row_names_a_test_and_all_fifteen_invariants_have_one() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ") and "shown by" not in line]
    assert all("::" in row for row in rows)
    assert [row.split(" |")[0] for row in rows if row.startswith("| I")][:15] == [f"| I{n}" for n in range(1, 16)]
