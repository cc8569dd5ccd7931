"""Names planted wherever a person or a machine can put one, and none of them in the log (security.md 11)."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from lantern.config.logs.lines import JsonLines
from lantern.missing import actions as missing
from lantern.tenancy.current import within
from tests.factories.children import a_child
from tests.integration.missing.pages import Scene
from tests.integration.missing.test_reporting import a_report

pytestmark = pytest.mark.django_db
SENTINEL = "Sentinelle"
REPORT = "lantern.missing.views.reporting.actions.report_missing"


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    scene.client.raise_request_exception = False
    return scene


@pytest.fixture
def written() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The lines of the log so far, as the server would write them; fails at once when one holds the planted name."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)

    def lines() -> list[dict[str, Any]]:
        said = stream.getvalue()
        assert SENTINEL.lower() not in said.lower()
        return [json.loads(line) for line in said.splitlines()]

    yield lines
    logging.getLogger().removeHandler(handler)


def answered(lines: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    return [(line["method"], line["route"], line["status"]) for line in lines if line["from"] == "lantern.requests"]


def test_a_request_is_one_line_with_ids_and_a_name_of_its_page(scene: Scene, written: Any) -> None:
    scene.client.get(f"/children/?q={SENTINEL}")
    (line,) = written()
    assert line["route"] == "children:search"
    assert (line["method"], line["status"]) == ("GET", 200)
    assert (line["member"], line["partnership"]) == (str(scene.officer.pk), str(scene.here.pk))
    assert line["ms"] > 0
    assert len(line["request"]) == 32
    assert "path" not in line


def test_two_requests_have_two_ids(scene: Scene, written: Any) -> None:
    scene.client.get("/missing/")
    scene.client.get("/missing/")
    first, second = (line["request"] for line in written())
    assert first != second


def test_what_is_typed_in_addresses_headers_and_cookies_stays_out(scene: Scene, written: Any) -> None:
    scene.client.cookies["note"] = SENTINEL
    scene.client.get(f"/children/{SENTINEL}/", headers={"user-agent": SENTINEL, "referer": f"/{SENTINEL}/"})
    scene.client.get(f"/static/{SENTINEL}.css")
    scene.client.generic(SENTINEL.upper(), "/missing/")
    Client().get(f"/children/?q={SENTINEL}")
    Client().get("/", headers={"host": f"{SENTINEL}.example"})
    assert answered(written()) == [
        ("GET", "(none)", 404),
        ("GET", "(static)", 404),
        ("other", "missing:now", 405),
        ("GET", "children:search", 302),
        ("GET", "home:my_work", 400),
    ]


def test_what_is_posted_stays_out_whether_it_is_taken_or_refused(scene: Scene, written: Any) -> None:
    with within(scene.here.pk):
        child = a_child(surname=SENTINEL)
    address = f"/missing/report/?child={child.pk}&note={SENTINEL}"
    scene.client.post(address, a_report(circumstances=SENTINEL, risk=SENTINEL))
    scene.client.post(address, a_report(circumstances=SENTINEL))
    assert answered(written()) == [("POST", "missing:report", 200), ("POST", "missing:report", 302)]


def test_a_file_and_its_name_stay_out(scene: Scene, written: Any) -> None:
    file = SimpleUploadedFile(f"{SENTINEL}.csv", f"forename\n{SENTINEL}\x00\xff".encode("latin-1"))
    scene.client.post("/notifications/", {"file": file, "source": SENTINEL})
    scene.client.post(
        "/notifications/", b"--x\r\nbroken " + SENTINEL.encode(), content_type="multipart/form-data; boundary=x"
    )
    assert len(answered(written())) == 2


def _of_python(**_: Any) -> None:
    raise ValueError(f"no child called {SENTINEL}")


def _of_database(**_: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::uuid", [SENTINEL])


@pytest.mark.parametrize(("fault", "kind"), [(_of_python, "ValueError"), (_of_database, "django.db.utils.DataError")])
def test_a_fault_is_told_without_its_text(
    fault: Callable[..., None], kind: str, scene: Scene, written: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page gives a reference; the line with that reference belongs to the same request as the fault."""
    with within(scene.here.pk):
        child = a_child(surname=SENTINEL)
    monkeypatch.setattr(missing, "report_missing", fault)
    response = scene.client.post(f"/missing/report/?child={child.pk}", a_report(circumstances=SENTINEL))
    lines = written()
    assert response.status_code == 500
    assert answered(lines) == [("POST", "missing:report", 500)]
    told = [line for line in lines if kind in [each["type"] for each in line.get("fault", [])]]
    assert told
    assert any("test_logs_without_names" in place for place in told[0]["fault"][0]["at"])
    (line,) = {line["request"] for line in lines}
    references = [line["message"].split()[1] for line in lines if line.get("message", "").startswith("fault ")]
    assert references
    assert references[-1] in response.content.decode()
    assert references[-1] == line[:8].upper()


def test_a_refused_form_token_stays_out(scene: Scene, written: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = scene.client.cookies
    client.post("/missing/report/", {"circumstances": SENTINEL, "csrfmiddlewaretoken": SENTINEL})
    assert answered(written())[0][2] == 403


def test_attempts_to_sign_in_name_nobody(written: Any) -> None:
    Client().post("/account/sign-in/", {"login": f"{SENTINEL}@example.org", "password": SENTINEL})
    assert answered(written()) == [("POST", "account_login", 200)]
