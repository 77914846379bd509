"""Whatever is installed is pinned: the same clone gives the same libraries."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def plain(name: str) -> str:
    """A package's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_dependency_is_pinned_to_a_version_that_the_project_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    pinned = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        found = re.fullmatch(r"([A-Za-z0-9._-]+)==([0-9][^ ;]*)", line.strip())
        assert found, f"constraints.txt: {line!r} is not a pin"
        pinned[plain(found[1])] = found[2]
    names = {plain(re.match(r"[A-Za-z0-9._-]+", one)[0]) for one in asked} - {"haipdose"}  # type: ignore[index]
    assert names <= set(pinned), f"not pinned: {sorted(names - set(pinned))}"
    for one in asked:
        exact = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", one)
        if exact:
            assert pinned[plain(exact[1])] == exact[2]
