"""Marks of more vulnerable children on the board, on an episode and as a cut of the list of episodes (MIS-14)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lantern.access.viewer import viewer_of
from lantern.children.actions import school
from lantern.children.queries.record import record_of
from lantern.children.vocabulary import MARK_WORDS, Mark, SchoolKind
from lantern.missing.models import Episode
from lantern.missing.queries.episodes import Asked, episodes
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import london
from tests.factories.children import a_child
from tests.factories.people import a_partnership
from tests.integration.children.known import LONG_AGO, Known
from tests.integration.missing.pages import asking_at_most, text_of
from tests.integration.missing.vulnerable import marked, went

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def known() -> Known:
    return Known()


def shown(known: Known, mark: Mark | None) -> set[Any]:
    with within(known.here.pk):
        viewer = viewer_of(known.coordinator, now=datetime.now(UTC))
        return set(episodes(viewer, Asked(mark=mark)).values_list("child_id", flat=True))


def test_each_mark_is_a_cut_of_the_list_of_episodes(known: Known) -> None:
    """MIS-14: every one by itself, and each finds its own child alone."""
    children = {mark: marked(known, mark) for mark in Mark}
    for child in children.values():
        went(known, child, hours_ago=30, back_hours_ago=20)
    assert shown(known, None) == {child.pk for child in children.values()}
    for mark, child in children.items():
        assert shown(known, mark) == {child.pk}, mark


@pytest.mark.parametrize("mark", list(Mark))
def test_the_cut_is_that_of_the_day_it_began(known: Known, mark: Mark) -> None:
    """MIS-14: what held then and holds no more counts then; what holds since counts from its first day on."""
    over = marked(known, mark, until=london(datetime.now(UTC)).date() - 10 * DAY)
    went(known, over, hours_ago=24 * 30, back_hours_ago=24 * 29)
    assert over.pk in shown(known, mark)
    later = marked(known, mark, since=london(datetime.now(UTC)).date() - 10 * DAY)
    went(known, later, hours_ago=24 * 30, back_hours_ago=24 * 29)
    assert later.pk not in shown(known, mark)
    went(known, later, hours_ago=24 * 5, back_hours_ago=24 * 4)
    assert later.pk in shown(known, mark)


def test_the_cut_and_the_record_say_the_same(known: Known) -> None:
    """MIS-14: a condition in SQL and a rule in Python are one: for each child, each mark and the day of each episode."""
    children = [marked(known, mark, until=london(datetime.now(UTC)).date() - 10 * DAY) for mark in Mark]
    for child in children:
        for days in (40, 11, 10, 9, 2):
            went(known, child, hours_ago=24 * days + 2, back_hours_ago=24 * days)
    with within(known.here.pk):
        viewer = viewer_of(known.coordinator, now=datetime.now(UTC))
        for mark in Mark:
            found = set(episodes(viewer, Asked(mark=mark)).values_list("pk", flat=True))
            said = {
                each.pk
                for each in Episode.objects.select_related("child")
                if mark in record_of(each.child).marks(each.start.day)
            }
            assert found == said, mark
            assert found


def test_a_mark_taken_back_counts_no_more(known: Known) -> None:
    """MIS-14: a mistake is in no cut."""
    child = marked(known, Mark.EXCLUDED)
    went(known, child, hours_ago=30, back_hours_ago=20)
    with within(known.here.pk):
        fact = child.school_facts.get()
        school.withdraw_about_school(record=fact, by=known.coordinator, at=datetime.now(UTC))
    assert shown(known, Mark.EXCLUDED) == set()


def test_the_board_marks_each_child_and_asks_no_more_for_it(known: Known) -> None:
    """MIS-14, MIS-13: on the card; the page asks as many queries as before."""
    for mark in Mark:
        went(known, marked(known, mark), hours_ago=5)
    known.client.get("/missing/")
    with asking_at_most(12):
        page = known.client.get("/missing/")
    said = text_of(page)
    for words in MARK_WORDS.values():
        assert said.count(words) >= 1, words
    assert said.count("Reduced timetable") == 2  # the filter, and the card


def test_an_analyst_sees_marks_and_no_name(known: Known) -> None:
    """SHA-2: a mark names nobody."""
    went(known, marked(known, Mark.NO_ROLL), hours_ago=5)
    said = text_of(known.sees_as(Role.ANALYST).get("/missing/"))
    assert "Not on a roll" in said
    assert "Pretend" not in said


def test_an_episode_has_the_marks_of_the_day_it_began(known: Known) -> None:
    """MIS-14: on the page of the episode what held then, on the child's page what holds today."""
    child = marked(known, Mark.EXCLUDED, until=london(datetime.now(UTC)).date() - 10 * DAY)
    then = went(known, child, hours_ago=24 * 30, back_hours_ago=24 * 29)
    since = went(known, child, hours_ago=24 * 5, back_hours_ago=24 * 4)
    assert "Excluded" in text_of(known.client.get(f"/missing/{then.pk}/"))
    assert "Excluded" not in text_of(known.client.get(f"/missing/{since.pk}/"))
    assert "Excluded" not in text_of(known.client.get(f"/children/{child.pk}/"))


def test_the_list_offers_the_marks_and_keeps_the_choice_in_the_address(known: Known) -> None:
    """MIS-14: with the other filters; nonsense asks for nothing."""
    excluded = marked(known, Mark.EXCLUDED)
    went(known, excluded, hours_ago=30, back_hours_ago=20)
    other = marked(known, Mark.REDUCED)
    went(known, other, hours_ago=30, back_hours_ago=20)
    page = known.client.get("/missing/episodes/?mark=excluded&risk=medium")
    assert "Exclly Pretend" in text_of(page)
    assert "Reduly Pretend" not in text_of(page)
    assert "?mark=excluded&amp;risk=medium&amp;state=open" in page.content.decode()
    both = text_of(known.client.get("/missing/episodes/?mark=nonsense"))
    assert "Exclly Pretend" in both
    assert "Reduly Pretend" in both


def test_another_partnerships_marks_are_never_met(known: Known) -> None:
    """PAR-1: each cut keeps inside."""
    with within(a_partnership("Nowhere").pk):
        foreign = a_child("Xq", "Pretend")
        school.record_schooling(child=foreign, kind=SchoolKind.EXCLUDED, since=LONG_AGO, by=None, at=datetime.now(UTC))
    assert shown(known, Mark.EXCLUDED) == set()
