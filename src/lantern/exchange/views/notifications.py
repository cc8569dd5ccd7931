"""Files of notifications: sending one, how far it has come, what became of each row."""

from django.http import Http404, HttpResponse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.forms import Form
from lantern.design.keyset import at_the_beginning, counted_together, paged
from lantern.design.listing import Count, Pill, listed, pills
from lantern.exchange.actions import outcomes, uploading
from lantern.exchange.actions.files import rows_stored
from lantern.exchange.forms import UploadForm
from lantern.exchange.models import ReceivedFile, WaitingFile
from lantern.exchange.parts import files as parts
from lantern.exchange.parts.sources import tabs
from lantern.exchange.queries import files as queries
from lantern.exchange.queries import queue
from lantern.exchange.queries.sources import waiting_files
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.vocabulary import FileKind, FileState
from lantern.timekeeping.words import long_when
from lantern.trail import actions as trail

FILES_A_PAGE = 10
HEADINGS = 1  # the column names are row 1, as a spreadsheet counts


@page("exchange/notifications.html", may=Permission.SEE_NOTIFICATIONS, writes=True)
def notifications(request: Request) -> Response:
    """Files received with what their rows came to, what waits for a person, and a form to send another file."""
    form = UploadForm(request.POST, request.FILES)
    decides = request.viewer.may(Permission.DECIDE_NOTIFICATIONS)
    if request.posted and not decides:
        raise Http404
    if answer := sent(request, form, FileKind.NOTIFICATIONS):
        return answer
    listing = listed(queries.files_received(request.viewer), request.GET, size=FILES_A_PAGE)
    short = [each.pk for each in listing.rows if each.rows_total <= queries.COUNTED_IN_A_LIST]
    counts = queries.outcome_counts(request.viewer, short)
    asked = queue.queues(request.viewer)
    return request.show(
        form=form,
        listing=listing,
        files=[parts.file_line(each, counts.get(each.pk, {})) for each in listing.rows],
        asks=[(ask, count) for ask, count in counted_together(asked, cap=queue.COUNTED_TO).items() if count.number],
        decides=decides,
        tabs=tabs("notifications", request.viewer),
        waiting=waiting_files(request.viewer, FileKind.NOTIFICATIONS) if decides else [],
    )


def sent(request: Request, form: Form, kind: FileKind) -> Response | None:
    """On to what became of the file in `form`, or to the page that asks for its layout; nothing when it goes no further."""
    if not form.is_valid():
        return None
    upload, source = form.cleaned_data["upload"], form.cleaned_data.get("source", "")
    try:
        taken = uploading.take_in(kind=kind, upload=upload, source=source, by=request.member, at=request.now)
    except FeedError as fault:
        form.add_error("upload", str(fault))
        return None
    if isinstance(taken, WaitingFile):
        return request.go("exchange:mapping", taken)
    received, new = taken
    return request.go("exchange:file", received, said=said_of(received, new=new))


@page("exchange/file.html", may=Permission.SEE_NOTIFICATIONS)
def file(request: Request, file: ReceivedFile) -> Response:
    """One file's rows, as far as the viewer may see whom they are about."""
    counts = queries.outcome_counts(request.viewer, [file.pk]).get(file.pk, {})
    outcome = request.GET.get("outcome", "")
    rows = queries.rows_of_file(request.viewer, file, outcome if outcome in counts else "")
    number = counts[outcome] if outcome in counts else sum(counts.values())
    listing = paged(rows, request.GET, order=("number", "id"), count=Count(number))
    trail.viewed_many("exchange/file", parts.children_in(listing.rows), by=request.member, at=request.now)
    return request.show(
        line=parts.file_line(file, counts),
        listing=listing,
        rows=parts.row_lines(listing.rows, request.viewer),
        filters=_pills(request, counts, outcome),
        progress=parts.progress(file, rows_stored(file) - HEADINGS),
        can_go_on=file.state != FileState.STORING or file.bodies.exists(),
        decides=request.viewer.may(Permission.DECIDE_NOTIFICATIONS),
    )


@page("exchange/file.html", may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def go_on(request: Request, file: ReceivedFile) -> Response:
    """The next step of a long file."""
    if request.posted:
        uploading.go_on(file=file, by=request.member, at=request.now)
    return request.go("exchange:file", file)


@page("exchange/file.html", may=Permission.SEE_NOTIFICATIONS, writes=True)
def download(request: Request, file: ReceivedFile) -> Response:
    """What became of each row the viewer may see, as a CSV file; the download is on the trail (SHA-6)."""
    if not request.posted:
        return request.go("exchange:file", file)
    written = outcomes.outcomes_csv(
        file=file, rows=queries.rows_of_file(request.viewer, file), by=request.member, at=request.now
    )
    response = HttpResponse(written, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="outcomes-{file.received_at:%Y-%m-%d}.csv"'
    return response


def said_of(file: ReceivedFile, *, new: bool) -> str:
    """What happened to a file that was sent."""
    if not new:
        return f"This file was received before, on {long_when(file.received_at)}. Nothing changed."
    return "Taken in." if file.state == FileState.DONE else "Received. It is long, so it is taken in step by step."


def _pills(request: Request, counts: queries.Counts, outcome: str) -> list[tuple[Pill, ...]]:
    choices = [("", "All"), *((each, parts.outcome_words(each).capitalize()) for each in counts)]
    numbers = {"": sum(counts.values()), **counts}
    return [pills(at_the_beginning(request.GET), "outcome", choices, numbers)]
