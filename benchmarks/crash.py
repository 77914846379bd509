"""The long crash test: kill the server (SIGKILL) hundreds of times under write load on each store, and count.

Says how far it is after every kill and writes what came of it below ``--out``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from crashing import Outcome, crash
from records_support import new_postgres, run_postgres


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="on each store")
    parser.add_argument("--store", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--out", type=Path, default=Path("out/crash"))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for store in given.store or ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory(prefix="haipdose-crash-") as name:
            outcome = _on(store, Path(name), given.kills)
        (given.out / f"{store}.json").write_text(json.dumps(asdict(outcome), indent=2) + "\n")
        print(f"{store}: nothing lost, nothing doubled, the trail verifies, all delivered: {asdict(outcome)}")


def _on(store: str, folder: Path, kills: int) -> Outcome:
    def say(line: str) -> None:
        print(f"{store}: {line}", flush=True)

    if store == "sqlite":
        return crash(f"sqlite:///{folder / 'records.db'}", folder, kills, say)
    with run_postgres() as server, new_postgres(server) as url:
        return crash(url, folder, kills, say)


if __name__ == "__main__":
    main()
