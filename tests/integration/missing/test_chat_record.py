"""What a chat told, saved as one types by two people, with and without script (MIS-9)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.missing import actions
from lantern.missing.models import Chat, ChatText
from lantern.missing.queries.chat_texts import section_now
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import OfferedHow, OfferedTo, Section
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from lantern.writing.rules import Result, SectionNow, Typed, saved
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, signed_in_client
from tests.integration.missing.pages import Scene

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def chat(scene: Scene) -> Chat:
    return a_chat(scene.officer, scene)


def a_chat(by: Member, scene: Scene) -> Chat:
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=by, hours_ago=9, back_hours_ago=5)
        told = {"to": OfferedTo.CHILD, "how": OfferedHow.PHONE, "happened": Moment(NOW - timedelta(hours=2))}
        return actions.offer_chat(episode=episode, by=by, at=NOW, **told).chat


def save(chat: Chat, by: Member, text: str, base: int, *, at: datetime = NOW, editing: str = "") -> Result:
    section = Section.WHY
    kept = actions.save_section(chat=chat, section=section, text=text, based_on=base, by=by, at=at, editing=editing)
    return kept.result


def texts(chat: Chat) -> list[tuple[int, str, bool]]:
    rows = ChatText.objects.filter(chat=chat).order_by("version", "began_at")
    return list(rows.values_list("version", "text", "standing"))


def test_what_was_replaced_stays_and_a_minute_of_typing_is_one(scene: Scene, chat: Chat) -> None:
    """MIS-9: facts keep their past; not every letter of it."""
    with within(scene.here.pk):
        for second, text in enumerate(("An", "An argu", "An argument")):
            save(chat, scene.officer, text, second, at=NOW + timedelta(seconds=second), editing="page")
        assert texts(chat) == [(3, "An argument", True)]
        save(chat, scene.officer, "A row", 3, at=NOW + timedelta(seconds=61), editing="page")
        assert texts(chat) == [(3, "An argument", False), (4, "A row", True)]
        assert Entry.objects.filter(what="missing.chat_written").count() == 2


def test_two_people_are_both_kept_and_who_saw_both_settles_it(scene: Scene, chat: Chat) -> None:
    """MIS-9."""
    with within(scene.here.pk):
        other = a_member(scene.here, Role.MISSING_COORDINATOR)
        assert save(chat, scene.officer, "Theirs", 0) is Result.SAVED
        assert save(chat, other, "Mine", 0) is Result.BESIDE
        assert section_now(chat, Section.WHY).beside == {str(other.pk): "Mine"}
        assert save(chat, other, "Theirs and mine", 1) is Result.SAVED
        assert section_now(chat, Section.WHY).beside == {}
        assert {text for _, text, _ in texts(chat)} == {"Theirs", "Mine", "Theirs and mine"}


def test_one_person_on_two_screens_loses_neither(scene: Scene, chat: Chat) -> None:
    """MIS-9: the later words do not replace those of the other screen."""
    with within(scene.here.pk):
        other = a_member(scene.here, Role.MISSING_COORDINATOR)
        save(chat, other, "Stands", 0)
        save(chat, scene.officer, "On the phone", 0, editing="phone")
        save(chat, scene.officer, "At the desk", 0, editing="desk")
        beside = section_now(chat, Section.WHY).beside[str(scene.officer.pk)]
        assert "On the phone" in beside and "At the desk" in beside


def test_what_cannot_be_is_refused(scene: Scene, chat: Chat) -> None:
    """MIS-9: a version that never was; a text without end."""
    with within(scene.here.pk):
        with pytest.raises(NotAllowed, match="Load the page again"):
            save(chat, scene.officer, "Text", 7)
        with pytest.raises(NotAllowed, match="20,000"):
            save(chat, scene.officer, "x" * 20_001, 0)
        assert texts(chat) == []


saves = st.lists(
    st.tuples(st.sampled_from([0, 1]), st.sampled_from("abcd"), st.integers(0, 3), st.sampled_from(["", "p", "q"])),
    max_size=6,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(saves)
def test_the_tables_do_what_the_rule_says(scene: Scene, sent: list[tuple[int, str, int, str]]) -> None:
    """MIS-9: for any saves of two people, the rows stand as the pure rule has it, and every text is in some row."""
    chat = a_chat(scene.officer, scene)
    with within(scene.here.pk):
        people = [scene.officer, a_member(scene.here, Role.MISSING_COORDINATOR)]
        now = SectionNow()
        for number, (who, text, base, editing) in enumerate(sent):
            if base > now.version:
                continue
            now, result = saved(now, Typed(text, base, str(people[who].pk), editing))
            at = NOW + timedelta(minutes=2 * number)
            assert save(chat, people[who], text, base, at=at, editing=editing) is result
        found = section_now(chat, Section.WHY)
        assert (found.version, found.text) == (now.version, now.text)
        assert found.beside.keys() == now.beside.keys()
        assert all(text in found.beside[who] for who, text in now.beside.items())


def test_the_script_saves_one_section_and_hears_what_became_of_it(scene: Scene, chat: Chat) -> None:
    """MIS-9: saved, the same, beside with the other's words and name; nothing for who may not write."""
    url = f"/missing/chats/{chat.pk}/record/save/"
    coordinator = a_member(scene.here, Role.MISSING_COORDINATOR, name="Cas Invented")
    other = signed_in_client(coordinator)
    sent = {"section": "why", "text": "Upset", "base": "0", "editing": "one"}
    first = scene.client.post(url, sent)
    assert (first.status_code, first.json()) == (201, {"result": "saved", "version": 1})
    clash = other.post(url, sent | {"text": "Bored", "editing": "two"})
    said = {"result": "beside", "version": 1, "text": "Upset", "by": scene.officer.name}
    assert (clash.status_code, clash.json()) == (202, said)
    assert other.post(url, sent | {"section": "nothing"}).status_code == 403
    assert scene.client.post(url, sent | {"base": "9"}).status_code == 422
    page = other.get(f"/missing/chats/{chat.pk}/record/").content.decode()
    assert "Bored" in page and "Upset" in page and "put both together" in page
    with within(scene.here.pk):
        worker = a_member(scene.here, Role.CHAT_WORKER)
        actions.allocate_chat(chat=chat, worker=worker, by=coordinator, at=NOW)
    assert scene.client.post(url, sent | {"base": "1"}).status_code == 403
    read = scene.client.get(f"/missing/chats/{chat.pk}/record/").content.decode()
    assert "Somebody else is to hold this chat" in read and "<textarea" not in read and "Upset" in read


def test_without_script_the_page_is_a_plain_form(scene: Scene, chat: Chat) -> None:
    """MIS-9: the whole is sent at once; what somebody else wrote meanwhile is shown beside, and nothing is lost."""
    url = f"/missing/chats/{chat.pk}/record/"
    sent = {"why": "Upset", "why-base": "0", "harm-found": "suspected", "harm-found-base": "0", "editing": "one"}
    assert scene.client.post(url, sent).status_code == 302
    other = scene.sees_as(Role.MISSING_COORDINATOR)
    page = other.post(url, {"why": "Bored", "why-base": "0", "editing": "two"}).content.decode()
    assert "Nothing is lost" in page and "Bored" in page and "Upset" in page
    assert other.post(url, {"why": "Upset and bored", "why-base": "1", "editing": "two"}).status_code == 302
    read = other.get(f"/missing/chats/{chat.pk}/").content.decode()
    assert "Upset and bored" in read and "Suspected" in read


ASKED = ["told choice", "seen alone", "language", "why", "where", "with whom", "travel", "what happened", "harm found"]
ASKED += ["harm", "push", "pull", "would help", "phones", "own words"]


def test_everything_that_is_asked_is_kept_and_read(scene: Scene, chat: Chat) -> None:
    """MIS-9: choice, seen alone, language; why, where, with whom, how; what happened, harm, push, pull, help, phones."""
    url = f"/missing/chats/{chat.pk}/record/"
    page = scene.client.get(url).content.decode()
    slugs = {each: each.replace(" ", "-") for each in ASKED}
    assert [each for each, slug in slugs.items() if f'name="{slug}"' not in page] == []
    chosen = {"told choice": "yes", "seen alone": "partly", "harm found": "none"}
    said = {each: chosen.get(each, f"Xq {each}") for each in ASKED}
    scene.client.post(url, {slug: said[each] for each, slug in slugs.items()} | {"editing": "one"})
    with within(scene.here.pk):
        kept = dict(ChatText.objects.filter(chat=chat, standing=True).values_list("section", "text"))
    assert kept == said
    read = scene.client.get(f"/missing/chats/{chat.pk}/").content.decode()
    assert "For part of it" in read
    assert [each for each in said.values() if each.startswith("Xq") and each not in read] == []
