"""Signing in to the demonstration with one click; these pages exist in demo mode alone."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from lantern.accounts.second_factor import mark_passed
from lantern.demo.queries import people
from lantern.demo.vocabulary import TO_TRY
from lantern.organisation.models import Member
from lantern.organisation.queries import partnership_names
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Everyone in the invented county, by role."""
    _only_in_demo()
    partnerships = []
    for key, name in sorted(partnership_names().items(), key=lambda item: item[1]):
        with within(key):
            members = list(people())
        by_role = [(role, TO_TRY[role], [member for member in members if _has(member, role)]) for role in Role]
        partnerships.append((name, key, [each for each in by_role if each[2]]))
    return render(request, "demo/choose.html", {"partnerships": partnerships})


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of them."""
    _only_in_demo()
    key = next((each for each in partnership_names() if str(each) == request.POST.get("partnership")), None)
    if key is None:
        raise Http404
    with within(key):
        member = next((each for each in people() if str(each.pk) == request.POST.get("member")), None)
    if member is None or member.user is None:
        raise Http404
    login(request, member.user, backend=BACKEND)
    mark_passed(request)
    request.session["membership"] = str(member.pk)
    return redirect("/")


def _has(member: Member, role: Role) -> bool:
    return any(held.role == role for held in member.roles.all())


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404
