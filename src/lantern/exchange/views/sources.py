"""Who sends files and how those are read; lists of children; a file to try a layout on (MIS-3)."""

from django.http import Http404

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.listing import listed
from lantern.exchange.actions.uploading import try_on
from lantern.exchange.forms import ListForm, TryForm
from lantern.exchange.models import Source
from lantern.exchange.parts import files as file_parts
from lantern.exchange.parts import sources as parts
from lantern.exchange.queries import files, sources
from lantern.exchange.views.notifications import FILES_A_PAGE, sent
from lantern.exchange.vocabulary import FileKind


@page("exchange/sources.html", may=Permission.SEE_NOTIFICATIONS)
def every(request: Request) -> Response:
    """Every sender whose layout is known, when it last sent something, and how many rows that were in all."""
    listing = listed(sources.sources(request.viewer), request.GET, size=25)
    return request.show(
        tabs=parts.tabs("sources", request.viewer),
        listing=listing,
        lines=[(each, parts.KIND_WORDS[FileKind(each.kind)]) for each in listing.rows],
        decides=request.viewer.may(Permission.DECIDE_NOTIFICATIONS),
    )


@page("exchange/source.html", may=Permission.SEE_NOTIFICATIONS, writes=True)
def source(request: Request, source: Source) -> Response:
    """How one sender's files are read, in words; trying it on a file opens it to be changed."""
    form = TryForm(request.POST, request.FILES)
    takes = parts.takes(source.kind, request.viewer)
    if request.posted and not takes:
        raise Http404
    if form.is_valid():
        waiting = try_on(source=source, upload=form.cleaned_data["upload"], by=request.member, at=request.now)
        return request.go("exchange:mapping", waiting)
    return request.show(
        source=source,
        kind=parts.KIND_WORDS[FileKind(source.kind)],
        told=parts.told(source),
        used=sources.sources(request.viewer).get(pk=source.pk),
        form=form,
        takes=takes,
    )


@page("exchange/lists.html", may=Permission.IMPORT_CHILDREN, writes=True)
def lists(request: Request) -> Response:
    """The council's lists of children: those received, and a form to send one."""
    if not parts.takes_lists(request.viewer):
        raise Http404
    form = ListForm(request.POST, request.FILES)
    if answer := sent(request, form, FileKind.CHILDREN):
        return answer
    listing = listed(files.files_received(request.viewer, FileKind.CHILDREN), request.GET, size=FILES_A_PAGE)
    counts = files.outcome_counts(request.viewer, [each.pk for each in listing.rows])
    return request.show(
        tabs=parts.tabs("lists", request.viewer),
        form=form,
        listing=listing,
        files=[file_parts.file_line(each, counts.get(each.pk, {})) for each in listing.rows],
        waiting=sources.waiting_files(request.viewer, FileKind.CHILDREN),
    )
