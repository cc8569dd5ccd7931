"""Journeys: a person, a real browser, the keyboard alone; every page on the way passes the accessibility check."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from lantern.organisation.models import Member
from tests.factories.people import signed_in_client
from tests.journeys.person import Person

CHROMIUM = os.environ.get("LANTERN_CHROMIUM", "/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.fail(f"The journeys need Chromium at {CHROMIUM}: apt-get install chromium, or set LANTERN_CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    expected = [fault for fault in faults if "404" not in fault]
    assert expected == [], f"The browser complained: {expected}"


@pytest.fixture
def as_member(page: Page, live_server: LiveServer) -> Callable[[Member], Person]:
    """Somebody who has signed in already; signing in has journeys of its own."""

    def become(member: Member) -> Person:
        client: Client = signed_in_client(member)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return Person(page)

    return become


@pytest.fixture
def nobody(page: Page) -> Person:
    """Somebody who has not signed in."""
    return Person(page)


@pytest.fixture(autouse=True)
def plain_cookies(settings: object) -> None:
    """The live server speaks http, so cookies may not ask for https; static files come from the finders."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False  # type: ignore[attr-defined]
