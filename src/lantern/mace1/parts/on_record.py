"""What the record says for each field of the information sharing template, and where it says so (M1-3).

Each part is read as the viewer may read it: whoever begins a template fills it with what they know, and no more.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.queries.record import record_of
from lantern.children.rules.in_words import absence_words, schooling_words
from lantern.children.vocabulary import SchoolKind
from lantern.children.voices import last_said
from lantern.exploitation.queries.facts import known_of
from lantern.exploitation.queries.levels import Last, levels_of_child
from lantern.exploitation.rules.answers import answers_in, of_group
from lantern.exploitation.vocabulary import ANSWER_WORDS, TYPE_WORDS, Answer, ExploitationType, Voice
from lantern.mace1.vocabulary import TemplatePart
from lantern.missing.models import Chat, Episode, Step
from lantern.missing.queries.chat_texts import own_words_of
from lantern.missing.vocabulary import ABSENCE_WORDS, Absence, StepKind
from lantern.network.models import Order, Statement
from lantern.network.queries.around import persons_around
from lantern.network.vocabulary.persons import About
from lantern.organisation.rules.indicators import IndicatorGroup
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from lantern.timekeeping.periods import Span

YEAR = timedelta(days=365)
MOST_EPISODES, MOST_LINES = 12, 20
SAID_OF = frozenset({Answer.NOW, Answer.RECENT, Answer.OLDER, Answer.SUSPECTED})
BY_WORD = (
    ("missing", TemplatePart.MISSING),
    ("education", TemplatePart.EDUCATION),
    ("school", TemplatePart.EDUCATION),
    ("health", TemplatePart.HEALTH),
    ("substance", TemplatePart.OTHER),
    ("gang", TemplatePart.OTHER),
    ("offending", TemplatePart.OTHER),
)
"""Where a group of the assessment belongs, by a word of its title, which is the arrangement's; all others tell of concerns."""


@dataclass(frozen=True)
class Held:
    """Something on the record, where it stands in words, and its page."""

    text: str
    source: str
    url: str = ""


OnRecord = Mapping[TemplatePart, Sequence[Held]]


def on_record(child: Child, viewer: Viewer) -> OnRecord:
    """For every part what there is, of a child that was read `templates.with_all`."""
    found: dict[TemplatePart, list[Held]] = defaultdict(list)
    for tell in (_types, _assessment, _persons, _missing, _chats, _orders, _school, _voices):
        for part, held in tell(child, viewer):
            found[part].append(held)
    return found


def as_text(held: Sequence[Held]) -> str:
    """What a part begins with."""
    return "\n\n".join(each.text for each in held)


def _reads(viewer: Viewer) -> bool:
    return viewer.sees_names and viewer.may(Permission.SEE_EXPLOITATION)


def _types(child: Child, viewer: Viewer) -> Iterator[tuple[TemplatePart, Held]]:
    if not _reads(viewer):
        return
    url = reverse("casefile:exploitation", args=[child.pk])
    for each in known_of(child).types:
        if each.until is None or each.until >= viewer.today:
            ways = f" ({'; '.join(each.ways)})" if each.ways else ""
            lines = ", county lines" if each.county_lines else ""
            kind = TYPE_WORDS[ExploitationType(each.kind)]
            said = f"{kind}{lines}{ways}, {each.certainty} since {words.day(each.since)}: {each.source}"
            yield TemplatePart.CONCERNS, Held(said, "what is recorded of exploitation", url)


def _assessment(child: Child, viewer: Viewer) -> Iterator[tuple[TemplatePart, Held]]:
    last = levels_of_child(child, viewer).last if _reads(viewer) else None
    if last is None:
        return
    source = f"the assessment of {words.day(london(last.at).date())}"
    url = reverse("exploitation:assessment", args=[last.id])
    for voice in (Voice.ANALYSIS, Voice.HARM):
        if text := last.texts.get(voice):
            said = f"Harm suffered already: {text}" if voice is Voice.HARM else text
            yield TemplatePart.CONCERNS, Held(said, source, url)
    for group in last.scheme.groups:
        if text := _group(group, last):
            yield _part_for(group.title), Held(text, source, url)
    if text := last.texts.get(Voice.PARENT):
        yield TemplatePart.PARENT, Held(text, source, url)


def _group(group: IndicatorGroup, last: Last) -> str:
    """Title, what is present, and what was written of it."""
    answers = answers_in(last.scheme, last.texts)
    present = [
        f"{each.words} ({ANSWER_WORDS[answer].lower()})"
        for each in group.indicators
        if (answer := answers.get(each.key)) in SAID_OF and answer is not None
    ]
    told = last.texts.get(of_group(group.key), "")
    said = ". ".join(part for part in ("; ".join(present), told) if part)
    return f"{group.title}: {said}" if said else ""


def _part_for(title: str) -> TemplatePart:
    lowered = title.casefold()
    if lowered == "other":
        return TemplatePart.OTHER
    return next((part for word, part in BY_WORD if word in lowered), TemplatePart.CONCERNS)


def _persons(child: Child, viewer: Viewer) -> Iterator[tuple[TemplatePart, Held]]:
    ties = [each for each in persons_around(child, viewer) if each.is_standing][:MOST_LINES]
    url, source = reverse("network:of_child", args=[child.pk]), "persons of concern"
    for tie in ties:
        person = tie.person.root
        since = f" since {words.day(tie.since)}" if tie.since else ""
        note = f": {tie.note}" if tie.note else ""
        said = f"{person} ({person.number}), {tie.get_kind_display()}, {tie.certainty}{since}{note}"
        yield TemplatePart.SUSPECTS, Held(said, source, url)
    roots = {tie.person.root_id: tie.person.root for tie in ties}
    said_of: dict[object, list[str]] = defaultdict(list)
    rows = Statement.objects.filter(person__root__in=roots, withdrawn_at=None).select_related("person")
    for each in rows.order_by("about", "-on", "-at"):
        said_of[each.person.root_id].append(f"{About(each.about).label}: {each.words}")
    for root, person in roots.items():
        if said_of[root]:
            yield TemplatePart.PERSONS, Held(f"{person}: {'; '.join(said_of[root][:MOST_LINES])}", source, url)


def _missing(child: Child, viewer: Viewer) -> Iterator[tuple[TemplatePart, Held]]:
    if not viewer.may(Permission.SEE_MISSING):
        return
    rows = Episode.visible_to(viewer).filter(child=child, started_at__gte=viewer.now - YEAR).order_by("-started_at")
    episodes = list(rows)
    if episodes:
        lines = [_episode(each, viewer) for each in episodes[:MOST_EPISODES]]
        more = [f"and {len(episodes) - MOST_EPISODES} more"] if len(episodes) > MOST_EPISODES else []
        times = "Once" if len(episodes) == 1 else f"{len(episodes)} times"
        said = "\n".join([f"{times} in the last 12 months:", *lines, *more])
        yield TemplatePart.MISSING, Held(said, "missing episodes", reverse("casefile:missing", args=[child.pk]))
    plans = Step.visible_to(viewer).filter(child=child, kind=StepKind.PREVENTION_PLAN, withdrawn_at=None)
    plan = plans.order_by("-happened_at").first()
    if plan is not None:
        on = words.day(london(plan.happened_at).date())
        said = " ".join(part for part in (f"Prevention plan of {on}", plan.reference, plan.note) if part)
        yield TemplatePart.MISSING, Held(said, "missing episodes", reverse("casefile:missing", args=[child.pk]))


def _episode(each: Episode, viewer: Viewer) -> str:
    kind = ABSENCE_WORDS[Absence(each.absence)]
    ended = each.end is not None or each.back_by is None
    lasted = f", {words.elapsed_in(Span(each.start, each.end), viewer.now)}" if ended else ""
    where = "".join(
        f", {word} {place}" for word, place in (("from", each.from_where), ("found", each.found_where)) if place
    )
    return f"{words.said(each.start, viewer.now)}: {kind.lower()}{lasted}{where}"


def _chats(child: Child, viewer: Viewer) -> Iterator[tuple[TemplatePart, Held]]:
    if not viewer.may(Permission.READ_CHATS):
        return
    opened = list(Chat.visible_to(viewer).filter(child=child, opened_at__gte=viewer.now - YEAR).order_by("-opened_at"))
    if opened:
        days = ", ".join(words.day(london(each.opened_at).date()) for each in opened[:MOST_EPISODES])
        yield TemplatePart.CHATS, Held(f"Missing chats of the last 12 months: {days}", "missing chats")
    said = own_words_of(child, viewer)
    if said is not None:
        text = f"The child said on {words.day(london(said.at).date())}: “{said.text}”"
        yield TemplatePart.CHATS, Held(text, "missing chats", said.url)


def _orders(child: Child, viewer: Viewer) -> Iterator[tuple[TemplatePart, Held]]:
    if not viewer.may(Permission.SEE_PERSONS):
        return
    persons = [tie.person.root_id for tie in persons_around(child, viewer) if tie.is_standing]
    orders = Order.visible_to(viewer).filter(person__root__in=persons, withdrawn_at=None).select_related("person__root")
    for each in orders.order_by("-issued_on")[:MOST_LINES]:
        until = each.ended_on or each.expires_on
        ends = f" until {words.day(until)}" if until else ""
        by = f"by {each.issued_by} on {words.day(each.issued_on)}{ends}"
        who = each.person.root if each.person else ""
        said = f"{each.get_power_display()} against {who}, {by}"
        yield TemplatePart.ENFORCEMENT, Held(said, "orders and notices", reverse("network:of_child", args=[child.pk]))


def _school(child: Child, viewer: Viewer) -> Iterator[tuple[TemplatePart, Held]]:
    record = record_of(child)
    facts = [schooling_words(SchoolKind(e.kind).label, e.since, e.until, e.school) for e in record.school(viewer.today)]
    since = viewer.today - YEAR
    absences = [
        absence_words(e.reason, e.first, e.last, e.school) for e in record.absences if (e.last or viewer.today) >= since
    ]
    url = reverse("casefile:overview", args=[child.pk])
    if facts:
        yield TemplatePart.EDUCATION, Held("\n".join(facts), "the record", url)
    if absences:
        said = "\n".join(["Away from school:", *absences[:MOST_LINES]])
        yield TemplatePart.EDUCATION, Held(said, "the record", url)


def _voices(child: Child, viewer: Viewer) -> Iterator[tuple[TemplatePart, Held]]:
    said = last_said(child, viewer)
    if said is not None:
        text = f"“{said.text}” (said {said.where}, {words.day(london(said.at).date())})"
        yield TemplatePart.CHILD, Held(text, f"what the child said {said.where}", said.url)
