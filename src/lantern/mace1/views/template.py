"""The information sharing template: begun from the record, written, handed in; as a Word form out and in (M1-3)."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.rules.refusals import NotAllowed
from lantern.design.frame import Link
from lantern.documents.read_word import Unreadable, rows_of
from lantern.documents.word import word
from lantern.mace1.actions import template as actions
from lantern.mace1.forms.template import FromWordForm, WordForm
from lantern.mace1.models import Template
from lantern.mace1.parts import template as parts
from lantern.mace1.parts.on_record import OnRecord, as_text, on_record
from lantern.mace1.parts.requests import about
from lantern.mace1.queries import templates as queries
from lantern.mace1.rules.template import ReadForm, against_taking_back, against_template, lacking, read_form
from lantern.mace1.vocabulary import TemplatePart
from lantern.meetings.models import Meeting
from lantern.organisation.queries import arrangement_on
from lantern.timekeeping.moments import london
from lantern.writing.actions import Kept
from lantern.writing.rules import Typed
from lantern.writing.sent import Sent, refuse, save_all, save_one

SEE = Permission.SEE_CHILDREN
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EVERYTHING = "everything"
NOTHING_READ = (
    "No row of this document is one of the template’s. Fill in the form that was taken out of Lantern, or copy its left "
    "column as it is."
)


@page("mace1/template.html", may=SEE, writes=True)
def template(request: Request, template: Template) -> Response:
    """Every part; posted as a whole each is saved, and what was pressed besides is done."""
    meeting, sent = _enter(request, template), Sent()
    writes = queries.may_write(template, request.viewer)
    if request.posted:
        if not writes:
            raise Http404
        if template.begun_at is None:
            return _begin(request, template)
        if "take-back" in request.POST:
            return _done(request, template, actions.take_back_template, "The template is open again.")
        sent = save_all(
            request, [each.value for each in TemplatePart], lambda slug, t: _save(request, template, slug, t)
        )
        if not sent.clashed and not sent.refused:
            return _then(request, template)
    return _shown(request, template, meeting, sent, writes=writes)


@page("mace1/template.html", may=SEE, writes=True)
def save_part(request: Request, template: Template) -> Response:
    """One part, sent by the page's script as somebody types."""
    meeting = _enter(request, template)
    if not request.posted:
        return request.go("mace1:template", template)
    if not queries.may_write(template, request.viewer) or _against(template, meeting):
        return refuse()
    slug = request.POST.get("section", "")
    return save_one(request, lambda typed: _save(request, template, slug, typed), lambda: queries.writers_of(template))


@page("mace1/template_word.html", may=SEE, writes=True)
def to_word(request: Request, template: Template) -> Response:
    """The form for Word, with what stands in it, once it is said what for."""
    _enter(request, template, to_write=True)
    form = WordForm(request.POST)
    if form.is_valid():
        return _file(request, template, **form.cleaned_data)
    return request.show(form=form, **_about(request, template))


@page("mace1/template_from_word.html", may=SEE, writes=True)
def from_word(request: Request, template: Template) -> Response:
    """The form that comes back: what it says is shown beside what stands, and saved when somebody has checked it."""
    meeting = _enter(request, template, to_write=True)
    form = FromWordForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            read = read_form(rows_of(form.cleaned_data["upload"].read()))
        except Unreadable as refusal:
            form.add_error("upload", str(refusal))
        else:
            if not read.is_empty:
                return _check(request, template, read)
            form.add_error("upload", NOTHING_READ)
    return request.show(form=form, against=_against(template, meeting), **_about(request, template))


def _enter(request: Request, template: Template, *, to_write: bool = False) -> Meeting | None:
    """The meeting of the first discussion; whoever may not read the template meets nothing here."""
    meeting = queries.first_meetings([template.case_id]).get(template.case_id)
    if not queries.may_read(template, meeting, request.viewer):
        raise Http404
    if to_write and (not queries.may_write(template, request.viewer) or template.begun_at is None):
        raise Http404
    return meeting


def _against(template: Template, meeting: Meeting | None) -> str:
    return against_template(
        meeting.stage if meeting else None,
        is_submitted=template.submitted_at is not None,
        is_closed=template.case.closed_at is not None,
    )


def _begin(request: Request, template: Template) -> Response:
    held = on_record(_child(request, template), request.viewer)
    texts = {part: as_text(some) for part, some in held.items()}
    said = "The template is filled with what the record says. Check it, and write what is lacking."
    return _done(request, template, actions.begin, said, texts=texts)


def _done(request: Request, template: Template, act: Any, said: str, **values: Any) -> Response:
    try:
        act(template=template, **values, by=request.member, at=request.now)
    except NotAllowed as refusal:
        return request.go("mace1:template", template, refused=refusal.reason)
    return request.go("mace1:template", template, said=said)


def _then(request: Request, template: Template) -> Response:
    """Everything is saved; then what the record says is taken over into one part, or it is handed in."""
    wanted = request.POST.get("take", "")
    if wanted == EVERYTHING:
        _take(request, template, tuple(TemplatePart))
        return request.go("mace1:template", template, said="What the record says besides is in the template now.")
    if wanted in set(TemplatePart):
        _take(request, template, (TemplatePart(wanted),))
        return request.go(f"{reverse('mace1:template', args=[template.pk])}#part-{wanted}")
    if "hand-in" in request.POST:
        return _done(request, template, actions.hand_in, "The template is handed in.")
    return request.go("mace1:template", template, said="Everything is saved.")


def _take(request: Request, template: Template, wanted: Iterable[TemplatePart]) -> None:
    now, held = queries.sections_now(template), on_record(_child(request, template), request.viewer)
    for part in wanted:
        text = parts.taken(part, now[part].text, held)
        if text != now[part].text:
            _save(request, template, part, Typed(text, now[part].version, str(request.member.pk)))


def _save(request: Request, template: Template, slug: str, typed: Typed) -> Kept:
    return actions.write_part(template=template, part=slug, typed=typed, by=request.member, at=request.now)


def _child(request: Request, template: Template) -> Child:
    return queries.with_all(Child.visible_to(request.viewer).filter(pk=template.child_id)).get()


def _shown(request: Request, template: Template, meeting: Meeting | None, sent: Sent, *, writes: bool) -> Response:
    viewer, child = request.viewer, _child(request, template)
    against, now = _against(template, meeting), queries.sections_now(template)
    edits = writes and not against
    held: OnRecord = on_record(child, viewer) if edits else {}
    asked = parts.written(now, queries.writers_of(template), str(request.member.pk), sent.typed, held)
    return request.show(
        sharing=template,
        meeting=meeting,
        due=queries.due_before_meeting(meeting),
        state=parts.state(template, queries.due_before_meeting(meeting), request.now),
        facts=parts.facts(child, template, viewer),
        sections=asked,
        can_take=any(each.can_take for each in asked),
        lacking=lacking({slug: each.text for slug, each in now.items()}),
        writes=edits,
        against=against if writes else "",
        may_take_back=writes and not _against_taking_back(template, meeting),
        clashed=sent.clashed,
        refused=sent.reasons,
        editing=uuid4(),
        **_about(request, template),
    )


def _against_taking_back(template: Template, meeting: Meeting | None) -> str:
    return against_taking_back(
        meeting.stage if meeting else None,
        is_submitted=template.submitted_at is not None,
        is_closed=template.case.closed_at is not None,
    )


def _check(request: Request, template: Template, read: ReadForm) -> Response:
    known = parts.facts(_child(request, template), template, request.viewer)
    told = parts.from_file(read, queries.sections_now(template))
    return request.show(
        "mace1/template_check.html",
        sections=told,
        same=len(read.texts) - len(told),
        facts=parts.changed_facts(read, known),
        unknown=read.unknown,
        editing=uuid4(),
        **_about(request, template),
    )


def _file(request: Request, template: Template, *, purpose: str) -> HttpResponse:
    viewer = request.viewer
    known = parts.facts(_child(request, template), template, viewer)
    texts = {slug: each.text for slug, each in queries.sections_now(template).items()}
    marking = arrangement_on(london(request.now).date(), request.member.partnership).marking
    content = word(parts.form(template, known, texts, viewer, marking, purpose))
    actions.take_out_template(template=template, purpose=purpose, by=request.member, at=request.now)
    headers = {"Content-Disposition": f'attachment; filename="mace1-template-{template.case.number}.docx"'}
    return HttpResponse(content, content_type=MIME, headers=headers)


def _about(request: Request, template: Template) -> dict[str, Any]:
    case_url = reverse("mace1:case", args=[template.case_id])
    return about(template.child, request.viewer) | {
        "cancel_url": reverse("mace1:template", args=[template.pk]),
        "breadcrumbs": [Link("At MACE 1", case_url)],
    }
