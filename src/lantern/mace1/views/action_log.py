"""The log of everything meetings asked for, and the page of one action (M1-6, MSR-11)."""

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.design.keyset import counted_together
from lantern.design.listing import listed, pills
from lantern.mace1.models import Action
from lantern.mace1.parts import action_log as parts
from lantern.mace1.parts.discussing import ACTION_TAGS, state
from lantern.mace1.parts.requests import about
from lantern.mace1.queries.acting import may_answer, runs
from lantern.mace1.queries.action_log import LogAsked, logged, progress_of, read_by
from lantern.mace1.vocabulary import ACTION_WORDS, LOG_WORDS, ActionKind, LogShown, LogWhose
from lantern.meetings import tabs
from lantern.meetings.queries.places import places
from lantern.meetings.tabs import comes
from lantern.trail import actions as trail

SEE = Permission.SEE_CHILDREN


@page("mace1/action_log.html", may=SEE)
def log(request: Request) -> Response:
    """What the address asks for; what is due first before all others."""
    viewer, params = request.viewer, request.GET
    asked = LogAsked.read(params)
    part = listed(logged(viewer, asked), params)
    trail.viewed_many("mace1/action_log", [each.child for each in part.rows], by=request.member, at=request.now)
    counts = counted_together(
        {each: logged(viewer, LogAsked(each, asked.whose, asked.kind, asked.meeting)) for each in LogShown}, cap=1_000
    )
    shown = [(each.value, LOG_WORDS[each]) for each in LogShown]
    whose = [(LogWhose.ANYONE, "Anybody’s"), (LogWhose.MINE, "Mine"), (LogWhose.AGENCY, "My agency’s")]
    kinds = [("", "Any kind"), *((each.value, each.value.capitalize()) for each in ACTION_WORDS)]
    return request.show(
        listing=part,
        place=viewer.areas.name(viewer.focus),
        tabs=tabs.lists("mace1:actions", viewer),
        chips=pills(params, "show", shown, {each.value: count for each, count in counts.items()}),
        filters=[("Whose", pills(params, "whose", whose)), ("Kind", pills(params, "kind", kinds))],
        of_meeting=asked.meeting is not None,
        columns=parts.COLUMNS,
        rows=parts.rows(part.rows, viewer),
        take_out_url=take_out_url(viewer, "actions", params),
    )


@page("mace1/action.html", may=SEE)
def action(request: Request, asked: Action) -> Response:
    """What is asked, of whom, by when, how it went; for those who answer for it what they can do."""
    viewer = request.viewer
    if not read_by(viewer).filter(pk=asked.pk).exists():
        raise Http404
    stands, meeting = state(asked, viewer.today), asked.item.meeting
    is_open = asked.done_on is None and asked.dropped_at is None
    reads = comes(meeting, viewer) and not places(viewer).against
    return request.show(
        asked=asked,
        tag=ACTION_TAGS[asked.kind],
        purpose=ACTION_WORDS[ActionKind(asked.kind)],
        stands=stands,
        who_does=parts.who(asked),
        told=list(progress_of(asked)),
        may_answer=is_open and may_answer(asked, viewer),
        may_drop=is_open and runs(asked, viewer),
        meeting_url=reverse("mace1:item", args=[asked.item_id]) if reads else "",
        **about(asked.child, viewer),
    )
