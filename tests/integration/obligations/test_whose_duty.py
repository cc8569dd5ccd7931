"""What is owed says which other authority holds the duty, wherever obligations stand in a list (PAR-9)."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db.models import DateField, Value

from lantern.access.viewer import viewer_of
from lantern.children import actions
from lantern.children.models import Child
from lantern.children.queries.authorities import authorities_then, held_elsewhere
from lantern.children.queries.record import record_of
from lantern.children.vocabulary import Status
from lantern.exchange.queries.lists import LISTS
from lantern.obligations.models import Obligation
from lantern.obligations.queries import Asked, due_now, due_this_week, for_lines, owed
from lantern.obligations.rows import holder_of, lines
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY, london, midnight
from lantern.trail.acting import action
from tests.factories.children import an_episode
from tests.factories.people import a_member, now
from tests.integration.children.known import LONG_AGO, Known
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db
HOLDS = "Sampleshire holds this duty, watched here: "


@pytest.fixture
def known() -> Known:
    return Known()


def of_sampleshire(known: Known, forename: str = "Zoë", *, back: float = 5, **more: Any) -> Child:
    """A child of another authority who came back a few hours ago."""
    child = known.a_child(forename)
    with within(known.here.pk):
        actions.set_status(
            child=child, status=Status.LOOKED_AFTER, since=LONG_AGO, home_authority="Sampleshire", by=None, at=now(), **more
        )  # fmt: skip
        an_episode(child, by=known.coordinator, hours_ago=back + 4, back_hours_ago=back)
    return child


def whose(page: Any) -> dict[str, str]:
    """What stands in the column "Whose", by what is to be done."""
    rows = page.content.decode().split("<tr>")[2:]
    return {last_text(row, "</a></div></th>"): last_text(row.split('data-label="Whose">')[1], "</td>") for row in rows}


def last_text(html: str, before: str) -> str:
    """The words before a mark."""
    return html.split(before)[0].rsplit(">", 1)[-1].replace("&#x27;", "'").replace("’", "'").strip()


def test_the_list_names_who_holds_a_duty_and_who_watches_it_here(known: Known) -> None:
    """PAR-9: the chat, its offer, the contact and the plan; the check stays the police's."""
    of_sampleshire(known)
    found = whose(known.client.get("/owed/"))
    held = {verb for verb, said in found.items() if said.startswith(HOLDS)}
    assert len(held) == 4
    assert not any("Sampleshire" in said for verb, said in found.items() if "check" in verb)
    assert any("check" in verb for verb in found)
    plain = Known()
    with within(plain.here.pk):
        an_episode(plain.a_child(), by=plain.coordinator, hours_ago=9, back_hours_ago=5)
    assert "holds this duty" not in text_of(plain.client.get("/owed/"))


def test_what_is_agreed_to_be_done_here_is_ours(known: Known) -> None:
    """PAR-9."""
    of_sampleshire(known, agreed_ours=True)
    assert "Sampleshire" not in text_of(known.client.get("/owed/"))


def test_who_reads_no_names_reads_that_it_is_another(known: Known) -> None:
    """SHA-2, PAR-9: on whatever list they are shown."""
    of_sampleshire(known)
    analyst = a_member(known.here, Role.ANALYST)
    with within(known.here.pk):
        viewer = viewer_of(analyst, now=now())
        said = [each.whose for each in lines(owed(viewer, Asked()), viewer)]
    assert sum(each.startswith("Another authority holds this duty, watched here: ") for each in said) == 4
    assert not any("Sampleshire" in each for each in said)


def test_every_list_of_what_is_owed_says_it(known: Known) -> None:
    """PAR-9: the week of the calendar, handing over, waiving, My work and the file."""
    child = of_sampleshire(known)
    with within(known.here.pk):
        one = Obligation.objects.get(child=child, kind="contact")
        viewer = viewer_of(known.coordinator, now=now())
        taken = [LISTS["owed"].row(each, viewer)[-1] for each in LISTS["owed"].found(viewer, {})]
        mine = [*due_now(viewer), *due_this_week(viewer)]
        assert any("holds this duty" in each.whose for each in lines(mine, viewer))
    assert sum(str(each).startswith(HOLDS) for each in taken) == 4
    week = f"/owed/calendar/week/?day={london(one.due_at).date()}"
    for path in (week, f"/owed/hand-over/?owed={one.pk}", f"/owed/{one.pk}/waive/"):
        assert HOLDS in text_of(known.client.get(path)), path


@pytest.mark.parametrize("children", [1, 30])
def test_the_list_asks_as_much_for_many_children_as_for_one(known: Known, children: int) -> None:
    """PAR-9: a page of rows of as many children, each of another authority, in one query."""
    for number in range(children):
        of_sampleshire(known, f"Zoë{number}")
    known.client.get("/owed/")
    with asking_at_most(12):
        page = known.client.get("/owed/?sort=-due")
    assert "Sampleshire holds this duty" in text_of(page)
    with within(known.here.pk):
        viewer = viewer_of(known.coordinator, now=now())
        rows = list(owed(viewer, Asked())[:100])
        with asking_at_most(0):
            lines(rows, viewer)


@action
def _starts(*, one: Obligation, by: None, at: Any) -> None:
    Obligation.objects.filter(pk=one.pk).update(starts_at=at)


def test_the_query_and_the_record_say_the_same_of_every_day(known: Known) -> None:
    """PAR-9, MIS-17: by the record of the day in London on which the duty began, with each agreement and without."""
    day = date(london(now()).year - 1, 7, 10)  # in summer time, when midnight is not that of UTC
    with within(known.here.pk):
        agreed = product(("", "Sampleshire"), ("", "Otherton"), (False, True), (False, True))
        for number, (home, host, ours, theirs) in enumerate(agreed):
            child = known.a_child(f"Rowan{number}")
            for since, named in ((LONG_AGO, ""), (day, home), (day + 10 * DAY, "Laterham")):
                actions.set_status(
                    child=child, status=Status.LOOKED_AFTER, since=since, home_authority=named, by=None, at=now(),
                    agreed_ours=ours and bool(named),
                )  # fmt: skip
            for since, named in ((day, host), (day + 20 * DAY, "")):
                actions.place(
                    child=child, code="U6", since=since, host_authority=named, agreed_theirs=theirs and bool(named), by=None,
                    at=now(),
                )  # fmt: skip
            an_episode(child, by=known.coordinator, hours_ago=9, back_hours_ago=5)
        seen = set()
        for then in (
            midnight(day) - timedelta(seconds=1),
            midnight(day),
            midnight(day + 10 * DAY),
            midnight(day + 20 * DAY),
        ):
            for one in Obligation.objects.all():
                _starts(one=one, by=None, at=then)
            elsewhere = for_lines(Obligation.objects.all()).annotate(
                day=_day(then), away=held_elsewhere("child", "day")
            )
            for one in elsewhere:
                stand = record_of(one.child).authorities(london(then).date())
                assert authorities_then(one) == stand
                assert one.away == bool(stand.holder)
                seen.add(stand.holder)
        assert seen == {"", "Sampleshire", "Otherton", "Laterham"}


def _day(then: Any) -> Any:
    return Value(london(then).date(), output_field=DateField())


def test_a_row_of_a_list_and_one_alone_have_the_same_holder(known: Known) -> None:
    """PAR-9: whichever way it was loaded."""
    of_sampleshire(known)
    with within(known.here.pk):
        viewer = viewer_of(known.coordinator, now=now())
        alone = {one.pk: holder_of(one, viewer) for one in Obligation.objects.select_related("child")}
        assert alone == {one.pk: holder_of(one, viewer) for one in for_lines(Obligation.objects.all())}
        assert set(alone.values()) == {"", "Sampleshire"}
