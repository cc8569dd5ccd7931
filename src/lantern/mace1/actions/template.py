"""The information sharing template: prepared with the case, begun from the record, written, handed in (M1-3)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from lantern.mace1.models import Case, Template, TemplateText
from lantern.mace1.queries.owing import TEMPLATE, claims_of_templates
from lantern.mace1.queries.templates import first_meetings, social_workers, standing_texts
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.rules.template import against_taking_back, against_template, lacking
from lantern.mace1.vocabulary import TemplatePart, Way
from lantern.meetings.queries.series import held
from lantern.meetings.vocabulary import Stage
from lantern.obligations import actions as obligations
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action
from lantern.writing.actions import Kept, Place, save
from lantern.writing.rules import Typed

AUTOMATIC = [each for each in Way if each.is_automatic]


@action
def prepare(*, case: Case, presenter: Member | None, by: Member | None, at: datetime) -> Template:
    """A template for the first discussion; whoever presents the child owes it. Nobody given, the social worker does."""
    made = Template.objects.create(child_id=case.child_id, case=case, presenter=presenter)
    settle_templates(cases=[case.pk], by=by, at=at)
    return made


@action
def begin(*, template: Template, texts: Mapping[TemplatePart, str], by: Member, at: datetime) -> Template:
    """Fill it with what the record says, `texts` by part. Raises `NotAllowed` when somebody has begun it already."""
    now = _writable(template)
    if now.begun_at is not None:
        raise NotAllowed(refusals.TEMPLATE_BEGUN)
    now.begun_at, now.begun_by = at, by
    now.save(update_fields=["begun_at", "begun_by"])
    trail.record("mace1.template_begun", now, by=by, at=at)
    for part, text in texts.items():
        if text:
            save(place=_place(now), section=part, typed=Typed(text, 0, str(by.pk)), by=by, at=at)
    return now


@action
def write_part(*, template: Template, part: str, typed: Typed, by: Member, at: datetime) -> Kept:
    """Save one part while somebody types; others' words are never lost.

    Raises `NotAllowed` for a part that there is not, before it is begun, once it is handed in and once the first discussion
    is over.
    """
    if part not in set(TemplatePart):
        raise NotAllowed(refusals.NO_SUCH_SECTION)
    now = _writable(template)
    if now.begun_at is None:
        raise NotAllowed(refusals.TEMPLATE_NOT_BEGUN)
    return save(place=_place(now), section=part, typed=typed, by=by, at=at)


@action
def hand_in(*, template: Template, by: Member, at: datetime) -> None:
    """Late is still accepted, and said. Raises `NotAllowed` for what is lacking, in words."""
    now = _writable(template)
    if lacks := lacking(standing_texts([now.pk])[now.pk]):
        raise NotAllowed(f"Still to be written: {'; '.join(part.label for part in lacks)}.")
    _set_submitted(now, at, by)
    trail.record("mace1.template_handed_in", now, by=by, at=at)
    settle_templates(cases=[now.case_id], by=by, at=at)


@action
def take_back_template(*, template: Template, by: Member, at: datetime) -> None:
    """Open it again, to change it. Raises `NotAllowed` once the meeting has begun."""
    now, stage = _hold(template)
    if against := against_taking_back(stage, is_submitted=now.submitted_at is not None, is_closed=_closed(now)):
        raise NotAllowed(against)
    _set_submitted(now, None, None)
    trail.record("mace1.template_taken_back", now, by=by, at=at)
    settle_templates(cases=[now.case_id], by=by, at=at)


@action
def take_out_template(*, template: Template, purpose: str, by: Member, at: datetime) -> None:
    """It leaves as a Word form: who, and what for (M1-11)."""
    trail.record("mace1.paper_taken_out", template, by=by, at=at, purpose=purpose, detail="template as docx")


@action
def settle_templates(*, cases: Collection[UUID], by: Member | None, at: datetime) -> None:
    """Who presents, and what is owed by when, as agendas and allocations stand; working it out again changes nothing."""
    if cases:
        _follow_workers(cases, at)
        claims = list(claims_of_templates(cases))
        obligations.settle(subject_kind=TEMPLATE, subjects=cases, claims=claims, by=by, at=at)


def _follow_workers(cases: Collection[UUID], at: datetime) -> None:
    """Who came by themselves is presented by their social worker, until the template is handed in."""
    waiting = list(Template.objects.filter(case__in=cases, submitted_at=None, case__came__in=AUTOMATIC))
    workers = social_workers([each.child_id for each in waiting], london(at).date())
    for each in waiting:
        worker = workers.get(each.child_id)
        if each.presenter_id != (worker.pk if worker else None):
            each.presenter = worker
            each.save(update_fields=["presenter"])


def _writable(template: Template) -> Template:
    now, stage = _hold(template)
    if against := against_template(stage, is_submitted=now.submitted_at is not None, is_closed=_closed(now)):
        raise NotAllowed(against)
    return now


def _hold(template: Template) -> tuple[Template, Stage | None]:
    """The row as it stands, and the stage of its meeting, `None` while there is none; whoever writes waits for both.

    The meeting is held first, as by whoever ends it.
    """
    meeting = first_meetings([template.case_id]).get(template.case_id)
    stage = held(meeting.pk).stage if meeting else None
    return Template.objects.select_for_update(of=("self",)).select_related("case").get(pk=template.pk), stage


def _closed(template: Template) -> bool:
    return template.case.closed_at is not None


def _set_submitted(template: Template, at: datetime | None, by: Member | None) -> None:
    template.submitted_at, template.submitted_by = at, by
    template.save(update_fields=["submitted_at", "submitted_by"])


def _place(template: Template) -> Place:
    return Place(TemplateText, {"template": template, "child_id": template.child_id}, "mace1.template_written")
