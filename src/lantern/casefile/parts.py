"""What the case file's pages say: tabs, what is owed, circumstances, what can be done next."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.casefile.queries.missing import History
from lantern.casefile.rows import found_words, lasted
from lantern.children.identity import area_words
from lantern.children.models import Child
from lantern.children.queries.record import Record
from lantern.children.rules.authorities import holder_words, placed_words
from lantern.children.rules.in_words import placement_words, schooling_words, since_words, status_words
from lantern.children.vocabulary import ETHNICITIES, LEGAL_STATUSES, SEXES, SchoolKind, WorkKind
from lantern.design.parts import Fact, Tab
from lantern.missing.parts.authorities import whose_duty
from lantern.missing.parts.who import where_from
from lantern.missing.queries.allowed import against
from lantern.obligations import subjects
from lantern.obligations.models import Obligation
from lantern.obligations.rows import whose
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london

LATEST = 2  # episodes on the overview
MOST_OWED = 4  # lines above the fold of the overview
TABS = (
    ("overview", "Overview", Permission.SEE_CHILDREN),
    ("chronology", "Chronology", Permission.SEE_CHILDREN),
    ("missing", "Missing", Permission.SEE_CHILDREN),
    ("exploitation", "Exploitation", Permission.SEE_EXPLOITATION),
    ("network", "Network", Permission.SEE_EXPLOITATION),
    ("access", "Access", Permission.SEE_CHILDREN),
)


def tabs(child: Child, current: str, viewer: Viewer) -> tuple[Tab, ...]:
    """The pages about the child that the viewer may open."""
    return tuple(
        Tab(label, reverse(f"casefile:{name}", args=[child.pk]), name == current)
        for name, label, may in TABS
        if viewer.may(may)
    )


@dataclass(frozen=True)
class Owed:
    """One line of what is owed: the verb leads to the work for those who may do it.

    `more` is how often it is owed again, up to `until`, where lines are `gathered`.
    """

    verb: str
    url: str
    due_at: datetime
    whose: str
    began: str
    more: int = 0
    until: datetime | None = None


def gathered(lines: list[Owed]) -> list[Owed]:
    """What the same work meets, as one line: due when the first is, with how many more there are and when the last is due."""
    found: dict[tuple[str, str, str], list[Owed]] = defaultdict(list)
    for place, line in enumerate(lines):
        found[line.verb, line.url or str(place), line.whose].append(line)
    return [replace(some[0], more=len(some) - 1, until=some[-1].due_at) for some in found.values()]


def owed_lines(found: list[Obligation], child: Child, viewer: Viewer) -> list[Owed]:
    """What is still to be done."""
    return [
        Owed(
            verb=subjects.verb(each),
            url=subjects.url(each) if subjects.may_do(each, viewer) else "",
            due_at=each.due_at,
            whose=whose_duty(each, child, viewer, whose(each, viewer)),
            began=_began(each, viewer),
        )
        for each in found
    ]


def folded(lines: list[Owed]) -> tuple[list[Owed], list[Owed]]:
    """The first to be done, and those behind a fold; a fold never hides a single line, since its own line is as long."""
    first = len(lines) if len(lines) == MOST_OWED + 1 else MOST_OWED
    return lines[:first], lines[first:]


def _began(each: Obligation, viewer: Viewer) -> str:
    """Today, 3 March: the day of the return or the grading that started it."""
    said = words.short_day(london(each.starts_at).date(), viewer.today)
    return said.lower() if said in words.NEAR_DAYS.values() else said


def circumstances(child: Child, record: Record, viewer: Viewer) -> list[Fact]:
    """How things stand today, each with the way to change it for those who may."""
    may = viewer.may(Permission.EDIT_CHILD)
    return [
        Fact(label, value, verb if may else "", reverse(f"children:{page}", args=[child.pk]) if may else "")
        for label, value, verb, page in _circumstances(child, record, viewer)
    ]


def as_told(facts: list[Fact]) -> list[tuple[str, object]]:
    """The same for paper, without the way to change it."""
    return [(fact.label, fact.value) for fact in facts]


def _circumstances(child: Child, record: Record, viewer: Viewer) -> Iterator[tuple[str, str, str, str]]:
    day = viewer.today
    status, placement, address = record.status(day), record.placement(day), record.address(day)
    legal = LEGAL_STATUSES.get(status.legal_status, "") if status else ""
    standing = status_words(status.status, "", status.since) if status else status_words(child.status)
    yield "Status", f"{standing}. {legal}" if legal else standing, "Change", "status"
    if placement:
        where = ", ".join(part for part in (placement.place, viewer.areas.name(placement.area_id)) if part)
        said = placement_words(placement.code, where, out_of_area=placement.out_of_area)
        yield "Placement", f"{said}, {since_words(placement.since)}", "Change", "placement"
    else:
        yield "Placement", "None recorded", "Add", "placement"
    stand = record.authorities(day)
    if duty := holder_words(stand):
        yield "Authorities", f"{placed_words(stand)}. {duty}", "Change", "placement" if stand.host else "status"
    school = "; ".join(
        schooling_words(SchoolKind(e.kind).label, e.since, e.until, e.school) for e in record.school(day)
    )
    yield "School", school or "Nothing recorded", "Change", "school"
    place = area_words(child.area_id, viewer) or "area not known"
    yield "Address", f"{address} ({place})" if address else f"None recorded ({place})", "Change", "move"
    yield "Works with the child", _workers(record, viewer) or "Nobody recorded", "Change", "allocate"


def details(child: Child, record: Record, viewer: Viewer) -> list[Fact]:
    """Who the child is: what the bar above does not say."""
    may = viewer.may(Permission.EDIT_CHILD)
    numbers = ", ".join(f"{each.system} {each.value}" for each in record.references)
    names = ", ".join(dict.fromkeys(f"{each} ({each.kind})" for each in record.names))
    about = ", ".join(
        part for part in (SEXES.get(child.sex, child.sex), ETHNICITIES.get(child.ethnicity, child.ethnicity)) if part
    )
    rows = (
        ("About", about or "Not recorded", "Change", "details"),
        ("Other names", names or "None recorded", "Add", "alias"),
        ("References", numbers or "None recorded", "Add", "reference"),
    )
    return [
        Fact(label, value, verb if may else "", reverse(f"children:{page}", args=[child.pk]) if may else "")
        for label, value, verb, page in rows
    ]


def around(child: Child, viewer: Viewer) -> list[Fact]:
    """The way to the persons of concern round the child, for those who may see them (EXP-5); who they are stands there."""
    if not viewer.may(Permission.SEE_PERSONS):
        return []
    url = reverse("network:of_child", args=[child.pk])
    return [Fact("Persons of concern", "Who is tied to the child, and how", "See", url)]


@dataclass(frozen=True)
class Latest:
    """One of the last episodes, in a line."""

    start: Moment
    end: Moment | None
    is_open: bool
    lasted: str
    whence: str
    found: str
    url: str


def latest(history: History, viewer: Viewer) -> list[Latest]:
    """The last few times the child went missing."""
    may = viewer.may(Permission.SEE_MISSING)
    return [
        Latest(
            start=each.start,
            end=each.end,
            is_open=each.is_open,
            lasted=lasted(each, viewer),
            whence=where_from(each, viewer),
            found=found_words(each),
            url=reverse("missing:episode", args=[each.pk]) if may else "",
        )
        for each in history.missing[:LATEST]
    ]


@dataclass(frozen=True)
class Doing:
    """Something that can be done about the child; with `reason` it cannot, and the page says why."""

    label: str
    url: str
    reason: str = ""


def doings(child: Child, record: Record, viewer: Viewer) -> Iterator[Doing]:
    """What the record still lacks, and can be given."""
    if child.provisional:
        yield _editing("Confirm the details", "details", child, viewer)
    if child.area_id is None:
        yield _editing("Give an address", "move", child, viewer)
    if not any(each.kind == WorkKind.SOCIAL_WORKER for each in record.workers(viewer.today)):
        yield _editing("Allocate a social worker", "allocate", child, viewer)
    if viewer.may(Permission.ASK_FOR_DISCUSSION) and not child.merged_into_id:
        yield Doing("Ask for a discussion at MACE 1", reverse("mace1:ask", args=[child.pk]))


def doing_now(child: Child, history: History, viewer: Viewer) -> Doing:
    """The return, of a child who is missing; else a report."""
    if history.now:
        url = reverse("missing:return", args=[history.now.pk])
        return Doing("Record the return", url, against(viewer, Permission.RECORD_RETURN))
    url = f"{reverse('missing:report')}?child={child.pk}"
    return Doing("Report missing", url, against(viewer, Permission.REPORT_MISSING))


def _editing(label: str, page: str, child: Child, viewer: Viewer) -> Doing:
    return Doing(label, reverse(f"children:{page}", args=[child.pk]), against(viewer, Permission.EDIT_CHILD))


def _workers(record: Record, viewer: Viewer) -> str:
    return "; ".join(
        f"{each.member_name}, {each.kind}, since {words.day(each.since)}" for each in record.workers(viewer.today)
    )
