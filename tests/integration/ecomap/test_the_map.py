"""The map of a child: what the rooms know, what people add, and the same in words (EXP-7)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps as django_apps
from django.db import IntegrityError, transaction

from lantern.access.viewer import viewer_of
from lantern.children import actions as children
from lantern.children import around
from lantern.children.actions import school
from lantern.children.models import Child
from lantern.children.rules.around import CHILD, Near, source_of
from lantern.children.vocabulary import SchoolKind
from lantern.ecomap.models import Node, Placing, Tie
from lantern.ecomap.queries.drawn import key_of_node
from lantern.network.actions import confirm_mention, withdraw_mention
from lantern.network.vocabulary import Kind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.acting import OutsideAction, action
from lantern.trail.models import Entry
from tests.factories.children import an_episode
from tests.factories.people import a_member, a_partnership, signed_in_client
from tests.integration.children.known import LONG_AGO
from tests.integration.ecomap.maps_known import TIE, Mapped, in_words, on_picture
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> Mapped:
    return Mapped()


def full(known: Mapped) -> None:
    """Everything that the rooms can know of around the child."""
    with within(known.here.pk):
        at = datetime.now(UTC)
        children.place(child=known.child, code="K2", where="Fictional House", since=LONG_AGO, by=None, at=at)
        school.record_schooling(
            child=known.child, kind=SchoolKind.REDUCED, since=LONG_AGO, school="Invented Academy", note="",
            by=known.worker, at=at,
        )  # fmt: skip
        for hours in (100, 60, 20):
            an_episode(known.child, by=known.coordinator, hours_ago=hours, back_hours_ago=hours - 5)
        for kind, words in ((Kind.PERSON, "Kez Pretend"), (Kind.PLACE, "Old Mill"), (Kind.VEHICLE, "AB12 CDE")):
            confirm_mention(
                child=known.child, kind=kind, words=words, source_kind="chat", source_id=known.child.pk, part="why",
                by=known.worker, at=at,
            )  # fmt: skip


def page(known: Mapped, client: Any = None) -> str:
    return (client or known.by_worker).get(known.url).content.decode()


def test_the_map_begins_with_what_is_known(known: Mapped) -> None:
    """EXP-7: worker, placement, school, who was named, where the child was found; each with its source."""
    full(known)
    said = text_of(known.by_worker.get(known.url))
    for words in (
        "Zoë and Sam Sample: a tie, known, since 1 January 2020. Social worker.",
        "the child’s record, Fictional Council",
        "Zoë and Fictional House: a tie, known, since 1 January 2020. Placed there",
        "Zoë and Invented Academy: a tie, known, since 1 January 2020. Reduced timetable.",
        "Zoë and Kez Pretend: a tie",
        "Named once. missing chats",
        "Zoë and Fictional Station: a tie, known",
        "Found there 3 times. missing episodes",
    ):
        assert words in said, words
    assert 'href="/network/' in page(known)
    drawn = known.map_as(known.worker)
    assert {each.kind for each in drawn.others} >= {Near.PROFESSIONAL, Near.PLACE, Near.SCHOOL, Near.PERSON, Near.THING}


def test_every_room_that_knows_of_somebody_gives_them(known: Mapped) -> None:
    """EXP-7: a room that stops registering fails here; every key begins with the name of its source."""
    full(known)
    assert {"entity", "found", "placement", "school", "work"} <= set(around.sources())
    with within(known.here.pk):
        found = around.around(known.child, viewer_of(known.worker, now=datetime.now(UTC)))
    assert {source_of(each.key) for each in found} == {"entity", "found", "placement", "school", "work"}
    assert all(each.source for each in found)


def test_picture_and_words_hold_the_same(known: Mapped) -> None:
    """EXP-7: the same things and the same ties, for who draws and for who reads."""
    full(known)
    uncle, park = known.adds(), known.adds("Nowhere Park", Near.PLACE)
    joined = {"first": key_of_node(uncle), "second": key_of_node(park), "kind": "tie", "how": "", **TIE}
    assert known.by_worker.post(f"{known.url}connect/", joined).status_code == 302
    for client in (known.by_worker, known.client):
        html = page(known, client)
        assert on_picture(html) == in_words(html)
        assert len(on_picture(html)[0]) == 9
        assert len(on_picture(html)[1]) == 10


def test_somebody_is_added_with_a_tie(known: Mapped) -> None:
    """EXP-7: name, kind, what the tie is; and the map says who entered it."""
    body = {
        **TIE, "kind": "adult", "label": "Marlon", "to": CHILD, "words": "lends money", "bearing": "concern",
        "surety": "suspected", "strength": "strong", "direction": "from", "since-day": "3", "since-month": "3",
        "since-year": "2026",
    }  # fmt: skip
    assert known.by_worker.post(f"{known.url}add/", body).status_code == 302
    said = text_of(known.by_worker.get(known.url))
    assert (
        "Zoë and Marlon: a strong tie, from Marlon to Zoë, a concern, suspected, since 3 March 2026. Lends money."
        in said
    )
    assert "Entered by Sam Sample, Fictional Council" in said
    with within(known.here.pk):
        left = Entry.objects.filter(child_id=known.child.pk, what__startswith="ecomap.").values_list("what", flat=True)
        assert sorted(left) == ["ecomap.added", "ecomap.tied"]


def test_the_family_is_added_by_whose_they_are(known: Mapped) -> None:
    """EXP-7: a mother, then her brother through her; a parent is the first of a tie."""
    body = {**TIE, "figure": "F", "born": "1984", "relation": "parent", "whom": CHILD, "how": "birth"}
    assert known.by_worker.post(f"{known.url}add/family/", {**body, "label": "Dana Example"}).status_code == 302
    with within(known.here.pk):
        mother = Node.objects.get(label="Dana Example")
    body |= {"figure": "M", "born": "1980", "relation": "sibling", "whom": key_of_node(mother), "how": ""}
    assert known.by_worker.post(f"{known.url}add/family/", {**body, "label": "Terry Example"}).status_code == 302
    body |= {"figure": "F", "born": "2030", "relation": "child", "whom": key_of_node(mother), "how": "adopted"}
    assert known.by_worker.post(f"{known.url}add/family/", {**body, "label": "Mia Example"}).status_code == 302
    said = text_of(known.by_worker.get(known.url))
    assert "Dana Example is the birth parent of Zoë" in said
    assert "Dana Example and Terry Example are brothers or sisters" in said
    assert "Dana Example is the adoptive parent of Mia Example" in said
    refused = known.by_worker.post(f"{known.url}add/family/", {**body, "relation": "partner", "label": "Lee"})
    assert "That way does not go with what they are" in text_of(refused)


def test_what_is_typed_is_kept_when_something_is_wrong(known: Mapped) -> None:
    """design.md: bad input loses nothing."""
    answer = known.by_worker.post(
        f"{known.url}add/", {**TIE, "kind": "peer", "label": "", "to": CHILD, "words": "met in town"}
    )
    assert "Enter the name" in text_of(answer)
    assert 'value="met in town"' in answer.content.decode()


def test_what_a_record_proposes_is_hidden_and_shown_again(known: Mapped) -> None:
    """EXP-7: hidden from the map with its ties, the record stays; below the map it is put back."""
    key = f"work:{known.worker.pk}"
    assert known.by_worker.post(f"{known.url}hide/", {"key": key}).status_code == 302
    html = page(known)
    assert f'data-key="{key}"' not in html
    assert "Hidden or taken off" in html
    assert "Sam Sample" in text_of(known.by_worker.get(f"/children/{known.child.pk}/"))
    assert known.by_worker.post(f"{known.url}show/", {"key": key}).status_code == 302
    assert f'data-key="{key}"' in page(known)


@pytest.mark.parametrize("key", ["", "child", "work:nonsense", "node:1", "entity:00000000-0000-4000-8000-000000000000"])
def test_only_what_is_on_the_map_is_hidden(known: Mapped, key: str) -> None:
    """EXP-7: not the child, nor what somebody may not see: unknown and forbidden answer alike."""
    assert known.by_worker.post(f"{known.url}hide/", {"key": key}).status_code == 404
    with within(known.here.pk):
        assert not Placing.objects.exists()


def test_what_is_taken_off_is_put_back_as_it_was(known: Mapped) -> None:
    """EXP-7: undo; ties go and come with it, and nothing is ever deleted."""
    node = known.adds(words="rings on Sundays")
    base = f"/network/maps/things/{node.pk}/"
    assert known.by_worker.post(f"{base}off/").status_code == 302
    assert "rings on Sundays" not in page(known).lower()
    assert known.by_worker.post(f"{base}back/").status_code == 302
    assert "Rings on Sundays" in page(known)
    with within(known.here.pk):
        tie = Tie.objects.get()
    assert known.by_worker.post(f"/network/maps/ties/{tie.pk}/off/").status_code == 302
    html = page(known)
    assert "Zoë and Terry Example: a tie, known. Rings on Sundays" in text_of(known.by_worker.get(known.url))
    assert f'data-tie="tie:{tie.pk}"' not in html
    assert known.by_worker.post(f"/network/maps/ties/{tie.pk}/back/").status_code == 302
    assert f'data-tie="tie:{tie.pk}"' in page(known)


def test_nothing_happens_by_opening_a_buttons_address(known: Mapped) -> None:
    """security.md 6: what changes something is posted."""
    node = known.adds()
    for path in (
        f"/network/maps/things/{node.pk}/off/",
        f"{known.url}hide/",
        f"{known.url}put/",
        f"{known.url}arrange/",
    ):
        assert known.by_worker.get(path).status_code == 302
    with within(known.here.pk):
        node.refresh_from_db()
        assert node.removed_at is None


def test_two_editors_of_one_thing_lose_nothing(known: Mapped) -> None:
    """design.md, habit 11: the second sees both, keeps what they typed, and may save it upon the other."""
    node = known.adds()
    base = f"/network/maps/things/{node.pk}/"
    first = {"kind": "family", "label": "Terry Example", "words": "maternal uncle", "figure": "M", "version": "1"}
    second = {**first, "words": "mother’s brother", "born": "1980"}
    assert known.by_worker.post(base, first).status_code == 302
    answer = known.client.post(base, second)
    said, html = text_of(answer), answer.content.decode()
    assert "In words mother’s brother maternal uncle" in said
    assert "Year of birth 1980 —" in said
    assert 'value="mother’s brother"' in html
    assert 'name="version" value="2"' in html
    assert known.client.post(base, {**second, "version": "2"}).status_code == 302
    with within(known.here.pk):
        assert Node.objects.get(pk=node.pk).words == "mother’s brother"
        assert "maternal uncle" in django_apps.get_model("ecomap", "NodeEvent").objects.values_list("words", flat=True)


def test_two_editors_of_one_tie_lose_nothing(known: Mapped) -> None:
    """design.md, habit 11: the same for a tie."""
    known.adds(words="coach")
    with within(known.here.pk):
        tie = Tie.objects.get()
    base = f"/network/maps/ties/{tie.pk}/"
    body = {**TIE, "kind": "tie", "how": "", "version": "1"}
    assert known.by_worker.post(base, {**body, "words": "football coach"}).status_code == 302
    answer = known.client.post(base, {**body, "words": "coach", "bearing": "protective"})
    assert "In words coach football coach" in text_of(answer)
    assert "Concern or protective Protective Neither, or nobody can say" in text_of(answer)
    assert known.client.post(base, {**body, "bearing": "protective", "version": "2"}).status_code == 302


def test_a_tie_of_somebody_to_themselves_is_refused_in_words(known: Mapped) -> None:
    """EXP-7: and nobody becomes their own forebear by a form."""
    node = known.adds()
    key = key_of_node(node)
    body = {"kind": "parent", "how": "", **TIE}
    same = known.by_worker.post(f"{known.url}connect/", {**body, "first": key, "second": key})
    assert "Choose two different ends" in text_of(same)
    assert known.by_worker.post(f"{known.url}connect/", {**body, "first": key, "second": CHILD}).status_code == 302
    ring = known.by_worker.post(f"{known.url}connect/", {**body, "first": CHILD, "second": key})
    assert "parent or grandparent of the first already" in text_of(ring)


def test_who_may_not_read_chats_sees_no_name_from_them(known: Mapped) -> None:
    """SHA-2: absent from picture, words and the choices of a form; a triage officer reads no chats."""
    full(known)
    triage = signed_in_client(a_member(known.here, Role.TRIAGE_OFFICER, "Mid"))
    html = page(known, triage)
    assert "Kez Pretend" not in html
    assert "AB12 CDE" not in html
    assert "Fictional Station" in html


def test_a_tie_to_what_somebody_may_not_see_is_not_there_for_them(known: Mapped) -> None:
    """SHA-2: neither on the picture nor in words, and nothing counts it."""
    full(known)
    uncle = known.adds()
    entity = next(each.key for each in known.map_as(known.worker).others if each.label == "Kez Pretend")
    joined = {"first": key_of_node(uncle), "second": entity, "kind": "tie", "how": "", **TIE, "words": "sells to"}
    assert known.by_worker.post(f"{known.url}connect/", joined).status_code == 302
    assert "Sells to" in page(known)
    triage = signed_in_client(a_member(known.here, Role.TRIAGE_OFFICER, "Mid"))
    html = page(known, triage)
    assert "Sells to" not in html
    assert on_picture(html) == in_words(html)


def test_what_was_taken_back_is_on_no_map(known: Mapped) -> None:
    """INT-6: a mention that was withdrawn."""
    full(known)
    with within(known.here.pk):
        at = datetime.now(UTC)
        mention = confirm_mention(
            child=known.child, kind=Kind.PERSON, words="Kez Pretend", source_kind="chat", source_id=known.child.pk,
            part="where", by=known.worker, at=at,
        )  # fmt: skip
        assert "Kez Pretend" in page(known)
        for each in mention.entity.mentions.all():
            withdraw_mention(mention=each, by=known.worker, at=at)
    assert [each.label for each in known.map_as(known.worker).others].count("Kez Pretend") <= 1


def test_another_areas_child_has_no_map(known: Mapped) -> None:
    """SHA-2, PAR-1: unknown and forbidden answer alike, for every address of the room."""
    far = known.a_child(area=known.colchester)
    other = Mapped.__new__(Mapped)
    other.here = a_partnership("Nowhere")
    for path in ("", "add/", "add/family/", "connect/", "keep/", "versions/", "compare/"):
        assert known.mid_client.get(f"/children/{far.pk}/network/{path}").status_code == 404
    for path in ("hide/", "show/", "put/", "arrange/"):
        assert known.mid_client.post(f"/children/{far.pk}/network/{path}", {"key": "x"}).status_code == 404


@pytest.mark.parametrize("ties", [0, 40])
def test_the_map_asks_no_more_than_twelve_queries(known: Mapped, ties: int) -> None:
    """design.md: the same for nobody and for forty."""
    full(known)
    for number in range(ties):
        known.adds(f"Person {number}", Near.PEER)
    known.by_worker.get("/")
    with asking_at_most(10):  # two are left for what other rooms will know
        assert known.by_worker.get(known.url).status_code == 200
    node = known.adds("One more", Near.PEER)
    kept = known.keeps()
    for path in (
        f"{known.url}add/", f"{known.url}connect/", f"{known.url}keep/", f"{known.url}versions/", f"{known.url}compare/",
        f"/network/maps/{kept.pk}/", f"/network/maps/things/{node.pk}/",
    ):  # fmt: skip
        with asking_at_most(12):
            assert known.by_worker.get(path).status_code == 200


def test_rows_are_written_by_actions_alone(known: Mapped) -> None:
    """design.md, habit 5."""
    node = known.adds()
    with within(known.here.pk), pytest.raises(OutsideAction):
        node.save()


def test_the_database_keeps_what_cannot_be_so_out(known: Mapped) -> None:
    """design.md, habit 6: a tie joins two, one place each, a name each."""
    known.adds()
    known.by_worker.post(f"{known.url}hide/", {"key": f"work:{known.worker.pk}"})
    with within(known.here.pk):
        tie, child = Tie.objects.get(), Child.objects.get(pk=known.child.pk)
        for model, wrong in (
            (Tie, {"first": tie.second}), (Node, {"label": ""}), (Node, {"died": 2000}), (Placing, {"x": 5}),
        ):  # fmt: skip
            with pytest.raises(IntegrityError), transaction.atomic():
                set_to(model=model, child=child, wrong=wrong, by=None, at=datetime.now(UTC))


@action
def set_to(*, model: Any, child: Child, wrong: dict[str, Any], by: None, at: datetime) -> None:
    """As a mistake in the code would."""
    model.objects.filter(child=child).update(**wrong)


def test_the_tab_stands_for_those_who_may_open_it(known: Mapped) -> None:
    """SHA-2: business support sees the child, and no Network."""
    assert "Network" in text_of(known.by_worker.get(f"/children/{known.child.pk}/"))
    support = a_member(known.here, Role.BUSINESS_SUPPORT)
    known.works_with(known.child, support)
    assert "Network" not in text_of(signed_in_client(support).get(f"/children/{known.child.pk}/"))
    assert signed_in_client(support).get(known.url).status_code == 404


def test_who_reads_and_does_not_draw_is_told_why(known: Mapped) -> None:
    """design.md, habit 1: the buttons are greyed out with the reason."""
    chair = a_member(known.here, Role.CHAIR)
    known.works_with(known.child, chair)
    known.adds()
    answer = signed_in_client(chair).get(known.url)
    assert "Your role does not let you draw the eco map." in text_of(answer)
    html = answer.content.decode()
    assert "/off/" not in html
    assert "Change this tie" not in html
