"""Where an entity comes from is always known, and it never leads over a wall (INT-6, INT-7, PAR-1)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from lantern.children.models import Child
from lantern.missing import actions as missing
from lantern.missing.models import Chat
from lantern.missing.vocabulary import OfferedHow, OfferedTo, Section
from lantern.network.actions import confirm_mention, withdraw_mention
from lantern.network.models import Entity, Mention
from lantern.network.sources import source
from lantern.network.vocabulary import Kind
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
VAN = "AB12 CDE"


class Told(Scene):
    """A child in Chelmsford whose chat told of a van, a phone and Tyler."""

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            self.child = a_child(area=an_area(self.here, "Chelmsford"))
            self.chat = self.chat_of(self.child, f"went with Tyler in a van, {VAN}, rang 07700 900123")

    def chat_of(self, child: Child, text: str) -> Chat:
        episode = an_episode(child, by=self.officer, hours_ago=9, back_hours_ago=5)
        told = {"to": OfferedTo.CHILD, "how": OfferedHow.PHONE, "happened": Moment(NOW - timedelta(hours=2))}
        chat = missing.offer_chat(episode=episode, by=self.officer, at=NOW, **told).chat  # type: ignore[arg-type]
        missing.save_section(chat=chat, section=Section.TRAVEL, text=text, based_on=0, by=self.officer, at=NOW)
        return chat

    def names(
        self, kind: Kind, words: str, chat: Chat | None = None, same_as: Entity | None = None, by: Member | None = None
    ) -> Mention:
        of = chat or self.chat
        with within(self.here.pk):
            return confirm_mention(
                child=of.child, kind=kind, words=words, source_kind="chat", source_id=of.pk, part="travel",
                same_as=same_as, by=by or self.officer, at=NOW,
            )  # fmt: skip

    @property
    def url(self) -> str:
        return f"/missing/chats/{self.chat.pk}/named/"


@pytest.fixture
def told() -> Told:
    return Told()


def test_a_naming_says_which_words_where_who_and_when(told: Told) -> None:
    """INT-6: and the trail says that it was named, not what."""
    made = told.names(Kind.VEHICLE, VAN.lower())
    with within(told.here.pk):
        found = Mention.objects.select_related("entity").get()
        assert (found.words, found.part, found.by_id, found.at) == ("ab12 cde", "travel", told.officer.pk, NOW)
        assert (found.child_id, found.source_kind, found.source_id) == (told.child.pk, "chat", told.chat.pk)
        assert (found.entity.label, found.entity.key) == (VAN, "AB12CDE")
        entry = Entry.objects.get(what="network.named")
        assert (entry.subject_id, entry.member_id) == (made.pk, told.officer.pk)
        assert "ab12" not in entry.detail.lower()


def test_confirmed_by_two_people_it_is_confirmed_once(told: Told) -> None:
    """INT-6: by the first of them."""
    second = a_member(told.here, Role.MISSING_COORDINATOR)
    first = told.names(Kind.PHONE, "07700 900123")
    assert told.names(Kind.PHONE, "+44 7700 900123", by=second).pk == first.pk
    with within(told.here.pk):
        assert Mention.objects.get().by_id == told.officer.pk
        assert Entry.objects.filter(what="network.named").count() == 1


def test_taken_back_and_confirmed_again_both_stay_on_the_record(told: Told) -> None:
    """INT-6: one entity, two namings, of which one counts."""
    made = told.names(Kind.VEHICLE, VAN)
    with within(told.here.pk):
        withdraw_mention(mention=made, by=told.officer, at=NOW)
        withdraw_mention(mention=made, by=told.officer, at=NOW + timedelta(hours=1))
        assert Mention.objects.get().withdrawn_at == NOW
        assert Entry.objects.filter(what="network.taken_back").count() == 1
    told.names(Kind.VEHICLE, VAN)
    with within(told.here.pk):
        assert (Entity.objects.count(), Mention.objects.count()) == (1, 2)
        assert Mention.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.PLACE])
def test_a_name_is_somebody_else_each_time_until_a_person_says_so(told: Told, kind: Kind) -> None:
    """INT-6, MIS-4: nothing is joined by a name."""
    with within(told.here.pk):
        other = told.chat_of(a_child(area=an_area(told.here, "Colchester")), "Tyler again")
    first = told.names(kind, "Tyler")
    assert told.names(kind, "Tyler", other).entity_id != first.entity_id
    with within(told.here.pk):
        third = told.chat_of(a_child(area=an_area(told.here, "Maldon")), "Tyler")
    assert told.names(kind, "Tyler", third, same_as=first.entity).entity_id == first.entity_id


def test_a_person_is_no_vehicle(told: Told) -> None:
    """INT-6: what is said to be the same is of the same kind, whatever the form sends."""
    van = told.names(Kind.VEHICLE, VAN).entity_id
    sent = {"kind": "person", "words": "Tyler", "part": "travel", "same_as": str(van)}
    assert told.client.post(told.url, sent).status_code == 404
    with within(told.here.pk):
        assert Mention.objects.count() == 1


def test_the_same_plate_in_two_partnerships_is_two_entities(told: Told) -> None:
    """PAR-1: neither knows of the other's, by page or by table."""
    mine = told.names(Kind.VEHICLE, VAN).entity_id
    elsewhere = a_partnership("Elsewhere")
    officer = a_member(elsewhere, Role.LIAISON_OFFICER)
    with within(elsewhere.pk):
        child = a_child()
        theirs = confirm_mention(
            child=child, kind=Kind.VEHICLE, words=VAN, source_kind="chat", source_id=told.chat.pk, part="travel",
            by=officer, at=NOW,
        ).entity_id  # fmt: skip
        assert theirs != mine
        assert list(Entity.objects.values_list("pk", flat=True)) == [theirs]
    assert signed_in_client(officer).get(f"/network/{mine}/").status_code == 404
    assert told.client.get(f"/network/{theirs}/").status_code == 404


@action
def _put_mention(*, child: Child, entity: object, by: Member, at: datetime) -> None:
    Mention.objects.create(
        child=child, entity_id=entity, source_kind="chat", source_id=child.pk, words="x", by=by, at=at
    )


def test_a_naming_cannot_point_over_the_wall(told: Told) -> None:
    """PAR-1: the key itself stays inside the partnership."""
    elsewhere = a_partnership("Elsewhere")
    mine = told.names(Kind.VEHICLE, VAN).entity_id
    officer = a_member(elsewhere, Role.LIAISON_OFFICER)
    with within(elsewhere.pk):
        child = a_child()
        with pytest.raises(IntegrityError), transaction.atomic():
            _put_mention(child=child, entity=mine, by=officer, at=NOW)
            connection.check_constraints()


def test_what_a_chat_names_goes_along_to_the_child_it_is_about(told: Told) -> None:
    """MIS-4, INT-6: the naming of a wrong child is no naming of theirs any more."""
    told.names(Kind.VEHICLE, VAN)
    with within(told.here.pk):
        right = a_child(area=an_area(told.here, "Colchester"))
        incident = told.child.episodes.get().incident
        missing.decide_child(incident=incident, child=right, by=told.officer, at=NOW)
        assert Mention.objects.get().child_id == right.pk
    north = signed_in_client(a_member(told.here, Role.LIAISON_OFFICER, "North"))
    with within(told.here.pk):
        van = Entity.objects.get().pk
    assert north.get(f"/network/{van}/").status_code == 200
    mid = signed_in_client(a_member(told.here, Role.LIAISON_OFFICER, "Mid"))
    assert mid.get(f"/network/{van}/").status_code == 404


def test_the_page_of_an_entity_leads_to_each_source(told: Told) -> None:
    """INT-6: to the chat, by the name it goes by there; looked at, it is on the trail for each child."""
    van = told.names(Kind.VEHICLE, VAN).entity_id
    page = told.client.get(f"/network/{van}/")
    assert source("chat").url(told.chat.pk) == f"/missing/chats/{told.chat.pk}/"
    assert f'href="/missing/chats/{told.chat.pk}/"' in page.content.decode()
    assert "Named 1 time." in text_of(page) and "travel" in text_of(page)
    with within(told.here.pk):
        assert Entry.objects.filter(child_id=told.child.pk, what="network/entity").exists()


@pytest.mark.parametrize("role", [Role.TRIAGE_OFFICER, Role.ANALYST, Role.HEALTH_MEMBER, Role.ADMINISTRATOR])
def test_who_reads_no_chats_reads_no_entities(told: Told, role: Role) -> None:
    """SHA-2, INT-7: what a chat told stays with those who read chats."""
    van = told.names(Kind.VEHICLE, VAN).entity_id
    assert told.sees_as(role).get(f"/network/{van}/").status_code == 404


def test_many_names_cost_what_one_does(told: Told) -> None:
    """pages: twelve questions, however many may be named."""
    many = ", ".join(f"with {first}" for first in ("Ann", "Bob", "Cas", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida"))
    with within(told.here.pk):
        missing.save_section(
            chat=told.chat, section=Section.WITH_WHOM, text=f"I was {many}", based_on=0, by=told.officer, at=NOW
        )
    told.client.get(told.url)
    with asking_at_most(12):
        page = text_of(told.client.get(told.url))
    assert all(f"Add the person {name}" in page for name in ("Ann", "Eli", "Ida"))


def test_who_may_only_read_presses_nothing(told: Told) -> None:
    """MIS-9: somebody else holds the chat: what is named is read, not changed."""
    made = told.names(Kind.VEHICLE, VAN)
    coordinator = a_member(told.here, Role.MISSING_COORDINATOR)
    with within(told.here.pk):
        worker = a_member(told.here, Role.CHAT_WORKER)
        missing.allocate_chat(chat=told.chat, worker=worker, by=coordinator, at=NOW)
    page = told.client.get(told.url).content.decode()
    assert VAN in page and "Somebody else is to hold this chat" in page and "Take back" not in page
    told.client.post(told.url, {"take_back": str(made.pk)})
    told.client.post(told.url, {"kind": "phone", "words": "07700 900123", "part": "travel"})
    with within(told.here.pk):
        assert Mention.objects.get().withdrawn_at is None
