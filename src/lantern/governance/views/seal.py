"""The seal of the trail: how far it reaches, whether it holds, and the seal to keep elsewhere."""

from django.contrib import messages
from django.http import Http404

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.listing import CAP, Count
from lantern.governance.forms import CheckForm
from lantern.governance.parts import tabs
from lantern.governance.rules.checks import too_long
from lantern.trail.actions.checking import Verified, verify
from lantern.trail.actions.sealing import CannotSeal
from lantern.trail.actions.sealing import seal as seal_now
from lantern.trail.queries.seals import kept, last_check, latest_seal, sealed_entries, unsealed


@page("governance/seal.html", may=Permission.SEE_TRAIL, writes=True)
def seal(request: Request) -> Response:
    """How far the trail is sealed; posting seals what is new."""
    if request.posted:
        try:
            made = seal_now(by=request.member, at=request.now)
        except CannotSeal as refusal:
            messages.warning(request.http, str(refusal))
            return request.go("governance:seal")
        count = sum(each.count for each in made)
        said = f"{count:,} entries sealed. Keep the new seal." if made else "Nothing new to seal."
        return request.go("governance:seal", said=said)
    return _show(request, CheckForm(), None)


@page("governance/seal.html", may=Permission.SEE_TRAIL, writes=True)
def check(request: Request) -> Response:
    """Read the whole trail again and compare it with a seal that was kept."""
    if not request.posted:
        raise Http404
    form = CheckForm(request.POST)
    found = None
    if form.is_valid():
        if reason := too_long(sealed_entries()):
            form.add_error(None, reason)
        else:
            found = verify(outside=form.cleaned_data["seals"], by=request.member, at=request.now)
    return _show(request, form, found)


def _show(request: Request, form: CheckForm, found: Verified | None) -> Response:
    latest = latest_seal()
    waiting = unsealed(latest, CAP)
    return request.show(
        tabs=tabs("seal"),
        latest=latest,
        text=str(kept(latest)) if latest else "",
        covered=f"{sealed_entries():,}",
        waiting=Count(min(waiting, CAP), waiting > CAP),
        last=last_check(),
        form=form,
        found=found,
    )
