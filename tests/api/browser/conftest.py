"""A server on a port of its own and a browser, found as the settings and the machine have it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from api.app import create_app
from api.settings import Settings
from graph.store import Store
from tests.api.served import served

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def server(corpus: Store) -> Iterator[str]:
    app = create_app(Settings(), corpus, clock=lambda: date(2020, 12, 31))
    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = Settings().test_browser or next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=path, args=QUIET)
        except Error as error:
            pytest.skip(f"no browser: set ZELIAN_TEST_BROWSER to the path of a Chromium ({str(error).splitlines()[0]})")
        yield opened
        opened.close()
