"""Names, phones and plates of a chat become entities with one press each, and tell nothing of other children (INT-6, INT-7)."""

from datetime import UTC, datetime, timedelta

import pytest

from lantern.missing import actions
from lantern.missing.models import Chat
from lantern.missing.vocabulary import OfferedHow, OfferedTo, Section
from lantern.network.models import Entity, Mention
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
TOLD = "got in with Tyler, van AB12 CDE, his number is 07700 900123"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def a_chat(scene: Scene, area: str, text: str = TOLD) -> Chat:
    with within(scene.here.pk):
        child = a_child(area=an_area(scene.here, area))
        episode = an_episode(child, by=scene.officer, hours_ago=9, back_hours_ago=5)
        told = {"to": OfferedTo.CHILD, "how": OfferedHow.PHONE, "happened": Moment(NOW - timedelta(hours=2))}
        chat = actions.offer_chat(episode=episode, by=scene.officer, at=NOW, **told).chat
        actions.save_section(chat=chat, section=Section.TRAVEL, text=text, based_on=0, by=scene.officer, at=NOW)
        return chat


def press(scene: Scene, chat: Chat, kind: str, words: str, **more: str) -> int:
    sent = {"kind": kind, "words": words, "part": "travel"} | more
    return int(scene.client.post(f"/missing/chats/{chat.pk}/named/", sent).status_code)


def test_one_press_each_and_the_words_are_kept(scene: Scene) -> None:
    """INT-6: which chat, which section, which words, who and when; pressed twice it is one."""
    chat = a_chat(scene, "Chelmsford")
    url = f"/missing/chats/{chat.pk}/named/"
    page = scene.client.get(url).content.decode()
    assert all(words in page for words in ("<mark>Tyler</mark>", "<mark>AB12 CDE</mark>", "<mark>07700 900123</mark>"))
    for kind, words in (("person", "Tyler"), ("vehicle", "AB12 CDE"), ("vehicle", "AB12 CDE")):
        assert press(scene, chat, kind, words) == 302
    with within(scene.here.pk):
        assert Mention.objects.count() == 2
        mention = Mention.objects.get(words="AB12 CDE")
        assert (mention.source_id, mention.part, mention.child_id) == (chat.pk, "travel", chat.child_id)
    page = scene.client.get(url).content.decode()
    assert "<mark>AB12 CDE</mark>" not in page and "<mark>07700 900123</mark>" in page
    entity = scene.client.get(f"/network/{mention.entity_id}/").content.decode()
    assert "“AB12 CDE”" in entity and "Missing chat" in entity
    assert scene.client.post(url, {"take_back": str(mention.pk)}).status_code == 302
    assert scene.client.get(f"/network/{mention.entity_id}/").status_code == 404
    with within(scene.here.pk):
        mention.refresh_from_db()
        assert mention.withdrawn_at


def test_the_same_plate_in_two_chats_is_one_entity(scene: Scene) -> None:
    """INT-6: however it was written."""
    first, second = a_chat(scene, "Chelmsford"), a_chat(scene, "Colchester", "it was ab12cde again")
    press(scene, first, "vehicle", "AB12 CDE")
    press(scene, second, "vehicle", "ab12cde")
    with within(scene.here.pk):
        assert (Entity.objects.count(), Mention.objects.count()) == (1, 2)


def test_whether_two_people_of_one_name_are_one_a_person_says(scene: Scene) -> None:
    """INT-6: the page offers the one known, and another."""
    first, second = a_chat(scene, "Chelmsford"), a_chat(scene, "Colchester")
    press(scene, first, "person", "Tyler")
    with within(scene.here.pk):
        known = Entity.objects.get()
    page = scene.client.get(f"/missing/chats/{second.pk}/named/").content.decode()
    assert "The same person as <strong>Tyler</strong>" in page and "Another person" in page
    press(scene, second, "person", "Tyler", same_as=str(known.pk))
    third = a_chat(scene, "Maldon")
    press(scene, third, "person", "Tyler")
    with within(scene.here.pk):
        assert Entity.objects.filter(label="Tyler").count() == 2
        assert known.mentions.count() == 2


def test_an_entity_tells_nothing_of_a_child_out_of_sight(scene: Scene) -> None:
    """INT-7, SHA-2: who covers North sees North's naming of the van, no other, and no sign of another."""
    first, second = a_chat(scene, "Chelmsford"), a_chat(scene, "Colchester")
    for chat in (first, second):
        press(scene, chat, "vehicle", "AB12 CDE")
    press(scene, first, "person", "Tyler")
    north = signed_in_client(a_member(scene.here, Role.LIAISON_OFFICER, "North"))
    with within(scene.here.pk):
        van, tyler = Entity.objects.get(kind="vehicle"), Entity.objects.get(kind="person")
        seen, hidden = str(second.child), str(first.child)
    page = north.get(f"/network/{van.pk}/").content.decode()
    assert "Named 1 time" in page and seen in page and hidden not in page
    assert north.get(f"/network/{tyler.pk}/").status_code == 404
    assert "The same person" not in north.get(f"/missing/chats/{second.pk}/named/").content.decode()
    with within(scene.here.pk):
        count = Mention.objects.count()
    url = f"/missing/chats/{second.pk}/named/"
    north.post(url, {"kind": "person", "words": "Tyler", "part": "travel", "same_as": str(tyler.pk)})
    with within(scene.here.pk):
        assert tyler.mentions.count() == 1 and Mention.objects.count() == count + 1


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "person", "words": "Never said", "part": "travel"},
        {"kind": "person", "words": "Tyler", "part": "why"},
        {"kind": "ghost", "words": "Tyler", "part": "travel"},
        {"kind": "person", "words": "", "part": "travel"},
        {"take_back": "nonsense"},
        {"take_back": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_nothing_is_named_that_was_not_told(scene: Scene, sent: dict[str, str]) -> None:
    """INT-6: the words stand in the section, or it is no page."""
    chat = a_chat(scene, "Chelmsford")
    assert scene.client.post(f"/missing/chats/{chat.pk}/named/", sent).status_code == 404
    with within(scene.here.pk):
        assert not Mention.objects.exists()
