"""Protocols as they are shipped: valid, complete in their sources, and each with a digest that only content changes."""

from __future__ import annotations

import random
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import haipdose.protocol
from haipdose.errors import InputError, RuleDataError
from haipdose.evidence import Evidence
from haipdose.protocol import loader
from haipdose.protocol.digest import canonical_text, digest_of
from haipdose.protocol.faults import cited_sources
from haipdose.protocol.loader import list_protocols, load_labels, load_protocol, load_protocol_file, parse_protocol
from haipdose.protocol.rule_values import rule_values

DATA = Path(haipdose.protocol.__file__).parent / "data"
NAMES = ["msk-adjuvant", "msk-unresectable", "pump-adjuvant", "pump-it"]


def own_copy(folder: Path, name: str = "msk-unresectable") -> Path:
    """A site's own file of a packaged protocol; its parts still come from the package."""
    path = folder / f"{name}.toml"
    path.write_bytes((DATA / f"{name}.toml").read_bytes())
    return path


def test_the_four_protocols_are_there() -> None:
    listed = list_protocols()
    assert [entry.id for entry in listed] == NAMES
    assert {entry.id: entry.arms for entry in listed} == {
        "msk-adjuvant": ("pump",),
        "msk-unresectable": ("pump",),
        "pump-adjuvant": ("pump",),
        "pump-it": ("A", "B"),
    }
    assert not any(entry.released for entry in listed)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_protocol_is_named_after_its_file(name: str) -> None:
    protocol = load_protocol(name)
    assert protocol.id == name
    assert protocol is load_protocol(name), "read once"


def test_an_unknown_protocol_lists_the_known_ones() -> None:
    with pytest.raises(InputError) as caught:
        load_protocol("pumpit")
    error = caught.value
    assert (error.code, error.field, error.found) == ("protocol.unknown", "protocol", "pumpit")
    assert error.allowed == ", ".join(NAMES)


def test_the_arms_of_pump_it_are_those_of_its_registry_entry() -> None:
    arms = load_protocol("pump-it").arms
    assert not arms["A"].pump
    assert set(arms["A"].regimens.value) == {"capox", "mfolfox6", "folfiri", "folfoxiri"}
    assert arms["A"].additions is not None
    assert arms["A"].additions.value == ("bevacizumab",)
    assert arms["B"].pump
    assert set(arms["B"].regimens.value) == {"mfolfox6", "folfiri"}
    assert arms["B"].additions is None


# --- sources ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_source_that_is_used_is_listed(name: str) -> None:
    protocol = load_protocol(name)
    assert {value.source for value in rule_values(protocol).values()} <= set(protocol.sources)


def test_every_source_that_is_listed_is_used_or_marked_as_background() -> None:
    used: set[str] = set()
    for path in [*DATA.glob("*.toml"), *DATA.glob("parts/*.toml")]:
        used |= cited_sources(tomllib.loads(path.read_text(encoding="utf-8")))
    sources = load_protocol("pump-it").sources
    assert {name for name, source in sources.items() if not source.background} == used & set(sources)


def test_a_published_value_was_read_and_a_remembered_source_is_weak() -> None:
    for name in NAMES:
        protocol = load_protocol(name)
        for value in rule_values(protocol).values():
            source = protocol.sources[value.source]
            if value.evidence is Evidence.PUBLISHED:
                assert source.accessed is not None, value.path
            assert value.source != "site" or value.needs_site or value.evidence is Evidence.DERIVED, value.path
        for source_id, source in protocol.sources.items():
            if source.accessed is None:
                assert source.quality in {"weak", "site"}, source_id


def test_every_part_belongs_to_a_protocol() -> None:
    included = {
        part for name in NAMES for part in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["include"]
    }
    assert included == {path.stem for path in DATA.glob("parts/*.toml")}


def test_every_rule_has_words() -> None:
    labels = load_labels()
    nameless = {path for name in NAMES for path in rule_values(load_protocol(name)) if labels.words(path) is None}
    assert nameless == set()


def test_every_label_belongs_to_a_rule_or_to_one_that_may_be_left_out() -> None:
    texts = {
        words.text
        for name in NAMES
        for path in rule_values(load_protocol(name))
        if (words := load_labels().words(path)) is not None
    }
    optional = {
        "systemic.body_surface.cap_m2",
        "systemic.regimens.*.components.*.largest_dose_mg",
        "assessments.kinds.*.until_days",
    }
    unused = [label.path for label in load_labels().label if not any(same_words(label.text, text) for text in texts)]
    assert set(unused) == optional


def same_words(template: str, text: str) -> bool:
    parts = [part for piece in template.split("{") for part in piece.split("}")]
    return all(part in text for part in parts if not part.isdigit())


# --- digest -------------------------------------------------------------------------------------------------------


def shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return value


def test_the_canonical_text_by_hand() -> None:
    document = {
        "b": [Decimal("1.30"), 2, Decimal("14.0"), Decimal("0E-7"), Decimal("1E+2"), -0],
        "a": {"z": True, "ä": 'say "no"'},
        "c": tomllib.loads("d = 2026-11-20")["d"],
    }
    assert canonical_text(document) == '{"a":{"z":true,"ä":"say \\"no\\""},"b":[1.3,2,14,0,100,0],"c":"2026-11-20"}'
    # printf '{"a":1.3}' | sha256sum
    assert digest_of({"a": Decimal("1.30")}) == "61c5b9bd2044e1b5a7db6aed68112d4a3dd18d301368da5ccb66f42ebd135c22"


def test_what_counts_and_what_does_not() -> None:
    text = 'a = 1.30\n[t]\nx = 14\ny = ["p", "q"]\nz = false\n'
    same = '# a comment\n[t]\nz = false\ny = ["p",   "q"]\nx = 14.0\n'
    digest = digest_of(tomllib.loads(text, parse_float=Decimal))
    assert digest == digest_of({**tomllib.loads(same, parse_float=Decimal), "a": Decimal("1.3")})
    for other in (
        text.replace("14", '"14"'),
        text.replace("14", "14.000001"),
        text.replace('"p", "q"', '"q", "p"'),
        text.replace("false", "0"),
        text.replace("z =", "zz ="),
    ):
        assert digest != digest_of(tomllib.loads(other, parse_float=Decimal)), other


@pytest.mark.parametrize("path", sorted(DATA.glob("parts/*.toml")), ids=lambda path: path.stem)
def test_the_order_of_keys_does_not_count(path: Path) -> None:
    document = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    assert digest_of(document) == digest_of(shuffled(document, random.Random(7)))


@pytest.mark.parametrize("odd", [1.5, None, {1, 2}, b"x"])
def test_a_binary_float_has_no_canonical_text(odd: object) -> None:
    with pytest.raises(TypeError, match="has no canonical text"):
        canonical_text({"a": odd})


def test_a_file_of_the_site_with_the_same_content_has_the_same_digest(tmp_path: Path) -> None:
    path = own_copy(tmp_path)
    assert load_protocol_file(path).digest == load_protocol("msk-unresectable").digest
    path.write_text("# ours\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_protocol_file(path).digest == load_protocol("msk-unresectable").digest
    path.write_text(path.read_text(encoding="utf-8").replace("four-week", "4-week"), encoding="utf-8")
    assert load_protocol_file(path).digest != load_protocol("msk-unresectable").digest


def test_how_values_are_spread_over_parts_does_not_count(tmp_path: Path) -> None:
    path = own_copy(tmp_path)
    text = path.read_text(encoding="utf-8")
    flow = (DATA / "parts/flow-2026-11.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('    "flow-2026-11",\n', "") + "\n" + flow, encoding="utf-8")
    assert load_protocol_file(path).digest == load_protocol("msk-unresectable").digest


def test_the_digest_is_the_same_in_another_process() -> None:
    code = "from haipdose.protocol.loader import load_protocol; print(load_protocol('pump-it').digest)"
    for seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        )
        assert done.stdout.strip() == load_protocol("pump-it").digest


# --- parts --------------------------------------------------------------------------------------------------------


def test_a_part_beside_the_file_comes_first(tmp_path: Path) -> None:
    path = own_copy(tmp_path)
    (tmp_path / "parts").mkdir()
    flow = (DATA / "parts/flow-2026-11.toml").read_text(encoding="utf-8")
    (tmp_path / "parts/flow-2026-11.toml").write_text(flow.replace("value = 15", "value = 10"), encoding="utf-8")
    found = load_protocol_file(path).flow
    assert found is not None
    assert found.tolerance_percent.value == 10


# --- released versions --------------------------------------------------------------------------------------------


def test_no_released_version_has_changed() -> None:
    for name, digest in loader.released_digests().items():
        protocol_id, _, version = name.partition("@")
        protocol = load_protocol(protocol_id)
        assert protocol.version != version or protocol.digest == digest


def test_a_released_version_that_was_edited_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = own_copy(tmp_path)
    original = load_protocol("msk-unresectable")
    monkeypatch.setattr(loader, "released_digests", lambda: {f"{original.id}@{original.version}": original.digest})
    assert load_protocol_file(path) == original
    assert [entry.released for entry in list_protocols()] == [False, True, False, False]
    path.write_text(path.read_text(encoding="utf-8").replace("four-week", "4-week"), encoding="utf-8")
    with pytest.raises(RuleDataError) as caught:
        load_protocol_file(path)
    assert caught.value.code == "protocol.released-changed"
    (fault,) = caught.value.faults
    assert f"version {original.version} of msk-unresectable is released and must not change" in fault
    assert original.digest in fault
    path.write_text(
        path.read_text(encoding="utf-8").replace('version = "2026-11-draft"', 'version = "2026-12"'), encoding="utf-8"
    )
    assert load_protocol_file(path).version == "2026-12"


def test_a_part_that_cannot_be_found_is_a_fault_not_a_crash() -> None:
    raw = (DATA / "pump-it.toml").read_bytes()
    with pytest.raises(RuleDataError) as caught:
        parse_protocol(raw, "pump-it.toml", lambda name: None)
    text = "\n".join(caught.value.faults)
    assert text.count("names no part that there is") == raw.count(b'-2026-11"')
    assert "sources: is missing" in text
