"""The information sharing template as its page draws it, as papers carry it, and as the form that Word fills (M1-3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.identity import area_words
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.queries.record import record_of
from lantern.children.rules.in_words import placement_words, status_words
from lantern.children.vocabulary import ETHNICITIES, LEGAL_STATUSES, SEXES
from lantern.design.parts import Kind, Tag
from lantern.documents.rules import Block, Document, Facts, Grid, Heading, Paragraph, Section
from lantern.exploitation.queries.facts import known_of
from lantern.exploitation.queries.levels import levels_of_child
from lantern.mace1.models import Template
from lantern.mace1.parts.on_record import Held, OnRecord, as_text
from lantern.mace1.rules.template import RECORD_COLUMNS, WRITTEN_COLUMNS, ReadForm, is_late
from lantern.mace1.vocabulary import TemplateFact, TemplatePart
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from lantern.writing.parts import Asked, Question, asked
from lantern.writing.rules import SectionNow, Typed
from lantern.writing.sent import clean

NOT_RECORDED, NOT_YOURS = "Not recorded", "For those who read of exploitation"
TITLE = "Information sharing template"
HOW = (
    "Write in the right column of the second table and send the file back in Lantern. What the first table says comes from "
    "the record: change it there. Do not change the left column."
)
ROWS, ROWS_FIRST = 4, 8


@dataclass(frozen=True)
class Written:
    """One part as it is asked, with what the record says of it now."""

    asked: Asked
    held: Sequence[Held]
    can_take: bool


@dataclass(frozen=True)
class FromFile:
    """One part as a file has it, beside what stands, "" for nothing."""

    question: Question
    value: str
    base: int
    stands: str

    @property
    def slug(self) -> str:
        return self.question.slug


def state(template: Template, due: datetime | None, now: datetime) -> Tag:
    """Handed in, in time or late; due; late."""
    late = is_late(template.submitted_at, due, now)
    if template.submitted_at is not None:
        on = words.day(london(template.submitted_at).date())
        return Tag(f"Handed in {on}, late", Kind.WARNING) if late else Tag(f"Handed in {on}", Kind.DONE)
    if late:
        return Tag("Late", Kind.LATE)
    return Tag(f"Due {words.day(london(due).date())}" if due else "No meeting to come", Kind.NOTE)


def facts(child: Child, template: Template, viewer: Viewer) -> list[tuple[TemplateFact, str]]:
    """What the record says, of a child that was read `templates.with_all`; what the viewer may not read says so."""
    told = dict(_facts(child, template, viewer))
    return [(fact, told[fact] or NOT_RECORDED) for fact in TemplateFact]


def questions() -> dict[str, Question]:
    """A box for each part, by its slug."""
    return {
        part.value: Question(part.value, part.label, part.hint, rows=ROWS if number else ROWS_FIRST)
        for number, part in enumerate(TemplatePart)
    }


def written(
    now: Mapping[str, SectionNow], names: Mapping[str, str], me: str, refused: Mapping[str, Typed], held: OnRecord
) -> list[Written]:
    """Every part for the member `me`; what the record says can be taken where the part does not say it yet."""
    return [
        Written(
            asked(each, now[slug], names, me, refused.get(slug)),
            held.get(TemplatePart(slug), ()),
            any(one.text not in now[slug].text for one in held.get(TemplatePart(slug), ())),
        )
        for slug, each in questions().items()
    ]


def taken(part: TemplatePart, stands: str, held: OnRecord) -> str:
    """What stands with what the record says besides."""
    more = [each for each in held.get(part, ()) if each.text not in stands]
    return "\n\n".join(text for text in (stands, as_text(more)) if text)


def from_file(read: ReadForm, now: Mapping[str, SectionNow]) -> list[FromFile]:
    """Every part of which the file says something else than stands."""
    return [
        FromFile(question, read.texts[part], now[slug].version, now[slug].text)
        for slug, question in questions().items()
        if (part := TemplatePart(slug)) in read.texts and clean(read.texts[part]) != now[slug].text
    ]


def changed_facts(read: ReadForm, known: Sequence[tuple[TemplateFact, str]]) -> list[tuple[str, str, str]]:
    """Facts of which the file says something else than the record: which, the file's, the record's."""
    return [
        (fact.value, read.facts[fact], value)
        for fact, value in known
        if read.facts.get(fact, "").split() not in ([], value.split())
    ]


def form(
    template: Template, known: Sequence[tuple[TemplateFact, str]], texts: Mapping[str, str], viewer: Viewer, marking: str,
    purpose: str,
) -> Document:  # fmt: skip
    """The form to be filled in Word; what stands is in it, and at its top what it was taken out for (SHA-6)."""
    holder = f"{viewer.member.name}, {viewer.member.agency.name}"
    name = name_for(template.child, viewer)
    rows = tuple((f"{part.label} ({part.hint})", texts.get(part, "")) for part in TemplatePart)
    blocks: tuple[Block, ...] = (
        Paragraph(f"Taken out for: {purpose}"),
        Paragraph(HOW),
        Grid(RECORD_COLUMNS, tuple((fact.value, value) for fact, value in known), "From the record"),
        Grid(WRITTEN_COLUMNS, rows, "To be written"),
    )
    return Document(f"{TITLE}: {name}", (Section(f"{TITLE}: {name}", blocks, holder),), marking)


def blocks(known: Sequence[tuple[TemplateFact, str]], texts: Mapping[str, str], level: int = 3) -> Iterator[Block]:
    """The template as papers carry it: the facts, and each part that says something."""
    yield Facts(tuple((fact.value, value) for fact, value in known))
    for part in TemplatePart:
        if text := texts.get(part):
            yield Heading(part.label, level)
            yield Paragraph(text)


def _facts(child: Child, template: Template, viewer: Viewer) -> Iterator[tuple[TemplateFact, str]]:
    record, day = record_of(child), viewer.today
    presenter, submitted = template.presenter, template.submitted_at
    status, placement, address = record.status(day), record.placement(day), record.address(day)
    legal = LEGAL_STATUSES.get(status.legal_status, status.legal_status) if status else ""
    standing = status_words(status.status, "", status.since) if status else status_words(child.status)
    yield TemplateFact.NAME, name_for(child, viewer)
    yield TemplateFact.BORN, f"{words.day(child.born)} ({words.age(child.born, day)})" if child.born else ""
    yield TemplateFact.PROFESSIONAL, presenter.name if presenter else "No social worker yet"
    yield TemplateFact.AGENCY, presenter.agency.name if presenter else ""
    yield TemplateFact.GENDER, SEXES.get(child.sex, child.sex)
    yield TemplateFact.AREA, area_words(child.area_id, viewer)
    yield TemplateFact.ETHNICITY, ETHNICITIES.get(child.ethnicity, child.ethnicity)
    yield TemplateFact.COMPLETED, words.day(london(submitted).date()) if submitted else "Not handed in yet"
    yield TemplateFact.LEGAL, f"{standing}. {legal}" if legal else standing
    if placement:
        where = ", ".join(part for part in (placement.place, viewer.areas.name(placement.area_id)) if part)
        yield TemplateFact.ADDRESS, placement_words(placement.code, where, out_of_area=placement.out_of_area)
    else:
        yield TemplateFact.ADDRESS, str(address) if address and viewer.sees_names else ""
    yield from _of_exploitation(child, viewer)


def _of_exploitation(child: Child, viewer: Viewer) -> Iterator[tuple[TemplateFact, str]]:
    if not viewer.may(Permission.SEE_EXPLOITATION) or not viewer.sees_names:
        yield TemplateFact.LEVEL, NOT_YOURS
        yield TemplateFact.HELD, NOT_YOURS
        return
    decided = levels_of_child(child, viewer).decided
    last = decided[-1] if decided else None
    yield TemplateFact.LEVEL, f"{last.level}, assessed {words.day(london(last.at).date())}" if last else "Not assessed"
    known = known_of(child)
    held = [f"{each.what.capitalize()}: {each.reference}, {words.day(each.on)}" for each in known.held]
    lacking = [f"{each.capitalize()}: {NOT_RECORDED.lower()}" for each in known.not_held]
    yield TemplateFact.HELD, "; ".join([*held, *lacking])
