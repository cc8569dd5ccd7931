"""Putting an episode right: its facts, which kind it was when, and whether it is one episode or two (MIS-3, MIS-5)."""

from typing import Any

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.missing import actions
from lantern.missing.forms import ChangeKindForm, CorrectForm, JoinForm, SplitForm
from lantern.missing.models import Episode, Message
from lantern.missing.parts.history import fact_lines, message_title, standing
from lantern.missing.parts.who import may_be_away
from lantern.missing.queries.beside import district_names, others_of
from lantern.missing.queries.told import messages_of
from lantern.missing.rules import wire
from lantern.missing.rules.stretches import Stretch
from lantern.missing.views.entered import entered_of_episode
from lantern.missing.vocabulary import ABSENCE_WORDS, Absence
from lantern.timekeeping import words
from lantern.timekeeping.periods import Span

OTHER = {Absence.MISSING: Absence.AWAY, Absence.AWAY: Absence.MISSING}


@page("missing/correct.html", may=Permission.RECORD_RETURN, writes=True)
def correct(request: Request, episode: Episode) -> Response:
    """Put right what was recorded; what was there before stays in the history."""
    form = CorrectForm(
        request.POST,
        now=request.now,
        has_return=episode.end is not None,
        may_be_away=may_be_away(episode) and not episode.stretches,
        areas=district_names(request.viewer),
        initial=_as_typed(episode),
    )

    def save() -> str:
        actions.correct(episode=episode, facts=form.cleaned_correction(), by=request.member, at=request.now)
        return "Corrected. What was there before stays in the history."

    lines = fact_lines(episode, messages_of(episode), request.viewer)
    return entered_of_episode(request, episode, form, save, facts=[each for each in lines if each.name in form.fields])


@page("missing/change_kind.html", may=Permission.RECORD_RETURN, writes=True)
def change_kind(request: Request, episode: Episode) -> Response:
    """It is known now where the child is, or it no longer is: missing and away are counted apart (MIS-5)."""
    kind = OTHER[Absence(episode.absence_now)]
    form = ChangeKindForm(request.POST, now=request.now)

    def save() -> str:
        actions.change_kind(episode=episode, kind=kind, by=request.member, at=request.now, **form.cleaned_data)
        return f"{ABSENCE_WORDS[kind]} since then. The return counts the two apart."

    against = "" if may_be_away(episode) else "Only a looked-after child is counted as away without authorisation."
    return entered_of_episode(request, episode, form, save, against=against, kind=kind, becomes=ABSENCE_WORDS[kind])


@page("missing/split.html", may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def split(request: Request, episode: Episode) -> Response:
    """Two absences that came in under one reference become two episodes."""
    messages = {str(each.pk): each for each in messages_of(episode) if each.incident_id == episode.incident_id}
    form = SplitForm(request.POST, messages=[(key, _told(each)) for key, each in messages.items()])

    def save() -> str:
        told = [messages[key] for key in form.cleaned_data["told"]]
        actions.split_episode(
            episode=episode, told=told, reason=form.cleaned_data["reason"], by=request.member, at=request.now
        )
        return "Two episodes now. It can be undone under Recent decisions."

    against = "" if len(messages) > 1 else "It rests on a single message, which cannot be two episodes."
    return entered_of_episode(request, episode, form, save, against=against)


@page("missing/join.html", may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def join(request: Request, episode: Episode) -> Response:
    """Two episodes that were one absence become one."""
    others = {str(each.pk): each for each in others_of(episode, request.viewer)}
    form = JoinForm(request.POST, episodes=[(key, _spelled(each, request)) for key, each in others.items()])

    def save() -> str:
        other = others[form.cleaned_data["other"]]
        actions.join_episode(
            incident=episode.incident, other=other.incident, reason=form.cleaned_data["reason"], by=request.member,
            at=request.now,
        )  # fmt: skip
        return "One episode now, with everything told of both. It can be undone under Recent decisions."

    against = "" if others else "The child has no other episode."
    return entered_of_episode(
        request, episode, form, save, against=against, to=lambda: others[form.cleaned_data["other"]]
    )


def _as_typed(episode: Episode) -> dict[str, Any]:
    """What stands, as the fields of the form take it."""
    stands = standing(episode)
    if isinstance(stands["absence"], tuple):
        first: Stretch = stands["absence"][0]
        stands["absence"] = first.kind
    return stands


def _told(message: Message) -> str:
    """Return: back Tuesday 3 March 2026, 3:40am."""
    read = wire.from_json(message.said)
    times = {"last seen": read.last_seen, "reported": read.reported, "back": read.found}
    told = ", ".join(f"{what} {words.said_long(moment)}" for what, moment in times.items() if moment)
    return f"{message_title(message)}: {told or words.long_when(message.received_at)}"


def _spelled(episode: Episode, request: Request) -> str:
    start = words.said_long(episode.start)
    if episode.end is None:
        return f"{start}, no return recorded"
    return f"{start}, {words.elapsed_in(Span(episode.start, episode.end), request.now)}"
