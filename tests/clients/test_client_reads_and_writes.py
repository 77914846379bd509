"""Every example goes through the client's types and comes out as it went in: no field lost, no quantity rounded."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from haipdose_client import models

from haipdose_api.app import ROUTERS
from haipdose_api.examples import ANSWERS, REQUESTS
from haipdose_api.openapi import with_plain_names

_UTC = re.compile(r"(?<=\d)\+00:00$")


@cache
def schemas() -> dict[str, tuple[str | None, dict[str, str | None]]]:
    """By operation: the name of the schema of its body, and of its answers by status."""
    app = FastAPI(generate_unique_id_function=lambda route: route.name)
    for router in ROUTERS:
        app.include_router(router)
    document = with_plain_names(get_openapi(title="", version="", routes=app.routes))
    return {
        operation["operationId"]: (
            _name(operation.get("requestBody", {})),
            {status: _name(answer) for status, answer in operation["responses"].items()},
        )
        for path in document["paths"].values()
        for operation in path.values()
    }


def _name(part: dict[str, Any]) -> str | None:
    schema = part.get("content", {}).get("application/json", {}).get("schema", {})
    name: str | None = schema.get("$ref", "").rpartition("/")[2] or None
    return name


def again(kind: str, value: Any) -> Any:
    return plain(getattr(models, kind).from_dict(value).to_dict())


def plain(value: Any) -> Any:
    """Moments in UTC are written in two ways that mean the same."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return _UTC.sub("Z", value) if isinstance(value, str) else value


WRITTEN = sorted(name for name in REQUESTS if schemas()[name][0] not in {None, "GradeRows"})
READ = sorted(name for name in ANSWERS if schemas()[name][1][str(ANSWERS[name]["status"])] is not None)


def test_nearly_everything_is_typed() -> None:
    assert len(WRITTEN) > 30
    assert len(READ) > 55


@pytest.mark.parametrize("operation", WRITTEN)
def test_a_request_is_written_as_it_was_meant(operation: str) -> None:
    kind = schemas()[operation][0]
    assert kind is not None
    assert again(kind, REQUESTS[operation]["value"]) == REQUESTS[operation]["value"]


@pytest.mark.parametrize("operation", READ)
def test_an_answer_is_read_whole(operation: str) -> None:
    status, value = str(ANSWERS[operation]["status"]), ANSWERS[operation]["value"]
    kind = schemas()[operation][1][status]
    assert kind is not None
    assert again(kind, value) == plain(value)
