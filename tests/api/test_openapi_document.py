"""The OpenAPI document: valid, with names that a person can read and a program can use."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from api_support import ApiUnderTest
from fastapi import FastAPI
from openapi_spec_validator import validate

from haipdose_api.openapi import plain_name, with_plain_names


@pytest.fixture
def document(api: ApiUnderTest) -> dict[str, Any]:
    app = api.client.app
    assert isinstance(app, FastAPI)
    return app.openapi()


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in document["paths"].values() for operation in path.values()]


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_operation_has_a_name_of_its_own_a_tag_and_words(document: dict[str, Any]) -> None:
    names = Counter(operation["operationId"] for operation in operations(document))
    assert [name for name, count in names.items() if count > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []
    assert [operation for operation in operations(document) if not operation.get("tags")] == []
    assert [operation for operation in operations(document) if not operation.get("description")] == []


def test_every_schema_has_a_plain_name_and_is_titled_so(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert [name for name in schemas if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name)] == []
    assert [name for name, schema in schemas.items() if schema["title"] != name] == []
    text = str(document)
    assert set(re.findall(r"#/components/schemas/([\w.-]+)", text)) <= set(schemas)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Plan", "Plan"),
        ("Plan-Output", "Plan"),
        ("Plan-Input", "PlanInput"),
        ("Record_PumpRecord_", "RecordedPump"),
        ("RecordPage_PumpRecord_", "PumpPage"),
        ("Record_Course_", "RecordedCourse"),
        ("Body_token", "TokenForm"),
        ("haipdose__systemic__requests__Surgery", "SystemicSurgery"),
        ("haipdose__trial__facts__Surgery-Input", "TrialSurgeryInput"),
        ("haipdose_api__routes__orders__Release", "RoutesRelease"),
    ],
)
def test_names_are_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_two_schemas_never_get_one_name() -> None:
    taken = {"A-Output": {"type": "object"}, "A": {"$ref": "#/components/schemas/A-Output"}}
    renamed = with_plain_names({"paths": {}, "components": {"schemas": taken}})["components"]["schemas"]
    assert set(renamed) == {"A-Output", "A"}
    assert renamed["A"]["$ref"] == "#/components/schemas/A-Output"
