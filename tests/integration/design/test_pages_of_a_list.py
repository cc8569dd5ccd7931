"""A list read page by page shows each row once, forwards and backwards, while others add rows and take them away."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.design.keyset import counted_together, paged
from lantern.design.listing import Count, Listing, counted, listed
from lantern.organisation.actions import add_agency
from lantern.organisation.actions.agency import AgencyDetails
from lantern.organisation.models import Agency
from lantern.tenancy.current import within
from lantern.trail.acting import action
from tests.factories.people import a_partnership, now

pytestmark = pytest.mark.django_db
ORDERS: dict[str, tuple[str, ...]] = {
    "by name": ("name", "id"),
    "by name, backwards": ("-name", "-id"),
    "by kind, then name": ("kind", "name", "id"),
    "by kind, then name backwards": ("kind", "-name", "id"),
    "by id": ("id",),
}
COUNT = Count(0)


@pytest.fixture
def here() -> Iterator[Any]:
    partnership = a_partnership()
    with within(partnership.pk):
        yield partnership


def add(names: Sequence[str], kind: str = "other") -> None:
    for name in names:
        add_agency(details=AgencyDetails(name=name, kind=kind), by=None, at=now())


@action
def rename(*, key: UUID, name: str, by: None, at: datetime) -> None:
    """Out of where it stood, as when somebody takes a row away."""
    Agency.objects.filter(pk=key).update(name=name)


def agencies() -> "QuerySet[Agency]":
    return Agency.objects.all()


def page(order: str, url: str = "?", size: int = 3, rows: "QuerySet[Agency] | None" = None) -> Listing[Agency]:
    return paged(
        rows if rows is not None else agencies(), QueryDict(url[1:]), order=ORDERS[order], count=COUNT, size=size
    )


def names_in(listing: Listing[Agency]) -> list[str]:
    return [row.name for row in listing.rows]


def forwards(order: str, size: int = 3) -> list[Listing[Agency]]:
    """Every page, by following "next"."""
    pages = [page(order, size=size)]
    while pages[-1].next_url:
        pages.append(page(order, pages[-1].next_url, size))
        assert len(pages) < 60
    return pages


def backwards(order: str, last: Listing[Agency], size: int = 3) -> list[Listing[Agency]]:
    """Every page from `last`, by following "previous", in the order of the list."""
    pages = [last]
    while pages[0].previous_url:
        pages.insert(0, page(order, pages[0].previous_url, size))
        assert len(pages) < 60
    return pages


NAMES = [f"Agency {letter}{number}" for letter in "bca" for number in range(4)]


@pytest.mark.parametrize("order", sorted(ORDERS))
def test_each_row_is_on_one_page(here: Any, order: str) -> None:
    """Forwards and then backwards, the same pages; sizes that divide the list and that do not."""
    add(NAMES[:7], "health")
    add(NAMES[7:])
    whole = list(agencies().order_by(*ORDERS[order]).values_list("name", flat=True))
    for size in (1, 3, 5, len(whole) - 1, len(whole), len(whole) + 1):
        there = forwards(order, size)
        assert [name for each in there for name in names_in(each)] == whole
        back = backwards(order, there[-1], size)
        assert [name for each in back for name in names_in(each)] == whole
        assert all(len(each.rows) == size for each in there[:-1])
        assert not there[0].previous_url
        assert not there[-1].next_url


@pytest.mark.parametrize("order", ["by name", "by name, backwards"])
def test_pages_are_numbered_as_they_are_followed(here: Any, order: str) -> None:
    """26 to 50: also on the way back."""
    add(NAMES)
    there = forwards(order)
    assert [each.page for each in there] == list(range(1, len(there) + 1))
    assert [each.page for each in backwards(order, there[-1])] == list(range(1, len(there) + 1))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    added=st.lists(st.integers(0, 99), max_size=6, unique=True),
    removed=st.lists(st.integers(0, 11), max_size=4, unique=True),
    size=st.integers(1, 5),
    when=st.integers(0, 3),
)
def test_rows_that_stay_are_seen_once_while_others_come_and_go(
    here: Any, added: list[int], removed: list[int], size: int, when: int
) -> None:
    """A colleague adds records while somebody reads: nothing that was there is passed over or shown twice."""
    taken = set(agencies().values_list("name", flat=True))
    run = f"{len(taken):03}"
    mine = [f"{run} m{number:02}" for number in range(12)]
    add(mine)
    rows = agencies().filter(name__startswith=run)
    seen: list[str] = []
    url, turns = "?", 0
    while True:
        listing = page("by name", url, size, rows)
        seen += names_in(listing)
        if turns == when:
            add([f"{run} m{number % 12:02} n{number}" for number in added])
            for number in removed:
                rename(key=agencies().get(name=mine[number]).pk, name=f"zz {run} {number}", by=None, at=now())
        turns += 1
        if not listing.next_url:
            break
        url = listing.next_url
    stayed = [name for number, name in enumerate(mine) if number not in removed]
    assert [name for name in seen if name in stayed] == stayed
    assert len(seen) == len(set(seen))


UNREADABLE = [
    "?after=",
    "?after=x",
    "?after=a~b",
    "?after=a~b~c~d",
    "?before=~",
    "?after=%00~%00",
    "?after=a~" + "9" * 40,
    f"?after=a%00~{UUID(int=7)}",
]


@pytest.mark.parametrize("url", UNREADABLE)
def test_a_place_that_cannot_be_read_is_the_beginning(here: Any, url: str) -> None:
    """Addresses are cut off and made up."""
    add(NAMES[:4])
    found = page("by name", url)
    assert names_in(found) == names_in(page("by name")) or url.startswith("?before")
    assert found.page == 1


def test_a_place_whose_row_is_gone_is_still_a_place(here: Any) -> None:
    """The next page begins after it, as it would have."""
    add(NAMES)
    first, second, *_ = forwards("by name")
    rename(key=first.rows[-1].pk, name="zz gone", by=None, at=now())
    assert names_in(page("by name", first.next_url)) == names_in(second)


PAGE_NUMBERS = [
    ("", 1),
    ("&page=7", 7),
    ("&page=0", 1),
    ("&page=-2", 1),
    ("&page=x", 1),
    ("&page=9999999", 1),
    ("&page=²", 1),
]


@pytest.mark.parametrize(("more", "number"), PAGE_NUMBERS)
def test_the_number_of_a_page_is_only_for_saying(here: Any, more: str, number: int) -> None:
    """It leads nowhere, so nothing that is written there can be an error."""
    add(NAMES)
    first = page("by name")
    after = first.next_url.split("&page=")[0]
    found = page("by name", after + more)
    assert (found.page, names_in(found)) == (number, names_in(forwards("by name")[1]))


def test_filters_stay_in_the_links(here: Any) -> None:
    """Following pages never loses what the list was narrowed to."""
    add(NAMES)
    found = page("by name", "?kind=health&q=a%26b")
    assert QueryDict(found.next_url[1:])["q"] == "a&b"
    assert QueryDict(page("by name", found.next_url).previous_url[1:])["kind"] == "health"


def test_an_empty_list_has_no_links(here: Any) -> None:
    """Also when a place in it was asked for: the list was longer when the link was made."""
    nothing = page("by name", rows=agencies().none())
    assert (nothing.rows, nothing.previous_url, nothing.next_url) == ([], "", "")
    after = page("by name", f"?after=m~{uuid4()}", rows=agencies().none())
    assert after.rows == []
    assert after.next_url == ""


@pytest.mark.parametrize(("cap", "said"), [(3, "more than 3"), (11, "more than 11"), (12, "12"), (13, "12")])
def test_counting_stops_one_past_the_most(here: Any, cap: int, said: str) -> None:
    """The most itself is counted exactly."""
    add(NAMES)
    rows = agencies().filter(name__startswith="Agency ")
    assert str(counted(rows, cap)) == said
    assert str(counted_together({"all": rows}, cap)["all"]) == said


def test_lists_counted_together_are_each_their_own(here: Any, django_assert_num_queries: Any) -> None:
    """In one query, in whatever order their rows are, an impossible list being empty."""
    add(NAMES[:5], "fire")
    add(NAMES[5:])
    lists = {
        "fire": agencies().filter(kind="fire").order_by("name"),
        "named": agencies().filter(name="Agency b0' OR 1=1 --"),
        "nobody": agencies().none(),
        "percent": agencies().filter(name__contains="%s"),
    }
    with django_assert_num_queries(1):
        found = counted_together(lists)
    assert found == {"fire": Count(5), "named": Count(0), "nobody": Count(0), "percent": Count(0)}


LISTED = [
    ("?", 1, 5, "", "?page=2", "the first"),
    ("?page=2", 2, 5, "?", "?page=3", "the second; the first has no number"),
    ("?page=3", 3, 2, "?page=2", "", "the last"),
    ("?page=4", 1, 5, "", "?page=2", "one that is not there is the first"),
    ("?page=x", 1, 5, "", "?page=2", "so is one that is no number"),
    ("?page=-1", 1, 5, "", "?page=2", "and one before the first"),
    ("?page=999999", 1, 5, "", "?page=2", "and one far away"),
    ("?page=99999999999999999999", 1, 5, "", "?page=2", "and one that no database counts to"),
]


@pytest.mark.parametrize(
    ("url", "number", "rows", "previous", "following"), [row[:5] for row in LISTED], ids=[row[5] for row in LISTED]
)
def test_pages_by_number(here: Any, url: str, number: int, rows: int, previous: str, following: str) -> None:
    """Short lists are paged by number; what is asked wrongly is answered with the first page."""
    add(NAMES)
    wanted = agencies().filter(name__startswith="Agency ").order_by("name")
    found = listed(wanted, QueryDict(url[1:]), size=5)
    assert (found.page, len(found.rows), found.previous_url, found.next_url) == (number, rows, previous, following)
    assert str(found.count) == "12"
    assert (found.first, found.last) == ((number - 1) * 5 + 1, (number - 1) * 5 + rows)


def test_a_short_list_is_counted_without_asking(here: Any, django_assert_num_queries: Any) -> None:
    """The last page knows how many there are; the cap holds all the same."""
    add(NAMES)
    rows = agencies().filter(name__startswith="Agency ").order_by("name")
    with django_assert_num_queries(1):
        assert listed(rows, QueryDict(""), size=12).count == Count(12)
    with django_assert_num_queries(2):
        assert listed(rows, QueryDict(""), size=12, cap=11).count == Count(11, True)
    with django_assert_num_queries(2):
        assert listed(rows, QueryDict(""), size=11).count == Count(12)
