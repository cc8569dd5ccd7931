"""What each agency holds of the children on an agenda: its own words, and the gaps (M1-5)."""

from uuid import UUID, uuid4

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.rules.refusals import NotAllowed
from lantern.design.asked import read_id
from lantern.mace1.actions import returning
from lantern.mace1.models import Item
from lantern.mace1.parts import returns as parts
from lantern.mace1.queries import returns as queries
from lantern.mace1.queries.agenda import items_of
from lantern.mace1.rules.allowed import against_returning
from lantern.mace1.rules.returns import counted
from lantern.meetings.models import Meeting
from lantern.meetings.queries.places import places
from lantern.meetings.tabs import comes, tabs
from lantern.trail import actions as trail
from lantern.writing.actions import Kept
from lantern.writing.rules import Typed
from lantern.writing.sent import Sent, refuse, save_all, save_one

SEE = Permission.SEE_CHILDREN


@page("mace1/returns.html", may=SEE, writes=True)
def returns(request: Request, meeting: Meeting) -> Response:
    """A box for each child on the agenda, for the viewer's own agency; for who runs the meeting the gaps of all."""
    items, sent = _enter(request, meeting), Sent()
    if request.posted:
        by_id = {str(each.pk): each for each in items}
        sent = save_all(request, by_id, lambda slug, typed: _save(request, by_id[slug], typed))
        if not sent.clashed and not sent.refused:
            return _then(request, meeting, items)
    return _shown(request, meeting, items, sent)


@page("mace1/returns.html", may=SEE, writes=True)
def save_return(request: Request, meeting: Meeting) -> Response:
    """One child's box, sent by the page's script as somebody types."""
    items = _enter(request, meeting)
    if not request.posted:
        return request.go("mace1:returns", meeting)
    section = request.POST.get("section", "")
    item = next((each for each in items if str(each.pk) == section), None)
    if item is None or against_returning(meeting.stage):
        return refuse()
    return save_one(request, lambda typed: _save(request, item, typed), lambda: queries.writers_of([item]))


def _enter(request: Request, meeting: Meeting) -> list[Item]:
    """The children of the agenda whom the viewer may see. Whoever may open no paper of it meets nothing here."""
    of = places(request.viewer)
    runs = meeting.series_id in of.runs
    if of.against or not comes(meeting, request.viewer) or not (runs or meeting.agenda_sent_at):
        raise Http404
    return list(items_of(meeting, request.viewer))


def _save(request: Request, item: Item, typed: Typed) -> Kept:
    return returning.write_return(
        item=item, agency=request.member.agency, typed=typed, by=request.member, at=request.now
    )


def _then(request: Request, meeting: Meeting, items: list[Item]) -> Response:
    """What was pressed besides saving: nothing is held of one child, of all that are left, or that is taken back."""
    pressed, by = request.POST.get("nothing", ""), request.member
    kept = {"agency": by.agency, "by": by, "at": request.now}
    try:
        if back := _one(items, request.POST.get("back", "")):
            returning.take_back_nothing(item=back, **kept)
        elif one := _one(items, pressed):
            returning.hold_nothing(items=[one], **kept)
        elif pressed == "rest":
            said = queries.said_of(items, queries.due_of(meeting))
            left = [each for each in items if (by.agency_id, each.pk) not in said or not said[by.agency_id, each.pk].at]
            returning.hold_nothing(items=left, **kept)
    except NotAllowed as refusal:
        return request.go("mace1:returns", meeting, refused=refusal.reason)
    return request.go("mace1:returns", meeting, said="Everything is saved.")


def _one(items: list[Item], key: str) -> Item | None:
    wanted: UUID | None = read_id(key) if key else None
    return next((each for each in items if each.pk == wanted), None)


def _shown(request: Request, meeting: Meeting, items: list[Item], sent: Sent) -> Response:
    viewer, agency = request.viewer, request.member.agency_id
    due, agencies = queries.due_of(meeting), queries.agencies_of(meeting)
    said = queries.said_of(items, due)
    trail.viewed_many("mace1/returns", items, by=request.member, at=request.now)
    ids = [each.pk for each in items]
    runs = meeting.series_id in places(viewer).runs
    there, asked = counted([each.pk for each in agencies], ids, said)
    own_there, own_asked = counted([agency], ids, said)
    return request.show(
        meeting=meeting,
        tabs=tabs("mace1:returns", meeting, viewer),
        against=against_returning(meeting.stage),
        due=due,
        boxes=parts.boxes(
            items, queries.own_texts(items, agency), said, agency, queries.writers_of(items), viewer, sent.typed
        ),
        own=(own_there, own_asked),
        agency=request.member.agency,
        counts=(there, asked) if runs else None,
        columns=parts.grid_columns(items, viewer),
        grid=parts.grid(items, agencies, said, viewer) if runs and items else [],
        clashed=sent.clashed,
        refused=sent.reasons,
        editing=uuid4(),
        save_url=reverse("mace1:save_return", args=[meeting.pk]),
    )
