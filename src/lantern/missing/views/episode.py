"""One episode: how it stands, what was said of it, what is owed (MIS-1 to MIS-9)."""

from typing import Any

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.queries.record import record_of, take_record
from lantern.design.frame import Link
from lantern.design.parts import Tag
from lantern.missing.models import Episode
from lantern.missing.parts.accounts import accounts
from lantern.missing.parts.duties import done, duties
from lantern.missing.parts.duty import line as duty_line
from lantern.missing.parts.history import fact_lines, message_lines, said
from lantern.missing.parts.stepper import stepper
from lantern.missing.parts.triggers import lines as trigger_lines
from lantern.missing.parts.who import identity_of, may_be_away, named, tags_of
from lantern.missing.queries.allowed import against, against_now
from lantern.missing.queries.duty import standing_of
from lantern.missing.queries.owing import facts_from
from lantern.missing.queries.profiles import with_record_and_profile
from lantern.missing.queries.told import told, worker_of
from lantern.missing.queries.triggers import of_episode
from lantern.missing.rules.transitions import check_can_grade
from lantern.missing.rules.wire import read
from lantern.missing.vocabulary import ABSENCE_WORDS, Absence
from lantern.timekeeping import words
from lantern.timekeeping.periods import Span


@page("missing/episode.html", may=Permission.SEE_MISSING, along=with_record_and_profile)
def episode(request: Request, episode: Episode) -> Response:
    """Everything about one episode."""
    take_record(episode)
    viewer, behind = request.viewer, told(episode, request.now)
    facts = facts_from(episode)
    return request.show(
        episode=episode,
        breadcrumbs=[Link("Missing", reverse("missing:now")), Link("Episodes", reverse("missing:episodes"))],
        name=named(episode.child, viewer),
        who=identity_of(
            episode.child,
            viewer,
            worker=worker_of(episode.child, viewer),
            tags=(*tags_of(episode, viewer), *marked_then(episode)),
        ),
        profile_url=_profile_url(episode, viewer),
        kind=ABSENCE_WORDS[Absence(episode.absence)],
        stages=stepper(episode, behind, viewer),
        facts=fact_lines(episode, behind.messages, viewer),
        messages_received=message_lines(behind.messages, viewer),
        duty=duty_line(standing_of(episode, viewer), viewer),
        owed=duties(episode, behind.owed, viewer),
        done=done(episode, behind.steps, behind.owed, viewer),
        triggers=trigger_lines(of_episode(episode.pk), viewer),
        heading=_heading(episode),
        held=[f"{each.reference} from {each.source} waits for a person: {each.held}" for each in behind.held],
        accounts=accounts(episode, behind.messages),
        stretches=_stretches(episode),
        elsewhere=elsewhere(episode),
        may_be_away=may_be_away(episode),
        may_decide=viewer.may(Permission.DECIDE_NOTIFICATIONS),
        lasted=words.elapsed_in(Span(episode.start, episode.end), viewer.now) if episode.end else "",
        back=words.said_long(back) if (back := facts.span.end) else "",
        grade_reason=against(viewer, Permission.GRADE) or against_now(lambda: check_can_grade(facts)),
        return_reason=against(viewer, Permission.RECORD_RETURN),
    )


def elsewhere(episode: Episode) -> str:
    """Found in Example Vale, not in the area the child went missing from (MIS-6)."""
    home = episode.area.name if episode.area else ""
    if not episode.found_area or episode.found_area == home:
        return ""
    return f"Found in another area: {episode.found_area}{f'. Missing from {home}' if home else ''}."


def _profile_url(episode: Any, viewer: Viewer) -> str:
    """To the profile as it stood at the report, where one went with it."""
    linked = episode.has_profile and viewer.may(Permission.SEE_PROFILES)
    return reverse("missing:profile_then", args=[episode.pk]) if linked else ""


def marked_then(episode: Episode) -> tuple[Tag, ...]:
    """What made the child more vulnerable on the day it began (MIS-14)."""
    return tuple(Tag(mark.label) for mark in record_of(episode.child).marks(episode.start.day))


def _heading(episode: Episode) -> str:
    """Missing since Sunday 22 November 2026, 1:53am; of one that was both kinds, which it is now and since when."""
    if not episode.is_open:
        return f"{ABSENCE_WORDS[Absence(episode.absence)]} from {words.said_long(episode.start)}"
    since = read(episode.stretches)[-1].since if episode.stretches else episode.start
    return f"{ABSENCE_WORDS[Absence(episode.absence_now)]} since {words.said_long(since)}"


def _stretches(episode: Episode) -> str:
    """Missing from Friday 6pm; away without authorisation from Saturday 9am."""
    parts = [said(each) for each in read(episode.stretches)]
    return "; ".join([*parts[:1], *(each[:1].lower() + each[1:] for each in parts[1:])])
