"""Profile files: every packaged one is right, every broken one is refused with all its faults."""

from __future__ import annotations

import json
import re
import tomllib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from haipdose.errors import InputError, RuleDataError
from haipdose.pump.loader import list_profiles, load_profile, load_profile_file, parse_profile
from haipdose.pump.profile import PumpProfile

PACKAGE = files("haipdose_device_profiles")
TOML_FILES = sorted(entry.name for entry in PACKAGE.iterdir() if entry.name.endswith(".toml"))
ROOT = Path(__file__).parents[2]
SMALL = """
schema_version = "1"
id = "small-pump"
revision = "1"
title = "Small pump"
names = ["Small"]
kind = "implantable"
programmable = { value = false, source = "paper", evidence = "published" }
floxuridine_status = { value = "approved", source = "paper", evidence = "published" }

[reservoir]
capacity_ml = { value = 30, source = "paper", evidence = "recalled" }

[flow]
plausible_ml_per_day = { value = { minimum = 0.5, maximum = 3.0 }, source = "paper", evidence = "local" }

[sources.paper]
citation = "A paper"
"""


def faults(text: str) -> list[str]:
    with pytest.raises(RuleDataError) as caught:
        parse_profile(text.encode(), "broken.toml")
    return list(caught.value.faults)


# --- what comes with the package ----------------------------------------------------------------------------------


def test_the_list_of_packaged_profiles() -> None:
    assert [profile.id for profile in list_profiles()] == [
        "archimedes",
        "generic-constant-flow",
        "infusaid-400",
        "intera-3000",
        "isomed-8472",
        "new-era-ne1000-bench",
        "prometra-ii-20",
        "prometra-ii-40",
        "reference-programmable-20",
        "synchromed-ii-20",
        "synchromed-ii-40",
        "tricumed-ip2000v",
    ]


def test_names_are_unique_and_files_are_named_after_their_profile() -> None:
    names = [name for profile in list_profiles() for name in (profile.id, *profile.aliases)]
    assert len(set(names)) == len(names)
    assert [f"{profile.id}.toml" for profile in list_profiles()] == TOML_FILES


def test_an_alias_loads_the_profile() -> None:
    assert load_profile("codman-3000") is load_profile("intera-3000")
    assert load_profile("ip-2000-v").id == "tricumed-ip2000v"


@pytest.mark.parametrize(
    ("profile", "status"),
    [
        ("intera-3000", "approved"),
        ("synchromed-ii-20", "off-label"),
        ("synchromed-ii-40", "off-label"),
        ("prometra-ii-20", "not-for-floxuridine"),
        ("prometra-ii-40", "not-for-floxuridine"),
        ("archimedes", "not-for-floxuridine"),
        ("new-era-ne1000-bench", "not-for-floxuridine"),
        ("generic-constant-flow", "unknown"),
        ("tricumed-ip2000v", "unknown"),
    ],
)
def test_the_floxuridine_status_of_each_pump(profile: str, status: str) -> None:
    assert load_profile(profile).floxuridine_status.value == status


@pytest.mark.parametrize(
    ("profile", "path", "value", "evidence"),
    [
        ("intera-3000", "reservoir.capacity_ml", "30", "recalled"),
        ("intera-3000", "catheter.ml_per_cm", "0.00283", "derived"),
        ("synchromed-ii-20", "reservoir.capacity_ml", "20", "published"),
        ("synchromed-ii-40", "reservoir.capacity_ml", "40", "published"),
        ("synchromed-ii-40", "reservoir.residual_maximum_ml", "1.4", "published"),
        ("synchromed-ii-20", "refill_checks.volume_discrepancy_ml", "1", "published"),
        ("synchromed-ii-40", "refill_checks.volume_discrepancy_ml", "2", "published"),
        ("synchromed-ii-20", "programming.rate_minimum_ml_per_day", "0.048", "published"),
        ("synchromed-ii-20", "programming.rate_maximum_ml_per_day", "24", "recalled"),
        ("synchromed-ii-20", "programming.internal_tubing_ml", "0.199", "uncertain"),
        ("synchromed-ii-20", "flow.accuracy_percent", "14.5", "recalled"),
        ("prometra-ii-20", "refill_checks.refill_at_ml", "3", "published"),
        ("archimedes", "fluids.extra_priming_ml", "3", "published"),
        ("infusaid-400", "flow.accuracy_percent", "10", "published"),
    ],
)
def test_values_that_sources_give(profile: str, path: str, value: str, evidence: str) -> None:
    here: Any = load_profile(profile)
    for part in path.split("."):
        here = getattr(here, part)
    assert (here.value, here.evidence) == (Decimal(value), evidence)


@pytest.mark.parametrize("profile", ["intera-3000", "isomed-8472", "tricumed-ip2000v", "archimedes", "infusaid-400"])
def test_what_nobody_found_is_absent(profile: str) -> None:
    loaded = load_profile(profile)
    assert loaded.reservoir.residual_ml is None
    assert loaded.reservoir.residual_maximum_ml is None
    assert loaded.programming is None


def test_no_profile_holds_the_flow_of_a_pump() -> None:
    names = set(PumpProfile.model_fields) | {name for field in ("Flow", "Programming") for name in _properties(field)}
    assert not {"flow_ml_per_day", "nominal_flow_ml_per_day", "default_flow_ml_per_day"} & names


def _properties(model: str) -> set[str]:
    return set(PumpProfile.model_json_schema()["$defs"][model]["properties"])


def test_a_fictitious_pump_says_so_and_cites_nobody() -> None:
    reference = load_profile("reference-programmable-20")
    assert reference.fictitious
    assert "fictitious" in reference.title
    raw = PACKAGE.joinpath("reference-programmable-20.toml").read_text(encoding="utf-8")
    assert set(re.findall(r'evidence = "([a-z]+)"', raw)) == {"local"}
    assert reference.sources == {}


def test_no_real_pump_is_marked_fictitious() -> None:
    assert [profile.id for profile in list_profiles() if profile.fictitious] == ["reference-programmable-20"]


def test_only_the_reference_pump_speaks_the_reference_protocol() -> None:
    codecs = {summary.id: load_profile(summary.id).programming for summary in list_profiles()}
    spoken = {name: table.codec.value.value for name, table in codecs.items() if table is not None}
    assert spoken == {
        "new-era-ne1000-bench": "ne1000",
        "prometra-ii-20": "none",
        "prometra-ii-40": "none",
        "reference-programmable-20": "reference",
        "synchromed-ii-20": "none",
        "synchromed-ii-40": "none",
    }


def test_no_pump_model_is_named_in_code() -> None:
    names = {name for profile in list_profiles() for name in (profile.id, *profile.aliases)}
    names |= {"intera", "codman", "medtronic", "synchromed", "prometra", "tricumed", "isomed", "infusaid"}
    named = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b", re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in (ROOT / "src" / "haipdose").rglob("*.py")
        if "cli" not in path.parts  # the examples of a command's help may name a profile
        for match in named.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


# --- schema -------------------------------------------------------------------------------------------------------


def test_the_schema_file_is_current() -> None:
    kept = json.loads(PACKAGE.joinpath("schema.json").read_text(encoding="utf-8"))
    assert kept == PumpProfile.model_json_schema(mode="validation"), (
        "write it anew: haipdose schema profile > device_profiles/haipdose_device_profiles/schema.json"
    )


@pytest.mark.parametrize("name", TOML_FILES)
def test_every_profile_satisfies_the_schema_by_another_validator(name: str) -> None:
    schema = json.loads(PACKAGE.joinpath("schema.json").read_text(encoding="utf-8"))
    document = tomllib.loads(PACKAGE.joinpath(name).read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(document, default=str)), schema)


# --- digest -------------------------------------------------------------------------------------------------------


def test_the_digest_follows_the_values_and_not_the_layout() -> None:
    original = parse_profile(SMALL.encode(), "a.toml")
    moved = SMALL.replace('title = "Small pump"\n', "") + '\n# a comment\n[sources.second]\ncitation = "B"\n'
    moved = 'title = "Small pump"\n' + moved.replace(
        'evidence = "local" }',
        'evidence = "local" }\nusual_ml_per_day = '
        '{ value = { minimum = 1 }, source = "second", evidence = "published" }',
    )
    swapped = re.sub(r"(\[sources\.paper\]\n.*?\n)(.*)(\[sources\.second\]\n.*?\n)", r"\3\n\1", moved, flags=re.DOTALL)
    assert parse_profile(moved.encode(), "a.toml").digest == parse_profile(swapped.encode(), "b.toml").digest
    assert parse_profile(moved.encode(), "a.toml").digest != original.digest
    other = SMALL.replace("value = 30,", "value = 31,")
    assert parse_profile(other.encode(), "a.toml").digest != original.digest
    same = SMALL.replace("value = 30,", "value = 30.0,")
    assert parse_profile(same.encode(), "a.toml").digest == original.digest


# --- broken files -------------------------------------------------------------------------------------------------


def test_a_small_profile_is_right() -> None:
    assert parse_profile(SMALL.encode(), "small.toml").reservoir.capacity_ml.value == 30


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('title = "Small pump"\n', "", "title: Field required"),
        ('title = "Small pump"', 'title = ""', "title: String should have at least 1 character"),
        (
            'title = "Small pump"',
            'title = "S"\nflow_ml_per_day = 1.3',
            "flow_ml_per_day: Extra inputs",
        ),
        ('id = "small-pump"', 'id = "Small Pump"', "id: String should match"),
        ('names = ["Small"]', "names = []", "names: Tuple should have at least 1 item"),
        ('kind = "implantable"', 'kind = "external"', "kind: Input should be"),
        ('kind = "implantable"', 'kind = "implantable"\naliases = ["small-pump"]', "aliases: a name stands twice"),
        ('kind = "implantable"', 'kind = "implantable"\naliases = ["a", "a"]', "aliases: a name stands twice"),
        ('kind = "implantable"', 'kind = "bench"', "floxuridine_status: a bench pump"),
        ('schema_version = "1"', 'schema_version = "2"', "schema_version: Input should be '1'"),
        ("value = 30, source", 'value = "30,0", source', "reservoir.capacity_ml.value: Value error"),
        ("value = 30, source", "value = -30, source", "reservoir.capacity_ml.value: Value error"),
        ("value = 30, source", "value = nan, source", "reservoir.capacity_ml.value: Value error"),
        ('evidence = "recalled"', 'evidence = "certain"', "reservoir.capacity_ml.evidence: Input should be"),
        (', evidence = "recalled"', "", "reservoir.capacity_ml.evidence: Field required"),
        (
            'value = 30, source = "paper"',
            'value = 30, source = "hearsay"',
            "reservoir.capacity_ml.source: 'hearsay' is not in the list of sources",
        ),
        ("[sources.paper]", '[sources.unread]\ncitation = "B"\n[sources.paper]', "sources.unread: nothing cites it"),
        ('citation = "A paper"', 'citation = "A paper"\nyear = 1999', "sources.paper.year: Extra inputs"),
        (
            "[flow]",
            'capacities_ml = { value = [20, 35], source = "paper", evidence = "published" }\n[flow]',
            "reservoir: give capacity_ml or capacities_ml, not both",
        ),
        (
            "[flow]",
            (
                'residual_ml = { value = 1, source = "paper", evidence = "published" }\n'
                'residual_maximum_ml = { value = 2, source = "paper", evidence = "published" }\n[flow]'
            ),
            "reservoir: give residual_ml or residual_maximum_ml, not both",
        ),
        (
            "[flow]",
            'residual_ml = { value = 30, source = "paper", evidence = "published" }\n[flow]',
            "reservoir: the residual volume must be smaller than the capacity",
        ),
        (
            "[flow]",
            '[flow]\nchoices_ml_per_day = { value = [1.5, 1.0], source = "paper", evidence = "published" }',
            "flow.choices_ml_per_day: values must ascend, each once",
        ),
        ("minimum = 0.5, maximum = 3.0", "minimum = 0.5", "flow.plausible_ml_per_day: both ends are needed"),
        ("minimum = 0.5, maximum = 3.0", "maximum = 3.0", "flow.plausible_ml_per_day: both ends are needed"),
        ("minimum = 0.5, maximum = 3.0", "minimum = 3.0, maximum = 0.5", "flow.plausible_ml_per_day: needs an end"),
        (
            "[flow]",
            '[flow]\nusual_ml_per_day = { value = {}, source = "paper", evidence = "published" }',
            "flow.usual_ml_per_day: needs an end",
        ),
        ("[flow]", "[bench]\n[flow]", "bench: only a bench pump has this table"),
        (
            "[flow]",
            '[programming]\ncodec = { value = "none", source = "paper", evidence = "published" }\n[flow]',
            "programming: a pump that is not programmable has no such table",
        ),
        (
            "programmable = { value = false",
            "programmable = { value = true",
            "programming: a programmable pump",
        ),
    ],
)
def test_a_broken_profile_is_refused_with_its_fault(old: str, new: str, fault: str) -> None:
    assert old in SMALL
    found = faults(SMALL.replace(old, new, 1))
    assert any(entry.startswith(fault) for entry in found), found


PROGRAMMABLE = SMALL.replace("programmable = { value = false", "programmable = { value = true").replace(
    "[flow]",
    """[programming]
codec = { value = "none", source = "paper", evidence = "published" }
rate_minimum_ml_per_day = { value = 0.1, source = "paper", evidence = "published" }
rate_maximum_ml_per_day = { value = 24, source = "paper", evidence = "published" }
bolus_minimum_ml = { value = 0.1, source = "paper", evidence = "published" }
bolus_maximum_ml = { value = 0.1, source = "paper", evidence = "published" }

[flow]""",
)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('value = "none"', 'value = "reference"', "programming.codec: no real pump speaks the reference protocol"),
        ("value = 24", "value = 0.05", "programming: the smallest rate is above the largest"),
        (
            "bolus_maximum_ml = { value = 0.1",
            "bolus_maximum_ml = { value = 0.09",
            "programming: the smallest bolus is above the largest",
        ),
        (
            "[programming]",
            (
                "[programming]\nlow_reservoir_alarm_range_ml = "
                '{ value = { minimum = 5, maximum = 1 }, source = "paper", evidence = "published" }'
            ),
            "programming.low_reservoir_alarm_range_ml: needs an end",
        ),
        (
            "[programming]",
            (
                "[programming]\nbolus_duration_minutes = "
                '{ value = { minimum = 5, maximum = 1 }, source = "paper", evidence = "published" }'
            ),
            "programming.bolus_duration_minutes: needs an end",
        ),
        (
            "[programming]",
            (
                '[battery]\npresent = { value = true, source = "paper", evidence = "published" }\n'
                'life_years = { value = { minimum = 7, maximum = 6 }, source = "paper", evidence = "published" }\n'
                "[programming]"
            ),
            "battery.life_years: needs an end",
        ),
    ],
)
def test_a_broken_programming_table_is_refused(old: str, new: str, fault: str) -> None:
    assert parse_profile(PROGRAMMABLE.encode(), "right.toml").programmable.value
    found = faults(PROGRAMMABLE.replace(old, new, 1))
    assert any(entry.startswith(fault) for entry in found), found


def test_values_that_are_just_right() -> None:
    text = SMALL.replace(
        "[flow]",
        'residual_maximum_ml = { value = 2, source = "paper", evidence = "published" }\n[flow]\n'
        'usual_ml_per_day = { value = { minimum = 1.3, maximum = 1.3 }, source = "paper", evidence = "published" }',
    )
    assert parse_profile(text.encode(), "right.toml").flow.usual_ml_per_day.value.minimum == Decimal("1.3")


@pytest.mark.parametrize(
    ("table", "line", "fault"),
    [
        ("[reservoir]\ncapacity_ml", "[reservoir]\ncapacities_ml", "reservoir.capacities_ml: values must ascend"),
        ("[flow]", "[flow]\ndeliverable_ml_per_day = { value = {}, ", "flow.deliverable_ml_per_day: needs an end"),
        ("[reservoir]", "life_years = { value = {}, ", "life_years: needs an end"),
    ],
)
def test_each_fault_names_its_value(table: str, line: str, fault: str) -> None:
    if line.endswith("{}, "):
        line += 'source = "paper", evidence = "published" }'
    text = SMALL.replace(table, line if "capacities" in line or "[flow]" in line else f"{line}\n{table}", 1)
    text = text.replace("capacities_ml = { value = 30", "capacities_ml = { value = [35, 20]")
    assert [entry for entry in faults(text) if entry.startswith(fault)]


def test_the_largest_file_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    filled = SMALL + "#" * (256 * 1024 - len(SMALL.encode()))
    path.write_text(filled, encoding="utf-8")
    assert load_profile_file(path).id == "small-pump"
    path.write_text(filled + "#", encoding="utf-8")
    with pytest.raises(RuleDataError) as caught:
        load_profile_file(path)
    assert caught.value.code == "profile.size"
    assert caught.value.message.startswith("large.toml is larger")


def test_faults_have_a_code_and_a_count() -> None:
    for text, code in (("[[[", "profile.toml"), (SMALL.replace("value = 30,", "value = -1,"), "profile.faults")):
        with pytest.raises(RuleDataError) as caught:
            parse_profile(text.encode(), "broken.toml")
        assert caught.value.code == code
        assert caught.value.message.startswith("broken.toml ")


def test_open_ranges_of_a_battery_are_right() -> None:
    text = PROGRAMMABLE.replace(
        "[programming]",
        '[battery]\npresent = { value = true, source = "paper", evidence = "published" }\n'
        'life_years = { value = { maximum = 6 }, source = "paper", evidence = "published" }\n[programming]',
    )
    assert parse_profile(text.encode(), "right.toml").battery.life_years.value.maximum == 6


def test_all_faults_are_reported_at_once() -> None:
    text = SMALL.replace('title = "Small pump"\n', "").replace("value = 30,", "value = -1,")
    text = text.replace('source = "paper", evidence = "local"', 'source = "nobody", evidence = "local"')
    assert len(faults(text)) == 3


def test_a_key_that_stands_twice_is_refused() -> None:
    found = faults(SMALL.replace('title = "Small pump"', 'title = "Small pump"\ntitle = "Large pump"'))
    assert "overwrite" in found[0]


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"[[[", b"x" * 300_000])
def test_bytes_that_are_no_profile(raw: bytes) -> None:
    with pytest.raises(RuleDataError) as caught:
        parse_profile(raw, "bytes.toml")
    assert caught.value.faults
    assert "bytes.toml" in caught.value.message


def test_a_list_of_sources_that_is_no_table() -> None:
    text = SMALL.replace('[sources.paper]\ncitation = "A paper"\n', "")
    found = faults("sources = 1\n" + text)
    assert any(entry.startswith("sources: Input should be") for entry in found)


# --- reading ------------------------------------------------------------------------------------------------------


def test_a_site_may_keep_its_own_profile(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert load_profile_file(path).id == "small-pump"


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(InputError) as caught:
            load_profile_file(path)
        assert caught.value.code == "profile.unreadable"


@pytest.mark.parametrize("name", ["intera", "../secret", "", "INTERA-3000"])
def test_an_unknown_name_lists_what_there_is(name: str) -> None:
    with pytest.raises(InputError) as caught:
        load_profile(name)
    assert caught.value.code == "profile.unknown"
    assert "intera-3000" in str(caught.value.allowed)
