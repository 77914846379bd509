"""The engine's English texts, read from its sources: what the Dutch catalogues have to hold (docs/decisions/0135).

A text is a string or f-string of a room that has words in it and is not a docstring, a code, a path or a description of
a schema. An f-string becomes a template: each value in it is a ``{name}``. A value that is one of two texts makes two
templates.
"""

from __future__ import annotations

import ast
import itertools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

TOP: Final = Path(__file__).parents[2]
ENGINE: Final = TOP / "src" / "haipdose"
API: Final = TOP / "api" / "haipdose_api"

ROOMS: Final[dict[str, tuple[str, ...]]] = {
    "fill": ("fill/*.py",),
    "toxicity": ("toxicity/*.py",),
    "systemic": ("systemic/*.py",),
    "pump": ("pump/*.py",),
    "schedule": ("schedule/*.py",),
    "course": ("course/*.py", "patient/*.py", "laboratory_catalogue/*.py", "orders/*.py"),
    "protocol": ("protocol/*.py",),
    "capacity": (
        "capacity/answering.py",
        "capacity/conflict*.py",
        "capacity/engine_check.py",
        "capacity/explain.py",
        "capacity/from_plans.py",
        "capacity/problem.py",
        "capacity/solve.py",
    ),
    "device": ("device/*.py", "device/codec/*.py"),
    "foundation": ("quantities.py", "exact_json.py", "shapes.py", "library.py", "evidence.py"),
    "records": ("records/courses.py", "records/registry.py", "records/idempotency.py", "records/orders.py"),
}
"""Which sources are each room's; a room is one file of Dutch."""

LATER: Final[dict[str, str]] = {
    "trial": "eligibility and assessments: the registry's own words, and rules that no page for care shows",
}
"""Rooms that need no Dutch yet, with the reason."""

API_ROOMS: Final[dict[str, tuple[str, ...]]] = {
    "api": ("problems.py", "order_steps.py", "caller.py", "changes.py", "requests_around.py", "listing.py",
            "exact_bodies.py", "projection.py", "clinic_calendar.py", "clinic_publishing.py", "routes/*.py",
            "security/authenticator.py", "security/limits.py", "security/passwords.py"),
}  # fmt: skip

NOT_ON_PAGES: Final[dict[str, str]] = {
    "schedule/report.py": "the plan for the terminal",
    "protocol/loader.py": "faults of a rule file, for who writes it at the command line",
    "protocol/faults.py": "the same",
    "protocol/merge.py": "the same",
    "protocol/schema.py": "the same",
    "protocol/fill_rules.py": "the same",
    "protocol/schedule_rules.py": "the same",
    "protocol/systemic_regimens.py": "the same",
    "protocol/systemic_rules.py": "the same",
    "protocol/toxicity_rules.py": "the same",
    "protocol/assessment_rules.py": "the same",
    "protocol/eligibility_rules.py": "the same",
    "protocol/digest.py": "faults of the program",
    "protocol/approval_store.py": "the command line's store of approvals",
    "laboratory_catalogue/model.py": "faults of a rule file",
    "pump/loader.py": "faults of a profile file",
    "pump/profile.py": "the same",
    "pump/profile_faults.py": "the same",
    "device/ne1000_pump.py": "the bench pump, at the command line only",
    "device/codec/ne1000.py": "the same",
    "device/flow_check.py": "the bench check, at the command line only",
    "device/codec/reference.py": "faults of the program",
    "device/trumpet_svg.py": "the bench check",
    "device/transport.py": "the serial port, at the command line only",
    "shapes.py": "the schemas, at the command line only",
    "routes/health.py": "for machines",
    "routes/fhir.py": "for systems",
    "routes/hl7.py": "for systems",
    "routes/oauth.py": "for systems",
    "routes/systems.py": "for systems",
    "routes/subscriptions.py": "for systems",
    "routes/feeds.py": "for systems",
    "routes/parts.py": "descriptions of the API",
}
"""Sources of which nothing reaches a page or paper, with the reason."""

_NOT_SAID: Final = frozenset(
    {
        "code", "field", "rule", "description", "examples", "pattern", "alias", "id", "kind", "level", "mode", "found",
        "headers", "tags", "media_type", "prefix", "operation_id", "responses", "summary", "unit", "evidence",
        "exclude", "include", "json_schema_extra", "discriminator", "when_used", "openapi_extra", "family", "drug",
    }
)  # fmt: skip
"""Arguments that hold codes and descriptions, not texts."""

_SHORT_TEXT: Final = frozenset(
    {"label", "formula", "name", "text", "note", "what", "cost", "message", "remedy", "allowed"}
)
_SHORT_CALLS: Final = frozenset(
    {"number", "calculated", "sourced_step", "requested_step", "Term", "Option", "from_profile", "given", "need"}
)
"""Where a single word is a text too."""

_LETTERS: Final = re.compile(r"[A-Za-z]{2}")
_TECHNICAL: Final = re.compile(
    r"PRAGMA|SELECT |INSERT |CREATE |DELETE |WITH |\(\?|\\|^[a-z_]+\.[a-z_.]+$|^%|=\{|^Value error"
    r"|^default-src|^Bearer realm"
)
_UNITS: Final = frozenset({"mg", "mL", "kg", "cm", "in", "d", "h", "units", "none", "false"})
_UNIT_WORDS: Final = frozenset({"mL", "mg", "kg", "cm", "dL", "day", "ng", "nL"})
_PLAIN_CALLS: Final = frozenset(
    {"str", "abs", "len", "repr", "sorted", "to_text", "to_display", "join", "max", "min", "isoformat"}
)
_PLAIN_NAMES: Final = frozenset(
    {"value", "title", "name", "text", "self", "str", "isoformat", "capitalize", "lower", "join"}
)


class Text(NamedTuple):
    """One text: its room, where it stands, and what it says with ``{name}`` for values."""

    room: str
    place: str
    msgid: str


def texts() -> list[Text]:
    """Every text of every room, each once, in the order of the sources."""
    found: dict[str, Text] = {}
    for root, rooms in ((ENGINE, ROOMS), (API, API_ROOMS)):
        for room, globs in rooms.items():
            for path in sorted(path for pattern in globs for path in root.glob(pattern)):
                name = path.relative_to(root).as_posix()
                if name in NOT_ON_PAGES:
                    continue
                for line, msgid in _of_source(path):
                    found.setdefault(shape(msgid), Text(room, f"{name}:{line}", msgid))
    for room, path, msgid in of_rules():
        found.setdefault(shape(msgid), Text(room, path, msgid))
    for path, msgid in of_profiles():
        found.setdefault(shape(msgid), Text("profiles", path, msgid))
    return list(found.values())


def shape(msgid: str) -> str:
    """A template without the names of its values: two that differ only in them are one."""
    return re.sub(r"\{\w+\}", "{}", msgid)


def of_rules() -> Iterator[tuple[str, str, str]]:
    """Texts of the packaged protocols and pump profiles that are ours: reasons, advice, notes, names of rules."""
    data = ENGINE / "protocol" / "data"
    for path in sorted([*data.glob("*.toml"), *data.glob("parts/*.toml"), ENGINE / "protocol" / "labels.toml"]):
        name = path.name
        if name.startswith(("sources", "released")):
            continue
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if name == "labels.toml":
            for label in table["label"]:
                room = "trial" if label["path"].startswith(_TRIAL) else "rules"
                yield from ((room, name, text) for text in _of_table(label))
        else:
            room = "trial" if name.startswith(_TRIAL) else "rules"
            yield from ((room, name, text) for text in _of_table(table))


_TRIAL: Final = ("eligibility", "assessments")


def of_profiles() -> Iterator[tuple[str, str]]:
    """The notes of the packaged pump profiles: they stand with the steps that use a value. Names of pumps are names."""
    for path in sorted((TOP / "device_profiles" / "haipdose_device_profiles").glob("*.toml")):
        yield from ((path.name, text) for text in _notes(tomllib.loads(path.read_text(encoding="utf-8"))))


def _notes(table: object) -> Iterator[str]:
    for key, value in table.items() if isinstance(table, dict) else ():
        if key in {"note", "assumption"} and isinstance(value, str):
            yield value
        for part in value if isinstance(value, list) else [value]:
            yield from _notes(part)


_RULE_TEXTS: Final = frozenset(
    {"reason", "advice", "restart", "note", "assumption", "change", "text", "summary", "title"}
)


def _of_table(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        for key, value in table.items():
            if key == "sources":
                continue
            told = key in _RULE_TEXTS or (key == "value" and str(value).count(" ") > 2)
            if isinstance(value, str) and told and _LETTERS.search(value):
                yield re.sub(r"\{([0-9])\}", r"{part\1}", value)
            else:
                yield from _of_table(value)
    elif isinstance(table, list):
        for value in table:
            yield from _of_table(value)


def _of_source(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reader = _Reader()
    reader.visit(tree)
    return [(line, text) for line, text in reader.found if not _TECHNICAL.search(text)]


class _Reader(ast.NodeVisitor):
    """Walks a source and keeps what is said in it."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []
        self._short = False

    def visit_Module(self, node: ast.Module) -> None:
        self._body(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._body(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._body(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._body(node)

    def _body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in node.body:
            if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)):
                self.visit(part)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        """An assertion is a fault of the program."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in {
            "compile",
            "getLogger",
            "get_logger",
            "APIRouter",
            "Path",
            "joinpath",
            "TypeError",
            "RuntimeError",
        }:
            return
        self.visit(node.func)
        for argument in node.args:
            self._argument(argument, short=called in _SHORT_CALLS)
        for keyword in node.keywords:
            if keyword.arg not in _NOT_SAID:
                self._argument(keyword.value, short=keyword.arg in _SHORT_TEXT)

    def _argument(self, node: ast.expr, *, short: bool) -> None:
        before, self._short = self._short, short and isinstance(node, ast.Constant | ast.IfExp | ast.JoinedStr)
        self.visit(node)
        self._short = before

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        for text in templates_of(node):
            self._keep(node.lineno, text)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        parts = _added(node)
        if any(isinstance(part, ast.JoinedStr) or _is_text(part) for part in parts):
            for text in _joined(parts):
                self._keep(node.lineno, text)
            for part in parts:
                if not isinstance(part, ast.JoinedStr) and not _is_text(part):
                    self.visit(part)
                elif isinstance(part, ast.JoinedStr):
                    self.visit_JoinedStr(part)
            return
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._keep(node.lineno, node.value)

    def _keep(self, line: int, text: str) -> None:
        bare = re.sub(r"\{\w+\}", "", text).strip()
        said = [word for word in re.findall(r"[A-Za-z]+", bare) if word not in _UNIT_WORDS]
        if "{" in text:
            kept = any(len(word) > 2 for word in said) and " " in text.strip()
        else:
            kept = len(re.findall(r"[A-Za-z]+", bare)) > 1 and " " in bare
        if kept or (self._short and bare.replace("-", "").isalpha() and bare not in _UNITS):
            self.found.append((line, text))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _added(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_added(node.left), *_added(node.right)]
    return [node]


def templates_of(node: ast.JoinedStr) -> list[str]:
    """What an f-string can say: one template for each choice between texts inside it."""
    return _joined([part.value if isinstance(part, ast.FormattedValue) else part for part in node.values])


def _joined(parts: list[ast.expr]) -> list[str]:
    choices: list[list[str | ast.expr]] = []
    for part in parts:
        if isinstance(part, ast.JoinedStr):
            choices.append(list(templates_of(part)))
        elif _is_text(part) or (isinstance(part, ast.IfExp) and _is_text(part.body) and _is_text(part.orelse)):
            choices.append(list(_texts_of(part)))
        else:
            choices.append([part])
    return [_named(list(chosen)) for chosen in itertools.product(*choices)]


def _texts_of(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _texts_of(node.body)
        yield from _texts_of(node.orelse)
    elif isinstance(node, ast.Constant):
        yield str(node.value)


def _named(parts: list[str | ast.expr]) -> str:
    taken: dict[str, int] = {}
    made = ""
    for part in parts:
        if isinstance(part, str):
            made += part
            continue
        name = _name(part)
        taken[name] = taken.get(name, 0) + 1
        made += f"{{{name}{taken[name] if taken[name] > 1 else ''}}}"
    return made


def _name(node: ast.expr) -> str:
    """A short name for a value: the last word of the expression that says something."""
    words: list[str] = []
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute):
            words.append(inner.attr)
        elif isinstance(inner, ast.Name):
            words.append(inner.id)
    useful = [word.strip("_").lower() for word in words if word not in _PLAIN_NAMES and word not in _PLAIN_CALLS]
    return useful[0] if useful else (words[0].strip("_").lower() if words else "value")
