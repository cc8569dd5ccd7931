"""Where things are put on a map by several people at once, versions as they stood, and what changed since (EXP-7)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from lantern.access.viewer import viewer_of
from lantern.children.actions import end_allocation
from lantern.children.actions.merging import merge, unmerge
from lantern.children.models import Child
from lantern.children.rules.around import Bearing, Near
from lantern.ecomap import actions
from lantern.ecomap.actions.placing import Put
from lantern.ecomap.models import KeptMap, Node, Placing, Tie
from lantern.ecomap.queries.drawn import key_of_node, map_of
from lantern.ecomap.queries.kept import map_then
from lantern.ecomap.rules.limits import FARTHEST
from lantern.network.actions import confirm_mention
from lantern.network.vocabulary import Kind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.people import a_member, signed_in_client
from tests.factories.today import today
from tests.integration.ecomap.maps_known import TIE, Mapped, in_words, on_picture
from tests.integration.missing.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> Mapped:
    return Mapped()


def moved(known: Mapped, client: Client, *puts: tuple[str, int, int, int], script: bool = True) -> Any:
    """As the page's script sends it, or a form."""
    body = {name: [str(each[place]) for each in puts] for place, name in enumerate(("key", "x", "y", "version"))}
    headers = {"Accept": "application/json"} if script else {}
    return client.post(f"{known.url}put/", body, headers=headers)


def name_in_chat(known: Mapped, words: str = "Kez Pretend") -> None:
    with within(known.here.pk):
        confirm_mention(
            child=known.child, kind=Kind.PERSON, words=words, source_kind="chat", source_id=known.child.pk, part="why",
            by=known.worker, at=datetime.now(UTC),
        )  # fmt: skip


def test_what_is_put_somewhere_stays_there(known: Mapped) -> None:
    """EXP-7: several at once, by script or form; the picture draws them there for everybody."""
    key, other = key_of_node(known.adds()), f"work:{known.worker.pk}"
    answer = moved(known, known.by_worker, (key, 300, -120, 0), (other, -310, 40, 0))
    assert answer.json() == {"now": {key: [300, -120, 1], other: [-310, 40, 1]}, "clashes": {}, "said": ""}
    html = known.client.get(known.url).content.decode()
    assert f'data-key="{key}" transform="translate(300.0 -120.0)"' in html
    assert moved(known, known.by_worker, (key, 200, 0, 1), script=False).status_code == 302
    with within(known.here.pk):
        assert Placing.objects.get(key=key).x == 200
        assert Entry.objects.filter(what="ecomap.arranged", child_id=known.child.pk).count() == 2


def test_two_who_move_the_same_lose_nothing(known: Mapped) -> None:
    """design.md, habit 11: the second is told where the first put it, and may put it anew upon that."""
    key, other = key_of_node(known.adds()), key_of_node(known.adds("Kez", Near.PEER))
    moved(known, known.by_worker, (key, 300, -120, 0))
    answer = moved(known, known.client, (key, -300, 10, 0), (other, 50, 200, 0)).json()
    assert answer["clashes"] == {key: [300, -120, 1]}
    assert answer["now"] == {other: [50, 200, 1]}
    assert "Somebody else moved some of it" in answer["said"]
    assert moved(known, known.client, (key, -300, 10, 1)).json()["now"] == {key: [-300, 10, 2]}


@pytest.mark.parametrize(
    "row", [("child", 1, 1, 0), ("node:x", 1, 1, 0), ("", 1, 1, 0), ("work:y", 1, 1, 0)]
)  # fmt: skip
def test_nothing_else_is_put_anywhere(known: Mapped, row: tuple[str, int, int, int]) -> None:
    """EXP-7: not the child, and nothing that is not on the viewer's own map."""
    assert moved(known, known.by_worker, row).json() == {"now": {}, "clashes": {}, "said": ""}
    with within(known.here.pk):
        assert not Placing.objects.exists()


@pytest.mark.parametrize("x", ["", "far", "1e3", "²", "--1", "999999", "1.5"])
def test_what_nobody_can_read_is_put_nowhere(known: Mapped, x: str) -> None:
    """EXP-7: numbers alone, and none that leads out of sight."""
    key = key_of_node(known.adds())
    answer = known.by_worker.post(f"{known.url}put/", {"key": key, "x": x, "y": "1", "version": "0"})
    assert answer.status_code == 302
    with within(known.here.pk):
        assert not Placing.objects.exists()


def test_nothing_is_put_beyond_the_farthest(known: Mapped) -> None:
    """EXP-7: whoever drags too far finds it at the edge."""
    key = key_of_node(known.adds())
    assert moved(known, known.by_worker, (key, 99_999, -99_999, 0)).json()["now"] == {key: [FARTHEST, -FARTHEST, 1]}


def test_everything_is_arranged_anew(known: Mapped) -> None:
    """EXP-7: Lantern places everything again; what is hidden stays hidden."""
    key = key_of_node(known.adds())
    moved(known, known.by_worker, (key, 300, -120, 0))
    known.by_worker.post(f"{known.url}hide/", {"key": f"work:{known.worker.pk}"})
    assert known.by_worker.post(f"{known.url}arrange/").status_code == 302
    drawn = known.map_as(known.worker)
    assert drawn.by_key[key].spot is None
    assert [each.label for each in drawn.hidden] == ["Sam Sample"]


def test_a_version_stays_as_it_was(known: Mapped) -> None:
    """EXP-7: labels, ties and sources of then, whatever was changed, taken off or hidden since; it cannot be changed."""
    node = known.adds("Terry Example", words="rings on Sundays")
    answer = known.by_worker.post(
        f"{known.url}keep/", {"on-day": "3", "on-month": "3", "on-year": "2026", "note": "for the review"}
    )
    assert answer.status_code == 302
    body = {"kind": "peer", "label": "Renamed", "figure": "U", "version": "1"}
    assert known.by_worker.post(f"/network/maps/things/{node.pk}/", body).status_code == 302
    known.by_worker.post(f"/network/maps/things/{node.pk}/off/")
    with within(known.here.pk):
        kept = KeptMap.objects.get()
    versions = text_of(known.client.get(f"{known.url}versions/"))
    assert "3 March 2026 for the review · kept by Sam Sample, Fictional Council" in versions
    answer = known.client.get(f"/network/maps/{kept.pk}/")
    said, html = text_of(answer), answer.content.decode()
    assert "The map of 3 March 2026" in said
    assert "Zoë and Terry Example: a tie, known. Rings on Sundays." in said
    assert "Renamed" not in said
    assert "/off/" not in html
    assert on_picture(html) == in_words(html)


def test_a_day_to_come_is_refused(known: Mapped) -> None:
    """EXP-7: what will be cannot be kept."""
    answer = known.by_worker.post(f"{known.url}keep/", {"on-day": "3", "on-month": "3", "on-year": "2199"})
    assert "must not be in the future" in text_of(answer)


def test_a_version_shows_nobody_what_they_may_not_see_today(known: Mapped) -> None:
    """SHA-2, SHA-4: a frozen name is read through today's scope; nothing tells that it is missing."""
    name_in_chat(known)
    known.adds(words="rings on Sundays")
    kept = known.keeps()
    assert "Kez Pretend" in known.by_worker.get(f"/network/maps/{kept.pk}/").content.decode()
    triage = a_member(known.here, Role.TRIAGE_OFFICER, "Mid")
    html = signed_in_client(triage).get(f"/network/maps/{kept.pk}/").content.decode()
    assert "Kez Pretend" not in html
    assert "Terry Example" in html
    assert "2 around them" in html
    with within(known.here.pk):
        found = map_then(KeptMap.objects.select_related("child").get(), viewer_of(triage, now=datetime.now(UTC)))
    assert {each.label for each in found.others} == {"Terry Example", "Sam Sample"}
    assert not [each for each in found.links if any(end.startswith("entity:") for end in each.ends)]


def test_what_left_the_record_stays_in_the_version(known: Mapped) -> None:
    """EXP-7: a worker who works with the child no more is on the map of then, and not on that of today."""
    kept = known.keeps(by=known.coordinator)
    with within(known.here.pk):
        work = known.child.allocations.get()
        end_allocation(allocation=work, on=today(), by=known.coordinator, at=datetime.now(UTC))
    assert "Sam Sample" not in {each.label for each in known.map_as(known.coordinator).others}
    assert "Sam Sample" in text_of(known.client.get(f"/network/maps/{kept.pk}/"))


def test_what_changed_since_is_told_and_marked(known: Mapped) -> None:
    """EXP-7: added, gone, said otherwise; on the picture what is new has a second outline."""
    known.adds("Gone Example", Near.ADULT)
    stays = known.adds("Stays Example", Near.PEER, words="friends")
    kept = known.keeps("before")
    with within(known.here.pk):
        at = datetime.now(UTC)
        actions.take_off_node(node=Node.objects.get(label="Gone Example"), by=known.worker, at=at)
    known.adds("New Example", Near.ADULT, bearing=Bearing.CONCERN)
    with within(known.here.pk):
        tie = Tie.objects.get(second=key_of_node(stays))
    body = {**TIE, "kind": "tie", "how": "", "version": "1", "words": "friends", "strength": "cut off"}
    assert known.by_worker.post(f"/network/maps/ties/{tie.pk}/", body).status_code == 302
    answer = known.client.get(f"{known.url}compare/", {"before": str(kept.pk)})
    said, html = text_of(answer), answer.content.decode()
    assert "New Example (adult)" in said
    assert "Zoë Madeup and New Example: a tie, a concern, known" in said
    assert "Gone Example (adult)" in said
    assert "a tie, known. Friends is now: Zoë Madeup and Stays Example: a tie that is cut off, known. Friends" in said
    assert html.count("data-changed") == 2
    later = known.keeps("after")
    both = text_of(known.client.get(f"{known.url}compare/", {"before": str(kept.pk), "after": str(later.pk)}))
    assert "New Example (adult)" in both
    nothing = known.client.get(f"{known.url}compare/", {"before": str(later.pk)})
    assert "Nothing changed" in text_of(nothing)


@pytest.mark.parametrize("asked", [{}, {"before": "nonsense"}, {"before": "00000000-0000-4000-8000-000000000000"}])
def test_comparing_what_is_not_there(known: Mapped, asked: dict[str, str]) -> None:
    """EXP-7: nothing kept, or nothing of the kind asked for: the page says what to do."""
    assert known.client.get(f"{known.url}compare/", asked).status_code == 200
    known.keeps()
    assert known.client.get(f"{known.url}compare/", asked).status_code == 200


def test_the_map_follows_the_child_when_two_records_are_merged_and_comes_back(known: Mapped) -> None:
    """MIS-4: things, ties, places and versions of both; unmerged, each has its own again."""
    other = known.a_child("Zoe", "Madeup")
    node = known.adds()
    moved(known, known.by_worker, (key_of_node(node), 300, -120, 0))
    known.keeps()
    with within(known.here.pk):
        at = datetime.now(UTC)
        merged = merge(child=other, other=Child.objects.get(pk=known.child.pk), by=known.coordinator, at=at)
        viewer = viewer_of(known.coordinator, now=at)
        drawn = map_of(Child.objects.get(pk=other.pk), viewer)
        found = drawn.by_key[key_of_node(node)]
        assert (found.label, found.spot and found.spot.x) == ("Terry Example", 300)
        assert len(drawn.links_of(found.key)) == 1
        assert KeptMap.objects.get().child_id == other.pk
        unmerge(merge=merged, by=known.coordinator, at=at)
        for model in (Node, Tie, Placing, KeptMap):
            assert set(model.objects.values_list("child_id", flat=True)) == {known.child.pk}


def test_a_map_has_a_most(known: Mapped, monkeypatch: pytest.MonkeyPatch) -> None:
    """EXP-7: one too many to be read is refused in words, and what was typed is kept."""
    monkeypatch.setattr("lantern.ecomap.actions.nodes.MOST", 1)
    known.adds()
    body = {**TIE, "kind": "peer", "label": "One more", "to": "child"}
    answer = known.by_worker.post(f"{known.url}add/", body)
    assert "Take some off first" in text_of(answer)
    assert 'value="One more"' in answer.content.decode()


def test_putting_tells_the_version_it_was_put_upon(known: Mapped) -> None:
    """design.md, habit 11: the action itself, without a page."""
    node = known.adds()
    key, at = key_of_node(node), datetime.now(UTC)
    with within(known.here.pk):
        first = actions.put(child=known.child, puts=[Put(key, 1, 2, 0)], by=known.worker, at=at)
        second = actions.put(child=known.child, puts=[Put(key, 3, 4, 0)], by=known.coordinator, at=at)
    assert (first.now[key].version, second.now, second.clashes[key].x) == (1, {}, 1)
