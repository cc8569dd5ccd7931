"""security.md: what an insider would try who looks for somebody they know, or for a way to leave no trace."""

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from lantern.accounts.models import User
from lantern.demo import views as demo
from lantern.design.cells import FORMULA_STARTS
from lantern.exchange.actions.outcomes import outcomes_csv
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.missing.models import Decision
from lantern.obligations.models import Obligation, Reassignment
from lantern.organisation import actions as organisation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.people import LONG_AGO, a_member, an_area, now, session_key, signed_in_client
from tests.integration.access.asking import Asked, ask, asked_of, faults_of, leaks
from tests.integration.access.scene import INSIDE, Scene
from tests.integration.access.url_table import TABLE

EVIL = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example",
    "javascript:alert(1)",
    "account_logout",
)
ABSURD = ("\0", "'\"<x>", "9" * 40, "0001-01-01", "9999-12-31", "²", "x" * 5000)
ASKED = {
    *("after", "agency", "area", "ask", "before", "care", "child", "day", "duty", "from", "kind", "next", "outcome"),
    *("owed", "owner", "page", "q", "risk", "role", "show", "shown", "sort", "state", "then", "to", "whose", "year"),
}


@pytest.fixture(autouse=True)
def undone(scene: Scene) -> Any:
    """Whatever a test changes in the scene is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def post(scene: Scene, actor: str, name: str, key: str, **typed: object) -> Any:
    """The answer to what `actor` types about the record `key`, and all that it changes."""
    row = TABLE[name]
    asked = asked_of(name, row, Asked(actor, "GET", ""), scene.records[row.of][key] if row.of else {})
    return client_of(scene, actor).post(asked.path, typed)


def client_of(scene: Scene, actor: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = scene.sessions[actor]
    return client


def looks(scene: Scene, what: str, key: str) -> int:
    """How often the trail tells of a look or a change of that name at a child's record."""
    with within(scene.here.pk):
        return Entry.objects.filter(what=what, child_id=scene.marked[key].child.pk).count()


def test_names_do_not_come_to_children_who_are_seen_without_names(scene: Scene) -> None:
    """SHA-2: an analyst of the county who also works with children sees the names of those children, and no others."""
    both = a_member(scene.here, Role.ANALYST)
    with within(scene.here.pk):
        organisation.give_role(member=both, role=Role.CHAT_WORKER, since=LONG_AGO, by=None, at=now())
    scene.sessions["chat"], before = session_key(signed_in_client(both)), scene.sessions["chat"]
    try:
        for name in ("missing:now", "missing:episodes", "children:search", "obligations:owed"):
            answer = ask(scene, asked_of(name, TABLE[name], Asked("chat", "GET", ""), {}))
            assert answer.status == 200
            assert list(leaks(scene, answer)) == []
        overview = reverse("casefile:overview", args=[scene.marked["mid"].child.pk])
        assert ask(scene, Asked("chat", "GET", overview)).status == 404
    finally:
        scene.sessions["chat"] = before


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("children:details", "children/details"),
        ("missing:grade", "missing/grade"),
        ("missing:report", "missing/report"),
    ],
)
def test_a_form_that_comes_back_is_a_look(scene: Scene, name: str, what: str) -> None:
    """SHA-6: who posts nonsense sees the record, and the trail says so."""
    before = looks(scene, what, "mid")
    assert post(scene, "county", name, "mid", version="nonsense").status_code == 200
    assert looks(scene, what, "mid") == before + 1


@pytest.mark.parametrize(
    ("name", "what", "key"),
    [
        ("children:provisional", "children/waiting", "mid"),
        ("children:unplaced", "children/waiting", "lost"),
        ("obligations:hand_over", "obligations/hand_over", "mid"),
    ],
)
def test_a_list_of_names_is_a_look_at_each(scene: Scene, name: str, what: str, key: str) -> None:
    """SHA-6."""
    row, before = TABLE[name], looks(scene, what, key)
    asked = asked_of(name, row, Asked("county", "GET", ""), scene.records["child"][key])
    assert client_of(scene, "county").get(asked.path).status_code == 200
    assert looks(scene, what, key) == before + 1


def test_ones_own_children_listed_are_looked_at(scene: Scene) -> None:
    """SHA-6."""
    before = looks(scene, "children/mine", "work")
    assert client_of(scene, "worker").get(reverse("children:search")).status_code == 200
    assert looks(scene, "children/mine", "work") == before + 1


@pytest.mark.parametrize("hidden", ["north", "else"])
@pytest.mark.parametrize("answer", ["is", "is_not", "same"])
def test_a_notification_is_not_put_to_somebody_out_of_sight(scene: Scene, hidden: str, answer: str) -> None:
    """MIS-4: ids of children and incidents that the person may not see are unknown, whatever the form says."""
    of = scene.marked[hidden].arguments["incident" if answer == "same" else "child"]
    typed = {answer: of}
    blank = post(scene, "coordinator", "exchange:incident", "waitmid", **{answer: uuid4()})
    refused = post(scene, "coordinator", "exchange:incident", "waitmid", **typed)
    assert (refused.status_code, refused.get("Location")) == (blank.status_code, blank.get("Location"))
    with within(scene.here.pk):
        assert not Decision.objects.filter(incident=scene.records["waiting"]["waitmid"]["incident"]).exists()


@pytest.mark.parametrize("whom", ["elsewhere", "removed"])
def test_work_is_given_to_members_of_this_partnership_alone(scene: Scene, whom: str) -> None:
    """PAR-1, SHA-2."""
    today = date.today()  # noqa: DTZ011
    since = {"since-day": today.day, "since-month": today.month, "since-year": today.year}
    typed = {"member": scene.people[whom].pk, "kind": "other professional", **since}
    assert post(scene, "county", "children:allocate", "mid", **typed).status_code == 200
    with within(scene.here.pk):
        assert not scene.marked["mid"].child.allocations.filter(member_id=scene.people[whom].pk).exists()


def test_bulk_hand_over_reaches_ones_own_children_alone(scene: Scene) -> None:
    """SHA-2: ids of other areas and partnerships among the ticks are as if they were not there."""
    keys = ("mid", "north", "else")
    owed = [scene.marked[key].arguments["obligation"] for key in keys]
    colleague = a_member(scene.here, Role.LIAISON_OFFICER)
    answer = client_of(scene, "liaison").post(reverse("obligations:hand_over"), {"owed": owed, "to": colleague.pk})
    assert answer.status_code == 302
    with within(scene.here.pk):
        given = Reassignment.objects.filter(owner=colleague).values_list("subject_id", flat=True)
        assert set(given) == {Obligation.objects.get(pk=owed[0]).subject_id}


@pytest.mark.parametrize("whom", ["elsewhere", "removed", "chat", "governance"])
def test_nothing_is_handed_over_to_who_may_not_see_the_child(scene: Scene, whom: str) -> None:
    """SHA-2, PAR-1."""
    owed = scene.marked["mid"].arguments["obligation"]
    typed = {"owed": [owed], "to": scene.people[whom].pk}
    assert client_of(scene, "liaison").post(reverse("obligations:hand_over"), typed).status_code == 200
    with within(scene.here.pk):
        assert not Reassignment.objects.filter(owner=scene.people[whom].pk).exists()


def test_fishing_for_a_reference_leaves_a_trace(scene: Scene) -> None:
    """SHA-6: the answer tells that the number is known here, and nothing of whose it is."""
    before = looks(scene, "children.reference_refused", "work")
    answer = post(scene, "worker", "children:reference", "work", system="council", value="Xqnorthcouncil")
    said = answer.content.decode().replace("Xqnorthcouncil", "")
    assert answer.status_code == 200
    assert "xqnorth" not in said.lower()
    assert looks(scene, "children.reference_refused", "work") == before + 1


@pytest.mark.parametrize("target", EVIL)
@pytest.mark.parametrize("where", ["next", "referer"])
def test_choosing_an_area_leads_nowhere_else(scene: Scene, target: str, where: str) -> None:
    """security.md 6: not off the site, and not to a page by its inner name."""
    path = reverse("access:focus", args=[an_area(scene.here, "Mid").pk])
    client = client_of(scene, "coordinator")
    answer = client.post(path, {"next": target}) if where == "next" else client.post(path, HTTP_REFERER=target)
    assert answer["Location"] == "/"


def test_no_name_travels_in_a_cookie(scene: Scene) -> None:
    """security.md 6: what a page says once is kept on the server."""
    answer = post(scene, "county", "exchange:incident", "waitmid", is_new="new")
    assert answer.status_code == 302
    assert set(answer.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_other_method_does_anything(scene: Scene, method: str) -> None:
    """security.md 2: refused alike about every record, seen or not."""
    for name, row in TABLE.items():
        some = next(iter(scene.records[row.of].values())) if row.of else {}
        assert ask(scene, asked_of(name, row, Asked("county", method, ""), some)).status == 405, name


def test_head_is_asked_and_recorded_as_get(scene: Scene) -> None:
    """SHA-6: a look without the page is a look still, and no way to test for records."""
    before = looks(scene, "casefile/overview", "mid")
    path = reverse("casefile:overview", args=[scene.marked["mid"].child.pk])
    assert client_of(scene, "county").head(path).status_code == 200
    assert client_of(scene, "chat").head(path).status_code == 404
    assert looks(scene, "casefile/overview", "mid") == before + 1


def test_an_invitation_does_not_name_a_host_of_the_asker(scene: Scene) -> None:
    """security.md 5: a forged Host header sends nobody's secret elsewhere."""
    path = reverse("access:invite", kwargs=scene.records["guest"]["here"])
    answer = client_of(scene, "administrator").post(path, HTTP_HOST="elsewhere.example")
    assert answer.status_code == 400
    assert mail.outbox == []


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_what_is_downloaded_runs_nothing(scene: Scene, start: str) -> None:
    """security.md 7: a cell that a spreadsheet would take for a formula is text."""
    typed = f'{start}HYPERLINK("https://elsewhere.example")'
    county = scene.people["county"]
    with within(scene.here.pk):
        file = ReceivedFile.objects.get(pk=scene.records["file"]["here"]["file"])
        _received(file=file, reference=typed, by=None, at=now())
        written = outcomes_csv(file=file, rows=ReceivedRow.objects.filter(file=file), by=county, at=now()).decode()
    assert "'" + typed.replace('"', '""') in written
    assert f"\n99,{start}" not in written
    assert f',"{start}' not in written


@action
def _received(*, file: ReceivedFile, reference: str, by: None, at: object) -> None:
    ReceivedRow.objects.create(
        file=file, number=99, cells={"reference": reference}, outcome="refused", reason=reference
    )


@pytest.mark.parametrize("absurd", ABSURD, ids=json.dumps)
def test_whatever_is_asked_is_answered(scene: Scene, absurd: str) -> None:
    """security.md 11: no fault of ours tells what exists; each list reads what it can and leaves the rest."""
    faults = []
    for name, row in TABLE.items():
        if row.of or row.arguments:
            continue
        for query in (dict.fromkeys(ASKED, absurd), {"q": absurd}, {"role": absurd}, {"day": absurd}):
            actor = "county" if "county" in row.opens else "administrator"
            answer = ask(scene, Asked(actor, "GET", f"{reverse(name)}?{urlencode(query)}"))
            faults += [f"{name} {list(query)}"] if answer.status >= 500 else []
    assert faults == []


def test_an_unknown_address_takes_as_long_as_a_known_one(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """security.md 11: the password is hashed once, whether or not there is somebody of that name."""
    hashed: list[str] = []
    for name in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, name, _counting(getattr(Argon2PasswordHasher, name), hashed))
    User.objects.create_user("known@example.org", "three odd words together")
    counts = []
    for email in ("known@example.org", "unknown@example.org"):
        hashed.clear()
        Client().post("/account/sign-in/", {"login": email, "password": "wrong"})
        counts.append(len(hashed))
    assert counts[0] == counts[1] == 1


def _counting(real: Any, called: list[str]) -> Any:
    def run(self: Argon2PasswordHasher, *typed: str) -> Any:
        called.append(real.__name__)
        return real(self, *typed)

    return run


def test_the_demonstration_gives_a_new_session(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """security.md 5: a session key that somebody planted is worth nothing after sign-in."""
    monkeypatch.setattr(settings, "DEMO", True)
    planted = SessionStore()
    planted.create()
    member = scene.people["county"]
    request = RequestFactory().post("/demo/sign-in/", {"partnership": scene.here.pk, "member": member.pk})
    request.session = SessionStore(planted.session_key)
    assert demo.sign_in(request).status_code == 302
    assert request.session.session_key != planted.session_key
    assert not SessionStore().exists(str(planted.session_key))


def test_the_demonstration_is_not_here() -> None:
    """Issue 2: signing in with one click exists in demo mode alone."""
    assert Client().post("/demo/sign-in/").status_code == 404


def test_a_role_of_another_day_opens_nothing(scene: Scene) -> None:
    """SHA-2: the table again for somebody whose only role has ended."""
    assert "former" in INSIDE
    assert list(faults_of(scene, {"home:my_work": TABLE["home:my_work"]}, actors=["former"])) == []
