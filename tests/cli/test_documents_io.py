"""The edge between a terminal or a pipe and the rooms."""

from __future__ import annotations

import io
import json
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel

from haipdose.cli import documents_io
from haipdose.cli.documents_io import answering, emit, read_document, write_bytes
from haipdose.errors import DeviceError, InputError, InputErrors, Refused, RuleDataError, StorageError
from haipdose.evidence import Document
from haipdose.exact_json import parse_document, validate
from haipdose.quantities import PositiveExact


class Inner(Document):
    flow_ml_per_day: PositiveExact


class Outer(Document):
    name: str
    pump: Inner


def test_numbers_stay_exact() -> None:
    assert parse_document(b'{"flow": 1.10}', "x")["flow"] == Decimal("1.10")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "document.empty"),
        (b" \n ", "document.empty"),
        (b"\xff\xfe{", "document.encoding"),
        (b"{", "document.json"),
        (b'{"a": 1, "a": 2}', "document.duplicate-key"),
        (b'{"a": NaN}', "document.number"),
        (b'{"a": -Infinity}', "document.number"),
        (b"[" * 100_000, "document.depth"),
        (b"1" * 10_000, "document.number"),
    ],
)
def test_what_is_no_document_is_refused_with_a_code(raw: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_document(raw, "-")
    assert caught.value.code == code


def test_a_byte_order_mark_is_taken_off() -> None:
    assert parse_document(b"\xef\xbb\xbf{}", "x") == {}


def test_missing_folder_unreadable_and_huge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source, code in ((tmp_path / "no.json", "document.missing"), (tmp_path, "document.folder")):
        with pytest.raises(InputError) as caught:
            read_document(str(source))
        assert caught.value.code == code
    with pytest.raises(InputError) as caught:
        read_document(f"{tmp_path}/{'n' * 300}")
    assert caught.value.code == "document.unreadable"
    monkeypatch.setattr(documents_io, "MAX_DOCUMENT_BYTES", 10)
    big = tmp_path / "big.json"
    big.write_bytes(b"[" + b"1," * 10 + b"1]")
    with pytest.raises(InputError) as caught:
        read_document(str(big))
    assert caught.value.code == "document.size"


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"a": "1"}')))
    assert read_document("-") == {"a": "1"}


def test_every_fault_is_reported_with_its_path() -> None:
    with pytest.raises(InputErrors) as caught:
        validate(Outer, {"pump": {"flow_ml_per_day": "0", "colour": "blue"}})
    faults = {error.field: error for error in caught.value.errors}
    assert set(faults) == {"name", "pump.flow_ml_per_day", "pump.colour"}
    assert "nothing is assumed" in faults["name"].message
    assert faults["pump.flow_ml_per_day"].found == "0"
    assert faults["name"].found is None


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (InputError("Bad.", code="a"), 2),
        (RuleDataError("Bad.", code="a", faults=["f"]), 2),
        (Refused("No.", code="a"), 1),
        (DeviceError("Gone.", code="a"), 3),
        (StorageError("Full.", code="a"), 3),
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_families_have_exit_codes(
    error: Exception, exit_code: int, as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as caught, answering(as_json=as_json):
        raise error
    assert caught.value.exit_code == exit_code
    out, err = capsys.readouterr()
    assert "[a]" in err
    assert (json.loads(out)["error"]["code"] == "a") if as_json else out == ""


def test_several_faults_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    faults = [InputError("is missing.", code="x", field="a"), InputError("is odd.", code="y", field="b", found="7")]
    with pytest.raises(typer.Exit), answering(as_json=True):
        raise InputErrors(faults)
    out, err = capsys.readouterr()
    assert [part["field"] for part in json.loads(out)["error"]["errors"]] == ["a", "b"]
    assert "(found 7)" in err


def test_emit_prints_models_and_dicts(capsys: pytest.CaptureFixture[str]) -> None:
    emit(Inner(flow_ml_per_day=Decimal("1.30")), as_json=True, text=str)
    emit({"a": "é"}, as_json=True, text=str)
    emit({"a": 1}, as_json=False, text=lambda: "for people")
    out = capsys.readouterr().out
    assert '"flow_ml_per_day": "1.3"' in out
    assert '"a": "é"' in out
    assert out.endswith("for people\n")


def test_a_stray_decimal_is_a_fault_not_a_float() -> None:
    with pytest.raises(TypeError):
        emit({"a": Decimal("1.3")}, as_json=True, text=str)


def test_files_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "x.pdf"
    write_bytes(target, b"one")
    write_bytes(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]
    with pytest.raises(StorageError) as caught:
        write_bytes(tmp_path / "no" / "x.pdf", b"one")
    assert caught.value.code == "document.write"
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError):
        write_bytes(tmp_path / "folder", b"one")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "x.pdf"]


def test_models_used_here_are_closed() -> None:
    assert issubclass(Outer, BaseModel)
    with pytest.raises(InputErrors):
        validate(Outer, [])
