"""Writes the integrator's guide and the API's example answers from a real run: ``make guide``."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from guide_story import FRIDAY, Guide, receiving
from serving_here import served
from story import BASE, Exchange, Story, cut

ROOT = Path(__file__).parents[2]
TEMPLATE = Path(__file__).with_name("integrators_guide_template.md")
GUIDE = ROOT / "docs" / "integrators-guide.md"
ANSWERS = ROOT / "api" / "haipdose_api" / "examples" / "answers.json"
WIDTH = 116
LONGEST_TEXT = 110
LONGEST_LIST = 80
IN_AN_EXAMPLE = 1
WHOLE_RULES = {"protocol", "profile"}
RULES_IN_AN_EXAMPLE = 4
_PLACE = re.compile(r"^\{\{(?P<what>[^}|]+?)(?: \| (?P<how>[^}]+))?\}\}$", re.MULTILINE)


@dataclass(frozen=True)
class Told:
    """What a run brought forth."""

    guide: str
    answers: str
    story: Story
    secret: str
    raw_event: tuple[dict[str, str], bytes]


def tell(folder: Path) -> Told:
    """Run the story against a new server and write down what it answered."""
    with (
        served(folder, FRIDAY) as server,
        httpx.Client(base_url=server.base, timeout=30) as client,
    ):
        story = Story(server, client)
        with receiving(story) as receiver:
            guide = Guide(story, receiver)
            guide.tell()
            text = _PLACE.sub(
                lambda found: _shown(guide, found["what"], found["how"] or ""), TEMPLATE.read_text("utf-8")
            )
            return Told(text, _answers(story), story, receiver.secret, receiver.raw[0])


def _answers(story: Story) -> str:
    """The first good answer of each operation, its lists cut short."""
    found: dict[str, Any] = {}
    for exchange in story.told:
        good = exchange.status < 300 and "json" in exchange.answer_headers.get("Content-Type", "")
        if good and exchange.answer != "" and exchange.operation not in found:
            value = cut(story.shown(exchange.answer), IN_AN_EXAMPLE)
            if exchange.operation in WHOLE_RULES:
                value["content"] = dict(list(value["content"].items())[:RULES_IN_AN_EXAMPLE])
            found[exchange.operation] = {"status": exchange.status, "value": value}
    return json.dumps(dict(sorted(found.items())), indent=1, ensure_ascii=False) + "\n"


def _shown(guide: Guide, what: str, how: str) -> str:
    """One place of the template: an exchange, a file, or an event."""
    kind, _, name = what.partition(":")
    if kind == "file":
        text = (ROOT / name).read_text(encoding="utf-8")
        start, _, end = how.partition(" … ")
        return text[text.index(start) :].partition(end)[0].rstrip() if how else text.rstrip()
    if kind == "event":
        headers, body = guide.receiver.raw[int(name)]
        names = ("webhook-id", "webhook-timestamp", "webhook-signature", "content-type")
        lines = [f"{key}: {headers[key]}" for key in names]
        told = guide.story.stand_ins.out("\n".join(lines))
        return _block(
            f"POST /haipdose/events HTTP/1.1\n{told}\n\n{pretty(shortened(guide.story.shown(json.loads(body)), 2, 9))}"
        )
    exchange = guide.shown[name if kind in {"answer", "request"} else what]
    options = dict(part.split("=") for part in how.split()) if how else {}
    parts = []
    if kind != "answer":
        parts.append(_request(guide.story, exchange))
    if kind != "request":
        parts.append(_answer(guide.story, exchange, options))
    return "\n\n".join(_block(part) for part in parts)


def _block(text: str) -> str:
    return f"```http\n{text}\n```"


def _request(story: Story, exchange: Exchange) -> str:
    lines = [f"{exchange.method} {exchange.path} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in exchange.headers.items()]
    head = story.stand_ins.out("\n".join(lines))
    if exchange.body is None:
        return head
    if "form" in exchange.headers["Content-Type"]:
        body = story.shown(exchange.body)
        return head + "\n\n" + urlencode(body).replace("&", "\n&")
    if isinstance(exchange.body, str):
        return head + "\n\n" + exchange.body.replace("\r", "\n").rstrip()
    return head + "\n\n" + pretty(story.shown(exchange.body))


def _answer(story: Story, exchange: Exchange, options: dict[str, str]) -> str:
    lines = [f"HTTP/1.1 {exchange.status} {exchange.reason}"]
    lines += [
        f"{name.replace('Etag', 'ETag').replace('Www', 'WWW')}: {value}"
        for name, value in exchange.answer_headers.items()
    ]
    head = story.stand_ins.out("\n".join(lines)).replace(story.server.base, BASE)
    if exchange.answer == "":
        return head
    if isinstance(exchange.answer, str):
        text = story.stand_ins.out(exchange.answer).replace("\r\n", "\n").replace("\r", "\n").rstrip()
        first = text.split("BEGIN:VEVENT")
        if len(first) > 1:
            text = first[0] + "BEGIN:VEVENT" + first[-1]
            text = text.replace("BEGIN:VEVENT", f"… {len(first) - 2} more visits …\nBEGIN:VEVENT", 1)
        return f"{head}\n\n{text}"
    value = story.shown(exchange.answer)
    if "keep" in options:
        kept = options["keep"].split(",")
        left = [name for name in value if name not in kept]
        value = {name: value[name] for name in kept} | {"…": f"and {', '.join(left)}"}
    return f"{head}\n\n{pretty(shortened(value, int(options.get('longest', 3)), int(options.get('depth', 9))))}"


def shortened(value: Any, longest: int, depth: int) -> Any:
    """The document with its lists, its depth and its texts cut, and a word where something was cut."""
    if isinstance(value, dict):
        if depth == 0:
            return "{ … }"
        return {key: shortened(part, longest, depth - 1) for key, part in value.items()}
    if isinstance(value, list):
        if depth == 0 and value:
            return "[ … ]"
        if len(value) <= longest or len(json.dumps(value)) <= LONGEST_LIST:
            return [shortened(part, longest, depth - 1) for part in value]
        kept = [shortened(part, longest, depth - 1) for part in value[:longest]]
        return [*kept, f"… {len(value) - longest} more"]
    if isinstance(value, str) and len(value) > LONGEST_TEXT and " " in value:
        return value[: value.rindex(" ", 0, LONGEST_TEXT)] + " …"
    return value


def pretty(value: Any, indent: int = 0) -> str:
    """JSON with whatever fits on one line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        lines = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {pretty(part, indent + 2)}" for key, part in value.items()
        ]
    else:
        lines = [inner + pretty(part, indent + 2) for part in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return opening + "\n" + ",\n".join(lines) + "\n" + " " * indent + closing


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        told = tell(Path(work))
    GUIDE.write_text(told.guide, encoding="utf-8")
    ANSWERS.write_text(told.answers, encoding="utf-8")
