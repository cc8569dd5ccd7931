"""Journeys: a person, a real browser, the keyboard alone; every page on the way passes the accessibility check."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from lantern.organisation.models import Member
from tests.factories.people import signed_in_client
from tests.journeys.person import Person

CHROMIUM = os.environ.get("LANTERN_CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CUT = "net::ERR_INTERNET_DISCONNECTED"  # said where a journey itself cuts the line
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
AsMember = Callable[..., Person]
NewPerson = Callable[[], Person]


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
def open_browser(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """A browser of one's own; what it complains of fails the journey, but for pages that are not there."""
    opened, faults = [], []

    def open_one(**options: Any) -> Page:
        context = chromium.new_context(**({"base_url": live_server.url, "viewport": DESK, "locale": "en-GB"} | options))
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_one
    for context in opened:
        context.close()
    expected = [fault for fault in faults if "404" not in fault and CUT not in fault]
    assert expected == [], f"The browser complained: {expected}"


@pytest.fixture
def as_member(open_browser: Callable[..., Page], live_server: LiveServer) -> AsMember:
    """Somebody who has signed in already, in a browser of their own; signing in has journeys of its own."""

    def become(member: Member, **options: Any) -> Person:
        client: Client = signed_in_client(member)
        page = open_browser(**options)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return Person(page, scripted=options.get("java_script_enabled", True))

    return become


@pytest.fixture
def new_person(open_browser: Callable[..., Page]) -> NewPerson:
    """Somebody who has not signed in; a browser of their own a call."""
    return lambda: Person(open_browser())


@pytest.fixture
def nobody(open_browser: Callable[..., Page]) -> Person:
    """Somebody who has not signed in."""
    return Person(open_browser())


@pytest.fixture(autouse=True)
def plain_cookies(settings: Any) -> None:
    """The live server speaks http, so cookies may not ask for https."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
