"""A real Chromium for the tests of the pages: found, or installed, or a clear failure – never skipped."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from starlette.types import ASGIApp

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-gpu",
)  # fmt: skip
INSTALL = (
    ("apt-get", "update", "--quiet"),
    ("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"),
)


def chromium() -> str | None:
    """The browser's path; None: Playwright has its own. Installs one when there is none; one process at a time."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    with (Path(tempfile.gettempdir()) / "haipdose-chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = next((path for name in NAMES if (path := shutil.which(name))), None)
        if found:
            return found
        if shutil.which("apt-get") and os.geteuid() == 0:
            for command in INSTALL:
                subprocess.run(
                    command, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, timeout=240
                )
            found = shutil.which("chromium")
            if found:
                return found
        done = subprocess.run(("playwright", "install", "chromium"), check=False, timeout=240)
        if done.returncode == 0:
            return None
    message = "The tests of the pages need Chromium, and it could not be installed: install the package chromium."
    raise RuntimeError(message)


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(app: ASGIApp, port: int) -> Iterator[str]:
    """The application on a real port, in a thread of its own; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_person(
    browser: Browser, base: str, login: str, password: str, language: str = "en-GB", width: int = 1280
) -> Page:
    """A browser window of its own in which somebody has logged in. What its console complains of is remembered."""
    context: BrowserContext = browser.new_context(
        locale=language, viewport={"width": width, "height": 900}, base_url=base
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.on(
        "console",
        lambda said: (
            page.complaints.append(said.text)  # type: ignore[attr-defined]
            if said.type == "error" and "status of 4" not in said.text
            else None
        ),
    )
    page.goto("/ui/login")
    page.fill("#login", login)
    page.fill("#password", password)
    page.click("button.main")
    page.wait_for_load_state()
    return page
