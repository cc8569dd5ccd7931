"""The papers of a meeting as one document: on a page, as a PDF and as a Word file they say the same (M1-4, M1-7, SHA-1)."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from lantern.access.viewer import Viewer
from lantern.children.naming import name_for
from lantern.documents.rules import Block, Bullets, Document, Facts, Grid, Heading, Paragraph, Picture, Section
from lantern.ecomap import pictures
from lantern.ecomap.parts import in_words, said_title
from lantern.mace1.models import Action
from lantern.mace1.parts import template as sharing
from lantern.mace1.parts.discussing import decision_words, state
from lantern.mace1.parts.returns import NO_WORD, NOTHING
from lantern.mace1.queries.discussing import sections_of
from lantern.mace1.queries.minutes import Minuted, Papers
from lantern.mace1.queries.templates import due_before_meeting
from lantern.mace1.rules.returns import NO_RETURN, Held, Return
from lantern.mace1.vocabulary import ItemKind
from lantern.organisation.queries import arrangement_on
from lantern.organisation.rules.seating import Line
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

NOTHING_WRITTEN = "Nothing was written."


class Paper(StrEnum):
    """The papers there are."""

    AGENDA = "agenda"
    MINUTES = "minutes"


def document(paper: Paper, papers: Papers, viewer: Viewer) -> Document:
    """The paper for one reader: whose copy it is stands on every page, and no child whom they may not see is in it."""
    meeting, holder = papers.meeting, f"{viewer.member.name}, {viewer.member.agency.name}"
    arranged = arrangement_on(london(meeting.begins_at).date(), viewer.member.partnership)
    title = f"{paper.capitalize()} of {meeting}"
    sections = sections_of(meeting)
    cover = _cover(paper, papers, viewer, arranged.mace1.statement)
    children = [
        Section(_heading(each, viewer), tuple(_of_child(paper, each, papers, sections, viewer)), holder)
        for each in papers.children
    ]
    return Document(title, (Section(title, tuple(cover), holder), *children), arranged.marking)


def _cover(paper: Paper, papers: Papers, viewer: Viewer, statement: str) -> Iterator[Block]:
    meeting = papers.meeting
    yield Facts(
        (
            ("When", words.long_when(meeting.begins_at)),
            ("Where", meeting.place or "Not said"),
            ("How it stands", _standing(paper, papers)),
            ("Children", str(len(papers.children))),
        )
    )
    if papers.children:
        yield Grid(("Child", "Discussion", "Why they are here"), tuple(_line(each, viewer) for each in papers.children))
    else:
        yield Paragraph("No child whom you may see is on this agenda.")
    if paper is Paper.AGENDA:
        yield from _log(papers, viewer)
        yield Heading("Information sharing statement")
        yield from (Paragraph(" ".join(part.split())) for part in statement.split("\n\n") if part.strip())


def _log(papers: Papers, viewer: Viewer) -> Iterator[Block]:
    """What is still to do of everything the series asked for (M1-4)."""
    yield Heading("Action log")
    if not papers.log:
        yield Paragraph("Nothing is left to do of what earlier meetings asked for.")
        return
    rows = (
        (name_for(one.child, viewer), one.words, _owner(one.owner, one.agency), words.day(one.due_on),
         _state_words(one, viewer.today))
        for one in papers.log
    )  # fmt: skip
    yield Grid(("Child", "What", "Who", "By when", "How it stands"), tuple(rows))


def _standing(paper: Paper, papers: Papers) -> str:
    meeting = papers.meeting
    if paper is Paper.MINUTES:
        issued = meeting.minutes_issued_at
        return f"Issued {words.day(london(issued).date())}" if issued else "Draft: not checked by the chair yet"
    sent = meeting.agenda_sent_at
    return f"Sent {words.day(london(sent).date())}" if sent else "Draft: not sent yet"


def _line(each: Minuted, viewer: Viewer) -> tuple[str, str, str]:
    return _heading(each, viewer), each.item.kind.capitalize(), each.item.because


def _heading(each: Minuted, viewer: Viewer) -> str:
    child = each.item.child
    years = f", {words.age(child.born, viewer.today)}" if child.born else ""
    return f"{name_for(child, viewer)}{years}"


def _of_child(
    paper: Paper, each: Minuted, papers: Papers, sections: Sequence[Line], viewer: Viewer
) -> Iterator[Block]:  # fmt: skip
    today = viewer.today
    yield Facts((("Discussion", each.item.kind.capitalize()), ("Why they are here", each.item.because)))
    if paper is Paper.MINUTES:
        yield from _minutes(each, sections, today)
        return
    yield from _template(each, papers, viewer)
    yield Heading("What agencies hold")
    rows = ((agency.name, _word(papers.said.get((agency.pk, each.item.pk), NO_RETURN))) for agency in papers.agencies)
    yield Grid(("Agency", "What it holds"), tuple(rows))
    drawn = papers.maps.get(each.item.child_id)
    if drawn is not None:
        yield Heading("Eco map")
        yield Picture(pictures.picture(drawn, title=said_title(drawn), described_by=""), said_title(drawn))
        yield Bullets(tuple(in_words(drawn, each.item.child)))
    before = papers.before.get(each.item.child_id)
    if before is not None:
        on = words.day(london(before.item.meeting.begins_at).date())
        yield Heading(f"Minutes of {on}")
        yield from _minutes(before, sections_of(before.item.meeting), today, level=3)


def _template(each: Minuted, papers: Papers, viewer: Viewer) -> Iterator[Block]:
    """Of a first discussion: what was handed in, by whom and whether in time; that nothing was, else (M1-3)."""
    if each.item.kind != ItemKind.INITIAL:
        return
    yield Heading(sharing.TITLE)
    handed = papers.templates.get(each.item.pk)
    if handed is None:
        yield Paragraph("No template was handed in.")
        return
    stands = sharing.state(handed.template, due_before_meeting(papers.meeting), viewer.now)
    yield Paragraph(stands.text, strong=True)
    yield from sharing.blocks(sharing.facts(handed.child, handed.template, viewer), handed.texts)


def _minutes(each: Minuted, sections: Sequence[Line], today: date, level: int = 2) -> Iterator[Block]:
    for section in sections:
        yield Heading(section.words, level)
        yield Paragraph(each.texts.get(section.key, NOTHING_WRITTEN))
    yield Heading("Actions", level)
    if each.actions:
        yield Grid(
            ("What", "Who", "By when", "How it stands"),
            tuple(
                (one.words, _owner(one.owner, one.agency), words.day(one.due_on), _state_words(one, today))
                for one in each.actions
            ),
        )
    else:
        yield Paragraph("No action was agreed.")
    yield Heading("Decision", level)
    yield from _decision(each)


def _decision(each: Minuted) -> Iterator[Block]:
    if each.decision is None:
        yield Paragraph("Not decided.")
        return
    facts = [("Decided", decision_words(each.decision)), ("Why", each.decision.words)]
    if each.decision.level:
        facts.insert(1, ("Level agreed", each.decision.level))
    if each.decision.ways:
        facts.insert(2, ("Models agreed", ", ".join(each.decision.ways)))
    yield Facts(tuple(facts))
    if each.dissent:
        yield Paragraph("Does not agree", strong=True)
        yield Bullets(tuple(f"{one.by.name}, {one.by.agency.name}: {one.words}" for one in each.dissent))
    if each.amendments:
        yield Paragraph("Amended since the minutes were issued", strong=True)
        yield Bullets(
            tuple(f"{words.day(london(one.at).date())}, {one.by.name}: {one.words}" for one in each.amendments)
        )


def _owner(owner: object, agency: object) -> str:
    return f"{owner}, {agency}" if owner else str(agency)


def _state_words(one: Action, today: date) -> str:
    said = state(one, today)
    return said.text if said else "To do"


def _word(word: Return) -> str:
    if word.held is Held.SOMETHING:
        return word.words
    return NOTHING if word.held is Held.NOTHING else NO_WORD
