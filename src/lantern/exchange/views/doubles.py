"""Records that may be of one child: made one, said to be two, and taken back (MIS-4)."""

from django.contrib import messages
from django.http import Http404
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.children.actions import merging
from lantern.children.models import Child, Lookalike, Merge, NeverSame
from lantern.children.rules.merging import in_order_of_keeping
from lantern.children.rules.refusals import NotAllowed
from lantern.design.controls import post
from lantern.design.listing import listed
from lantern.exchange.parts import doubles as parts
from lantern.exchange.queries import doubles as queries
from lantern.exchange.queries.queue import COUNTED_TO, latest_episodes
from lantern.exchange.vocabulary import BACK
from lantern.missing.actions import same_child
from lantern.organisation.queries import arrangement_on
from lantern.organisation.rules.arrangement import Matching
from lantern.trail import actions as trail

APART = "apart"


@page("exchange/doubles.html", may=Permission.DECIDE_NOTIFICATIONS)
def doubles(request: Request) -> Response:
    """Pairs of records that may be of one child, the likeliest first."""
    listing = listed(queries.doubles(request.viewer), request.GET, cap=COUNTED_TO)
    seen = {child.pk: child for pair in listing.rows for child in (pair.child, pair.other)}
    trail.viewed_many("exchange/doubles", list(seen.values()), by=request.member, at=request.now)
    return request.show(
        listing=listing,
        take_out_url=take_out_url(request.viewer, "doubles", request.GET),
        lines=parts.lines(listing.rows, request.viewer, _given(request)),
    )


@page("exchange/double.html", may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def double(request: Request, pair: Lookalike) -> Response:
    """Two records side by side, and a button for each answer."""
    if request.posted:
        return _decided(request, pair)
    both = [pair.child, pair.other]
    trail.viewed_many("exchange/double", both, by=request.member, at=request.now)
    following = queries.after(request.viewer, pair)
    episodes = queries.records_read(both)
    shown = parts.sides(pair, latest_episodes(each.pk for each in both), episodes, request.viewer)
    return request.show(
        pair=pair,
        sides=shown,
        two_workers=queries.both_have_a_worker(pair, request.viewer.today),
        line=parts.lines([pair], request.viewer, _given(request))[0],
        next_url=reverse("exchange:double", args=[following]) if following else "",
    )


@page("exchange/merges.html", may=Permission.DECIDE_NOTIFICATIONS)
def merges(request: Request) -> Response:
    """Which records were merged or told apart, the latest first, each with the way back."""
    viewer = request.viewer
    listing = listed(queries.merges(viewer), request.GET, cap=COUNTED_TO)
    apart = list(queries.told_apart(viewer)[:COUNTED_TO])
    seen = {row.child.pk: row.child for row in [*listing.rows, *apart]}
    trail.viewed_many("exchange/merges", list(seen.values()), by=request.member, at=request.now)
    return request.show(
        listing=listing,
        take_out_url=take_out_url(viewer, "merges", request.GET),
        lines=[parts.merged(row, viewer) for row in listing.rows],
        apart=[parts.apart(row, viewer) for row in apart],
    )


@page("exchange/merges.html", may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def unmerge(request: Request, merge: Merge) -> Response:
    """Two records again."""
    if not request.posted:
        return request.go("exchange:merges")
    try:
        same_child.unmerge(merge=merge, by=request.member, at=request.now)
    except NotAllowed as refusal:
        return request.go("exchange:merges", refused=f"Not undone. {refusal.reason}")
    return request.go(_back(request), said=f"Undone: {merge.other.number} is a record of its own again.")


@page("exchange/merges.html", may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def untell_apart(request: Request, said: NeverSame) -> Response:
    """They may be one child after all."""
    if not request.posted:
        return request.go("exchange:merges")
    try:
        merging.untell_apart(said=said, by=request.member, at=request.now)
    except NotAllowed as refusal:
        return request.go("exchange:merges", refused=f"Not undone. {refusal.reason}")
    return request.go(_back(request), said="Taken back. The two are compared again.")


def _decided(request: Request, pair: Lookalike) -> Response:
    """Do what the button pressed says, then on to the next pair."""
    records = {str(each.pk): each for each in (pair.child, pair.other)}
    following = queries.after(request.viewer, pair)
    try:
        if APART in request.POST:
            back, said = _tell_apart(request, pair)
        else:
            back, said = _merge(request, records)
    except NotAllowed as refusal:
        messages.error(request.http, refusal.reason)
        return request.go("exchange:double", pair)
    undo = post("Undo", f"{back}?{BACK}=1", get_token(request.http), kind="secondary", small=True, key="u")
    messages.success(request.http, format_html("{} {}", said, undo))
    if following and queries.doubles(request.viewer).filter(pk=following).exists():
        return redirect("exchange:double", following)
    return redirect("exchange:doubles")


def _merge(request: Request, records: dict[str, Child]) -> tuple[str, str]:
    kept = records.pop(request.POST.get("keep", ""), None)
    if kept is None:
        raise Http404
    other = next(iter(records.values()))
    merged = same_child.merge(child=kept, other=other, by=request.member, at=request.now)
    return reverse("exchange:unmerge", args=[merged.pk]), f"{other.number} is part of {kept.number} now."


def _tell_apart(request: Request, pair: Lookalike) -> tuple[str, str]:
    first, second = in_order_of_keeping((pair.child, pair.other))
    said = merging.tell_apart(child=pair.child, other=pair.other, by=request.member, at=request.now)
    return reverse("exchange:untell_apart", args=[said.pk]), f"{first.number} and {second.number} are two children."


def _back(request: Request) -> str:
    return "exchange:doubles" if BACK in request.GET else "exchange:merges"


def _given(request: Request) -> Matching:
    return arrangement_on(request.viewer.today, request.member.partnership).missing.matching
