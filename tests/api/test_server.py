"""Starting a server: what is unsafe is refused, the first administrator is made once, a process ends gracefully."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from api_support import ApiUnderTest
from crashing import LOGIN, PASSWORD, Server, set_up
from fastapi.testclient import TestClient

from haipdose.errors import InputError, InputErrors, StorageError
from haipdose_api.docs_page import POLICY
from haipdose_api.server import application, key_file_of, make_first_administrator, open_site, refuse_unsafe
from haipdose_api.serving import need_free_port, read_settings
from haipdose_api.settings import Settings
from haipdose_api.site import Site


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"base_url": "http://hospital.example"}, "server.plain-http"),
        ({"base_url": "http://10.0.0.7:8400", "host": "10.0.0.7"}, "server.plain-http"),
        ({"host": "0.0.0.0"}, "server.open"),
        ({"host": "::"}, "server.open"),
    ],
)
def test_a_server_that_would_stand_wide_open_does_not_start(given: dict[str, str], code: str) -> None:
    with pytest.raises(InputError) as caught:
        refuse_unsafe(settings(**given))
    assert caught.value.code == code
    assert caught.value.remedy
    refuse_unsafe(settings(**given, allow_plain_http=True))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"base_url": "http://localhost:8400"},
        {"base_url": "https://hospital.example"},
        {"base_url": "https://hospital.example", "host": "0.0.0.0"},
    ],
)
def test_a_server_behind_tls_or_for_this_machine_only_starts(given: dict[str, str]) -> None:
    refuse_unsafe(settings(**given))


def test_settings_that_cannot_be_used_are_told_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HAIPDOSE_PORT", "99999")
    monkeypatch.setenv("HAIPDOSE_LOG_LEVEL", "loud")
    with pytest.raises(InputErrors) as caught:
        read_settings()
    assert [error.field for error in caught.value.errors] == ["port", "log_level"]


def test_settings_are_read_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("HAIPDOSE_WORKERS=3\nHAIPDOSE_METRICS_TOKEN=very-secret\n")
    found = read_settings()
    assert found.workers == 3
    assert "very-secret" not in repr(found)


def test_every_setting_is_documented() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "server.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"`HAIPDOSE_{name.upper()}`" not in manual]
    assert missing == []


def test_the_key_file_stands_beside_the_store_or_is_named(tmp_path: Path) -> None:
    assert key_file_of(settings(database_url=f"sqlite:///{tmp_path}/x.db")) == tmp_path / "x.key"
    assert key_file_of(settings(encryption_key_file=tmp_path / "k")) == tmp_path / "k"
    with pytest.raises(InputError) as caught:
        key_file_of(settings(database_url="postgresql://host/name"))
    assert caught.value.code == "vault.file"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    found = open_site(settings(database_url=f"sqlite:///{tmp_path / 'haipdose.db'}"))
    yield found
    found.records.engine.dispose()


def test_the_first_administrator_is_made_once_and_the_password_shown_once(site: Site) -> None:
    first = make_first_administrator(site)
    assert first is not None
    assert first.password is not None
    assert make_first_administrator(site) is None
    with TestClient(application(site), base_url="https://testserver") as client:
        answer = client.post("/v1/session", json={"login": first.login, "password": first.password})
        assert answer.status_code == 201, answer.text
        roles = client.get("/v1/session").json()["roles"]
    assert roles == {first.clinic: ["administrator"]}


def test_a_password_that_was_given_is_not_shown(tmp_path: Path) -> None:
    site = open_site(settings(database_url=f"sqlite:///{tmp_path / 'haipdose.db'}", first_password=PASSWORD))
    first = make_first_administrator(site)
    assert first is not None
    assert first.password is None
    site.records.engine.dispose()


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://localhost:1/none"])
def test_a_store_that_cannot_be_reached_is_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        open_site(settings(database_url=url, encryption_key_file=tmp_path / "key"))


def test_a_port_in_use_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(InputError) as caught:
            need_free_port(settings(port=port))
    assert caught.value.code == "server.port"
    need_free_port(settings(port=port))


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(InputError):
        need_free_port(settings(host="192.0.2.1"))


def test_the_api_page_comes_whole_from_this_server(api: ApiUnderTest) -> None:
    page = api.client.get("/v1/docs")
    assert page.status_code == 200
    assert page.headers["Content-Security-Policy"] == POLICY
    assert "://" not in page.text
    for name, kind in (("swagger-ui-bundle.js", "text/javascript"), ("swagger-ui.css", "text/css"), ("start.js", "")):
        assert f"docs/{name}" in page.text
        part = api.client.get(f"/v1/docs/{name}")
        assert part.status_code == 200
        assert part.headers["content-type"].startswith(kind)
    for name in ("redoc.standalone.js", "..%2fcore.py", "nothing"):
        assert api.client.get(f"/v1/docs/{name}").status_code == 404
    assert "script-src" not in api.client.get("/v1/openapi.json").headers["Content-Security-Policy"]


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_real_server_answers_what_it_has_taken_and_ends(database_url: str, tmp_path: Path, workers: str) -> None:
    server = Server(database_url, tmp_path, HAIPDOSE_WORKERS=workers)
    answered: Counter[int] = Counter()
    try:
        server.start()
        ward = set_up(server)

        def read() -> None:
            with httpx.Client(headers=ward.headers, timeout=30) as client:
                while True:
                    try:
                        answer = client.get(ward.path("patients", ward.patient))
                    except httpx.TransportError:
                        return
                    answered[answer.status_code] += 1

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        while answered[200] < 40:
            assert all(reader.is_alive() for reader in readers)
        assert server.stop() in {0, -signal.SIGTERM}
        for reader in readers:
            reader.join()
    finally:
        if server.process is not None and server.process.poll() is None:
            server.kill()
    told = server.log.read_text()
    assert set(answered) == {200}
    # Every request that the server began was answered to the one who asked.
    assert told.count('"route": "/v1/clinics/{clinic}/patients/{patient}", "status": 200') == answered[200]
    assert PASSWORD not in told
    assert stat.S_IMODE((tmp_path / "site.key").stat().st_mode) == 0o600
    store = tmp_path / "records.db"
    if store.exists():
        assert stat.S_IMODE(store.stat().st_mode) == 0o600


def test_the_command_says_what_is_wrong_and_exits_with_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from haipdose.cli.main import main; main()", "serve", "--host", "0.0.0.0"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if not name.startswith("HAIPDOSE_")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "[server.open]" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_login_of_the_first_administrator_is_the_one_that_was_set(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'haipdose.db'}"
    site = open_site(settings(database_url=url, first_administrator=LOGIN + "2", first_password=PASSWORD))
    first = make_first_administrator(site)
    assert first is not None
    assert first.login == LOGIN + "2"
    site.records.engine.dispose()
