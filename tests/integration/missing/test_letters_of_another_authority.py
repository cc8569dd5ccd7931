"""No letter is printed for a child whose chat another authority is to offer; it is said, and counted apart (PAR-9, MIS-8)."""

from datetime import date, timedelta
from typing import Any

import pytest

from lantern.access.viewer import viewer_of
from lantern.children import actions as children
from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.missing.models import Letter
from lantern.missing.queries.letters import children_owed, not_open, to_write
from lantern.missing.rules.refusals import NotAllowed
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY
from tests.factories.children import LONG_AGO, an_episode
from tests.factories.people import now
from tests.integration.missing.pages import asking_at_most, text_of, typed
from tests.integration.missing.test_letters import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def responsible(office: Office, child: Child, home: str, since: date = LONG_AGO, **more: Any) -> None:
    """Not open to services here, and another authority's."""
    with within(office.here.pk):
        children.set_status(
            child=child, status=Status.NONE, since=since, home_authority=home, by=None, at=now(), **more
        )  # fmt: skip


def placed(office: Office, child: Child, host: str, **more: Any) -> None:
    with within(office.here.pk):
        children.place(child=child, code="P1", since=LONG_AGO, host_authority=host, by=None, at=now(), **more)


def test_a_child_of_another_authority_stands_apart_with_the_reason(office: Office) -> None:
    """PAR-9: not ticked, not among those owed a letter, in a list of its own that says who is to offer the chat."""
    office.came_back("Rowan")
    robin = office.came_back("Robin")
    responsible(office, robin, "sampleshire county")
    said = office.lists()
    assert "1 child is owed a letter" in said
    assert "Robin" not in said
    assert "To print 1 Another authority’s to offer 1 Printed, to post 0" in said
    theirs = office.lists("theirs")
    assert "1 child whose chat another authority is to offer" in theirs
    assert "Sampleshire county is responsible and is to offer it." in theirs
    assert "Rowan" not in theirs
    html = office.client.get("/missing/letters/?show=theirs").content.decode()
    assert 'type="checkbox"' not in html
    assert "Print those ticked" not in html


def test_the_way_on_is_the_chat_which_then_leaves_the_list(office: Office) -> None:
    """PAR-9, MIS-9: entered as not offered here, nothing more is owed, and the child is in neither list."""
    robin = office.came_back("Robin")
    responsible(office, robin, "Sampleshire")
    html = office.client.get("/missing/letters/?show=theirs").content.decode()
    way = html.split('">Enter it on the chat')[0].rsplit('href="', 1)[1]
    form = office.client.get(way, follow=True).content.decode()
    assert "Sampleshire is responsible and is to offer it." in form
    told = {"how": "not offered", "reason": "Theirs", "authority": "Sampleshire", "said": "not yet", "to": "child"}
    sent = told | typed("happened", now() - timedelta(minutes=1))
    office.client.post(office.client.get(way).url, sent)
    assert "To print 0 Another authority’s to offer 0" in office.lists("theirs")
    assert "No chat is another authority’s to offer" in office.lists("theirs")
    assert "Another authority" not in office.lists(), "there is no list of nobody"


def test_nothing_is_printed_for_them_whoever_asks(office: Office) -> None:
    """PAR-9: an old page that has them ticked prints the others alone, or says that none can be written."""
    rowan, robin = office.came_back("Rowan"), office.came_back("Robin")
    responsible(office, robin, "Sampleshire")
    with pytest.raises(NotAllowed, match="None of these can be written to now"):
        office.prints(robin)
    office.client.post("/missing/letters/print/", {"child": [rowan.pk, robin.pk]})
    with within(office.here.pk):
        assert {each.child_id for each in Letter.objects.all()} == {rowan.pk}


def test_what_is_agreed_to_be_done_here_is_written_here(office: Office) -> None:
    """PAR-9: home authority or host, each with what was agreed."""
    ours, theirs, host, hosted = (office.came_back(name) for name in ("Ada", "Bo", "Cy", "Di"))
    responsible(office, ours, "Sampleshire", agreed_ours=True)
    responsible(office, theirs, "Sampleshire")
    placed(office, host, "Otherton")
    placed(office, hosted, "Otherton", agreed_theirs=True)
    assert "To print 2 Another authority’s to offer 2" in office.lists()
    for name in ("Ada", "Cy"):
        assert f"{name} Example" in office.lists()
    said = office.lists("theirs")
    assert "Otherton has agreed to offer it." in said
    assert "Bo Example" in said and "Di Example" in said


@pytest.mark.parametrize("days", [0, 1, 2, 3])
def test_it_goes_by_the_day_of_the_last_return_and_count_and_reason_agree(office: Office, days: int) -> None:
    """PAR-9: whoever became responsible after it does not offer it; the queryset and the record say the same."""
    child = office.came_back("Rowan", hours=100)
    with within(office.here.pk):
        last = an_episode(child, by=office.officer, hours_ago=60, back_hours_ago=50)
    assert last.end
    since = last.end.day - DAY + days * DAY
    responsible(office, child, "Sampleshire", since=since)
    is_theirs = since <= last.end.day
    with within(office.here.pk):
        viewer, closed = viewer_of(office.coordinator, now=now()), not_open()
        for theirs in (False, True):
            found = children_owed(viewer, closed, theirs=theirs)
            wanted = to_write(found, office.here, viewer.today, closed)
            assert found.count() == len(wanted) == int(theirs is is_theirs)
            assert all(bool(each.elsewhere) is theirs for each in wanted)


def test_the_list_asks_as_much_for_many(office: Office) -> None:
    """PAR-9: twelve queries for the list of another authority's children too."""
    for number in range(12):
        responsible(office, office.came_back(f"Rowan{number}"), "Sampleshire")
    office.lists()
    with asking_at_most(12):
        page = office.client.get("/missing/letters/?show=theirs")
    assert "12 children whose chat another authority is to offer" in text_of(page)
