"""Every list of missing children can be cut by each mark of more vulnerable children (MIS-14)."""

from datetime import date, timedelta
from typing import Any

import pytest

from lantern.access.viewer import viewer_of
from lantern.children import actions
from lantern.children.models import Child
from lantern.children.vocabulary import Mark
from lantern.exchange.queries.lists import LISTS
from lantern.missing.actions import correct, request_chat
from lantern.missing.models import Episode
from lantern.missing.queries.board import numbers, shown_now
from lantern.missing.vocabulary import Asker, Channel, MissingFrom, Risk, Shown
from lantern.obligations.queries import Asked, due_by_day, owed, owed_counts
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import london
from tests.factories.children import an_episode
from tests.factories.people import an_area, now
from tests.factories.today import today
from tests.integration.children.known import Known
from tests.integration.missing.pages import asking_at_most, text_of
from tests.integration.missing.test_letters import Office
from tests.integration.missing.vulnerable import marked, went

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGES = (
    "/missing/",
    "/missing/episodes/",
    "/missing/triggers/",
    "/missing/figures/",
    "/missing/chats/",
    "/missing/letters/",
    "/missing/places/",
    "/owed/",
    "/owed/calendar/",
    "/owed/calendar/week/",
)


@pytest.fixture
def known() -> Known:
    return Known()


def of_each_mark(known: Known, **hours: float) -> dict[Mark, Child]:
    """A child with each mark, each with an episode of those hours."""
    found = {mark: marked(known, mark) for mark in Mark}
    for child in found.values():
        went(known, child, **hours)
    return found


def names(page: Any, children: dict[Mark, Child]) -> set[Mark]:
    """Whose names a page has."""
    said = text_of(page)
    return {mark for mark, child in children.items() if child.forename in said}


@pytest.mark.parametrize("path", PAGES)
def test_the_cut_stands_under_the_heading_and_in_the_title(known: Known, path: str) -> None:
    """MIS-14: printed as the filters are not; with nobody in it, the page says so in words and in twelve queries."""
    went(known, marked(known, Mark.REDUCED), hours_ago=30, back_hours_ago=20)
    known.client.get(path)
    for mark in Mark:
        with asking_at_most(12):
            page = known.client.get(path, {"mark": mark.value})
        html = page.content.decode()
        assert f"{mark.label.lower()}</title>" in html or f", {mark.label.lower()} " in html[: html.index("</title>")]
        lead = html[html.index('class="lantern-lead"') :]
        assert f"as {mark.label.lower()}" in lead[: lead.index("</p>")].replace("<strong>", "")
    html = known.client.get(path, {"mark": "nonsense"}).content.decode()
    assert "of children marked" not in html


@pytest.mark.parametrize("path", [path for path in PAGES if path not in ("/missing/figures/", "/owed/calendar/")])
def test_a_cut_with_nobody_in_it_says_so(known: Known, path: str) -> None:
    """MIS-14: and the way back to everybody is on the page."""
    html = known.client.get(path, {"mark": "no-roll"}).content.decode()
    if path == "/owed/":
        assert '<option value="no-roll" selected' in html
    elif "calendar" not in path:
        assert 'href="?">Marked or not</a>' in html
    said = text_of(known.client.get(path, {"mark": "no-roll"}))
    assert "so marked" in said or "marked so" in said or "Nothing" in said or "Nobody is missing" in said


# The board


def test_each_mark_is_a_cut_of_the_board(known: Known) -> None:
    """MIS-14, MIS-13: the cards, the children who came back, the file, and the number that led there."""
    here, back = of_each_mark(known, hours_ago=5), {}
    for mark in Mark:
        back[mark] = marked(known, mark)
        went(known, back[mark], hours_ago=9, back_hours_ago=2)
    said = text_of(known.client.get("/missing/"))
    for mark in Mark:
        assert f"{mark.label} 1 " in said
        page = known.client.get("/missing/", {"mark": mark.value})
        html = page.content.decode()
        assert html.count("<article") == 1
        assert names(page, here) == {mark}
        assert f"/missing/board/?mark={mark.value}" in html
        returned = text_of(page)[text_of(page).index("Returned, and owed:") :]
        assert f"Returned, and owed: {mark.label.lower()}" in returned
        assert {each for each in Mark if here[each].forename in returned} == {mark}
        with within(known.here.pk):
            viewer = viewer_of(known.coordinator, now=now())
            taken = LISTS["missing-now"].found(viewer, {"mark": mark.value})
            assert [each.child_id for each in taken] == [here[mark].pk]
            assert numbers(viewer, Shown.ALL, mark).narrowed[Shown.ALL] == shown_now(viewer, Shown.ALL, mark).count()


def test_the_numbers_of_the_board_are_what_each_filter_leads_to(known: Known) -> None:
    """MIS-14: a mark counts within the filter that is on, a filter within the mark; the first line counts everybody."""
    excluded, reduced = marked(known, Mark.EXCLUDED), marked(known, Mark.REDUCED)
    went(known, excluded, hours_ago=5)
    with within(known.here.pk):
        an_episode(reduced, by=known.coordinator, hours_ago=5, risk=Risk.HIGH)
    page = known.client.get("/missing/?show=high")
    said = text_of(page)
    assert "All 2 High risk 1 Repeat" in said
    assert "Marked or not Reduced timetable 1 " in said
    assert "Excluded" not in said
    assert 'href="?show=high&amp;mark=reduced-timetable"' in page.content.decode()
    both = text_of(known.client.get("/missing/?show=high&mark=excluded"))
    assert "All 1 High risk 0 Repeat" in both
    assert "2 children · 1 high risk · at" in both
    assert "shown here: high risk, of children marked today as excluded" in both
    assert "Nobody so marked" in both
    assert "Marked or not Reduced timetable 1 Excluded 0" in both


def test_the_board_goes_by_today(known: Known) -> None:
    """MIS-14: as the card says it, whatever held on the day the child was last seen."""
    over = marked(known, Mark.EXCLUDED, until=today())
    began = marked(known, Mark.REDUCED, since=today())
    for child in (over, began):
        went(known, child, hours_ago=50)
    assert known.client.get("/missing/?mark=excluded").content.decode().count("<article") == 0
    assert known.client.get("/missing/?mark=reduced-timetable").content.decode().count("<article") == 1


def test_a_cut_can_be_left_when_nobody_is_missing(known: Known) -> None:
    """MIS-14: the table of those who came back is narrowed still."""
    went(known, marked(known, Mark.EXCLUDED), hours_ago=9, back_hours_ago=2)
    page = known.client.get("/missing/?mark=no-roll")
    said = text_of(page)
    assert "None of the children who came back lately is marked so today." in said
    assert 'href="?">Marked or not</a>' in page.content.decode()
    assert "Exclly" in text_of(known.client.get("/missing/"))


def test_the_board_opens_to_no_more_than_the_scope(known: Known) -> None:
    """SHA-2: a cut narrows and opens nothing."""
    went(known, marked(known, Mark.EXCLUDED), hours_ago=5)
    page = known.sees_as(Role.LIAISON_OFFICER, "Harlow").get("/missing/?mark=excluded")
    assert "Exclly" not in page.content.decode()
    assert page.content.decode().count("<article") == 0


# Episodes and triggers had the cut; missing chats, letters and places


def test_each_mark_is_a_cut_of_the_board_of_chats(known: Known) -> None:
    """MIS-14, MIS-9: the rows and every number are those of the mark; the choice stays when another filter is pressed."""
    children = of_each_mark(known, hours_ago=30, back_hours_ago=20)
    with within(known.here.pk):
        for child in children.values():
            request_chat(
                child=child, asker=Asker.PROFESSIONAL, channel=Channel.PAGE, words="", by=known.coordinator,
                at=now(),
            )  # fmt: skip
    assert names(known.client.get("/missing/chats/"), children) == set(Mark)
    for mark in Mark:
        page = known.client.get("/missing/chats/", {"mark": mark.value, "shown": "nobody"})
        assert names(page, children) == {mark}
        said, html = text_of(page), page.content.decode()
        assert "1 goes on, of children marked today as" in said
        assert "All that go on 1 Nobody holds them yet 1 Mine 0" in said
        assert f'href="?mark={mark.value}&amp;shown=mine"' in html
        assert 'href="?shown=nobody"' in html  # Marked or not
    mine = known.client.get("/missing/chats/?shown=mine&mark=care")
    assert "No chat with a child so marked goes on" in text_of(mine)


@pytest.mark.parametrize("mark", list(Mark))
def test_each_mark_is_a_cut_of_the_letters(mark: Mark) -> None:
    """MIS-14, MIS-8: those owed, those printed and those posted; the numbers of all three with them."""
    office: Any = Office()
    office.chelmsford = an_area(office.here, "Chelmsford")
    child = office.came_back("Rowan", hours=50)
    office.came_back("Robin", hours=50)
    like = marked(office, mark, since=today())  # in care since today, so not on the day of the return
    with within(office.here.pk):
        an_episode(like, by=office.officer, hours_ago=60, back_hours_ago=50)
        if mark is Mark.IN_CARE:  # written to where the child is placed
            actions.place(
                child=like, code="U6", where="Fictional House", postcode="ZZ1 1ZZ", since=today(), by=None, at=now()
            )
    office.moves(like, "2 Nowhere Lane")

    def shows(show: str) -> str:
        return text_of(office.client.get("/missing/letters/", {"show": show, "mark": mark.value}))

    assert like.forename in shows("")
    assert "Rowan" not in shows("")
    assert "To print 1 Printed, to post 0 Posted 0" in shows("")
    letters = office.prints(child, like)
    of_like = sum(each.child_id == like.pk for each in letters)
    assert of_like
    assert f"To print 0 Printed, to post {of_like} Posted 0" in shows("printed")
    assert "Rowan" not in shows("printed")
    office.posts(letters)
    assert f"To print 0 Printed, to post 0 Posted {of_like}" in shows("posted")
    assert like.forename in shows("posted")
    assert "Rowan" not in shows("posted")
    assert "Nobody so marked" in shows("")


def test_each_mark_is_a_cut_of_the_places_in_common(known: Known) -> None:
    """MIS-14, MIS-13: a place that two children share is in common of those so marked only when both are, on that day."""
    for number, mark in enumerate(Mark):
        pair = [marked(known, mark), marked(known, mark, until=today() - 30 * DAY)]
        pair += [marked(known, mark)] if mark is Mark.EXCLUDED else []
        for each in pair:
            at_place(known, went(known, each, hours_ago=30, back_hours_ago=20), f"Fictional Pier {number}")
    assert text_of(known.client.get("/missing/places/")).count("Fictional Pier") == len(Mark)
    for mark in Mark:
        said = text_of(known.client.get("/missing/places/", {"mark": mark.value}))
        if mark is Mark.EXCLUDED:
            assert said.count("Fictional Pier") == 1
        else:
            assert "No place in common of children so marked" in said, mark


def at_place(known: Known, episode: Episode, place: str) -> None:
    with within(known.here.pk):
        facts = {"from_where": place, "missing_from": MissingFrom.PLACEMENT}
        correct(episode=episode, facts=facts, by=known.coordinator, at=now())


# What is owed


def test_each_mark_is_a_cut_of_what_is_owed(known: Known) -> None:
    """MIS-14: the list, its numbers, the calendar and the file, with the other filters."""
    children = of_each_mark(known, hours_ago=30, back_hours_ago=20)
    for mark in Mark:
        page = known.client.get("/owed/", {"mark": mark.value})
        assert names(page, children) == {mark}
        assert f'<option value="{mark.value}" selected>{mark.label}</option>' in page.content.decode()
        assert f"mark={mark.value}" in page.content.decode().split('class="lantern-pills"')[1]
        with within(known.here.pk):
            viewer = viewer_of(known.coordinator, now=now())
            asked = Asked(mark=mark)
            rows = list(owed(viewer, asked))
            assert {each.child_id for each in rows} == {children[mark].pk}
            assert sum(due_by_day(viewer, asked, today() - 5 * DAY, today() + 400 * DAY).values()) == len(rows)
            assert owed_counts(viewer, asked)[asked.shown].number == len(rows)
            assert list(LISTS["owed"].found(viewer, {"mark": mark.value})) == rows
    due = london(rows[0].due_at).date()
    week = f"/owed/calendar/week/?day={due}&mark={mark.value}"
    assert names(known.client.get(week), children) == {mark}
    assert "Nothing for a child so marked" in text_of(known.client.get("/owed/?mark=care&shown=waived"))


def test_a_mark_is_that_of_today_in_what_is_owed(known: Known) -> None:
    """MIS-14: what is to be done is for the child as the child stands now."""
    for each in (marked(known, Mark.EXCLUDED, until=today()), marked(known, Mark.REDUCED, since=today())):
        went(known, each, hours_ago=50, back_hours_ago=40)
    assert "Exclly" not in text_of(known.client.get("/owed/?mark=excluded"))
    assert "Reduly" in text_of(known.client.get("/owed/?mark=reduced-timetable"))


def test_a_child_with_two_marks_is_in_both_cuts(known: Known) -> None:
    """MIS-14: and once in each."""
    child = marked(known, Mark.OUT_OF_AREA)
    with within(known.here.pk):
        actions.set_status(child=child, status="LAC", since=date(2020, 1, 1), by=known.coordinator, at=now())
    went(known, child, hours_ago=5)
    for mark in (Mark.OUT_OF_AREA, Mark.IN_CARE):
        assert known.client.get("/missing/", {"mark": mark.value}).content.decode().count("<article") == 1
