"""Who takes part: the list, and somebody new."""

from lantern.access import queries, rows
from lantern.access.forms import MemberForm
from lantern.access.page import Request, Response, page
from lantern.access.parts import filter_choices, tabs
from lantern.access.queries import PeopleAsked, Shown
from lantern.access.vocabulary import Permission
from lantern.design.asked import read_id
from lantern.design.listing import listed, pills
from lantern.organisation import actions
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.vocabulary import Role

PILLS = ((Shown.CURRENT, "Current"), (Shown.WAITING, "Not accepted yet"), (Shown.REMOVED, "Removed"))


@page("access/people.html", may=Permission.SEE_ORGANISATION)
def people(request: Request) -> Response:
    """People by agency, narrowed by words, role, agency and area."""
    asked = _asked(request)
    listing = listed(queries.people(request.viewer, asked), request.GET, size=50)
    return request.show(
        tabs=tabs("people"),
        listing=listing,
        columns=rows.PEOPLE,
        rows=rows.people(listing.rows, request.now),
        asked=asked,
        filters=[pills(request.GET, "shown", PILLS, queries.people_counts(request.viewer, asked))],
        choices=filter_choices(request.viewer, asked),
        manages=request.viewer.may(Permission.MANAGE_MEMBERS),
    )


@page("access/new_member.html", may=Permission.MANAGE_MEMBERS, writes=True)
def new_member(request: Request) -> Response:
    """Add somebody and send the invitation at once; the role is given on their page."""
    form = MemberForm(request.POST)
    if form.is_valid():
        site = request.http.build_absolute_uri("/")
        try:
            member = actions.invite_someone(**form.cleaned_data, site=site, by=request.member, at=request.now)
        except NotAllowed as refusal:
            form.add_error("email", refusal.reason)
        else:
            return request.go("access:give_role", member, said=f"{member.name} is invited. What will they do?")
    return request.show(form=form)


def _asked(request: Request) -> PeopleAsked:
    shown, role = request.GET.get("shown", ""), request.GET.get("role", "")
    return PeopleAsked(
        shown=Shown(shown) if shown in set(Shown) else Shown.CURRENT,
        search=request.GET.get("q", "").replace("\0", "")[:80],
        role=role if role in set(Role) else "",
        agency=read_id(request.GET.get("agency", "")),
        area=read_id(request.GET.get("area", "")),
    )
