"""People invited from a spreadsheet: sent, each row looked at, then invited (PAR-3, PAR-4)."""

from io import BytesIO

from django.http import Http404, HttpResponse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.exchange.actions.people import invite_listed
from lantern.exchange.actions.uploading import keep_upload
from lantern.exchange.forms.setting_up import PeopleForm
from lantern.exchange.models import WaitingFile
from lantern.exchange.parts import setting_up as parts
from lantern.exchange.queries.people import listed_in
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.vocabulary import SetUpKind
from lantern.organisation.rules.refusals import NotAllowed


@page("exchange/people.html", may=Permission.MANAGE_MEMBERS, writes=True)
def people(request: Request) -> Response:
    """Send a spreadsheet; one that cannot be read is refused here, with the reason."""
    form = PeopleForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            listed_in(upload.file)
        except FeedError as fault:
            form.add_error("upload", str(fault))
        else:
            waiting = keep_upload(kind=SetUpKind.PEOPLE, upload=upload, by=request.member, at=request.now)
            return request.go("exchange:people_read", waiting)
    return request.show(form=form)


@page("exchange/people_read.html", may=Permission.MANAGE_MEMBERS, writes=True, powerful=True)
def read(request: Request, waiting: WaitingFile) -> Response:
    """How each row is read; those that are right are invited with the button, the others say why they cannot be."""
    if waiting.kind != SetUpKind.PEOPLE:
        raise Http404
    listed = listed_in(BytesIO(bytes(waiting.content)))
    right = [each for each in listed if not each.problem]
    fault = ""
    if request.posted and right:
        site = request.http.build_absolute_uri("/")
        try:
            count = invite_listed(file=waiting, people=listed, site=site, by=request.member, at=request.now)
        except NotAllowed as refusal:
            fault = refusal.reason
        else:
            return _invited(request, waiting, count, refused=len(listed) - count)
    return request.show(
        waiting=waiting,
        fault=fault,
        right=right,
        columns=parts.PEOPLE,
        rows=parts.people(listed),
        refused=len(listed) - len(right),
    )


@page("", may=Permission.MANAGE_MEMBERS)
def example(request: Request) -> Response:
    """A sheet to fill in: the column names, and a row for an agency and an area that are here."""
    response = HttpResponse(parts.example_sheet(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people.csv"'
    return response


def _invited(request: Request, waiting: WaitingFile, count: int, *, refused: int) -> Response:
    people = "1 person is" if count == 1 else f"{count} people are"
    if refused:
        return request.go(
            "exchange:people_read", waiting, said=f"{people} invited. {refused} of the rows could not be."
        )
    return request.go("access:people", said=f"{people} invited.")
