"""The public form before people who mean no good, or who have no JavaScript: it learns nothing and tells nothing (MIS-10)."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantern.children import actions as children
from lantern.missing.models import Chat, ChatRequest
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.children import LONG_AGO, a_child
from tests.factories.people import a_member, a_partnership, an_area, signed_in_client
from tests.integration.missing.pages import CONTROL, Scene, text_of

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
SENT = {"asker": "child", "name": "Rowan Example", "reach": "My school, at lunch", "words": "Please call"}


@pytest.fixture
def scene() -> Scene:
    cache.clear()
    return Scene()


def url(scene: Scene) -> str:
    return f"/chat/{scene.here.pk}/"


def kept(scene: Scene) -> list[ChatRequest]:
    with within(scene.here.pk):
        return list(ChatRequest.objects.order_by("received_at"))


def post(scene: Scene, **changed: str) -> object:
    return Client().post(url(scene), SENT | changed)


@pytest.mark.parametrize(
    ("changed", "still_there"),
    [
        ({"name": "Row\x00an"}, "My school, at lunch"),
        ({"words": "\x00"}, "Rowan Example"),
        ({"reach": "\x00" * 50}, "Please call"),
        ({"words": "Z" * 10_000}, "Z" * 10_000),
        ({"name": "Y" * 10_000}, "Please call"),
        ({"asker": "x' OR 1=1 --"}, "Rowan Example"),
        ({"asker": "\x00"}, "Rowan Example"),
        ({"wish": "\ud83d"}, "Rowan Example"),
        ({"postcode": "9" * 500}, "Please call"),
    ],
    ids=["nul name", "nul words", "nuls", "long words", "long name", "sql", "nul choice", "half a pair", "long code"],
)
def test_what_cannot_be_kept_is_said_and_the_rest_stays_in_its_boxes(
    scene: Scene, changed: dict[str, str], still_there: str
) -> None:
    """MIS-10: no crash, nothing kept, no word of the child lost."""
    sent = {key: value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for key, value in changed.items()}
    answer = Client().post(url(scene), SENT | sent)
    assert answer.status_code == 200
    assert still_there in answer.content.decode()
    assert "There is a problem" in text_of(answer)
    assert kept(scene) == []


@pytest.mark.parametrize(
    "words",
    ["=cmd|'/C calc'!A0", "<script>alert(1)</script>", "{{ 7*7 }}{% now 'Y' %}", "'; DROP TABLE x; --", "\u202etxt"],
)
def test_hostile_words_reach_the_coordinator_as_words(scene: Scene, words: str) -> None:
    """MIS-10: kept as written, shown as text, on the list and on the page of the request."""
    assert post(scene, words=words, name=words).status_code == 302  # type: ignore[attr-defined]
    (asked,) = kept(scene)
    assert (asked.words, asked.name) == (words, words)
    client = scene.sees_as(Role.MISSING_COORDINATOR)
    for path in ("/missing/chats/requests/", f"/missing/chats/requests/{asked.pk}/"):
        page = client.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode() and ">49" not in page.content.decode()


def test_nothing_is_asked_of_the_record_for_who_writes(scene: Scene) -> None:
    """MIS-10: as many questions to the database for a child with a record as for nobody, so that no clock can tell."""
    with within(scene.here.pk):
        a_child("Rowan", "Example")
    post(scene)  # what is read once and kept is read
    counts = []
    for name in ("Rowan Example", "Nobody Pretend"):
        with CaptureQueriesContext(connection) as asked:
            post(scene, name=name)
        sql = [each["sql"] for each in asked.captured_queries if not CONTROL.search(each["sql"][:60])]
        counts.append(len(sql))
        assert not any('FROM "children_child"' in each or 'FROM "missing_episode"' in each for each in sql)
    assert counts[0] == counts[1]


def test_a_postcode_of_the_county_and_one_of_nowhere_are_answered_alike(scene: Scene) -> None:
    """MIS-10: the way on is the same; only who covers the place sees the difference."""
    with within(scene.here.pk):
        child = a_child(area=an_area(scene.here, "Chelmsford"))
        children.move_to(
            child=child, text="1 Nowhere Lane", postcode="ZZ1 1ZZ", district=child.area_id, since=LONG_AGO, by=None, at=NOW
        )  # fmt: skip
    answers = {post(scene, postcode=code).url for code in ("ZZ1 1ZZ", "zz11zz", "QQ9 9QQ", "")}  # type: ignore[attr-defined]
    assert answers == {f"{url(scene)}thanks/"}
    assert [each.postcode for each in kept(scene)] == ["ZZ11ZZ", "ZZ11ZZ", "QQ99QQ", ""]


def test_a_partnership_that_there_is_not_takes_nothing(scene: Scene) -> None:
    """MIS-10, PAR-1: back to the choice of places; no other partnership receives it."""
    other = a_partnership("Elsewhere")
    answer = Client().post(f"/chat/{uuid4()}/", SENT)
    assert (answer.status_code, answer.url) == (302, "/chat/")
    assert Client().post("/chat/not-an-id/", SENT).status_code == 404
    for place in (scene.here, other):
        with within(place.pk):
            assert not ChatRequest.objects.exists()


def test_each_partnership_keeps_its_own(scene: Scene) -> None:
    """PAR-1: the address decides, not who is signed in; the wall stands behind it."""
    other = a_partnership("Elsewhere")
    theirs = signed_in_client(a_member(other, Role.MISSING_COORDINATOR))
    assert theirs.post(url(scene), SENT).status_code == 302
    (asked,) = kept(scene)
    assert asked.by_id is None
    assert theirs.get(f"/missing/chats/requests/{asked.pk}/").status_code == 404
    assert "No request waits" in text_of(theirs.get("/missing/chats/requests/"))
    with within(other.pk):
        assert not ChatRequest.objects.filter(pk=asked.pk).exists()


def test_several_places_are_offered_and_one_leads_straight_on(scene: Scene) -> None:
    """MIS-10: who does not know the address is asked where they live, by name, in order."""
    assert Client().get("/chat/").url == url(scene)
    a_partnership("Almost")
    page = text_of(Client().get("/chat/"))
    assert page.index("Almost") < page.index("Fictional")


def test_thanks_says_the_same_of_every_place(scene: Scene) -> None:
    """MIS-10: also of one that there is not."""
    said = {text_of(Client().get(f"/chat/{place}/thanks/")) for place in (scene.here.pk, uuid4())}
    assert len(said) == 1


def test_the_form_is_plain_html(scene: Scene) -> None:
    """MIS-10: it works where no script runs, and nothing in it is kept by the browser or a proxy."""
    answer = Client().get(url(scene))
    page = answer.content.decode()
    form = page[page.index("<form") : page.index("</form>")]
    assert 'method="post"' in form and "<script" not in form and not re.search(r"\son\w+=", form)
    for name in ("asker", "name", "born", "postcode", "reach", "wish", "words"):
        assert f'name="{name}"' in form
    assert answer["Cache-Control"] == "no-store"


def test_another_site_cannot_send_it(scene: Scene) -> None:
    """security.md: without the token of the page nothing is kept."""
    assert Client(enforce_csrf_checks=True).post(url(scene), SENT).status_code == 403
    assert kept(scene) == []


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_nothing_but_reading_and_sending(scene: Scene, method: str) -> None:
    """MIS-10."""
    assert getattr(Client(), method)(url(scene)).status_code == 405
    assert Client().post(f"{url(scene)}thanks/").status_code == 405


def test_the_flood_of_one_address_stops_no_other_and_mistakes_do_not_count(scene: Scene) -> None:
    """MIS-10: who forgets a field ten times can still send; a neighbour can while one address is stopped."""
    client = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(12):
        assert client.post(url(scene), SENT | {"name": ""}).status_code == 200
    assert [client.post(url(scene), SENT).status_code for _ in range(11)] == [302] * 10 + [429]
    assert Client(REMOTE_ADDR="192.0.2.8").post(url(scene), SENT).status_code == 302
    assert client.get(url(scene)).status_code == 200  # it can still be read, with whom to call
    assert len(kept(scene)) == 11


def test_who_is_stopped_keeps_the_words_and_reads_whom_to_call(scene: Scene) -> None:
    """MIS-10: a child in a home where many wrote today is not asked for a password."""
    client = Client(REMOTE_ADDR="192.0.2.11")
    for _ in range(10):
        client.post(url(scene), SENT)
    stopped = client.post(url(scene), SENT)
    page = text_of(stopped)
    assert stopped.status_code == 429
    assert "call Childline on 0800 1111: it is free" in page and "Please call" in page
    assert "password" not in page and "Rowan Example" in stopped.content.decode()


def test_an_address_that_somebody_claims_is_not_believed(scene: Scene) -> None:
    """MIS-10: who writes another address into a header is stopped all the same."""
    answers = [
        Client(REMOTE_ADDR="192.0.2.9", HTTP_X_FORWARDED_FOR=f"198.51.100.{each}").post(url(scene), SENT).status_code
        for each in range(12)
    ]
    assert answers.count(429) == 2


def test_the_trail_says_that_and_from_where_never_what(scene: Scene) -> None:
    """SHA-6, MIS-10: no member, no child, no word of it."""
    Client(REMOTE_ADDR="192.0.2.5").post(url(scene), SENT)
    (asked,) = kept(scene)
    with within(scene.here.pk):
        entry = Entry.objects.get(what="missing.chat_requested")
        assert (entry.subject_id, entry.member_id, entry.child_id, entry.origin) == (asked.pk, None, None, "192.0.2.5")
        assert "Rowan" not in f"{entry.detail}{entry.purpose}{entry.sought}"
        assert not Chat.objects.exists()
