"""What other thresholds would have made of the last notifications (MIS-4, PAR-7)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from lantern.children.models import Child
from lantern.children.queries.candidates import known_like
from lantern.children.queries.profiles import recorded_profiles
from lantern.children.rules.matching import Thresholds
from lantern.children.rules.profiles import Profile
from lantern.missing.models import Incident, Message
from lantern.missing.rules import message as rules
from lantern.missing.rules import wire
from lantern.missing.rules.resolution import Decisions, Resolution, Standing
from lantern.missing.rules.resolve import resolve
from lantern.missing.rules.subjects import Subject, subjects

LATEST = 100  # notifications tried
Key = tuple[str, str]


@dataclass(frozen=True)
class Tried:
    """How many of the notifications would link by themselves, wait, or open a record; `elsewhere` to another child."""

    linked: int
    waiting: int
    new: int
    elsewhere: int


def tried(*choices: Thresholds) -> tuple[int, list[Tried]]:
    """How many notifications were tried, and what each of `choices` makes of them.

    As if they came in now and only confirmed records were known, by what these say alone: what a notification taught when
    it was linked would recognise it again.
    """
    incidents = list(Incident.objects.order_by(F("first_said").desc(nulls_last=True), "id")[:LATEST])
    every = subjects(_messages(incidents))
    about = {(each.source, each.reference): each.child_id for each in incidents}
    return len(every), [_tried(every, about, each) for each in choices]


def _messages(incidents: Iterable[Incident]) -> Iterator[rules.Message]:
    rows = Message.objects.filter(incident__in=[each.pk for each in incidents], person_made=False)
    return map(wire.from_json, rows.values_list("said", flat=True))


def _tried(every: tuple[Subject, ...], about: dict[Key, UUID | None], choice: Thresholds) -> Tried:
    known = known_like((subject.profile for subject in every), largest_block=choice.largest_block)
    found = resolve(every, _confirmed(known.children), Decisions(), choice)
    counted = Counter(verdict.standing for verdict in found.verdicts.values())
    return Tried(
        linked=counted[Standing.CERTAIN],
        waiting=counted[Standing.WAITS],
        new=counted[Standing.NEW],
        elsewhere=_elsewhere(found, about),
    )


def _confirmed(children: Iterable[str]) -> dict[str, Profile]:
    ids = Child.objects.filter(pk__in=list(children), provisional=False).values_list("pk", flat=True)
    return {str(child): profile for child, profile in recorded_profiles(ids).items()}


def _elsewhere(found: Resolution, about: dict[Key, UUID | None]) -> int:
    """Links to another child than the one whom the notification is about as things stand."""
    certain = ((key, each) for key, each in found.verdicts.items() if each.standing is Standing.CERTAIN)
    return sum(about[key] is not None and str(about[key]) != each.child for key, each in certain)
