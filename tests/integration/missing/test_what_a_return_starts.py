"""MIS-6 to MIS-8: a return ends the episode and starts what is owed, and everything is an index over facts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.children.actions import allocate, set_status
from lantern.children.vocabulary import Status, WorkKind
from lantern.missing.actions import grade, record_return, record_step, refold, report_missing, withdraw_step
from lantern.missing.models import Episode
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Grade, Risk, StepKind
from lantern.obligations.actions import waive
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def owed_now() -> dict[str, Obligation]:
    return {each.kind: each for each in Obligation.objects.all()}


def test_a_return_starts_the_clocks_of_a_child_open_to_services() -> None:
    """MIS-6, MIS-7, MIS-8: 24, 48 and 72 elapsed hours after the return, the worker owing two of them."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    worker = a_member(here, Role.SOCIAL_WORKER)
    with within(here.pk):
        child = a_child(status=Status.IN_NEED, worker=worker)
        an_episode(child, by=officer, hours_ago=10, back_hours_ago=2, at=NOW)
        owed = owed_now()
        back = NOW - timedelta(hours=2)
        hours = {kind: (each.due_at - back) / timedelta(hours=1) for kind, each in owed.items() if kind != "attendance"}
        assert hours == {
            "vulnerability check": 24,
            "chat offer": 72,
            "missing chat": 72,
            "contact": 48,
            "prevention plan": 72,
        }
        assert owed["contact"].owner_id == owed["prevention plan"].owner_id == worker.pk
        assert owed["vulnerability check"].owner_role == "police"


def test_a_child_not_open_to_services_is_owed_no_contact_and_no_plan() -> None:
    """MIS-8."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        an_episode(a_child(), by=officer, hours_ago=10, back_hours_ago=2, at=NOW)
        assert set(owed_now()) == {"attendance", "vulnerability check", "chat offer", "missing chat"}


def test_what_is_owed_follows_a_change_of_status_and_of_worker() -> None:
    """MIS-8: the status on the day of return counts, whenever it is recorded; a new worker owes from then on."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    worker = a_member(here, Role.SOCIAL_WORKER)
    with within(here.pk):
        child = a_child()
        an_episode(child, by=officer, hours_ago=10, back_hours_ago=2, at=NOW)
        set_status(child=child, status=Status.LOOKED_AFTER, since=date(2026, 1, 1), by=None, at=NOW)
        assert owed_now()["contact"].owner is None
        allocate(child=child, member=worker, kind=WorkKind.SOCIAL_WORKER, since=date(2026, 3, 3), by=None, at=NOW)
        assert owed_now()["contact"].owner_id == worker.pk


def test_a_step_meets_and_withdrawing_it_unmeets() -> None:
    """MIS-7: met by a recorded fact, and only by that."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        episode = an_episode(a_child(), by=officer, hours_ago=10, back_hours_ago=2, at=NOW)
        step = record_step(
            episode=episode,
            kind=StepKind.VULNERABILITY_CHECK,
            happened=Moment(NOW - timedelta(hours=1)),
            by=officer,
            at=NOW,
        )
        assert owed_now()["vulnerability check"].met_at == NOW - timedelta(hours=1)
        withdraw_step(step=step, by=officer, at=NOW)
        assert owed_now()["vulnerability check"].met_at is None


def test_a_plan_needs_its_reference_and_a_check_needs_a_return() -> None:
    """MIS-8: the plan is filed on the social care record, and its reference kept."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        episode = an_episode(a_child(), by=officer, hours_ago=3, at=NOW)
        with pytest.raises(NotAllowed, match="not back yet"):
            record_step(episode=episode, kind=StepKind.VULNERABILITY_CHECK, happened=Moment(NOW), by=officer, at=NOW)
        with pytest.raises(NotAllowed, match="reference"):
            record_step(episode=episode, kind=StepKind.PREVENTION_PLAN, happened=Moment(NOW), by=officer, at=NOW)


def test_grading_starts_attendance() -> None:
    """MIS-1: priority is within one hour of grading."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        episode = an_episode(a_child(), by=officer, hours_ago=3, grade=None, at=NOW)
        assert "attendance" not in owed_now()
        reason = "Seen with an adult."
        graded = grade(episode=episode, grade=Grade.PRIORITY, risk=Risk.HIGH, risk_reason=reason, by=officer, at=NOW)
        assert owed_now()["attendance"].due_at == NOW + timedelta(hours=1)
        assert (graded.risk, graded.pk) == (Risk.HIGH, episode.pk)


def test_a_child_is_never_missing_twice() -> None:
    """MIS-3."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        child = a_child()
        episode = an_episode(child, by=officer, hours_ago=3, at=NOW)
        with pytest.raises(NotAllowed, match="missing already"):
            report_missing(
                child=child, last_seen=Moment(NOW), reported=Moment(NOW), circumstances="", by=officer, at=NOW
            )
        record_return(episode=episode, found=Moment(NOW - timedelta(hours=1)), by=officer, at=NOW)
        again = report_missing(
            child=child, last_seen=Moment(NOW), reported=Moment(NOW), circumstances="", by=officer, at=NOW
        )
        assert Episode.objects.count() == 2
        assert again.is_open


def test_rebuilding_gives_the_same_rows() -> None:
    """design.md, one idea: what is derived can be recomputed, waivers included."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        child = a_child(status=Status.LOOKED_AFTER)
        an_episode(child, by=officer, hours_ago=50, back_hours_ago=30, at=NOW)
        an_episode(child, by=officer, hours_ago=20, back_hours_ago=2, at=NOW)
        waive(
            obligation=Obligation.objects.filter(kind="contact")[0],
            reason="Seen at school by another.",
            by=officer,
            at=NOW,
        )
        before = [list(Model.objects.order_by("pk").values()) for Model in (Episode, Obligation)]
        refold(children=[child.pk], by=None, at=NOW + timedelta(days=40))
        after = [list(Model.objects.order_by("pk").values()) for Model in (Episode, Obligation)]
        assert after == before
        assert len(before[1]) == 12
