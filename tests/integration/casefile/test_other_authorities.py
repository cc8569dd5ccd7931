"""A child placed here by another authority, or placed elsewhere by us: the record, the duties, the summary (PAR-9)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from lantern.access.viewer import viewer_of
from lantern.children import actions
from lantern.children.chronology import entries
from lantern.children.models import Child, Placement, ServiceStatus
from lantern.children.queries.authorities import authorities_named
from lantern.children.queries.record import record_of
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import Status
from lantern.missing.actions import record_step, save_profile
from lantern.missing.models import Chat, Episode
from lantern.missing.rules.profile import PARTS
from lantern.missing.vocabulary import StepKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import an_episode
from tests.factories.people import a_member, signed_in_client
from tests.factories.today import today
from tests.integration.children.known import Known
from tests.integration.missing.pages import asking_at_most, text_of, typed

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)
ASKED = {"receiving": "Otherton", "purpose": "Handing over"}


@pytest.fixture
def known() -> Known:
    return Known()


def at() -> datetime:
    return datetime.now(UTC)


def with_home(
    known: Known, child: Child, home: str | None = "Sampleshire", since: date = SINCE, **more: object
) -> None:
    with within(known.here.pk):
        actions.set_status(
            child=child, status=Status.LOOKED_AFTER, since=since, home_authority=home, by=None, at=at(), **more
        )  # type: ignore[arg-type]


def with_host(known: Known, child: Child, host: str = "Otherton", **more: object) -> None:
    with within(known.here.pk):
        actions.place(child=child, code="U6", since=SINCE, host_authority=host, by=None, at=at(), **more)  # type: ignore[arg-type]


def returned(known: Known, child: Child) -> Episode:
    with within(known.here.pk):
        return an_episode(child, by=known.coordinator, hours_ago=9, back_hours_ago=5)


def stands(known: Known, child: Child) -> tuple[object, ...]:
    with within(known.here.pk):
        return tuple(record_of(Child.objects.get(pk=child.pk)).authorities(today()))


def test_the_bar_and_how_things_stand_say_whose_child_it_is(known: Known) -> None:
    """PAR-9: home and host by name, who holds the duties; nothing of it for a child of ours who lives here."""
    here, there, plain = known.a_child("Here"), known.a_child("There"), known.a_child("Plain")
    with_home(known, here)
    with_host(known, there)
    page = known.client.get(f"/children/{here.pk}/").content.decode()
    assert page.count("Placed here by Sampleshire") == 2 and "Sampleshire holds the missing chat" in page
    page = known.client.get(f"/children/{there.pk}/").content.decode()
    assert page.count("Placed in Otherton") == 2 and "This partnership holds the missing chat" in page
    assert "Placed out of area" in page or "out of area" in page
    page = known.client.get(f"/children/{plain.pk}/").content.decode()
    assert "Authorities" not in page and "Placed" not in text_of(known.client.get(f"/children/{plain.pk}/"))


def test_both_are_entered_on_the_forms_there_are_and_what_was_there_stays(known: Known) -> None:
    """PAR-9: dated, the one before it ends; the names used before are offered, the name that stands is filled in."""
    child = known.a_child()
    with_home(known, child)
    page = known.client.get(f"/children/{child.pk}/status/").content.decode()
    assert 'value="Sampleshire"' in page and "<datalist" in page
    this_day = today()
    on = {"since-day": str(this_day.day), "since-month": str(this_day.month), "since-year": str(this_day.year)}
    sent = {"status": "LAC", "legal_status": "C2", "home_authority": "", **on}
    assert known.client.post(f"/children/{child.pk}/status/", sent).status_code == 302
    sent = {"code": "U6", "host_authority": "Otherton", "agreed_theirs": "on", **on}
    assert known.client.post(f"/children/{child.pk}/placement/", sent).status_code == 302
    assert stands(known, child) == ("", "Otherton", False, True)
    with within(known.here.pk):
        assert [each.home_authority for each in ServiceStatus.objects.filter(child=child).order_by("since")] == [
            "Sampleshire",
            "",
        ]
        assert Placement.objects.get(child=child).out_of_area, "another authority's area is out of ours"
        told = "\n".join(f"{each.title} {each.text}" for each in entries(child, viewer_of(known.coordinator, now=at())))
    assert "Placed here by Sampleshire" in told and "out of area, Otherton" in told


def test_a_list_that_has_no_word_for_it_takes_no_authority_away(known: Known) -> None:
    """PAR-9: the council's list says a status alone."""
    child = known.a_child()
    with_home(known, child, agreed_ours=True)
    with_home(known, child, home=None, since=date(2026, 2, 1))
    assert stands(known, child) == ("Sampleshire", "", True, False)


def test_nothing_is_agreed_with_nobody_whatever_the_way_in(known: Known) -> None:
    """PAR-9: the actions refuse it, and so does the database; a host is out of area."""
    child = known.a_child()
    with pytest.raises(NotAllowed, match="Name the authority"):
        with_home(known, child, home=" ", agreed_ours=True)
    with pytest.raises(NotAllowed, match="Name the authority"):
        with_host(known, child, host="", agreed_theirs=True)
    with_home(known, child, home="")
    with_host(known, child)
    for told in (
        "children_servicestatus SET agreed_ours = true",
        "children_placement SET out_of_area = false",
        "children_placement SET host_authority = '', agreed_theirs = true",
    ):
        with within(known.here.pk), pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {told}")


def test_names_used_before_are_those_of_children_in_sight(known: Known) -> None:
    """SHA-2: what was written about a child of another area is offered to nobody who does not see that child."""
    with_home(known, known.a_child(area=known.chelmsford), "Sampleshire")
    with_host(known, known.a_child(area=known.colchester), "Otherton")
    with within(known.here.pk):
        assert authorities_named(viewer_of(known.coordinator, now=at())) == ["Otherton", "Sampleshire"]
        assert authorities_named(viewer_of(known.in_mid, now=at())) == ["Sampleshire"]


def test_what_is_owed_says_that_another_authority_holds_it_and_who_watches(known: Known) -> None:
    """PAR-9: on the episode and on the child's page; who reads no names reads that it is another authority."""
    child = known.a_child()
    with_home(known, child)
    episode = returned(known, child)
    for path in (f"/missing/{episode.pk}/", f"/children/{child.pk}/"):
        page = text_of(known.client.get(path))
        assert "Sampleshire holds this duty, watched here:" in page
    analyst = signed_in_client(a_member(known.here, Role.ANALYST))
    page = analyst.get(f"/missing/{episode.pk}/").content.decode()
    assert "Another authority holds this duty" in page and "Sampleshire" not in page


def test_what_was_agreed_makes_the_duty_ours(known: Known) -> None:
    """PAR-9: then nothing says otherwise, and the form of the chat is the usual one."""
    child = known.a_child()
    with_home(known, child, agreed_ours=True)
    episode = returned(known, child)
    assert "holds this duty" not in text_of(known.client.get(f"/missing/{episode.pk}/"))
    assert "Sampleshire" not in offer_form(known.client, episode)


def test_the_authority_of_the_day_of_the_return_counts(known: Known) -> None:
    """PAR-9: whoever became responsible since does not hold what began before."""
    child = known.a_child()
    with within(known.here.pk):
        episode = an_episode(child, by=known.coordinator, hours_ago=24 * 9, back_hours_ago=24 * 8)
    with_home(known, child, since=today() - timedelta(days=1))
    assert "holds this duty" not in text_of(known.client.get(f"/missing/{episode.pk}/"))


def offer_form(client: Client, episode: Episode) -> str:
    page = client.get(f"/missing/{episode.pk}/chat/offer/").content.decode()
    return page[page.index("<form") :]


def test_the_offer_starts_with_what_the_record_says_and_the_chat_names_them(known: Known) -> None:
    """PAR-9: nothing is typed twice; offered here after all, their name is left out."""
    child = known.a_child()
    with_home(known, child)
    episode = returned(known, child)
    form = offer_form(known.client, episode)
    assert 'value="Sampleshire"' in form and "Sampleshire is responsible and is to offer it." in form
    asked = {"authority": "Sampleshire", "said": "not yet", "to": "child"} | typed(
        "happened", at() - timedelta(minutes=1)
    )
    went = known.client.post(f"/missing/{episode.pk}/chat/offer/", asked | {"how": "by phone"})
    with within(known.here.pk):
        assert Chat.objects.get().authority == ""
    assert "Sampleshire holds the duty to offer it" in text_of(known.client.get(went.url))
    sent = asked | {"how": "not offered", "reason": "Theirs"}
    went = known.client.post(f"/missing/{episode.pk}/chat/offer/", sent)
    with within(known.here.pk):
        assert Chat.objects.get().authority == "Sampleshire"
    assert "to be offered by Sampleshire" in text_of(known.client.get(went.url))


def a_whole_child(known: Known) -> Child:
    """Ours, placed in Otherton, missing lately and long ago, with a plan and a profile."""
    child = known.a_child(text="1 Nowhere Lane", reference="C0700001")
    with_home(known, child, home="")
    with_host(known, child)
    with within(known.here.pk):
        an_episode(child, by=known.coordinator, hours_ago=24 * 500, back_hours_ago=24 * 499)
    episode = returned(known, child)
    with within(known.here.pk):
        for kind in (StepKind.VULNERABILITY_CHECK, StepKind.PREVENTION_PLAN):
            record_step(
                episode=episode, kind=kind, happened=Moment(at() - timedelta(hours=1)), by=known.coordinator, at=at(),
                note="Words of the step", reference="PLAN-7" if kind is StepKind.PREVENTION_PLAN else "",
            )  # fmt: skip
        save_profile(child=child, said={PARTS[0].key: "A green coat"}, version=0, by=known.coordinator, at=at())
    return child


def test_the_summary_asks_for_whom_and_what_for_and_tells_the_whole_on_one_page(known: Known) -> None:
    """PAR-9: who, how things stand, twelve months, what is owed and who holds it, the plan's reference, the profile."""
    child = a_whole_child(known)
    path = f"/children/{child.pk}/transfer/"
    assert path in known.client.get(f"/children/{child.pk}/").content.decode()
    asked = known.client.get(path).content.decode()
    assert 'value="Otherton"' in asked and "A green coat" not in asked
    with asking_at_most(14):  # twelve, and the entries of what leaves
        answer = known.client.post(path, ASKED)
    page = text_of(answer)
    for said in (
        *("For Otherton. Handing over.", "Zoë Madeup", "C0700001", "1 Nowhere Lane", "Placed in Otherton"),
        *("This partnership holds the missing chat", "PLAN-7", "A green coat", "Offer"),
    ):
        assert said in page, said
    assert "Missing in twelve months 1" in page
    assert "Words of the step" not in page and "Change" not in page


def test_taking_it_out_is_on_the_trail_with_its_purpose(known: Known) -> None:
    """SHA-6, PAR-9: an entry about the child of its own, and none while it is only asked for."""
    child = known.a_child()
    path = f"/children/{child.pk}/transfer/"
    known.client.get(path)
    assert "Enter what they need it for" in known.client.post(path, {"receiving": "Otherton"}).content.decode()
    with within(known.here.pk):
        assert not Entry.objects.filter(what="casefile.transfer_taken_out").exists()
    known.client.post(path, ASKED)
    with within(known.here.pk):
        entry = Entry.objects.get(what="casefile.transfer_taken_out")
    assert (entry.kind, entry.child_id, entry.purpose, entry.detail) == (
        "export", child.pk, "Handing over", "For Otherton",
    )  # fmt: skip


def test_it_is_for_those_who_keep_the_record(known: Known) -> None:
    """SHA-2, PAR-9: nobody else finds the way or the page; a child out of sight is not there."""
    child = known.a_child(area=known.colchester)
    path = f"/children/{child.pk}/transfer/"
    for client in (known.sees_as(Role.LIAISON_OFFICER), known.sees_as(Role.ANALYST), known.mid_client):
        assert client.get(path).status_code == client.post(path, ASKED).status_code == 404
    assert path not in known.sees_as(Role.LIAISON_OFFICER).get(f"/children/{child.pk}/").content.decode()
