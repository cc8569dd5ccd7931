"""Letters that offer a missing chat: who is owed one, printing, posting, and taking back (MIS-8)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.children.cut import TODAY, cut_words, mark_pills
from lantern.children.models import Child
from lantern.children.queries.marked import read_mark
from lantern.design.frame import Link
from lantern.design.keyset import at_the_beginning, counted_together, paged
from lantern.design.listing import Count, Listing, Pill, listed, pills
from lantern.documents.pdf import pdf
from lantern.documents.word import word
from lantern.missing import actions
from lantern.missing.letter_forms import NoLettersForm, PostedForm
from lantern.missing.models import Letter
from lantern.missing.parts import letters as parts
from lantern.missing.parts.tabs import tabs
from lantern.missing.parts.who import identity_of, named
from lantern.missing.queries import letters as queries
from lantern.missing.rules.letters import LetterState
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.views.entered import pressed
from lantern.missing.vocabulary import LettersShown
from lantern.timekeeping.moments import Moment
from lantern.trail import actions as trail

SEND = Permission.SEND_LETTERS
MOST_AT_ONCE = 100  # children whose letters are printed in one go
COUNTED_TO = 1_000
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("missing/letters.html", may=SEND)
def letters(request: Request) -> Response:
    """Everyone owed a letter; those printed and not posted; those posted."""
    return _shown(request)


@page("missing/letters.html", may=SEND, writes=True)
def print_letters(request: Request) -> Response:
    """Write the letters of those ticked, and on to the file that is printed."""
    if not request.posted:
        return request.go("missing:letters")
    chosen = list(Child.visible_to(request.viewer).filter(pk__in=_ticked(request, "child")))
    if not chosen:
        return _shown(request, "Nobody was ticked, so nothing was printed.")
    try:
        made = actions.print_letters(children=chosen, by=request.member, at=request.now)
    except NotAllowed as refusal:
        return _shown(request, refusal.reason)
    said = f"{parts.number_of(len(made), 'letter')} written. Print them, post them, then say so here."
    return request.go("missing:letter_batch", made[0].batch, said=said)


def _shown(request: Request, refused: str = "") -> Response:
    viewer, shown = request.viewer, LettersShown.read(request.GET.get("show", ""))
    closed, mark = queries.not_open(), read_mark(request.GET)
    lists = {
        LettersShown.OWED: queries.children_owed(viewer, closed, mark),
        LettersShown.THEIRS: queries.children_owed(viewer, closed, mark, theirs=True),
        LettersShown.PRINTED: queries.not_posted(viewer, mark),
        LettersShown.POSTED: queries.posted(viewer, mark),
    }
    counts = counted_together(lists, cap=COUNTED_TO)
    listing: Listing
    lines: Sequence[object]
    looked: list[Any]
    if shown in (LettersShown.OWED, LettersShown.THEIRS):
        listing = listed(lists[shown], request.GET, size=MOST_AT_ONCE)
        wanted = queries.to_write(listing.rows, viewer.member.partnership, viewer.today, closed)
        lines, looked = parts.owed_lines(wanted, viewer), list(listing.rows)
    else:
        order = ("-printed_at", "-id") if shown is LettersShown.PRINTED else ("-posted_at", "-id")
        listing = paged(lists[shown], request.GET, order=order, count=counts[shown])
        lines, looked = parts.letter_lines(listing.rows, viewer), list(listing.rows)
    trail.viewed_many("missing/letters", looked, by=request.member, at=request.now)
    return request.show(
        shown=shown,
        listing=listing,
        lines=lines,
        filters=_filters(at_the_beginning(request.GET), counts, shown),
        cut=cut_words(mark),
        mark=mark.label.lower() if mark else "",
        against=queries.wording(viewer.member.partnership, viewer.today).against,
        refused=refused,
        tabs=tabs(viewer, "letters"),
        take_out_url=take_out_url(viewer, "letters", request.GET),
    )


def _filters(
    params: QueryDict, counts: dict[LettersShown, Count], shown: LettersShown
) -> list[tuple[str, tuple[Pill, ...]]]:
    """What another authority is to offer is offered as a list only where there is any (PAR-9)."""
    theirs = counts[LettersShown.THEIRS].number or shown is LettersShown.THEIRS
    offered = [each for each in LettersShown if each is not LettersShown.THEIRS or theirs]
    states = pills(params, "show", [(each.value, each.label) for each in offered], _by_word(counts))
    return [("State", states), (TODAY, mark_pills(params))]


@page("missing/letter_batch.html", may=SEND, writes=True)
def batch(request: Request, batch: UUID) -> Response:
    """The letters that were printed together: the file, what was posted, what was thrown away."""
    found = _batch(request, batch)
    waiting = [each for each in found if each.state is LetterState.PRINTED]
    form = PostedForm(request.POST, now=request.now, initial={"posted": Moment(request.now)})
    if request.posted:
        ticked = set(_ticked(request, "letter"))
        chosen = [each for each in found if each.pk in ticked]
        if answer := _changed(request, batch, form, chosen):
            return answer
    trail.viewed_many("missing/letter_batch", found, by=request.member, at=request.now)
    return request.show(
        form=form,
        batch=batch,
        lines=parts.letter_lines(found, request.viewer),
        waiting=bool(waiting),
        printed=found[0],
        number=parts.number_of(len(found), "letter"),
        pdf_url=reverse("missing:letters_pdf", args=[batch]),
        word_url=reverse("missing:letters_word", args=[batch]),
        breadcrumbs=[Link("Missing", reverse("missing:now")), Link("Letters", reverse("missing:letters"))],
    )


def _changed(request: Request, batch: UUID, form: PostedForm, chosen: list[Letter]) -> Response | None:
    """On after posting or discarding what was ticked; nothing when the form has to say why not."""
    number = parts.number_of(len(chosen), "letter")
    discards = "discard" in request.POST
    if not chosen:
        form.is_valid()
        form.add_error(None, "Tick the letters you mean.")
        return None
    if not discards and not form.is_valid():
        return None
    try:
        if discards:
            actions.discard_letters(letters=chosen, by=request.member, at=request.now)
            return request.go("missing:letters", said=f"{number} discarded. They are owed again.")
        posted = form.cleaned_data["posted"]
        actions.record_posted(letters=chosen, posted=posted, by=request.member, at=request.now)
    except NotAllowed as refusal:
        form.is_valid()
        form.add_error(None, refusal.reason)
        return None
    return request.go("missing:letter_batch", batch, said=f"{number} posted: the chat is offered.")


@page("missing/letters_pdf", may=SEND)
def letters_pdf(request: Request, batch: UUID) -> HttpResponse:
    """All letters as one file, in posting order, each beginning on a page of its own."""
    return _file(request, batch, "missing/letters_pdf", "pdf")


@page("missing/letters_word", may=SEND)
def letters_word(request: Request, batch: UUID) -> HttpResponse:
    """The same as a Word file, for whoever has to change a word."""
    return _file(request, batch, "missing/letters_word", "docx")


def _file(request: Request, batch: UUID, look: str, ending: str) -> HttpResponse:
    found = [each for each in _batch(request, batch) if each.state is not LetterState.DISCARDED]
    if not found:
        raise Http404
    trail.viewed_many(look, found, by=request.member, at=request.now)
    document = parts.as_document(found)
    content, kind = (pdf(document), "application/pdf") if ending == "pdf" else (word(document), DOCX)
    headers = {"Content-Disposition": f'attachment; filename="letters-{found[0].printed_at:%Y-%m-%d}.{ending}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@page("missing/letter_batch.html", may=SEND, writes=True)
def undo_posted(request: Request, letter: Letter) -> Response:
    """It was not posted after all."""

    def act() -> str:
        actions.undo_posted(letter=letter, by=request.member, at=request.now)
        return "Not posted after all: the offer is taken back."

    return pressed(request, act, "missing:letter_batch", letter.batch)


@page("missing/no_letters.html", may=SEND, writes=True)
def no_letters(request: Request, child: Child) -> Response:
    """Nothing is to be posted to this child's address, or is again."""
    form = NoLettersForm(request.POST)
    held = queries.no_letters_to(child)
    if request.posted:
        try:
            if held and "allow" in request.POST:
                actions.allow_letters(child=child, by=request.member, at=request.now)
                return request.go("missing:letters", said="Letters may be posted again.")
            if not held and form.is_valid():
                reason = form.cleaned_data["reason"]
                actions.stop_letters(child=child, reason=reason, by=request.member, at=request.now)
                return request.go("missing:letters", said="Nothing is posted to this child’s address from now on.")
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return request.show(
        form=form,
        held=held,
        name=named(child, request.viewer),
        who=identity_of(child, request.viewer),
        cancel_url=reverse("missing:letters"),
    )


def _by_word(counts: dict[LettersShown, Count]) -> dict[str, Count | int]:
    return {shown.value: count for shown, count in counts.items()}


def _batch(request: Request, batch: UUID) -> list[Letter]:
    found = queries.of_batch(request.viewer, batch)
    if not found:
        raise Http404
    return found


def _ticked(request: Request, name: str) -> list[UUID]:
    """What was ticked; what is no id ticks nothing."""
    try:
        return [UUID(each) for each in request.POST.getlist(name)[:1_000]]
    except ValueError:
        raise Http404 from None
