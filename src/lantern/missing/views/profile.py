"""The profile of a child before they go missing: read and printed on one page, written, checked, as it stood at a report."""

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.queries.record import take_record, with_own_record, with_record
from lantern.missing import actions
from lantern.missing.forms.profile import ProfileForm
from lantern.missing.models import Episode, Profile
from lantern.missing.parts.profile import answers, checked, earlier
from lantern.missing.queries.allowed import against
from lantern.missing.queries.profiles import brought_into, profile_of, wordings_of
from lantern.missing.rules.profile import Difference, differences
from lantern.missing.rules.refusals import ChangedMeanwhile, NotAllowed

SEE, EDIT = Permission.SEE_PROFILES, Permission.EDIT_CHILD


@page("missing/profile.html", may=SEE, along=with_own_record)
def profile(request: Request, child: Child) -> Response:
    """As it stands, with who checked it and when, and every earlier wording."""
    found = profile_of(child)
    return _shown(request, child, found)


def _shown(request: Request, child: Child, found: Profile | None, refused: str = "") -> Response:
    viewer = request.viewer
    return request.show(
        child=child,
        profile=found,
        name=name_for(child, viewer),
        who=identity_of(child, viewer),
        answers=answers(found.said) if found else (),
        checked=checked(found, viewer) if found else None,
        earlier=earlier(wordings_of(found)) if found else (),
        edit_url=reverse("missing:edit_profile", args=[child.pk]),
        edit_reason=against(viewer, EDIT),
        check_url=reverse("missing:check_profile", args=[child.pk]),
        refused=refused,
    )


@page("missing/edit_profile.html", may=EDIT, writes=True)
def edit_profile(request: Request, child: Child) -> Response:
    """Write it; whoever saves second sees both wordings, and nothing is lost of either."""
    found = profile_of(child)
    form = ProfileForm(
        request.POST, now=request.now, said=found.said if found else {}, version=found.version if found else 0
    )
    clashes: list[Difference] = []
    if form.is_valid():
        try:
            actions.save_profile(
                child=child, said=form.said, version=form.cleaned_data["version"], by=request.member, at=request.now
            )
        except ChangedMeanwhile as refusal:
            stands = profile_of(child)
            clashes = differences(form.said, stands.said if stands else {})
            form.add_error(None, refusal.reason)
            form.data = {**form.data.dict(), "version": str(stands.version if stands else 0)}  # type: ignore[attr-defined]
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            return request.go("missing:profile", child, said="The profile is saved, and checked today.")
    return request.show(
        form=form,
        child=child,
        name=name_for(child, request.viewer),
        who=identity_of(child, request.viewer),
        clashes=clashes,
        cancel_url=reverse("missing:profile", args=[child.pk]),
    )


@page("missing/profile.html", may=EDIT, writes=True)
def check_profile(request: Request, child: Child) -> Response:
    """It is right still: of the version that was read."""
    found = profile_of(child)
    if found is None or not request.posted:
        return request.go("missing:profile", child)
    version = request.POST.get("version", "")
    try:
        number = int(version) if version.isascii() and version.isdigit() and len(version) < 7 else 0
        actions.check_profile(profile=found, version=number, by=request.member, at=request.now)
    except ChangedMeanwhile:
        return _shown(request, child, profile_of(child), "Somebody changed it while you were reading. Read it again.")
    return request.go("missing:profile", child, said="The profile is checked today.")


@page("missing/profile_then.html", may=SEE, along=with_record)
def profile_then(request: Request, episode: Episode) -> Response:
    """As it stood when the child was reported missing, whatever it says now."""
    take_record(episode)
    brought = brought_into(episode)
    if brought is None:
        raise Http404
    viewer = request.viewer
    return request.show(
        episode=episode,
        brought=brought,
        name=name_for(episode.child, viewer),
        who=identity_of(episode.child, viewer),
        answers=answers(brought.wording.said),
        now_url=reverse("missing:profile", args=[episode.child_id]),
    )
