"""A room says who and what it knows of around a child, and what of an earlier map may still be seen (EXP-7)."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime

import pytest

from lantern.access.viewer import Viewer, viewer_of
from lantern.access.vocabulary import Permission
from lantern.children import around
from lantern.children.models import Child
from lantern.children.rules.around import Around, Bearing, Near, key_of_words, source_of
from lantern.demo.actions.maps import FEW, draw_maps
from lantern.ecomap.models import Node, Tie
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area
from tests.integration.ecomap.maps_known import Mapped, in_words, on_picture
from tests.integration.missing.pages import text_of

pytestmark = pytest.mark.django_db
KEY = "dealer:11111111-1111-4111-8111-111111111111"
CAR = "dealer:22222222-2222-4222-8222-222222222222"


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Mapped:
    monkeypatch.setattr(around, "_rooms", dict(around._rooms))
    return Mapped()


def somebody(child: Child, viewer: Viewer) -> Iterable[Around]:
    """A person of concern who drives a car, for those who read chats."""
    if viewer.may(Permission.READ_CHATS):
        yield Around(
            key=KEY, label="J Pretend", kind=Near.ADULT, words="exploits", source="police", since=date(2026, 1, 2),
            bearing=Bearing.CONCERN,
        )  # fmt: skip
        yield Around(key=CAR, label="Grey car", kind=Near.THING, words="drives it", source="police", to=KEY)


def still(keys: Collection[str], child: Child, viewer: Viewer) -> Collection[str]:
    return keys if viewer.may(Permission.READ_CHATS) else ()


def test_a_room_that_registers_is_on_every_map(known: Mapped) -> None:
    """EXP-7: with its tie to the child, and ties between what it knows of."""
    around.register("dealer", somebody, still=still)
    said = text_of(known.by_worker.get(known.url))
    assert "Zoë and J Pretend: a tie, a concern, since 2 January 2026. Exploits." in said
    assert "J Pretend and Grey car: a tie. Drives it. police" in said
    html = known.by_worker.get(known.url).content.decode()
    assert on_picture(html) == in_words(html)
    assert {KEY, CAR} <= on_picture(html)[0]


def test_what_was_kept_is_asked_of_its_room(known: Mapped) -> None:
    """SHA-2: whoever may not see it today finds nothing of it in a version; neither does anybody once the room is gone."""
    around.register("dealer", somebody, still=still)
    kept = known.keeps()
    url = f"/network/maps/{kept.pk}/"
    assert "J Pretend" in text_of(known.by_worker.get(url))
    assert "J Pretend" not in text_of(known.sees_as(Role.TRIAGE_OFFICER, "Mid").get(url))
    del around._rooms["dealer"]
    assert "J Pretend" not in text_of(known.by_worker.get(url))


def test_a_room_without_a_word_on_it_shows_all_that_was_kept(known: Mapped) -> None:
    """EXP-7: whoever sees the child sees who worked with them."""
    with within(known.here.pk):
        viewer = viewer_of(known.worker, now=datetime.now(UTC))
        keys = {f"work:{known.worker.pk}", "work:somebody-else", "nobody:1", "plain"}
        assert around.still_seen(keys, known.child, viewer) == {f"work:{known.worker.pk}", "work:somebody-else"}


def test_a_name_is_one_key_however_it_is_written(known: Mapped) -> None:
    """EXP-7: the key tells nothing of the name."""
    one, other = (key_of_words("found", known.child.pk, words) for words in ("Old  Mill", "old mill"))
    assert one == other
    assert "mill" not in one
    assert source_of(one) == "found"


def test_the_demonstration_has_maps(known: Mapped) -> None:
    """EXP-7: the children who went missing most, each by their social worker; one with very many ties."""
    with within(known.here.pk):
        worker = a_member(known.here, Role.SOCIAL_WORKER, name="Kit Sample")
        for number in (1, 3):
            child = a_child(area=an_area(known.here, "Chelmsford"), worker=worker)
            for turn in range(number):
                an_episode(child, by=known.coordinator, hours_ago=200 - 30 * turn, back_hours_ago=195 - 30 * turn)
        draw_maps(by=None, at=datetime.now(UTC))
        ties = sorted(
            Tie.objects.filter(child=each).count() for each in Child.objects.filter(pk__in=Node.objects.values("child"))
        )
    assert len(ties) == 2
    assert ties[0] >= FEW - 3
    assert ties[1] >= 55
