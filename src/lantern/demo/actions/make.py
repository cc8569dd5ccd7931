"""Making the invented county: small for a demonstration, large for measuring, always the same for a seed."""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from lantern.children.models import Child
from lantern.demo.actions.assessed import assess_children
from lantern.demo.actions.chats import asked_for
from lantern.demo.actions.children import register
from lantern.demo.actions.closed import close_records
from lantern.demo.actions.concern import record_persons
from lantern.demo.actions.doubles import open_twice
from lantern.demo.actions.duty import go_on_duty
from lantern.demo.actions.ground import lay_out, make_partnership
from lantern.demo.actions.kinds import become_known
from lantern.demo.actions.letters import write_letters
from lantern.demo.actions.maps import draw_maps
from lantern.demo.actions.meetings import hold_meetings
from lantern.demo.actions.past import live_through
from lantern.demo.actions.profiles import write_profiles
from lantern.demo.actions.staff import take_on
from lantern.demo.rules.county import draw_county
from lantern.demo.rules.feed import HEADINGS, as_row, unusable_row
from lantern.demo.rules.history import Episode, history
from lantern.demo.rules.people import Population
from lantern.demo.rules.place import County
from lantern.demo.rules.staff import caseloads, draw_staff
from lantern.demo.rules.unclear import unclear_notifications
from lantern.exchange.actions.files import Progress, no_progress
from lantern.exchange.actions.notifications import import_notifications
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.queries import partnership_names
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import LONDON, london
from lantern.trail.models import Entry

SEED = 7
CHILDREN_AT_ONCE = 240


@dataclass(frozen=True)
class Made:
    """What a run left behind."""

    partnership: str
    children: int

    def __str__(self) -> str:
        return f"{self.partnership}: {self.children:,} invented children."


def make_demo(*, children: int, now: datetime | None = None, progress: Progress = no_progress) -> Made:
    """The demonstration's county, with people missing now and notifications that wait for a person."""
    moment = now or datetime.now(UTC)
    made = _make(children=children, years=2.0, seed=SEED, name="", now=moment, missing_now=5, progress=progress)
    _open_twice(made.partnership)
    return made


LAST_THINGS = ("missing.kind_changed", "missing.letters_printed")


def make_data(
    *, children: int, years: float, seed: int = 1, now: datetime | None = None, progress: Progress = no_progress
) -> Made:
    """A county of any size in a partnership of its own.

    The same call goes on where an earlier one stopped, in the time of that one: when it had come to its end, nothing
    changes.
    """
    moment = now or datetime.now(UTC)
    name = f"Made-up county {seed} ({children:,} children, {years:g} years)"
    return _make(
        children=children,
        years=years,
        seed=seed,
        name=name,
        now=moment,
        missing_now=max(5, children // 400),
        progress=progress,
    )


def _make(
    *, children: int, years: float, seed: int, name: str, now: datetime, missing_now: int, progress: Progress
) -> Made:
    county = draw_county(seed)
    name = name or county.name
    known = {title: key for key, title in partnership_names().items()}
    key = known.get(name) or make_partnership(county, name, _whole(now)).pk
    with within(key):
        now = _began(key) or _whole(now)
        members = _members(county) if Member.objects.exists() else _begin(county, now)
        done = Child.objects.filter(provisional=False, created_at=now).count()
    population = Population(county, children, now.astimezone(LONDON).date(), caseloads(county, draw_staff(county)))
    past = history(population, now=now, years=years, missing_now=missing_now, first=done + 1)
    _fill(key, population, past, members, done, now, progress)
    with within(key):
        if not Entry.objects.filter(what__in=LAST_THINGS).exists():  # a run may have been stopped just before them
            become_known(by=None, at=now)
            write_letters(by=None, at=now)
            write_profiles(by=None, at=now)
            draw_maps(by=None, at=now)
    _receive_unclear(key, population, now, missing_now)
    return Made(name, children)


def _whole(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _began(key: UUID) -> datetime | None:
    """The "now" of the run that began: a later one goes on in that time, so that a stop leaves no seam."""
    entries = Entry.objects.filter(subject_id=key, what="organisation.partnership_created").order_by("at")
    return entries.values_list("at", flat=True).first()


def _begin(county: County, now: datetime) -> dict[str, Member]:
    lay_out(county=county, by=None, at=now)
    return take_on(county=county, today=london(now).date(), by=None, at=now)


def _members(county: County) -> dict[str, Member]:
    by_mail = {member.email: member for member in Member.objects.all()}
    return {person.key: by_mail[person.email] for person in draw_staff(county)}


def _fill(
    key: UUID,
    population: Population,
    past: Iterator[Episode],
    members: dict[str, Member],
    done: int,
    now: datetime,
    progress: Progress,
) -> None:
    """Children in batches, each batch with its whole past in one transaction, so that a stop leaves whole children."""
    with within(key):
        doers = {
            Role(held.role): held.member  # of each role the one whom the demonstration offers first
            for held in RoleHeld.objects.select_related("member").order_by("-member__name", "-member__email")
        }
        asked_for(doers=doers, by=None, at=now)
    source, neighbours = population.since(done + 1), {each.key: each.name for each in population.county.neighbours}
    coming = next(past, None)
    while batch := list(islice(source, CHILDREN_AT_ONCE)):
        episodes = []
        while coming is not None and coming.child <= batch[-1].number:
            episodes.append(coming)
            coming = next(past, None)
        with within(key):
            children = register(drawn=batch, workers=members, neighbours=neighbours, by=None, at=now)
            live_through(episodes=episodes, children=children, doers=doers, by=None, at=now)
        done += len(batch)
        progress("Children", done, len(population))


def _open_twice(name: str) -> None:
    key = next(key for key, title in partnership_names().items() if title == name)
    with within(key):
        began = _began(key)
        doer = (
            RoleHeld.objects.select_related("member")
            .filter(role=Role.MISSING_COORDINATOR)
            .order_by("member__email")
            .first()
        )
        if began and doer:
            open_twice(by=doer.member, at=began)
        if began:
            go_on_duty(by=None, at=began)
            assess_children(by=None, at=began)
            record_persons(by=None, at=began)
            hold_meetings(county=draw_county(SEED), by=None, at=began)
            close_records(by=None, at=began)


def _receive_unclear(key: UUID, population: Population, now: datetime, missing_now: int) -> None:
    """Notifications that need a person arrive as a file, as they would."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"police-{now:%Y-%m-%d-%H%M}.csv"
        with path.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(HEADINGS)
            unclear = unclear_notifications(population, now=now, missing_now=missing_now)
            writer.writerows(as_row(each.message) for each in unclear)
            writer.writerow(unusable_row())
        with within(key):
            import_notifications(path=path, source="demo-police", by=None, at=now)
