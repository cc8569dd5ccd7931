"""Triggers, chats, requests and letters as Excel files: the pages' own rows, narrowed as they are (security.md 7, SHA-6)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.children.vocabulary import Mark
from lantern.exchange.queries.lists import LISTS
from lantern.missing.actions import allocate_chat, offer_chat, receive_request
from lantern.missing.models import Episode, Trigger
from lantern.missing.vocabulary import Asker, Channel, OfferedHow, OfferedTo
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, now, signed_in_client
from tests.integration.exchange.test_taking_out import address, taken
from tests.integration.missing.pages import text_of
from tests.integration.missing.test_letters import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def numbers(office: Office, listed: str, **query: str) -> list[str]:
    """The numbers of the children in the file, in its order."""
    return [row[0] for row in taken(office.client, listed, **query)[1:]]


def test_letters_leave_as_the_page_shows_them(office: Office) -> None:
    """MIS-8: who is owed one; what is printed; what is posted, with to whom and when, and never where to."""
    owed, printed, posted = (office.came_back(name) for name in ("Ash", "Robin", "Sasha"))
    office.prints(printed)
    office.posts(office.prints(posted))
    assert numbers(office, "letters") == [owed.number]
    assert numbers(office, "letters", show="printed") == [printed.number] * 2
    heading, *rows = taken(office.client, "letters", show="posted")
    assert {row[0] for row in rows} == {posted.number}
    assert sorted(row[heading.index("To")] for row in rows) == ["child", "parent or carer"]
    assert all(row[heading.index("Posted")] for row in rows)
    assert "Nowhere Lane" not in str(rows)


def test_chats_leave_by_group_and_by_mark(office: Office) -> None:
    """MIS-9, MIS-14: all that go on, those nobody holds, one's own; how each stands in the board's words."""
    held, free = office.came_back("Robin"), office.came_back("Sasha")
    worker = a_member(office.here, Role.CHAT_WORKER, name="Maya Pretend")
    with within(office.here.pk):
        for child in (held, free):
            offer = offer_chat(
                episode=Episode.objects.get(child=child), to=OfferedTo.CHILD, how=OfferedHow.PHONE, happened=Moment(now()),
                by=office.coordinator, at=now(),
            )  # fmt: skip
            if child == held:
                allocate_chat(chat=offer.chat, worker=worker, by=office.coordinator, at=now())
    rows = taken(office.client, "chats")[1:]
    assert {(row[0], row[4], row[7] or "") for row in rows} == {
        (held.number, "offered", "Maya Pretend"),
        (free.number, "offered", ""),
    }
    assert numbers(office, "chats", shown="nobody") == [free.number]
    assert numbers(office, "chats", shown="mine") == numbers(office, "chats", mark=Mark.IN_CARE.value) == []
    assert "2 rows" in text_of(office.client.get(address("chats")))


def test_triggers_leave_by_state_and_without_their_words(office: Office) -> None:
    """MIS-12: by kind of cause; what was written of it may name people and stays here."""
    with within(office.here.pk):
        child = a_child("Robin")
        for days in (9, 6, 3):
            an_episode(child, by=office.officer, hours_ago=24 * days, back_hours_ago=24 * days - 3)
        count, words = Trigger.objects.count(), Trigger.objects.first().words
    rows = taken(office.client, "triggers")
    assert [row[0] for row in rows[1:]] == [child.number] * count and count
    assert rows[1][4] == "Repeatedly missing" and words not in str(rows)
    assert numbers(office, "triggers", state="answered") == []


def test_requests_leave_without_who_is_meant(office: Office) -> None:
    """MIS-10: nobody has said yet which child it is about: when, by whom and how it came."""
    with within(office.here.pk):
        receive_request(
            asker=Asker.CHILD, channel=Channel.FORM, name="Robin Secretname", reach="At school", words="Ask me", at=now(),
            by=None,
        )  # fmt: skip
    heading, row = taken(office.client, "requests")
    assert heading == tuple(column.label for column in LISTS["requests"].columns)
    assert row[1:3] == ("child", Channel.FORM.value) and abs(row[0] - row[0].now()) < timedelta(hours=2)
    assert "Secretname" not in str(row)


def test_each_file_keeps_to_the_area_and_the_role(office: Office) -> None:
    """SHA-2: an officer of another area has no row; who may not open a list takes out none."""
    office.came_back("Robin")
    elsewhere = signed_in_client(a_member(office.here, Role.MISSING_COORDINATOR, "North"))
    assert [len(taken(elsewhere, listed)) for listed in ("letters", "chats", "triggers")] == [1, 1, 1]
    officer = signed_in_client(a_member(office.here, Role.LIAISON_OFFICER))
    assert officer.get(address("letters")).status_code == officer.get(address("requests")).status_code == 404
    for listed in ("letters", "requests", "chats", "triggers"):
        page = office.client.get(reverse(LISTS[listed].back)).content.decode()
        assert f'href="{address(listed)}"' in page
