"""Which partnership one works in, and to which of one's areas lists are narrowed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods

from lantern.access.page import Request, Response, page
from lantern.accounts import second_factor
from lantern.design.asked import read_id
from lantern.organisation.queries import own_memberships


@require_http_methods(["GET", "HEAD", "POST"])
def partnership(request: HttpRequest) -> HttpResponse:
    """Choose between the partnerships one is a member of; before it, none is current."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    found = own_memberships(request.user.id, via=second_factor.via(request))
    if request.method == "POST":
        return _choose(request, [str(member.pk) for member in found])
    context = {"memberships": found, "next": request.GET.get("next", "")}
    return render(request, "access/partnership.html", context)


def _choose(request: HttpRequest, own: list[str]) -> HttpResponse:
    chosen = request.POST.get("membership", "")
    if chosen not in own:
        raise Http404
    request.session["membership"] = chosen
    request.session.pop("area", None)
    return HttpResponseRedirect(_local(request, request.POST.get("next")))


@page("", may=None, writes=True)
def focus(request: Request, area: str) -> Response:
    """Narrow lists to one of the viewer's own areas, or to none; anybody else's is unknown here."""
    if not request.posted:
        raise Http404
    if area == "all":
        request.http.session.pop("area", None)
    elif (chosen := read_id(area)) in request.viewer.own_areas:
        request.http.session["area"] = str(chosen)
    else:
        raise Http404
    return HttpResponseRedirect(_local(request.http, request.POST.get("next") or request.http.META.get("HTTP_REFERER")))


def _local(request: HttpRequest, target: Any) -> str:
    """`target` when it is a page of ours, else the first page."""
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return str(target) if target and ours and str(target).startswith(("/", "http")) else "/"
