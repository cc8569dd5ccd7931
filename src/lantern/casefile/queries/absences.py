"""A child's absences of every kind, as the picture draws them."""

from collections.abc import Iterator

from lantern.access.viewer import Viewer
from lantern.casefile.queries.missing import history_of
from lantern.casefile.rules.multiples import Absence, Lane
from lantern.children.models import Child
from lantern.children.queries.record import record_of
from lantern.missing.models import Episode
from lantern.missing.vocabulary import FOUND_BY_WORDS, FOUND_IN_WORDS, FROM_WORDS, FoundBy, FoundIn, MissingFrom
from lantern.missing.vocabulary import Absence as Kind
from lantern.timekeeping.moments import Moment

LANES = {Kind.MISSING: Lane.MISSING, Kind.AWAY: Lane.AWAY}


def absences_of(child: Child, viewer: Viewer) -> list[Absence]:
    """Every episode, and every absence from school, of a child whom the caller has reached through the scope."""
    return sorted([*_episodes(child, viewer), *_from_school(child)], key=lambda each: each.since)


def _from_school(child: Child) -> Iterator[Absence]:
    """From the record: a thing of its own, in a line of its own (MIS-14)."""
    for each in record_of(child).absences:
        yield Absence(Lane.SCHOOL, Moment.on(each.first), Moment.on(each.last) if each.last else None)


def _episodes(child: Child, viewer: Viewer) -> Iterator[Absence]:
    for each in history_of(child, viewer).episodes:
        yield Absence(
            lane=LANES[Kind(each.absence)],
            since=each.start,
            until=each.end or _back_by(each),
            whence=FROM_WORDS[MissingFrom(each.missing_from)] if each.missing_from else "",
            found=_found(each, viewer),
        )


def _back_by(episode: Episode) -> Moment | None:
    return Moment(episode.back_by, episode.back_by_date_only) if episode.back_by else None


def _found(episode: Episode, viewer: Viewer) -> str:
    """The place; its kind, or by whom, where no place was said and for those who see no names."""
    by = FOUND_BY_WORDS[FoundBy(episode.found_by)] if episode.found_by else ""
    told = FOUND_IN_WORDS[FoundIn(episode.found_kind)] if episode.found_kind else by
    return (episode.found_where or told) if viewer.sees_names else told
