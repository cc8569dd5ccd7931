"""A child's chronology: every room adds its part, each line says its source, nobody reads what is not theirs (item 7)."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lantern.access.viewer import Viewer, viewer_of
from lantern.access.vocabulary import Permission
from lantern.children import actions, chronology, hanging
from lantern.children.actions.merging import merge, unmerge
from lantern.children.chronology import Entry, entries
from lantern.children.models import Child, Placement
from lantern.children.vocabulary import Line, WorkKind
from lantern.exchange.actions.notifications import import_notifications
from lantern.mace1.actions import requesting
from lantern.mace1.actions.deferring import defer
from lantern.mace1.models import Item
from lantern.mace1.vocabulary import ItemKind, Way
from lantern.missing import actions as missing
from lantern.missing.models import Chat, Episode, Letter
from lantern.missing.vocabulary import OfferedHow, OfferedTo, Risk
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london
from lantern.trail.acting import action
from tests.factories.children import a_child, an_episode
from tests.factories.meetings import a_series, some_meetings
from tests.factories.people import a_member, signed_in_client
from tests.factories.today import today
from tests.integration.access.concerning import Persons
from tests.integration.access.marked import HEADINGS, a_marked_child, a_marked_file
from tests.integration.children.known import LONG_AGO, Known
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db
ROOMS = ("children", "exploitation", "mace1", "missing", "network", "obligations")


@pytest.fixture
def known() -> Known:
    return Known()


@pytest.fixture
def full(known: Known, tmp_path: Path) -> Child:
    """A child with everything that a record can hold, a notification from a feed, a posted letter and a merge."""
    with within(known.here.pk):
        worker = a_member(known.here, Role.SOCIAL_WORKER, name="Sam Invented")
        marked = a_marked_child("mid", area=known.chelmsford, by=known.coordinator, worker=worker)
        Persons(area=known.chelmsford, by=known.coordinator).round(marked.child, "mid", closed=False)
        a_marked_file(tmp_path / "feed.csv", {"mid": marked}, {}, {}, by=known.coordinator)
        post(child=marked.child, by=known.coordinator, at=datetime.now(UTC))
        other = a_child("Zoe", "Madeup", area=known.chelmsford)
        at = datetime.now(UTC)
        merged = merge(child=marked.child, other=other, by=known.coordinator, at=at, reason="Xqmidmerged")
        unmerge(merge=merged, by=known.coordinator, at=at)
        chat = Chat.objects.get(pk=marked.arguments["chat"])
        missing.record_sitting(
            chat=chat,
            how=OfferedHow.PERSON,
            happened=Moment(at - timedelta(hours=1)),
            covers=Episode.objects.filter(child=marked.child).exclude(ended_at=None),
            where="Xqmidroom",
            by=worker,
            at=at,
        )
        at_mace1(marked.child, known)
        return Child.objects.get(pk=marked.child.pk)


def at_mace1(child: Child, known: Known) -> None:
    """There by themselves since a meeting is planned; deferred, and asked for sooner in vain."""
    chair, worker = known.coordinator, a_member(known.here, Role.SOCIAL_WORKER, name="Kit Invented")
    series, at = a_series("Mid", by=chair), datetime.now(UTC)
    meetings = some_meetings(series, by=chair)
    defer(item=Item.objects.get(child=child), to=meetings[-1].pk, because="Xqmidcourt", by=chair, at=at)
    asked = requesting.ask(child=child, kind=ItemKind.REVIEW, way=Way.WORKER, words="Xqmidsooner", by=worker, at=at)
    requesting.decline(asked=asked, reason="Xqmidno", by=chair, at=at)


@action
def post(*, child: Child, by: object, at: datetime) -> None:
    """As though the letter had been posted yesterday."""
    Letter.objects.filter(child=child).update(posted_at=at - timedelta(days=1), posted_by=by, recorded_at=at)


def lines_for(known: Known, child: Child, *, role: Role | None = None) -> list[Entry]:
    with within(known.here.pk):
        member = a_member(known.here, role) if role else known.coordinator
        return entries(child, viewer_of(member, now=datetime.now(UTC)))


def test_every_room_that_knows_something_dated_adds_its_part(known: Known, full: Child) -> None:
    """Item 7: a room that stops registering, or a kind that is left out, fails here."""
    assert chronology.rooms() == ROOMS
    told = lines_for(known, full)
    assert {each.kind for each in told} == set(Line)
    assert all(each.source for each in told)
    titles = {each.title for each in told}
    for expected in (
        "Went missing from placement, high risk",
        "Report received",
        "Reported missing",
        "Return recorded",
        "Vulnerability check",
        "Prevention plan",
        "Trigger for the liaison officer: risk of harm",
        "Missing chat offered to the child, by phone",
        "Chat accepted by the child",
        "Missing chat held in person",
        "Action from a missing chat",
        "Letter posted to the child",
        "Not safe to write",
        "Safe to write again",
        "Named in a missing chat: Xqmidnamed",
        "Record L0000002 merged into this one",
        "Merge of record L0000002 undone",
        "Concern: at high risk of exploitation",
        "Concern decided: assess",
        "Exploitation recorded: criminal",
        "Harm to other children, a victim first: suspected",
        "Held by social care: safeguarding plan",
        "Transition planned: Xqmidlead",
        "Recorded: referral",
        "Not done: section 47 enquiry",
        "Assessed: High",
        "Assessed no more: risk reduced",
        "Name changed",
        "Opened to MACE 1",
        "Discussion at MACE 1 asked for",
        "Discussion at MACE 1 declined",
        "Deferred at MACE 1",
    ):
        assert expected in titles, expected
    assert any(title.startswith("Waived: ") for title in titles)
    assert any(title.startswith("Answered, ") for title in titles)
    assert any(title.startswith("Returned after ") for title in titles)


TOLD_ELSEWHERE = {
    "mace1_action", "mace1_amendment", "mace1_decision", "mace1_discussiontext", "mace1_dissent",
    "mace1_guest", "mace1_nothingheld", "mace1_progress", "mace1_returntext", "mace1_templatetext",
    "children_child", "children_childreference", "children_lookalike", "children_matchkey",
    "children_matchprofile", "children_merge", "children_neversame", "children_conflict", "children_namedperson",
    "children_restriction", "children_restrictionreview", "governance_unusual",
    "exploitation_assessmenttext", "exploitation_sentback",
    "missing_candidate", "missing_chat", "missing_chattext", "missing_cover", "missing_decision",
    "missing_incident", "missing_letterabout", "missing_profile", "missing_profileinreport",
    "missing_stepversion", "network_personofconcern", "network_samechild", "obligations_reassignment", "ecomap_keptmap",
    "ecomap_node", "ecomap_placing", "ecomap_tie",
}  # fmt: skip
"""Tables about a child that add no line of their own: numbers and indexes, what a line of another table tells already,
earlier wordings, what a chat told, which is read in its record alone, what information governance watches, and who may
not see the record, which stands on the pages about access; what a meeting said, which is for those who come to it; the
map of who is around the child has its own versions."""

TOLD = {
    "children_address", "children_allocation", "children_childname", "children_placement",
    "children_schoolabsence", "children_schoolfact", "children_servicestatus", "exploitation_assessment",
    "exploitation_concern", "exploitation_ending", "exploitation_harmtoothers", "exploitation_kindofexploitation",
    "exploitation_mechanism", "exploitation_protection", "exploitation_recordheld", "exploitation_transition",
    "mace1_case", "mace1_item", "mace1_request", "mace1_template", "missing_acknowledgement",
    "missing_answer", "missing_askedabout",
    "missing_chatrequest", "missing_episode", "missing_followup", "missing_letter", "missing_noletters",
    "missing_offer", "missing_profileversion", "missing_sitting", "missing_step", "missing_telling",
    "missing_trigger", "missing_triggeranswer", "network_childtie", "network_contextchild",
    "network_mention", "obligations_obligation",
    "obligations_waiver",
}  # fmt: skip


def test_every_table_about_a_child_has_a_line_or_a_reason_for_none() -> None:
    """Item 7: whoever adds a table about a child decides what the chronology says of it."""
    tables = {each.table for each in hanging.hanging()}
    assert tables - TOLD - TOLD_ELSEWHERE == set()
    assert TOLD - tables == set()


def test_what_a_feed_said_names_the_feed_and_the_day_and_what_a_person_entered_the_person(
    known: Known, full: Child
) -> None:
    """Item 7: police feed, 3 June; entered by Rowan Sample of an agency."""
    day = words.day(today())
    told = {each.title: each for each in lines_for(known, full)}
    assert told["Report received"].source == f"Police feed, {day}"
    assert "Reference XQMIDREF. It " in told["Report received"].text
    assert told["Vulnerability check"].source == f"Entered by Rowan Sample, Invented Agency, {day}"
    assert told["Went missing from placement, high risk"].source.startswith("Entered by Rowan Sample, Invented Agency")
    held = {each.source for each in lines_for(known, full) if each.title == "Missing chat held in person"}
    assert f"Entered by Sam Invented, Invented Agency, {day}" in held


def test_an_episode_from_a_feed_says_so(known: Known, tmp_path: Path) -> None:
    """MIS-3: the line of the absence has the source of the message whose time stands."""
    path = tmp_path / "police.csv"
    seen = datetime.now(UTC) - timedelta(hours=7)
    row = dict.fromkeys(HEADINGS, "") | {
        "Ref": "P1", "Message": "initial", "Forename(s)": "Zoë", "Surname": "Madeup", "DOB": "03/03/2012", "Sex": "F",
        "Last seen": f"{london(seen):%d/%m/%Y %H:%M}", "Reported": f"{london(seen):%d/%m/%Y %H:%M}", "Risk": "high",
    }  # fmt: skip
    with path.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, HEADINGS)
        writer.writeheader()
        writer.writerow(row)
    with within(known.here.pk):
        import_notifications(path=path, source="police", by=None, at=datetime.now(UTC))
        child = Child.objects.get(surname="Madeup")
    told = {each.title: each for each in lines_for(known, child)}
    assert told["Went missing, high risk"].source == f"Police feed, {words.day(today())}"
    assert told["Record opened"].source == f"A notification, {words.day(today())}"


def test_a_time_that_a_person_put_right_has_that_person_as_its_source(known: Known) -> None:
    """MIS-3: the source is that of the time that stands, not of whoever spoke of the absence first."""
    with within(known.here.pk):
        child = a_child("Zoë", "Madeup", area=known.chelmsford)
        episode = an_episode(child, by=known.in_mid, hours_ago=30, back_hours_ago=20)
        earlier = Moment(datetime.now(UTC) - timedelta(hours=33))
        missing.correct(episode=episode, facts={"last_seen": earlier}, by=known.coordinator, at=datetime.now(UTC))
    told = {each.title.split(" after")[0]: each for each in lines_for(known, child)}
    assert told["Went missing, medium risk"].when == earlier
    assert told["Went missing, medium risk"].source.startswith("Entered by Rowan Sample, ")
    assert told["Returned"].source.startswith("Entered by Mid Sample, ")
    assert told["Corrected"].source.startswith("Entered by Rowan Sample, ")


def test_what_is_overdue_stands_at_its_time_until_it_is_done_and_then_says_how_late(known: Known) -> None:
    """MIS-7: the check of a return three days ago is two days over its time."""
    with within(known.here.pk):
        child = a_child("Zoë", "Madeup", area=known.chelmsford)
        episode = an_episode(child, by=known.coordinator, hours_ago=80, back_hours_ago=72)
    told = {each.title: each for each in lines_for(known, child)}
    line = told["Overdue: record the vulnerability check"]
    assert line.text.startswith("Still to be done. Owed by Police since ")
    assert line.when.at == episode.ended_at + timedelta(hours=24)
    assert line.source == "Worked out by Lantern"
    assert "Overdue: offer a missing chat" not in told or told["Overdue: offer a missing chat"].when.at < datetime.now(
        UTC
    )


def test_notes_of_chats_are_for_those_who_read_chats(known: Known, full: Child) -> None:
    """MIS-9: triage reads that a chat was offered and answered, nothing that people wrote about it."""
    theirs = [each for each in lines_for(known, full, role=Role.TRIAGE_OFFICER) if each.kind in (Line.CHAT, Line.NAMED)]
    assert "Chat accepted by the child" in {each.title for each in theirs}
    assert all("Xq" not in f"{each.title}{each.text}" and not each.url for each in theirs)
    mine = [each for each in lines_for(known, full) if each.kind == Line.CHAT]
    assert any("Xqmidtodo" in each.text for each in mine)
    assert all(each.url for each in mine)


def test_what_a_chat_told_is_in_no_chronology(known: Known, full: Child) -> None:
    """MIS-9: the child's words are read in the record of the chat and nowhere else."""
    assert all("Xqmidtold" not in f"{each.title}{each.text}" for each in lines_for(known, full))


@pytest.mark.parametrize("role", [Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER])
def test_the_reason_not_to_write_is_for_those_who_send_letters(known: Known, full: Child, role: Role) -> None:
    """MIS-8: that it is not safe, everybody on the case reads; why, those who would post."""
    (line,) = [each for each in lines_for(known, full, role=role) if each.title == "Not safe to write"]
    assert (line.text == "Xqmidnoletters") is (role is Role.MISSING_COORDINATOR)


def nameless(viewer: Viewer) -> Viewer:
    """The same viewer without names."""
    return replace(viewer, permissions=viewer.permissions - {Permission.SEE_NAMES})


def test_those_who_see_no_names_read_no_free_text(known: Known, full: Child) -> None:
    """SHA-2: every text of the child is marked; none of it comes through, whatever the line."""
    with within(known.here.pk):
        told = entries(full, nameless(viewer_of(known.coordinator, now=datetime.now(UTC))))
    assert {Line.MISSING, Line.DONE, Line.TRIGGER, Line.CHAT, Line.OWED, Line.PLACEMENT} <= {each.kind for each in told}
    for each in told:
        assert "xqmid" not in f"{each.title}{each.text}".lower().replace("xqmidref", ""), each
    assert not {Line.NAMED, Line.NETWORK} & {each.kind for each in told}
    assert Line.ADDRESS not in {each.kind for each in told}


def links(html: str) -> Iterator[str]:
    yield from re.findall(r'moj-timeline__title"><a href="([^"]+)"', html)


@pytest.mark.parametrize("role", [Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER, Role.CHAIR])
def test_every_link_of_a_line_opens(known: Known, full: Child, role: Role) -> None:
    """SHA-2: a link that would be refused is not drawn."""
    member = a_member(known.here, role)
    if role is Role.CHAIR:
        with within(known.here.pk):
            at = datetime.now(UTC)
            actions.allocate(child=full, member=member, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=at)
    client = signed_in_client(member)
    html = client.get(f"/children/{full.pk}/chronology/").content.decode()
    found = set(links(html))
    opened_by_all = ("/concerns/", "/exploitation/", "/persons/", "/mace1/")
    assert all(any(part in link for part in opened_by_all) for link in found) is (role is Role.CHAIR)
    for link in found:
        assert client.get(link, follow=True).status_code == 200, link


def test_a_full_chronology_asks_no_more_than_twelve_queries(known: Known, full: Child) -> None:
    """Every room takes a query or two, however much it holds."""
    known.client.get(f"/children/{full.pk}/chronology/")
    for address in ("", "?kind=Missing&order=oldest", "?all=1"):
        with asking_at_most(12):
            assert known.client.get(f"/children/{full.pk}/chronology/{address}").status_code == 200


@action
def many_placements(*, child: Child, count: int, by: None, at: datetime) -> None:
    """Ten thousand lines: a start and an end each."""
    first = date(1990, 1, 1)
    Placement.objects.bulk_create(
        Placement(child=child, code="U6", place=f"House {n}", since=first + n * DAY, until=first + (n + 1) * DAY)
        for n in range(count)
    )


DAY = timedelta(days=1)


def test_the_ten_thousandth_line_is_on_a_page_of_its_own(known: Known) -> None:
    """Item 7: the last page of ten thousand opens with as many queries as the first."""
    child = known.a_child()
    with within(known.here.pk):
        many_placements(child=child, count=5_000, by=None, at=datetime.now(UTC))
    known.client.get(f"/children/{child.pk}/chronology/")
    with asking_at_most(12):
        last = known.client.get(f"/children/{child.pk}/chronology/?page=101")
    said = text_of(last)
    assert "10001 to 10001 of 10,001" in said
    assert "House 0" in said
    narrowed = text_of(known.client.get(f"/children/{child.pk}/chronology/?kind=Placement&year=1995&page=4"))
    assert "301 to 400 of 730" in narrowed


def test_filters_are_kept_in_the_address_and_say_how_many(known: Known, full: Child) -> None:
    """Item 7: a year beside a kind; turning a page or the order keeps both."""
    year = datetime.now(UTC).year
    html = known.client.get(f"/children/{full.pk}/chronology/?kind=Trigger&year={year}").content.decode()
    told = [each for each in lines_for(known, full) if each.kind == Line.TRIGGER]
    assert html.count("moj-timeline__item") == len(told)
    assert f'href="?kind=Trigger&amp;year={year}&amp;order=oldest"' in html
    assert f"Trigger, {year}, newest first" in text_of(
        known.client.get(f"/children/{full.pk}/chronology/?kind=Trigger&year={year}")
    )
    empty = text_of(known.client.get(f"/children/{full.pk}/chronology/?kind=Trigger&year=1999"))
    assert "Nothing of this kind in this year" in empty


def test_the_picture_counts_what_the_missing_page_counts(known: Known) -> None:
    """MIS-5, MIS-13: missing and away stand apart; the table has the same numbers; it leads back to the chronology."""
    child = known.a_child()
    with within(known.here.pk):
        an_episode(child, by=known.coordinator, hours_ago=100, back_hours_ago=90)
        away = an_episode(child, by=known.coordinator, hours_ago=50, back_hours_ago=40)
        missing.correct(episode=away, facts={"absence": "A"}, by=known.coordinator, at=datetime.now(UTC))
    response = known.client.get(f"/children/{child.pk}/chronology/picture/")
    said = text_of(response)
    assert said.count("Fictional Station") >= 2
    html = response.content.decode()
    assert len(re.findall(r'<rect class="lantern-multiple__solid" x="[\d.]+" y="5"', html)) >= 1
    assert len(re.findall(r'<rect class="lantern-multiple__striped" x="[\d.]+" y="5"', html)) >= 1
    assert "issing once" in said
    assert "away without authorisation once" in said
    assert f'href="/children/{child.pk}/chronology/"' in html
    assert (
        f'href="/children/{child.pk}/chronology/picture/"'
        in known.client.get(f"/children/{child.pk}/missing/").content.decode()
    )


def test_a_child_never_absent_has_no_picture(known: Known) -> None:
    """An empty state says what would be there."""
    child = known.a_child()
    assert "No absence is recorded" in text_of(known.client.get(f"/children/{child.pk}/chronology/picture/"))


def test_an_offer_that_was_taken_back_is_in_no_chronology(known: Known) -> None:
    """MIS-9: what was recorded by mistake is not told as though it had been."""
    with within(known.here.pk):
        child = a_child("Zoë", "Madeup", area=known.chelmsford)
        episode = an_episode(child, by=known.coordinator, hours_ago=30, back_hours_ago=20)
        at = datetime.now(UTC)
        offer = missing.offer_chat(
            episode=episode, to=OfferedTo.CHILD, how=OfferedHow.PHONE, happened=Moment(at - timedelta(hours=1)),
            by=known.coordinator, at=at,
        )  # fmt: skip
        assert any("offered to the child" in each.title for each in lines_for(known, child))
        missing.withdraw_chat_fact(fact=offer, by=known.coordinator, at=at)
    assert not any("offered to the child" in each.title for each in lines_for(known, child))


def test_who_had_a_child_at_high_risk_in_hand_is_told_and_that_it_was_taken_back(known: Known) -> None:
    """MIS-13: both stand on the line, the reason only for those who see names."""
    with within(known.here.pk):
        child = a_child("Zoë", "Madeup", area=known.chelmsford)
        episode = an_episode(child, by=known.coordinator, hours_ago=2, risk=Risk.HIGH)
        at = datetime.now(UTC)
        taken = missing.acknowledge(episode=episode, by=known.coordinator, at=at)
        missing.take_back_acknowledgement(acknowledgement=taken, why="Xqwhy.", by=known.in_mid, at=at)
        told = {each.title: each for each in lines_for(known, child)}
        hidden = entries(child, nameless(viewer_of(known.coordinator, now=at)))
    assert told["High risk acknowledged"].source.startswith("Entered by Rowan Sample, ")
    assert told["Acknowledgement taken back"].source.startswith("Entered by Mid Sample, ")
    assert told["Acknowledgement taken back"].text == "Xqwhy."
    assert "Acknowledgement taken back" in {each.title for each in hidden}
    assert not [each for each in hidden if "Xqwhy" in each.text]
