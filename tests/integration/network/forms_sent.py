"""Forms as a browser sends them, and what a page says that refuses one and keeps what was typed."""

from datetime import date, timedelta
from html import unescape

from django.test import Client

from tests.factories.today import today
from tests.integration.missing.pages import text_of

GRADED = {"source": "Report 7 of Mr Pretend", "source_grade": "1", "information_grade": "B", "handling": "C"}
TYPED = "Typed <by> hand & kept"
TO_COME = today() + timedelta(days=2)  # also when midnight passes while the tests run


def day(name: str, value: date | None = None) -> dict[str, str]:
    value = value or today()
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def refuses(client: Client, url: str, sent: dict[str, str], said: str) -> str:
    """The form comes back with the error in its summary, and holds each text that was sent."""
    answer = client.post(url, sent)
    assert answer.status_code == 200, answer.get("Location", answer.status_code)
    html = unescape(answer.content.decode())
    assert said in text_of(answer), text_of(answer)[:900]
    assert "There is a problem" in html
    for name, value in sent.items():
        assert value in html, f"{name} is lost"
    return html


def without(sent: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in sent.items() if name not in names}


def boxes(name: str) -> tuple[str, str, str]:
    return f"{name}-day", f"{name}-month", f"{name}-year"
