"""A child on one screen: level and episodes, what is owed, what worries, what is strong, who is around, how things stand."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.casefile import parts, whole
from lantern.casefile.level import picture
from lantern.casefile.queries.missing import history_of
from lantern.casefile.queries.whole import with_whole
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.children.queries.record import record_of
from lantern.children.restrictions import standing_now
from lantern.exploitation.queries.levels import levels_of_child
from lantern.missing.queries.triggers import decisions_of
from lantern.obligations.queries import owed_for_child, to_do


@page("casefile/overview.html", may=Permission.SEE_CHILDREN, along=with_whole)
def overview(request: Request, child: Child) -> Response:
    """The state of things for one child."""
    viewer, record = request.viewer, record_of(child)
    history, levels = history_of(child, viewer), levels_of_child(child, viewer)
    drawn, called = whole.map_for(child, viewer), whole.called(child, viewer)
    open_ones = owed_for_child(viewer, child).filter(to_do(viewer.now)).order_by("due_at", "id")
    owed, later = parts.folded(parts.gathered(parts.owed_lines(list(open_ones), child, viewer)))
    return request.show(
        child=child,
        who=identity_of(child, viewer, linked=False),
        tabs=parts.tabs(child, "overview", viewer),
        restricted=standing_now(child, viewer),
        history=history,
        profile_url=reverse("missing:profile", args=[child.pk]) if viewer.may(Permission.SEE_PROFILES) else "",
        latest=parts.latest(history, viewer),
        levels=levels,
        picture=picture(levels.scheme, levels.decided, history, viewer, decisions_of(child)),
        worries=whole.worries(child, levels, viewer),
        strengths=whole.strengths(child, drawn, levels),
        voice=whole.voice(child, viewer),
        around=whole.around(drawn, called),
        called=called,
        raise_url=f"{reverse('exploitation:raise')}?child={child.pk}",
        owed=owed,
        owed_later=later,
        standing=parts.circumstances(child, record, viewer),
        details=[*parts.details(child, record, viewer), *parts.around(child, viewer)],
        transfer_url=reverse("casefile:transfer", args=[child.pk]) if viewer.may(Permission.EDIT_CHILD) else "",
        doing=parts.doing_now(child, history, viewer),
        doings=list(parts.doings(child, record, viewer)),
    )
