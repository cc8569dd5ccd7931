"""Schooling and absence from school on a child's record: recorded, ended, taken back, and no episode (MIS-14)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lantern.access.viewer import viewer_of
from lantern.children import actions
from lantern.children.actions import school
from lantern.children.chronology import entries
from lantern.children.models import Child, SchoolAbsence, SchoolFact
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import AbsenceReason, Line, SchoolKind, Status
from lantern.exchange.queries.looked_after import looked_after_return
from lantern.missing.models import Episode, Incident
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.periods import ReturnYear
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.children import an_episode
from tests.factories.today import today
from tests.integration.children.known import LONG_AGO, Known
from tests.integration.missing.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def known() -> Known:
    return Known()


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def recorded(known: Known, child: Child, kind: SchoolKind = SchoolKind.REDUCED, **given: Any) -> SchoolFact:
    with within(known.here.pk):
        return school.record_schooling(
            child=child, kind=kind, **{"since": LONG_AGO, **given}, by=known.coordinator, at=datetime.now(UTC)
        )


def absent(known: Known, child: Child, first: date, last: date | None) -> SchoolAbsence:
    with within(known.here.pk):
        return school.record_absence(
            child=child,
            first=first,
            last=last,
            reason=AbsenceReason.UNKNOWN,
            by=known.coordinator,
            at=datetime.now(UTC),
        )


def test_what_holds_is_recorded_on_a_page_and_marks_the_child_everywhere(known: Known) -> None:
    """MIS-14: in the bar on every page about the child, and under how things stand."""
    child = known.a_child()
    answer = known.client.post(
        f"/children/{child.pk}/school/",
        {"kind": SchoolKind.REDUCED, "school": "Fictional School", "note": "Mornings only.", **on("since", LONG_AGO)},
    )
    assert answer.status_code == 302
    page = text_of(known.client.get(f"/children/{child.pk}/school/"))
    assert "Reduced timetable, Fictional School, since 1 January 2020" in page
    assert "Mornings only." in page
    overview = text_of(known.client.get(f"/children/{child.pk}/"))
    assert overview.count("Reduced timetable") == 2
    assert "School Reduced timetable, Fictional School, since 1 January 2020 Change" in overview
    with within(known.here.pk):
        fact = SchoolFact.objects.get()
        assert (fact.by_id, fact.child_id) == (known.coordinator.pk, child.pk)
        assert Entry.objects.filter(what="children.schooling_recorded", subject_id=fact.pk).count() == 1


def test_what_ended_marks_no_more_and_stays_on_the_record(known: Known) -> None:
    """MIS-14: dated, so that an episode of then has the mark of then."""
    child = known.a_child()
    fact = recorded(known, child, SchoolKind.EXCLUDED)
    page = f"/children/school/{fact.pk}/end/"
    early = known.client.post(page, on("on", LONG_AGO))
    assert "It began later than that" in text_of(early)
    assert known.client.post(page, on("on", today())).status_code == 302
    assert "Excluded" not in text_of(known.client.get(f"/children/{child.pk}/"))
    assert "Excluded, 1 January 2020 to" in text_of(known.client.get(f"/children/{child.pk}/school/"))
    assert "It is ended already." in text_of(known.client.post(page, on("on", today())))


def test_a_mistake_is_taken_back_and_the_record_of_it_stays(known: Known) -> None:
    """MIS-14, SHA-6: nothing is deleted; the same days are free again."""
    child = known.a_child()
    fact = recorded(known, child)
    with pytest.raises(NotAllowed, match="stands on the record"):
        recorded(known, child, since=today())
    answer = known.client.post(f"/children/school/{fact.pk}/withdraw/")
    assert answer.status_code == 302
    assert "Reduced timetable" not in text_of(known.client.get(f"/children/{child.pk}/"))
    with within(known.here.pk):
        fact.refresh_from_db()
        assert (fact.withdrawn_by_id, fact.withdrawn_at is not None) == (known.coordinator.pk, True)
    recorded(known, child, since=today())
    assert "It was taken back already." in text_of(known.client.post(f"/children/school/{fact.pk}/withdraw/"))


def test_two_kinds_hold_at_once_and_one_kind_only_once(known: Known) -> None:
    """MIS-14: the database refuses the same kind for the same day."""
    child = known.a_child()
    fact = recorded(known, child, until=date(2021, 1, 1))
    recorded(known, child, SchoolKind.EXCLUDED)
    recorded(known, child, since=date(2021, 1, 1))
    with within(known.here.pk), pytest.raises(IntegrityError), transaction.atomic():
        longer(fact=fact, by=None, at=datetime.now(UTC))


@action
def longer(*, fact: SchoolFact, by: None, at: datetime) -> None:
    fact.until = date(2021, 1, 2)
    fact.save()


def test_what_was_typed_is_kept_when_it_is_refused(known: Known) -> None:
    """MIS-14: on the form, with the reason."""
    child = known.a_child()
    recorded(known, child)
    answer = known.client.post(
        f"/children/{child.pk}/school/",
        {"kind": SchoolKind.REDUCED, "note": "Typed at length.", **on("since", today())},
    )
    assert answer.status_code == 200
    assert "Take it back or end it first." in text_of(answer)
    assert "Typed at length." in answer.content.decode()
    future = known.client.post(
        f"/children/{child.pk}/school/", {"kind": SchoolKind.NO_ROLL, **on("since", today() + 2 * DAY)}
    )
    assert future.status_code == 200


def test_absence_from_school_is_recorded_and_is_no_episode(known: Known) -> None:
    """MIS-14: no incident, no episode, nothing owed, and the child is not missing."""
    child = known.a_child()
    answer = known.client.post(
        f"/children/{child.pk}/school/absence/",
        {
            "reason": AbsenceReason.UNAUTHORISED,
            "school": "Fictional School",
            "note": "",
            **on("first", today() - 3 * DAY),
        },
    )
    assert answer.status_code == 302
    with within(known.here.pk):
        assert SchoolAbsence.objects.get().last is None
        assert not Episode.objects.exists()
        assert not Incident.objects.exists()
        assert not Obligation.objects.exists()
    said = text_of(known.client.get(f"/children/{child.pk}/"))
    assert "No missing episode is recorded." in said
    assert "Missing now" not in said
    assert "No missing episode is recorded" in text_of(known.client.get(f"/children/{child.pk}/missing/"))
    assert "Nobody missing" in text_of(known.client.get("/missing/"))


def test_absence_from_school_is_in_no_row_of_the_statutory_return(known: Known) -> None:
    """MIS-14, MIS-16: a looked-after child absent from school for a week is in the return, and missing in no row of it."""
    child = known.a_child()
    with within(known.here.pk):
        at = datetime.now(UTC)
        actions.set_status(child=child, status=Status.LOOKED_AFTER, legal_status="C2", since=LONG_AGO, by=None, at=at)
        actions.place(child=child, code="U6", where="Fictional House", since=LONG_AGO, by=None, at=at)
    absent(known, child, today() - 9 * DAY, today() - 2 * DAY)
    year = ReturnYear.of(today() - DAY)
    with within(known.here.pk):
        assert (looked_after_return(year, None).rows, looked_after_return(year, None).left_out) == ((), ())
        an_episode(child, by=known.coordinator, hours_ago=20, back_hours_ago=16)
        assert len(looked_after_return(year, None).rows) == 1


ORDER = [
    ({"first": 5, "last": 3}, True),
    ({"first": 3, "last": 5}, False),
    ({"first": -3}, False),
]


@pytest.mark.parametrize(("ago", "stands"), ORDER)
def test_days_of_an_absence_are_in_order_and_over(known: Known, ago: dict[str, int], stands: bool) -> None:
    """MIS-14: what is typed stays on the form."""
    child = known.a_child()
    days = {part: value for name, number in ago.items() for part, value in on(name, today() - number * DAY).items()}
    answer = known.client.post(
        f"/children/{child.pk}/school/absence/", {"reason": AbsenceReason.AUTHORISED, "note": "Kept.", **days}
    )
    assert (answer.status_code == 302) is stands
    assert stands or "Kept." in answer.content.decode()


def test_a_day_has_one_absence(known: Known) -> None:
    """MIS-14: both ends count; taken back, the days are free."""
    child = known.a_child()
    first = absent(known, child, today() - 5 * DAY, today() - 3 * DAY)
    with pytest.raises(NotAllowed):
        absent(known, child, today() - 3 * DAY, today() - 2 * DAY)
    absent(known, child, today() - 2 * DAY, None)
    assert known.client.post(f"/children/absence/{first.pk}/withdraw/").status_code == 302
    absent(known, child, today() - 5 * DAY, today() - 3 * DAY)


def test_the_chronology_and_the_picture_have_school_apart(known: Known) -> None:
    """MIS-14: a kind of line and a lane of its own, never among the missing ones."""
    child = known.a_child()
    recorded(known, child, SchoolKind.EXCLUDED, until=date(2021, 5, 5), school="Fictional School")
    absent(known, child, today() - 5 * DAY, today() - 3 * DAY)
    with within(known.here.pk):
        told = entries(child, viewer_of(known.coordinator, now=datetime.now(UTC)))
    school_lines = [each for each in told if each.kind == Line.SCHOOL]
    assert [each.title for each in school_lines] == ["Absent from school", "Excluded ended", "Excluded"]
    assert all(each.source.startswith("Entered by Rowan Sample, ") for each in school_lines)
    assert not [each for each in told if each.kind == Line.MISSING]
    html = known.client.get(f"/children/{child.pk}/chronology/picture/").content.decode()
    assert "bsent from school once" in html
    assert "lantern-multiple__outlined" in html
    assert "lantern-multiple__solid" not in html


def as_role(known: Known, role: Role) -> Client:
    return known.sees_as(role, "Mid")


@pytest.mark.parametrize("role", [Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER])
def test_those_who_do_not_change_records_read_it_and_have_no_way_to_change_it(known: Known, role: Role) -> None:
    """SHA-2: the marks are theirs to see, the page is not theirs to open."""
    child = known.a_child()
    recorded(known, child)
    client = as_role(known, role)
    overview = client.get(f"/children/{child.pk}/")
    assert "Reduced timetable" in text_of(overview)
    assert f"/children/{child.pk}/school/" not in overview.content.decode()
    assert client.get(f"/children/{child.pk}/school/").status_code == 404


def test_another_areas_child_is_not_there(known: Known) -> None:
    """SHA-2, PAR-1: unknown and forbidden answer alike."""
    child = known.a_child(area=known.colchester)
    fact, absence = recorded(known, child), absent(known, child, today(), today())
    for page in (
        f"/children/{child.pk}/school/",
        f"/children/school/{fact.pk}/end/",
        f"/children/absence/{absence.pk}/withdraw/",
    ):
        assert known.mid_client.get(page).status_code == 404
        assert known.mid_client.post(page).status_code == 404
