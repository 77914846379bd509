"""Wheel, sdist and editable installs behave the same; built here and installed outside the tree.

The clean environments see this environment's third-party packages through a path file (path files of a path file are
not read, so the editable haipdose of this environment stays invisible to them), which keeps the test off the network.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "haipdose": ROOT / "src/haipdose",
    "haipdose_api": ROOT / "api/haipdose_api",
    "haipdose_sim": ROOT / "sim/haipdose_sim",
    "haipdose_device_profiles": ROOT / "device_profiles/haipdose_device_profiles",
}
REQUEST = {
    "patient": {"sex": "male", "height_cm": "175", "weight_kg": "70"},
    "pump": {"profile": "intera-3000", "serial_number": "123456", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
    "protocol": "pump-it",
    "contents": "floxuridine",
    "dose_percent": "100",
    "infusion_days": "14",
}
WHERE = "import json, {0}; print(json.dumps([m.__file__ for m in ({0},)]))".format(", ".join(PACKAGES))


def run(*command: str | Path, cwd: Path, **options: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An sdist of the tree, a wheel of the tree, and a wheel of the unpacked sdist."""
    out = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--sdist", "--outdir", out / "sdist", ROOT, cwd=out)
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", out / "wheel", ROOT, cwd=out)
    (sdist,) = (out / "sdist").glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(out / "unpacked", filter="data")
    (unpacked,) = (out / "unpacked").iterdir()
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", out / "again", unpacked, cwd=out)
    (wheel,) = (out / "wheel").glob("*.whl")
    (again,) = (out / "again").glob("*.whl")
    return {"wheel": wheel, "wheel of the sdist": again, "unpacked": unpacked}


def clean_environment(place: Path) -> Path:
    venv.create(place, with_pip=False)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))
    (site / "third_party.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return place / "bin/python"


def test_both_wheels_hold_the_same_files_and_all_of_the_data(built: dict[str, Path]) -> None:
    names = {}
    for key in ("wheel", "wheel of the sdist"):
        with zipfile.ZipFile(built[key]) as archive:
            names[key] = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names["wheel"] == names["wheel of the sdist"]
    in_tree = {
        f"{package}/{path.relative_to(folder)}"
        for package, folder in PACKAGES.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names["wheel"] == in_tree


@pytest.mark.parametrize("kind", ["wheel", "wheel of the sdist", "editable"])
def test_an_install_answers_from_its_own_files(built: dict[str, Path], tmp_path: Path, kind: str) -> None:
    python = clean_environment(tmp_path / "env")
    target = ["--editable", built["unpacked"]] if kind == "editable" else [built[kind]]
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps"]
    run(*install, "--no-index", "--no-build-isolation", *target, cwd=tmp_path)
    home = built["unpacked"] if kind == "editable" else tmp_path / "env"
    for file in json.loads(run(python, "-c", WHERE, cwd=tmp_path).stdout):
        assert Path(file).is_relative_to(home), file
    command = tmp_path / "env/bin/haipdose"
    for words, folder in (
        (["protocol", "list"], ROOT / "src/haipdose/protocol/data"),
        (["profile", "list"], PACKAGES["haipdose_device_profiles"]),
    ):
        listed = json.loads(run(command, *words, "--json", cwd=tmp_path).stdout)
        shipped = {path.stem for path in folder.glob("*.toml")} - {"released"}
        assert {entry["id"] for entry in listed[f"{words[0]}s"]} == shipped
    answer = run(command, "fill", "-", "--json", cwd=tmp_path, input=json.dumps(REQUEST)).stdout
    assert json.loads(answer)["floxuridine_mg"] == "195"  # 0.12 × 70 × 30 ÷ 1.3 = 193.8…, to the nearest 5
