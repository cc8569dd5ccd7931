"""Concerns and assessments of exploitation in the invented county (EXP-1, EXP-2)."""

from datetime import datetime, timedelta
from random import Random

from django.db.models import Count

from lantern.children.models import Child
from lantern.demo.rules.assessed import COURSES, Course, answers_of, texts_of
from lantern.demo.rules.chance import stream
from lantern.exploitation.actions import assessing, concerns, facts
from lantern.exploitation.models import Assessment, Concern
from lantern.exploitation.rules.answers import of_indicator
from lantern.exploitation.rules.scheme import Scheme
from lantern.exploitation.vocabulary import (
    Because,
    Certainty,
    Decision,
    ExploitationType,
    Model,
    ProtectionStep,
    Told,
    Worry,
)
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import london
from lantern.trail.acting import action
from lantern.writing.rules import Typed

SEED = 11


@action
def assess_children(*, by: None, at: datetime) -> None:
    """Children who went missing most often were assessed over the year, some still wait for a signature. Once a county."""
    author, manager = _first(Role.MISSING_COORDINATOR), _first(Role.TEAM_MANAGER)
    if author is None or manager is None or Assessment.objects.exists():
        return
    rng = stream(SEED, "assessed")
    often = Child.objects.filter(provisional=False, merged_into=None).annotate(times=Count("episodes"))
    for child, course in zip(often.order_by("-times", "number"), COURSES, strict=False):
        raised = at - timedelta(days=course.days[0] + 4)
        _follow(_raise(child, author, raised), author, raised)
        _know(child, author, at - timedelta(days=course.days[0]))
        for place, days in enumerate(course.days):
            _assess(child, course, place, author=author, manager=manager, at=at - timedelta(days=days), rng=rng)
    for child in often.order_by("-times", "number")[len(COURSES) : len(COURSES) + 1]:
        _raise(child, author, at - timedelta(minutes=40))  # somebody is to look at it today


def _raise(child: Child, by: Member, at: datetime) -> Concern:
    return concerns.raise_concern(
        child=child, described=None, worry=Worry.HIGH, told_by=Told.PROFESSIONAL, by=by, at=at,
        saw="Seen getting into a grey car near the invented bus station, three times in two weeks.",
    )  # fmt: skip


def _follow(concern: Concern, by: Member, at: datetime) -> None:
    """Child protection and the decision, as they go where somebody looks the same day."""
    done, day = at + timedelta(hours=3), london(at).date()
    referral = concerns.record_step(
        concern=concern, step=ProtectionStep.REFERRAL, happened_on=day, to="the front door", by=by, at=done
    )
    concerns.acknowledge(protection=referral, on=day, by=by, at=done)
    concerns.record_step(
        concern=concern, step=ProtectionStep.STRATEGY, happened_on=day, by=by, at=done,
        decision="The child’s social worker assesses; everybody tells of lifts and gifts.",
    )  # fmt: skip
    concerns.record_step(
        concern=concern, step=ProtectionStep.ENQUIRY, by=by, at=done,
        not_done_because="The strategy discussion found that an assessment comes first.",
    )  # fmt: skip
    concerns.decide(concern=concern, decision=Decision.ASSESS, words="Several signs in a short time.", by=by, at=done)


def _know(child: Child, by: Member, at: datetime) -> None:
    facts.record_type(
        child=child, kind=ExploitationType.CRIMINAL, certainty=Certainty.SUSPECTED, since=london(at).date(), county_lines=True,
        ways=[Model.GANGS], source="What the child told the chat worker, and police intelligence", by=by, at=at,
    )  # fmt: skip


def _assess(
    child: Child, course: Course, place: int, *, author: Member, manager: Member, at: datetime, rng: Random
) -> None:
    made = assessing.open_assessment(
        child=child, because=Because.REVIEW if place else Because.CONCERN, by=author, at=at
    )
    scheme = Scheme.read(made.scheme)
    answers = {of_indicator(key): answer for key, answer in answers_of(scheme, course.weight[place], rng).items()}
    for section, text in (answers | texts_of(place)).items():
        typed = Typed(text, 0, str(author.pk))
        assessing.write_section(assessment=made, section=section, typed=typed, by=author, at=at)
    level = scheme.levels[min(course.levels[place], len(scheme.levels) - 1)].name
    assessing.finish(
        assessment=made, level=level, manager=manager, by=author, at=at,
        reason="Agreed with the social worker: what was seen lately weighs more than what was counted.",
    )  # fmt: skip
    if place < len(course.days) - 1 or course.signed:
        assessing.sign_off(assessment=made, words="Read and agreed.", by=manager, at=at + timedelta(days=2))


def _first(role: Role) -> Member | None:
    held = RoleHeld.objects.filter(role=role, member__user__isnull=False, member__removed_at=None)
    found = held.select_related("member").order_by("member__name", "member__email").first()
    return found.member if found else None
