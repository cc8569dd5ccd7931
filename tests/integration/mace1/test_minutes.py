"""Agenda and minutes as papers: for each reader, on page, PDF and Word the same; issued, amended, dissent (M1-4, M1-7)."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from docx import Document as Word
from pypdf import PdfReader

from lantern.access.viewer import viewer_of
from lantern.access.vocabulary import Permission
from lantern.children.actions.conflicts import declare_conflict
from lantern.children.models import Child
from lantern.children.rules.around import CHILD, Bearing, Near
from lantern.ecomap.actions.ties import add_with_tie
from lantern.ecomap.rules.said import NodeSaid, TieSaid
from lantern.mace1.actions import acting, discussing
from lantern.mace1.actions import minutes as actions
from lantern.mace1.models import Amendment, Dissent, Item
from lantern.mace1.parts.papers import Paper, document
from lantern.mace1.queries.discussing import sections_of
from lantern.mace1.queries.minutes import papers_of, with_maps
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.vocabulary import ActionKind
from lantern.meetings.actions.running import begin, end, issue_minutes, send_agenda
from lantern.organisation.models import Member
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from lantern.writing.rules import Typed
from tests.factories.people import now, signed_in_client
from tests.factories.today import today
from tests.integration.mace1.gathered import CLOSES, Room

pytestmark = pytest.mark.django_db
SAID = "Amber talks of a flat at Sample Court."


class Held(Room):
    """A meeting that is over: one child stays with an action, one is closed."""

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            self.stays, self.closes = self.item("Example"), self.item("Invented")
            self.begun()
            key = sections_of(self.meeting)[0].key
            typed = Typed(SAID, 0, str(self.chair.pk))
            discussing.write_section(item=self.stays, section=key, typed=typed, by=self.chair, at=now())
            acting.agree(
                item=self.stays, kind=ActionKind.DISRUPT, words="Close the flat", agency=self.chair.agency,
                due_on=today() + timedelta(days=7), by=self.chair, at=now(),
            )  # fmt: skip
            discussing.decide(item=self.stays, decided=self.stays_open("The flat first"), by=self.chair, at=now())
            discussing.decide(item=self.closes, decided=CLOSES, by=self.chair, at=now())
            end(meeting=self.meeting, by=self.chair, at=now())

    def stays_open(self, words: str) -> Any:
        return super().stays(words)

    @property
    def url(self) -> str:
        return reverse("mace1:minutes", args=[self.meetings[0].pk])

    def issue(self) -> None:
        issue_minutes(meeting=self.meeting, by=self.chair, at=now())

    def file(self, member: Member, kind: str, paper: str = "minutes") -> bytes:
        url = reverse("mace1:take_out", args=[self.meetings[0].pk, paper])
        answer = signed_in_client(member).post(url, {"kind": kind, "purpose": "For the file"})
        assert answer.status_code == 200, answer.content[:200]
        return bytes(answer.content)


@pytest.fixture
def room() -> Held:
    return Held()


def pdf_text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def word_text(content: bytes) -> str:
    opened = Word(io.BytesIO(content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return " ".join([*(each.text for each in opened.paragraphs), *cells])


def test_page_pdf_and_word_say_the_same(room: Held) -> None:
    """M1-4, M1-7, SHA-1: what was said, actions, decisions with the chair's reasons; marked, with whose copy it is."""
    page = signed_in_client(room.chair).get(room.url).content.decode()
    for text in (page, pdf_text(room.file(room.chair, "pdf")), word_text(room.file(room.chair, "docx"))):
        for said in (SAID, "Close the flat", "The flat first", "Risk reduced".lower(), "Amber Invented"):
            assert said in text
    assert "Official-Sensitive" in pdf_text(room.file(room.chair, "pdf"))
    assert "Ash Pretend" in pdf_text(room.file(room.chair, "pdf"))


def test_a_paper_holds_no_child_whom_its_reader_may_not_see(room: Held) -> None:
    """M1-4, SHA-4: a conflict takes the child out of page, PDF and Word of that one reader."""
    with within(room.here.pk):
        room.issue()
        declare_conflict(child=room.stays.child, words="A neighbour", by=room.core, at=now())
    page = signed_in_client(room.core).get(room.url).content.decode()
    for text in (page, pdf_text(room.file(room.core, "pdf")), word_text(room.file(room.core, "docx"))):
        assert "Amber Example" not in text
        assert SAID not in text
        assert "Amber Invented" in text


def test_core_members_read_minutes_once_they_are_issued(room: Held) -> None:
    """M1-7: the chair and business support see the draft; business support does not issue them."""
    core, support = signed_in_client(room.core), signed_in_client(room.minutes)
    assert core.get(room.url).status_code == 404
    assert "Draft minutes" in support.get(room.url).content.decode()
    support.post(room.url)
    with within(room.here.pk):
        assert room.meeting.minutes_issued_at is None
    signed_in_client(room.chair).post(room.url)
    assert core.get(room.url).status_code == 200
    with within(room.here.pk), pytest.raises(NotAllowed):
        room.issue()


def test_minutes_that_were_issued_change_by_an_amendment_alone(room: Held) -> None:
    """M1-7: what was written stays; the correction stands beside it with who and when."""
    with within(room.here.pk):
        with pytest.raises(NotAllowed, match=refusals.NOT_ISSUED):
            actions.amend(item=room.stays, words="Early", by=room.chair, at=now())
        room.issue()
        key = sections_of(room.meeting)[0].key
        with pytest.raises(NotAllowed, match=refusals.OVER):
            discussing.write_section(
                item=room.stays, section=key, typed=Typed("Other", 1, str(room.chair.pk)), by=room.chair, at=now()
            )
    url = reverse("mace1:amend", args=[room.stays.pk])
    client = signed_in_client(room.minutes)
    assert "Say what the minutes should say" in client.post(url, {"words": ""}).content.decode()
    client.post(url, {"words": "It is Example Court"})
    shown = client.get(room.url).content.decode()
    assert SAID in shown
    assert "It is Example Court" in shown
    assert signed_in_client(room.core).get(url).status_code == 404
    with within(room.here.pk):
        assert Amendment.objects.get().by_id == room.minutes.pk


def test_dissent_is_in_the_minutes(room: Held) -> None:
    """M1-10: any member of the meeting may say why their agency does not agree; before a decision there is nothing to say."""
    client = signed_in_client(room.core)
    url = reverse("mace1:dissent", args=[room.stays.pk])
    assert "Say why your agency does not agree" in client.post(url, {"words": ""}).content.decode()
    client.post(url, {"words": "The risk is higher"})
    assert "Noor Madeup, Invented Agency: The risk is higher" in pdf_text(room.file(room.chair, "pdf"))
    with within(room.here.pk):
        assert Dissent.objects.get().item_id == room.stays.pk
        undecided = room.of(room.stays.child)
        with pytest.raises(NotAllowed, match=refusals.NOT_DECIDED):
            actions.dissent(item=undecided, words="Early", by=room.core, at=now())


def test_the_next_agenda_carries_the_minutes_of_the_last_time(room: Held) -> None:
    """M1-4: previous minutes embedded, what agencies hold, and the statement."""
    with within(room.here.pk):
        following = room.meetings[1]
        send_agenda(meeting=following, by=room.chair, at=now())
        viewer = viewer_of(room.chair, now=now())
        made = document(Paper.AGENDA, papers_of(following, viewer), viewer)
    text = repr(made)
    for said in (SAID, "Close the flat", "No return", "confidential", "Review due"):
        assert said in text
    assert len(made.sections) == 2


def test_what_leaves_is_on_the_trail_with_its_purpose(room: Held) -> None:
    """M1-11, SHA-6: the meeting and each child in it; nothing leaves without a purpose."""
    url = reverse("mace1:take_out", args=[room.meetings[0].pk, "minutes"])
    answer = signed_in_client(room.chair).post(url, {"kind": "pdf", "purpose": ""})
    assert "Enter what you need it for" in answer.content.decode()
    room.file(room.chair, "docx")
    with within(room.here.pk):
        left = Entry.objects.filter(what="mace1.paper_taken_out")
        assert {each.purpose for each in left} == {"For the file"}
        assert {each.child_id for each in left} == {None, room.stays.child_id, room.closes.child_id}


def test_who_was_closed_is_seen_until_the_next_meeting_is_over(room: Held) -> None:
    """SHA-2, M1-9: for the minutes and what is still to be done, and no longer."""
    with within(room.here.pk):
        room.issue()

        def seen() -> bool:
            return Child.visible_to(viewer_of(room.core, now=now())).filter(pk=room.closes.child_id).exists()

        assert seen()
        following = room.meetings[1]
        send_agenda(meeting=following, by=room.chair, at=now())
        begin(meeting=following, by=room.chair, at=now())
        item, again = room.of(room.stays.child), replace(room.stays_open("Again"), review=room.meetings[2].pk)
        discussing.decide(item=item, decided=again, by=room.chair, at=now())
        assert seen()
        end(meeting=following, by=room.chair, at=now())
        assert not seen()


def test_there_are_no_other_papers(room: Held) -> None:
    """M1-4: an unknown paper is not there."""
    assert signed_in_client(room.chair).get(f"/meetings/{room.meetings[0].pk}/papers/other/").status_code == 404
    with within(room.here.pk):
        assert Item.objects.count() == 3


class TestEcoMaps:
    """EXP-7: who and what is around a child stands in the papers of the meeting, as a picture and in words."""

    def mapped(self, room: Held) -> None:
        with within(room.here.pk):
            said = NodeSaid(label="Jo Pretend", kind=Near.PEER, words="Rings at night")
            tie = TieSaid(bearing=Bearing.CONCERN)
            add_with_tie(
                child=room.stays.child, node=said, tie=tie, ends=lambda key: (CHILD, key), by=room.by, at=now()
            )

    def test_pdf_and_word_have_the_map_and_its_words(self, room: Held) -> None:
        """Of the child who has one, and of nobody else."""
        self.mapped(room)
        pages = "\n".join(
            page.extract_text() for page in PdfReader(io.BytesIO(room.file(room.chair, "pdf", "agenda"))).pages
        )
        assert pages.count("Eco map") == 1
        assert "Jo Pretend: a tie" in " ".join(pages.split())
        made = Word(io.BytesIO(room.file(room.chair, "docx", "agenda")))
        assert len(made.inline_shapes) == 1
        assert "Jo Pretend: a tie, a concern" in "\n".join(each.text for each in made.paragraphs)

    def test_who_does_not_read_of_exploitation_has_no_map(self, room: Held) -> None:
        """SHA-3: business support prints the papers, and reads no map on a screen either."""
        self.mapped(room)
        with within(room.here.pk):
            viewer = viewer_of(room.minutes, now=now())
            assert not viewer.may(Permission.SEE_EXPLOITATION)
            assert not with_maps(papers_of(room.meeting, viewer), viewer).maps
        made = Word(io.BytesIO(room.file(room.minutes, "docx", "agenda")))
        assert not made.inline_shapes
        assert "Jo Pretend" not in "\n".join(each.text for each in made.paragraphs)
