"""``make screenshots``: the main pages of a fresh demonstration clinic as pictures for the documentation."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from browser import a_browser, free_port, new_person, served

from haipdose_api.demonstration.building import build
from haipdose_api.logs import configure_logs
from haipdose_api.server import application, open_site
from haipdose_api.settings import Settings

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
PASSWORD = "seven green herons"


def main() -> None:
    """Take them all anew."""
    configure_logs("error")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        settings = Settings(
            _env_file=None, database_url=f"sqlite:///{folder}/demo.db", base_url=base, demonstration=True
        )
        site = open_site(settings)
        clinic = build(site, say=lambda said: print(said, file=sys.stderr), password=PASSWORD).clinic
        with served(application(site), port), a_browser() as browser:
            for login, language, path, name in (
                ("nurse", "en-GB", "/board", "board"),
                ("nurse", "nl-NL", "/board", "board-nl"),
                ("pharmacist", "en-GB", "/orders?state=ordered", "order"),
                ("pharmacist3", "en-GB", "/orders?state=verified", "double-check"),
                ("nurse", "en-GB", "/board?only=waiting-for-laboratory", "course"),
            ):
                page = new_person(browser, base, login, PASSWORD, language)
                page.goto(f"/ui/clinics/{clinic}{path}")
                if name in {"order", "double-check", "course"}:
                    page.locator("tbody th a").first.click()
                    page.wait_for_load_state()
                page.screenshot(path=str(FOLDER / f"{name}.png"), clip={"x": 0, "y": 0, "width": 1280, "height": 900})
                page.context.close()
                print(f"docs/screenshots/{name}.png", file=sys.stderr)


if __name__ == "__main__":
    main()
