"""Who is owed a letter, and the letters there are, through the viewer's scope (MIS-8)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import zip_longest
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.models import Child, ServiceStatus
from lantern.children.queries.authorities import held_elsewhere
from lantern.children.queries.marked import has_mark
from lantern.children.queries.record import read_together, record_of
from lantern.children.rules.authorities import Authorities, capital, why_not_ours
from lantern.children.vocabulary import Mark, Status, WorkKind
from lantern.missing.models import Decision, Episode, Letter, LetterAbout, NoLetters
from lantern.missing.queries.board import OPEN, marked_now
from lantern.missing.queries.owing import SUBJECT
from lantern.missing.rules.letters import Addressed, Known, To, Wording, addressed, recipients
from lantern.missing.vocabulary import DecisionKind, StepKind
from lantern.obligations.models import Obligation
from lantern.organisation.queries import arrangement_on, arrangement_versions
from lantern.organisation.rules.arrangement import Letters
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import LONDON, midnight

OFFERS = Obligation.objects.filter(subject_kind=SUBJECT, kind=StepKind.CHAT_OFFER, met_at=None, waived_at=None)


def not_open() -> Q:
    """A return on a day on which the child was not open to children's services, by what counted as open then (MIS-8)."""
    versions = arrangement_versions().standing
    following = [each.since for each in versions[1:]]
    periods = []
    for version, until in zip_longest(versions, following):
        statuses = ServiceStatus.objects.filter(
            Q(since=None) | Q(since__lte=OuterRef("day")),
            Q(until=None) | Q(until__gt=OuterRef("day")),
            child=OuterRef("child"),
            status__in=version.arrangement.missing.open_statuses,
        )
        since = Q() if version is versions[0] else Q(ended_at__gte=midnight(version.since))
        before = Q(ended_at__lt=midnight(until)) if until else Q()
        periods.append(since & before & ~Q(Exists(statuses)))
    return reduce(or_, periods)


def episodes_owed(closed: Q, **of: Any) -> QuerySet[Episode]:
    """Episodes that ended and are `not_open`, whose chat is to be offered still, of which no letter has been printed (MIS-8).

    The caller has the scope, or gives it.
    """
    ended = Episode.objects.filter(ended_at__isnull=False, **of).annotate(day=TruncDate("ended_at", tzinfo=LONDON))
    return ended.filter(Exists(OFFERS.filter(subject_id=OuterRef("pk"))), *(~each for each in _printed())).filter(
        closed
    )


def _printed() -> Iterator[Exists]:
    """Letters about the outer episode: about its incident, or one that turned out to be the same or may do (MIS-4).

    One that waits in the tray counts as well when it was written to a provisional record, which is what a notification says
    of whoever it is about; posted, it is an offer, and whose shows by itself. One written since the return counts while its
    incident waits for a person, who may say that it is this episode. Each stands by itself, since an `OR` finds no index.
    """
    standing, child = LetterAbout.objects.filter(ended_at=None), OuterRef("child")
    to_a_record = Q(letter__posted_at=None, letter__child__provisional=True)
    yield Exists(standing.filter(Q(child=child) | to_a_record, incident=OuterRef("incident")))
    joined = Decision.objects.filter(other=OuterRef("incident"), kind=DecisionKind.SAME_EPISODE, undone_at=None)
    of_joined = standing.filter(incident=OuterRef("incident"), child=OuterRef(OuterRef("child")))
    yield Exists(joined.filter(Exists(of_joined)))
    since = standing.filter(child=child, incident__child=child, letter__printed_at__gte=OuterRef("ended_at"))
    yield Exists(since.exclude(incident__held=""))


def children_owed(viewer: Viewer, closed: Q, mark: Mark | None = None, *, theirs: bool = False) -> QuerySet[Any]:
    """Children who are owed letters, whose offer is due first first; the number and the rows are this one queryset.

    With `mark`, those who have it today (MIS-14). `theirs` are those whose chat another authority is to offer, by the record
    of the last return's day: they are written to by that authority, and are in no list of ours (PAR-9).
    """
    owed = episodes_owed(closed, child=OuterRef("pk"))
    last = owed.annotate(theirs=ExpressionWrapper(held_elsewhere("child", "day"), BooleanField())).order_by("-ended_at")
    due = OFFERS.filter(child=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
    found = Child.visible_to(viewer).filter(in_focus(viewer), pk__in=OFFERS.values("child")).filter(Exists(owed))
    if mark:
        found = found.filter(has_mark(mark, on=viewer.today, child="pk"))
    found = found.annotate(theirs=Subquery(last.values("theirs")[:1])).filter(theirs=theirs)
    return marked(found).annotate(due=Subquery(due)).order_by("due", "pk")


def marked(children: QuerySet[Child]) -> QuerySet[Any]:
    """Each child with the reason why nothing is to be posted, if there is one, and whether they are missing again."""
    reasons = NoLetters.objects.filter(child=OuterRef("pk"), ended_at=None).values("reason")[:1]
    away = Episode.objects.filter(OPEN, child=OuterRef("pk"))
    return children.annotate(barred=Subquery(reasons), away=Exists(away))


@dataclass(frozen=True)
class ToWrite:
    """One child's letters: about which episodes, to whom and where; or why not. `elsewhere` is who is to offer the chat."""

    child: Child
    episodes: Sequence[Episode]
    letters: tuple[tuple[To, Addressed], ...]
    against: str = ""
    missing_again: bool = False
    elsewhere: str = ""

    @property
    def can_be_written(self) -> bool:
        return not self.against and not self.elsewhere and any(each.lines for _, each in self.letters)


def to_write(children: Iterable[Any], partnership: Partnership, today: date, closed: Q) -> list[ToWrite]:
    """What would be written to each child's home, the children `marked`; two queries for any number of them."""
    every = list(children)
    read_together(every)
    owed: dict[UUID, list[Episode]] = defaultdict(list)
    for episode in episodes_owed(closed, child__in=[each.pk for each in every]).order_by("ended_at"):
        owed[episode.child_id].append(episode)
    words = arrangement_on(today, partnership).missing.letters
    return [_to_write(each, owed[each.pk], words, today) for each in every]


def _to_write(child: Any, episodes: Sequence[Episode], words: Letters, today: date) -> ToWrite:
    name, known = str(child) if child.forename and child.surname else "", _known(child, today)
    letters = tuple((to, addressed(to, name, known)) for to in recipients(child.born, today, words.child_from_age))
    against = f"Not safe to write: {child.barred}" if child.barred else ""
    return ToWrite(child, episodes, letters, against, child.away, _elsewhere(child, episodes))


def _elsewhere(child: Child, episodes: Sequence[Episode]) -> str:
    """Why the chat is not ours to offer, by the record of the last return's day, or "" (PAR-9)."""
    back = episodes[-1].end if episodes else None
    stand = record_of(child).authorities(back.day) if back else Authorities()
    return capital(why_not_ours(stand)) if stand.holder else ""


def _known(child: Child, today: date) -> Known:
    record = record_of(child)
    home, status, placed = record.address(today), record.status(today), record.placement(today)
    workers = [each for each in record.workers(today) if each.kind == WorkKind.SOCIAL_WORKER]
    return Known(
        home=home.text if home else "",
        postcode=home.postcode if home else "",
        looked_after=bool(status and status.status == Status.LOOKED_AFTER),
        placement=placed.place if placed else "",
        placement_postcode=placed.postcode if placed else "",
        worker=workers[0].member_name if workers else "",
    )


def wording(partnership: Partnership, today: date) -> Wording:
    """The arrangement's letters as the rules want them."""
    given = arrangement_on(today, partnership).missing.letters
    return Wording(
        sender=partnership.name,
        team=given.team,
        mailbox=given.mailbox,
        phone=given.phone,
        texts={To.CHILD: given.child_text, To.PARENT: given.parent_text},
    )


def letters(viewer: Viewer, mark: Mark | None = None) -> QuerySet[Letter]:
    """Letters about children the viewer may see, with their child; with `mark`, about those who have it today (MIS-14)."""
    found = Letter.visible_to(viewer).filter(in_focus(viewer, through_child), marked_now(viewer, mark))
    return found.select_related("child", "posted_by")


def not_posted(viewer: Viewer, mark: Mark | None = None) -> QuerySet[Letter]:
    """Printed, and nobody has said yet that they were posted; the latest first."""
    return letters(viewer, mark).filter(posted_at=None, discarded_at=None).order_by("-printed_at", "-id")


def posted(viewer: Viewer, mark: Mark | None = None) -> QuerySet[Letter]:
    """Posted, the latest first."""
    return letters(viewer, mark).filter(posted_at__isnull=False).order_by("-posted_at", "-id")


def of_batch(viewer: Viewer, batch: UUID) -> list[Letter]:
    """The letters that were printed together, in posting order, as far as the viewer may see whom they are about."""
    found = Letter.visible_to(viewer).filter(batch=batch).select_related("child", "printed_by", "posted_by")
    return list(found.order_by("place"))


def about(ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The incidents that each letter is about."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for letter, incident in LetterAbout.objects.filter(letter__in=ids).values_list("letter_id", "incident_id"):
        found[letter].append(incident)
    return found


def episodes_about(incidents: Collection[UUID]) -> dict[UUID, Episode]:
    """The episode that each of `incidents` has come to: its own, or that to which people joined it (MIS-4)."""
    meant = {each: each for each in incidents}
    seen: set[UUID] = set()
    while asked := set(meant.values()) - seen:
        seen |= asked
        joined = Decision.objects.filter(
            incident__in=asked, other__isnull=False, kind=DecisionKind.SAME_EPISODE, undone_at=None
        )
        into = dict(joined.values_list("incident_id", "other_id"))
        meant = {each: into.get(now) or now for each, now in meant.items()}
    episodes = Episode.objects.in_bulk(set(meant.values()))
    return {each: episodes[now] for each, now in meant.items() if now in episodes}


def no_letters_to(child: Child) -> NoLetters | None:
    """What says that nothing is to be posted to a child the caller has reached through the scope."""
    return NoLetters.objects.filter(child=child, ended_at=None).select_related("by").first()
