"""The OpenAPI document: FastAPI's, with names that an integrator can read and an example for every operation."""

from __future__ import annotations

import re
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from haipdose_api.examples import ANSWERS, REQUESTS

_REF: Final = "#/components/schemas/"
_SIDE: Final = re.compile(r"-(Input|Output)$")
_GENERIC: Final = re.compile(r"^Record(Page)?_(\w+?)(?:Record)?_$")
_BY_MODULE: Final = re.compile(r"^haipdose\w*?__(\w+?)__(?:\w+__)?(\w+)$")
_FORM: Final = re.compile(r"^Body_(\w+)$")


class DescribedApi(FastAPI):
    """The application, whose OpenAPI document is ours."""

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        if self.openapi_schema is None:
            document = get_openapi(
                title=self.title,
                version=self.version,
                description=self.description,
                routes=self.routes,
            )
            self.openapi_schema = with_examples(with_plain_names(document))
        return self.openapi_schema


def plain_name(name: str) -> str:
    """``Plan-Output`` is a ``Plan``, ``Plan-Input`` a ``PlanInput``, ``Record_PumpRecord_`` a ``RecordedPump``."""
    stem, side = _SIDE.sub("", name), _SIDE.search(name)
    if found := _GENERIC.match(stem):
        stem = f"{found[2]}Page" if found[1] else f"Recorded{found[2]}"
    elif found := _BY_MODULE.match(stem):
        stem = found[1].title().replace("_", "") + found[2]
    elif found := _FORM.match(stem):
        stem = f"{found[1].title().replace('_', '')}Form"
    return stem + ("Input" if side is not None and side[1] == "Input" else "")


def with_plain_names(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every schema named and titled alike; a name that two would have stays as it was."""
    schemas = document["components"]["schemas"]
    names = {name: plain_name(name) for name in schemas}
    taken = list(names.values())
    names = {name: plain if taken.count(plain) == 1 else name for name, plain in names.items()}
    renamed: dict[str, Any] = _renamed(document, names)
    renamed["components"]["schemas"] = {
        names[name]: _renamed(schema, names) | {"title": names[name]} for name, schema in schemas.items()
    }
    return renamed


def _renamed(part: Any, names: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _renamed(value, names) for key, value in part.items()}
    if isinstance(part, list):
        return [_renamed(value, names) for value in part]
    if isinstance(part, str) and part.startswith(_REF):
        return _REF + names[part.removeprefix(_REF)]
    return part


def with_examples(document: dict[str, Any]) -> dict[str, Any]:
    """The document with an example for every body and for the answers that are known.

    An example that fits nowhere any more is left out here, so that it can be made anew; a test finds it.
    """
    for operations in document["paths"].values():
        for operation in operations.values():
            name = operation["operationId"]
            if name in REQUESTS:
                shown = {"example": {"summary": REQUESTS[name]["summary"], "value": REQUESTS[name]["value"]}}
                for content in operation.get("requestBody", {}).get("content", {}).values():
                    content["examples"] = shown
            if name in ANSWERS:
                answer = operation["responses"].get(str(ANSWERS[name]["status"]), {})
                for content in answer.get("content", {}).values():
                    content["example"] = ANSWERS[name]["value"]
    return document
