"""One's own home, kept as a digest."""

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.governance.actions.home import give_home, withdraw_home
from lantern.governance.forms import HomeForm
from lantern.governance.queries.home import home_of


@page("governance/home.html", may=None, writes=True)
def home(request: Request) -> Response:
    """Say where one lives; the page never shows it again, since nobody can read it back."""
    form = HomeForm(request.POST)
    if form.is_valid():
        if give_home(**form.cleaned_data, by=request.member, at=request.now):
            return request.go("governance:home", said="Kept, in a form that nobody can read.")
        form.add_error("address", "Enter the number or the name of the house")
    return request.show(form=form, given=home_of(request.member), cancel_url=reverse("home:my_work"))


@page("", may=None, writes=True)
def withdraw(request: Request) -> Response:
    """Forget it."""
    if not request.posted:
        raise Http404
    withdraw_home(by=request.member, at=request.now)
    return request.go("governance:home", said="Forgotten.")
