"""Who has a child at high risk in hand, or whose turn it is, in words; and the rota as its page draws it (MIS-13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.design import marks
from lantern.missing.queries.duty import Standing
from lantern.missing.queries.rota import Rota
from lantern.missing.rules.duty import Acknowledged, Gap, Turn, Waiting
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

NOBODY = "Every liaison officer and coordinator here is asked"
EVERYBODY = "The whole partnership"
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")


@dataclass(frozen=True)
class Line:
    """How a child at high risk stands. `url` acknowledges and `back_url` takes it back, for those who may."""

    words: str
    kind: str
    url: str = ""
    back_url: str = ""

    @property
    def waits(self) -> bool:
        """Whether nobody has acknowledged it."""
        return self.kind == "late"


def line(standing: Standing | None, viewer: Viewer) -> Line | None:
    """Not acknowledged. With Robin Sample since 6:10pm; goes to Sam Pretend at 6:25pm."""
    if standing is None:
        return None
    may = viewer.may(Permission.ACKNOWLEDGE)
    if isinstance(standing.said, Acknowledged):
        back = reverse("missing:take_back_acknowledgement", args=[standing.key]) if may and standing.key else ""
        who = "you" if standing.said.by == viewer.member.pk else standing.said.name
        return Line(f"Acknowledged by {who}, {_lower(words.when(standing.said.at, viewer.now))}", "done", back_url=back)
    url = reverse("missing:acknowledge", args=[standing.episode.pk]) if may else ""
    return Line(f"Not acknowledged{said_of(standing.said, viewer)}", "late", url)


def said_of(waiting: Waiting, viewer: Viewer) -> str:
    """What follows "Not acknowledged": whose turn it is since when, and whose after; or that nobody is left."""
    if waiting.now.shift is None:
        left = "nobody is left on the rota" if any(each.shift for each in waiting.asked) else "nobody is on duty"
        return f", and {left}. {NOBODY}{_comes(waiting.now, waiting.after, viewer)}."
    return f". {_with(waiting.now, viewer)}{_goes(waiting.after, viewer)}."


def _with(turn: Turn, viewer: Viewer) -> str:
    assert turn.shift
    return f"With {_name(turn, viewer)} since {at_clock(turn.since, viewer.now)}"


def _goes(after: Turn | None, viewer: Viewer) -> str:
    if after is None:
        return ""
    if after.shift is None:
        return f"; from {at_clock(after.since, viewer.now)} nobody is left on the rota"
    return f"; goes to {_name(after, viewer)} at {at_clock(after.since, viewer.now)}"


def _comes(now: Turn, after: Turn | None, viewer: Viewer) -> str:
    """Sam Pretend comes on duty at 8pm."""
    if after is None or after.shift is None or now.until is None:
        return ""
    at = at_clock(now.until, viewer.now)
    own = after.shift.member == viewer.member.pk
    return f". You come on duty at {at}" if own else f". {after.shift.name} comes on duty at {at}"


def _name(turn: Turn, viewer: Viewer) -> str:
    assert turn.shift
    return "you" if turn.shift.member == viewer.member.pk else turn.shift.name


def at_clock(at: datetime, now: datetime) -> str:
    """6:10pm today, else with its day."""
    return words.clock_time(at) if london(at).date() == london(now).date() else _lower(words.when(at, now))


def _lower(said: str) -> str:
    """Today, tomorrow and yesterday inside a sentence."""
    return words.inside(said)


def loud(waiting: Iterable[Standing], viewer: Viewer) -> str:
    """2 children at high risk are not acknowledged, and nobody is left to be asked; nothing while somebody is."""
    left = sum(each.nobody_left for each in waiting)
    if not left:
        return ""
    who = f"{left} {'child' if left == 1 else 'children'} at high risk {'is' if left == 1 else 'are'} not acknowledged"
    return f"{who}, and nobody on the rota is left to be asked. {NOBODY}: whoever is here, acknowledge."


def on_duty_words(shifts: Sequence[Any], viewer: Viewer) -> str:
    """On duty: Robin Sample until 10pm; Sam Pretend until midnight."""
    named = [f"{each.member.name} until {at_clock(each.until, viewer.now)}" for each in shifts]
    return "; ".join(dict.fromkeys(named))


@dataclass(frozen=True)
class Drawn:
    """One rota as the page draws it."""

    title: str
    rows: list[Sequence[object]]
    gaps: str


COLUMNS = ("Who", "On duty", "Asked", "")


def drawn(rota: Rota, keeps: Iterable[UUID | None], viewer: Viewer) -> Drawn:
    """Who is on it, and when nobody is."""
    may = rota.area in set(keeps)
    return Drawn(
        title=rota_name(rota.area, viewer),
        rows=[_row(each, viewer, may=may) for each in rota.shifts],
        gaps=gap_words(rota.gaps, viewer.now),
    )


def rota_name(area: UUID | None, viewer: Viewer) -> str:
    return viewer.areas.name(area) if area else EVERYBODY


def gap_words(gaps: Iterable[Gap], now: datetime) -> str:
    """Nobody is on duty from Mon 8am to 6pm, nor from Tue 8pm to Wed 8am; nothing while somebody always is."""
    said = [f"from {_start(each.since, now)} to {_end(each.since, each.until, now)}" for each in gaps]
    return f"Nobody is on duty {', nor '.join(said)}." if said else ""


def _start(since: datetime, now: datetime) -> str:
    return "now" if since <= now else _lower(words.when(since, now))


def _end(since: datetime, until: datetime, now: datetime) -> str:
    """The time alone on the same day."""
    same = london(since).date() == london(until).date()
    return words.clock_time(until) if same else _lower(words.when(until, now))


def _row(shift: Any, viewer: Viewer, *, may: bool) -> Sequence[object]:
    on = shift.since <= viewer.now < shift.until
    name = format_html("{} {}", shift.member.name, marks.tag("On duty now", "done")) if on else shift.member.name
    off = format_html(
        '<a href="{}">Take off<span class="govuk-visually-hidden"> {}, {}</span></a>',
        *(reverse("missing:end_shift", args=[shift.pk]), shift.member.name, words.when(shift.since, viewer.now)),
    )
    return [name, span_words(shift.since, shift.until, viewer.now), ordinal(shift.place), off if may else ""]


def span_words(since: datetime, until: datetime, now: datetime) -> str:
    """Mon 2pm to 10pm; the day again where it is another."""
    return f"{words.when(since, now)} to {_end(since, until, now)}"


def ordinal(place: int) -> str:
    """Who is asked first."""
    return ORDINALS[place - 1] if place <= len(ORDINALS) else f"Number {place}"
