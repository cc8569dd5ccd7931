"""A file whose layout nobody told yet: which column feeds which field, and what would become of its rows (MIS-3)."""

from io import BytesIO

from django.http import Http404

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.exchange.actions import uploading
from lantern.exchange.actions.sources import save_source
from lantern.exchange.actions.waiting import discard as discard_file
from lantern.exchange.forms import MappingForm
from lantern.exchange.forms.sending import MOST_BYTES
from lantern.exchange.models import WaitingFile
from lantern.exchange.parts import sources as parts
from lantern.exchange.queries.sources import mapping_of
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.mapping.guessing import guess
from lantern.exchange.rules.mapping.stated import MappingError
from lantern.exchange.rules.mapping.trying import Fault, Tried, try_out
from lantern.exchange.rules.mapping.unfolding import Unfolded, unfold
from lantern.exchange.views.notifications import said_of
from lantern.exchange.vocabulary import FileKind

TEMPLATE = "exchange/mapping.html"


@page(TEMPLATE, may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def mapping(request: Request, waiting: WaitingFile) -> Response:
    """Our fields beside the file's columns, the first rows as they would be read, and what cannot be read and why."""
    if not parts.takes(waiting.kind, request.viewer):
        raise Http404
    data = request.POST
    try:
        unfolded = _unfolded(waiting, (data or request.GET).get("sheet", ""))
    except FeedError as fault:
        return request.show("exchange/mapping_refused.html", waiting=waiting, fault=str(fault))
    form = _form(request, waiting, unfolded)
    if data and "save" in data and form.is_valid():
        try:
            return _saved(request, waiting, form)
        except ChangedMeanwhile:
            form.add_error(
                None, "Somebody else changed this source meanwhile. Open the file again to see what stands now."
            )
        except (NotAllowed, FeedError) as refusal:
            form.add_error("name", str(getattr(refusal, "reason", refusal)))
    tried, lines = _tried(form, unfolded), list(form.lines())
    return request.show(
        waiting=waiting,
        form=form,
        lines=[each for each in lines if not each.folded],
        folded=[each for each in lines if each.folded],
        unused=form.unused(),
        sheets=[(name, name == unfolded.table.sheet) for name in unfolded.table.sheets],
        header_row=unfolded.header.last,
        tried=tried,
        said=parts.in_words(tried) if tried else "",
        problems=[(each.reason, each.count, parts.named_rows(each.rows, each.count)) for each in _problems(tried)],
        doubts=[(each.reason, each.count, parts.named_rows(each.rows, each.count)) for each in tried.doubts]
        if tried
        else [],
        gone=_gone(waiting, unfolded),
        is_list=waiting.kind == FileKind.CHILDREN,
    )


@page(TEMPLATE, may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def discard(request: Request, waiting: WaitingFile) -> Response:
    """The file is not wanted: its bytes are deleted."""
    if not parts.takes(waiting.kind, request.viewer):
        raise Http404
    if not request.posted:
        return request.go("exchange:mapping", waiting)
    discard_file(file=waiting, by=request.member, at=request.now)
    return request.go("exchange:notifications", said=f"{waiting.name} was discarded. Nothing of it is kept.")


def _unfolded(waiting: WaitingFile, sheet: str) -> Unfolded:
    known = mapping_of(waiting.feed) if waiting.feed else None
    content = BytesIO(bytes(waiting.content))
    return unfold(content, FileKind(waiting.kind), most_bytes=MOST_BYTES, sheet=sheet, known=known)


def _form(request: Request, waiting: WaitingFile, unfolded: Unfolded) -> MappingForm:
    kind, source = FileKind(waiting.kind), waiting.feed
    guessed = guess(kind, unfolded.columns, later_epoch=unfolded.table.later_epoch)
    own = source if source and waiting.source == source.name.casefold() else None
    return MappingForm(
        request.POST, kind=kind, unfolded=unfolded, guessed=guessed, known=mapping_of(source) if source else None,
        source=own, said=waiting.source,
    )  # fmt: skip


def _tried(form: MappingForm, unfolded: Unfolded) -> Tried | None:
    try:
        return try_out(form.mapping, unfolded)
    except MappingError:
        return None


def _problems(tried: Tried | None) -> tuple[Fault, ...]:
    return tried.faults if tried else ()


def _gone(waiting: WaitingFile, unfolded: Unfolded) -> list[str]:
    """The columns that this sender's files had, and this one has not."""
    known = mapping_of(waiting.feed) if waiting.feed else None
    return known.missing_from(list(unfolded.columns)) if known else []


def _saved(request: Request, waiting: WaitingFile, form: MappingForm) -> Response:
    """Keep the mapping; with it the file is taken in, unless it only served to tell the layout."""
    given = {
        "name": form.cleaned_data["name"].strip(), "agency": form.cleaned_data["agency"], "mapping": form.mapping,
        "source": form.source, "version": form.cleaned_data["version"] or 0, "by": request.member, "at": request.now,
    }  # fmt: skip
    if form.data["save"] == "only":
        source = save_source(**given)
        discard_file(file=waiting, by=request.member, at=request.now)
        return request.go(
            "exchange:source", source, said=f"Kept how files of {source.name} are read. No row was taken in."
        )
    received, new = uploading.save_and_take(file=waiting, **given)
    return request.go("exchange:file", received, said=said_of(received, new=new))
