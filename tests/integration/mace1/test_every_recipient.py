"""What each person with a place reads of each child: on the page, in the PDF, the Word file, their calendar, their mail, the
names of files, and nothing beyond (M1-4, SHA-2 to SHA-4, SHA-10)."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from lantern.children.actions.conflicts import declare_conflict
from lantern.children.actions.restricting import restrict
from lantern.children.models import Child
from lantern.children.vocabulary import Ground
from lantern.mace1.actions import discussing
from lantern.mace1.actions.template import begin as begin_template
from lantern.mace1.actions.template import hand_in
from lantern.mace1.models import Item, Template
from lantern.mace1.rules.template import NEEDED
from lantern.meetings.actions.coming import send_apologies
from lantern.meetings.actions.running import begin, end, issue_minutes, send_agenda
from lantern.meetings.vocabulary import Stage
from lantern.organisation.models import Member
from lantern.organisation.rules.seating import SeatKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.meetings import accept
from tests.factories.people import a_member, now, signed_in_client
from tests.integration.mace1.gathered import Room
from tests.integration.mace1.stages import agree, held, to, write

pytestmark = pytest.mark.django_db
EVERYBODY = frozenset({"open", "kept", "torn"})


class Recipients(Room):
    """Three children on one agenda: `open` to all who come, `kept` from all but two, `torn` for one of them.

    Each child's surname, and every word about them, has their mark.
    """

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            self.vice = self._seated(Role.CHAIR, SeatKind.VICE, "Ren Pretend")
            self.police = self._seated(Role.LIAISON_OFFICER, SeatKind.MEMBER, "Bo Madeup")
            self.instead = a_member(self.here, Role.HEALTH_MEMBER, name="Lin Instead")
            accept(self.instead)
            self.items = {mark: self.item(f"Zz{mark}") for mark in sorted(EVERYBODY)}
            for mark, each in self.items.items():
                self.handed_in(each, f"Zz{mark} template")
            self.held_meeting()
            self.closed()
        self.people: dict[str, Member] = {
            "chair": self.chair, "minutes": self.minutes, "core": self.core, "vice": self.vice, "police": self.police,
            "stranger": a_member(self.here, Role.HEALTH_MEMBER, name="Not There"),
        }  # fmt: skip

    def handed_in(self, item: Item, words: str) -> None:
        """The template of the first discussion, by whoever takes the minutes."""
        of = {"template": Template.objects.get(case=item.case), "by": self.minutes, "at": now()}
        begin_template(texts=dict.fromkeys(NEEDED, words), **of)  # type: ignore[arg-type]
        hand_in(**of)  # type: ignore[arg-type]

    def held_meeting(self) -> None:
        first = self.items["kept"]
        to(self, first, Stage.RUNNING)
        for mark, item in self.items.items():
            fresh = Item.objects.select_related("child", "case", "meeting__series__area").get(pk=item.pk)
            write(self, fresh, f"Zz{mark} said")
            held(self, fresh, f"Zz{mark} held")
            agree(self, fresh, f"Zz{mark} asked")
            discussing.decide(item=fresh, decided=self.stays(f"Zz{mark} why"), by=self.chair, at=now())
        end(meeting=self.meeting, by=self.chair, at=now())
        issue_minutes(meeting=self.meeting, by=self.chair, at=now())

    def closed(self) -> None:
        child: dict[str, Child] = {mark: each.child for mark, each in self.items.items()}
        restrict(
            child=child["kept"],
            named=[self.chair, self.minutes],
            ground=Ground.WITNESS,
            words="A witness",
            by=self.by,
            at=now(),
        )
        declare_conflict(child=child["torn"], words="A cousin", by=self.police, at=now())


SEES: dict[str, frozenset[str]] = {
    "chair": EVERYBODY,
    "minutes": EVERYBODY,
    "core": EVERYBODY - {"kept"},
    "vice": EVERYBODY - {"kept"},
    "police": EVERYBODY - {"kept", "torn"},
    "stranger": frozenset(),
}
"""Written by hand from the spec."""


@pytest.fixture
def room() -> Recipients:
    return Recipients()


def marks(text: str) -> frozenset[str]:
    return frozenset(each for each in EVERYBODY if f"Zz{each}" in text.replace("\n", " "))


def pages(client: Client, room: Recipients) -> Iterator[tuple[str, str]]:
    """Every page of the meeting and every list of meetings, as text with its address."""
    meeting = room.meetings[0].pk
    urls = [reverse(f"mace1:{name}", args=[meeting]) for name in ("agenda", "minutes", "returns")]
    urls += [reverse("meetings:meeting", args=[meeting]), reverse("meetings:list"), reverse("mace1:actions")]
    for url in urls:
        answer = client.get(url)
        assert answer.status_code in (200, 404), url
        yield url, answer.content.decode()


def papers(client: Client, room: Recipients) -> Iterator[tuple[str, str]]:
    """Agenda and minutes as files, read with a reader of each kind, with the names of the files."""
    for paper in ("agenda", "minutes"):
        for kind in ("pdf", "docx"):
            url = reverse("mace1:take_out", args=[room.meetings[0].pk, paper])
            answer = client.post(url, {"kind": kind, "purpose": "To prepare"})
            if answer.status_code == 404:
                continue
            content, name = answer.content, answer["Content-Disposition"]
            yield f"{paper}.{kind}", f"{name} {read_pdf(content) if kind == 'pdf' else read_word(content)}"


def read_pdf(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return " ".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])


def read_word(content: bytes) -> str:
    """Every part of the file that is text: the document, heads and feet, properties."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return " ".join(file.read(each).decode() for each in file.namelist() if each.endswith((".xml", ".rels")))


@pytest.mark.parametrize("who", list(SEES))
def test_pages_and_papers_have_the_children_of_their_reader(room: Recipients, who: str) -> None:
    """M1-4: each child whom they may see, and no mark of another."""
    client = signed_in_client(room.people[who])
    found = [*pages(client, room), *papers(client, room)]
    assert {where: marks(text) - SEES[who] for where, text in found if marks(text) - SEES[who]} == {}
    if SEES[who]:
        assert len(found) == 6 + 4
        for paper in ("agenda.pdf", "agenda.docx", "minutes.pdf", "minutes.docx"):
            assert marks(dict(found)[paper]) == SEES[who], paper
    else:
        assert [where for where, _ in found if where.startswith(("agenda", "minutes"))] == []


@pytest.mark.parametrize("who", [each for each in SEES if SEES[each]])
def test_the_number_on_the_agenda_is_that_of_the_children_in_it(room: Recipients, who: str) -> None:
    """SHA-4: a count does not tell of somebody who is not there."""
    text = signed_in_client(room.people[who]).get(reverse("mace1:agenda", args=[room.meetings[0].pk])).content.decode()
    number = len(SEES[who])
    assert f"{number} {'child' if number == 1 else 'children'}" in text


@pytest.mark.parametrize("who", list(SEES))
def test_calendar_and_mail_have_no_child_at_all(room: Recipients, who: str) -> None:
    """SHA-10: neither what is planned nor what is to be done names anybody."""
    mail.outbox.clear()
    person = room.people[who]
    client = signed_in_client(room.by)
    assert client.post(reverse("meetings:cancel", args=[room.meetings[2].pk]), {"because": "Zzopen"}).status_code == 302
    file = signed_in_client(person).get(reverse("meetings:calendar", args=[room.meetings[0].pk]))
    mine = [each for each in mail.outbox if person.email in each.to]
    assert bool(mine) is (who != "stranger")
    texts = [file.content.decode(), file["Content-Disposition"], *(f"{m.subject}{m.body}{m.attachments}" for m in mine)]
    assert not any(marks(text) for text in texts)


def test_a_representative_reads_one_meeting_until_it_is_over(room: Recipients) -> None:
    """PAR-5: then the papers are taken away again, with every child of it."""
    url = reverse("mace1:agenda", args=[room.meetings[1].pk])
    with within(room.here.pk):
        send_apologies(
            meeting=room.meetings[1],
            member=room.core,
            representative=room.instead,
            briefed=True,
            by=room.core,
            at=now(),
        )
    client = signed_in_client(room.instead)
    assert marks(client.get(url).content.decode()) == frozenset()  # not sent yet
    with within(room.here.pk):
        send_agenda(meeting=room.meetings[1], by=room.chair, at=now())
        assert marks(client.get(url).content.decode()) == SEES["core"]
        begin(meeting=room.meetings[1], by=room.chair, at=now())
        for each in Item.objects.filter(meeting=room.meetings[1]).select_related("case", "meeting", "child"):
            decided = replace(room.stays(), review=room.meetings[3].pk)
            discussing.decide(item=each, decided=decided, by=room.chair, at=now())
        end(meeting=room.meetings[1], by=room.chair, at=now())
    assert client.get(url).status_code == 404
