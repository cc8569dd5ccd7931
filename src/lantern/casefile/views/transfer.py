"""The summary for a partnership that receives a child who moves or is placed there (PAR-9)."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.casefile import parts, rows
from lantern.casefile.actions import take_out_summary
from lantern.casefile.forms import TransferForm
from lantern.casefile.queries.transfer import summed
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.queries.authorities import authorities_named
from lantern.children.queries.record import record_of
from lantern.missing.parts.profile import answers
from lantern.timekeeping.moments import Moment


@page("casefile/transfer.html", may=Permission.EDIT_CHILD, writes=True)
def transfer(request: Request, child: Child) -> Response:
    """Ask for whom and what for; then the summary, to be printed. The record names the other authority where it knows it."""
    viewer = request.viewer
    stand = record_of(child).authorities(viewer.today)
    form = TransferForm(request.POST, named=authorities_named(viewer), initial={"receiving": stand.host or stand.home})
    if form.is_valid():
        take_out_summary(child=child, **form.cleaned_data, by=request.member, at=request.now)
        return _summary(request, child, **form.cleaned_data)
    return request.show(
        form=form,
        child=child,
        name=name_for(child, viewer),
        who=identity_of(child, viewer),
        cancel_url=reverse("casefile:overview", args=[child.pk]),
    )


def _summary(request: Request, child: Child, *, receiving: str, purpose: str) -> Response:
    viewer, record, told = request.viewer, record_of(child), summed(child, request.viewer)
    return request.show(
        "casefile/transfer_summary.html",
        child=child,
        name=name_for(child, viewer),
        who=identity_of(child, viewer),
        receiving=receiving,
        purpose=purpose,
        facts=parts.as_told(parts.details(child, record, viewer)),
        standing=parts.as_told(parts.circumstances(child, record, viewer)),
        columns=rows.EPISODES,
        episodes=rows.episode_rows(told.episodes, viewer),
        owed=parts.owed_lines(list(told.owed), child, viewer),
        plan=told.plan,
        plan_at=Moment(told.plan.happened_at, told.plan.date_only) if told.plan else None,
        profile=answers(told.profile.said) if told.profile else (),
    )
