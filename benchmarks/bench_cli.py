"""Cold start of the command line against ``python -c "import pydantic"``."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import Row, in_turn

REQUEST = {
    "patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"},
    "pump": {"profile": "intera-3000", "serial_number": "123456", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
    "protocol": "pump-it",
    "contents": "floxuridine",
    "dose_percent": "100",
    "infusion_days": "14",
}


def measure() -> list[Row]:
    command = str(Path(sys.executable).with_name("haipdose"))
    with tempfile.TemporaryDirectory() as folder:
        request = Path(folder) / "request.json"
        request.write_text(json.dumps(REQUEST), encoding="utf-8")

        def run(*words: str) -> None:
            subprocess.run(words, capture_output=True, check=True)

        def pydantic() -> None:
            run(sys.executable, "-c", "import pydantic")

        rows = []
        for words in (["--help"], ["--version"], ["fill", "--help"], ["fill", str(request), "--json"]):
            name = " ".join("REQUEST.json" if word == str(request) else word for word in words)
            paired = in_turn(lambda words=words: run(command, *words), pydantic, pairs=15, warm_up=2)  # type: ignore[misc]
            aim = 2.5 if words != ["fill", str(request), "--json"] else 10.0
            rows.append(paired.row(f"cold start: haipdose {name}", 'python -c "import pydantic"', aim))
        return rows
