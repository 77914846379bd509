"""Examples of the API: requests that are sent in the tests, and the answers that they really got."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Final


def _read(name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))
    return found


REQUESTS: Final = _read("requests.json")
"""By operation id: ``summary`` and ``value``, the body. The ids in them are stand-ins, such as ``pat-00…01``."""
ANSWERS: Final = _read("answers.json")
"""By operation id: ``status`` and ``value``. Written by ``make guide``; long lists are cut short."""
