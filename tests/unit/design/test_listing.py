"""Lists keep what was asked in the address, and say how many there are and where among them one stands."""

from uuid import UUID, uuid4

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from lantern.design.asked import read_day, read_id
from lantern.design.keyset import at_the_beginning
from lantern.design.listing import Count, Listing, Pill, address, pills

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
names = st.sampled_from(["risk", "area", "page", "after", "before", "q", "kind", "Grün", "a b", "x&y"])
asked = st.dictionaries(names, texts, max_size=5)


def params(values: dict[str, str]) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in values.items():
        made[name] = value
    return made


def read(url: str) -> dict[str, str]:
    """What a browser that follows `url` asks for."""
    assert url.startswith("?")
    return {name: str(value) for name, value in QueryDict(url[1:]).items()}


@given(asked)
def test_an_address_reads_back_as_what_it_was_made_of(values: dict[str, str]) -> None:
    """Whatever was typed into a filter: signs, blanks, other scripts."""
    assert read(address(params(values))) == values


@given(asked, names, texts)
def test_one_change_leaves_everything_else(values: dict[str, str], name: str, value: str) -> None:
    """Filters stay in the address while another is chosen."""
    assert read(address(params(values), **{name: value})) == {**values, name: value}
    without = {key: each for key, each in values.items() if key != name}
    assert read(address(params(values), **{name: None})) == without


def test_the_address_asked_for_is_not_changed_by_asking_for_another() -> None:
    """The same parameters serve every link of a page."""
    made = params({"risk": "high", "page": "3"})
    address(made, risk=None, page=None, area="mid")
    at_the_beginning(made)
    assert made.dict() == {"risk": "high", "page": "3"}


@given(asked)
def test_a_list_begins_again_without_its_place_and_with_its_filters(values: dict[str, str]) -> None:
    """A chosen filter must not lead to the fourth page of another list."""
    kept = at_the_beginning(params(values)).dict()
    assert kept == {name: value for name, value in values.items() if name not in ("after", "before", "page")}


CHOICES = (("", "All"), ("high", "High risk"), ("medium", "Medium risk"))
CHOSEN = [
    ({}, "All", "none chosen is the default"),
    ({"risk": ""}, "All", "an empty one too"),
    ({"risk": "high"}, "High risk", "one of them"),
    ({"risk": "nonsense"}, None, "one that is not offered is none of them"),
]


@pytest.mark.parametrize(("values", "current"), [row[:2] for row in CHOSEN], ids=[row[2] for row in CHOSEN])
def test_the_choice_that_is_made_is_marked(values: dict[str, str], current: str | None) -> None:
    """One at most."""
    made = pills(params(values), "risk", CHOICES)
    assert [pill.label for pill in made if pill.current] == ([current] if current else [])


@given(asked, st.sampled_from(CHOICES))
def test_a_followed_pill_is_the_current_one_of_the_next_page(values: dict[str, str], choice: tuple[str, str]) -> None:
    """And goes back to the first page, with every other filter as it was."""
    value, label = choice
    url = next(pill.url for pill in pills(params(values), "risk", CHOICES) if pill.label == label)
    followed = read(url)
    assert [pill.label for pill in pills(params(followed), "risk", CHOICES) if pill.current] == [label]
    others = {name: each for name, each in values.items() if name not in ("risk", "page")}
    assert followed == ({**others, "risk": value} if value else others)


def test_numbers_stand_on_the_pills_that_have_one() -> None:
    """A number that is not counted is not made up."""
    made = pills(params({}), "risk", CHOICES, {"": Count(1000, True), "high": 2})
    assert [pill.number for pill in made] == [Count(1000, True), 2, None]
    assert Pill("All", "?").number is None


COUNTS = [
    (Count(0), "0", "0"),
    (Count(1), "1", "1"),
    (Count(999), "999", "999"),
    (Count(1000), "1,000", "1,000"),
    (Count(1000, True), "more than 1,000", "1,000+"),
    (Count(1234567), "1,234,567", "1,234,567"),
]


@pytest.mark.parametrize(("count", "long", "short"), COUNTS)
def test_counts_in_words(count: Count, long: str, short: str) -> None:
    """A number that stopped counting says so, in either length."""
    assert (str(count), count.short) == (long, short)


@given(st.integers(1, 40), st.integers(1, 30), st.integers(0, 30))
def test_pages_follow_one_another_without_a_gap(page: int, size: int, shown: int) -> None:
    """26 to 50 of 120: the first of a page follows the last of the page before, when that is full."""
    rows = [object()] * min(shown, size)
    here = Listing(rows=rows, count=Count(9999), page=page, size=size)  # type: ignore[type-var]
    before = Listing(rows=[object()] * size, count=Count(9999), page=page - 1, size=size)  # type: ignore[type-var]
    assert here.first == (page - 1) * size + 1
    assert here.last - here.first + 1 == len(rows)
    assert page == 1 or here.first == before.last + 1


SOME_ID = UUID("12345678-1234-4234-8234-123456789abc")
IDS = [
    (str(SOME_ID), SOME_ID, "an id"),
    (str(SOME_ID).upper(), SOME_ID, "in capitals"),
    (SOME_ID.hex, SOME_ID, "without hyphens"),
    ("", None, "nothing"),
    ("1", None, "a number"),
    (f"{SOME_ID}x", None, "with something after it"),
    ("'; DROP TABLE", None, "something else"),
    ("\0", None, "a sign that no database takes"),
]


@pytest.mark.parametrize(("text", "meant"), [row[:2] for row in IDS], ids=[row[2] for row in IDS])
def test_an_id_in_an_address(text: str, meant: UUID | None) -> None:
    """What nobody can read is as if it had not been asked."""
    assert read_id(text) == meant


@given(st.uuids())
def test_every_id_is_read_back(key: UUID) -> None:
    assert read_id(str(key)) == key != uuid4()


DAYS = [
    ("2026-03-03", "2026-03-03", "a day"),
    ("1901-01-01", "1901-01-01", "the first that a record could have"),
    ("1900-12-31", None, "the day before"),
    ("2199-12-31", "2199-12-31", "the last"),
    ("2200-01-01", None, "the day after"),
    ("2026-02-30", None, "one that never was"),
    ("2026-3-3", None, "without its noughts"),
    ("03/03/2026", None, "as people write it"),
    ("", None, "nothing"),
    ("9999999-01-01", None, "a year of seven digits"),
]


@pytest.mark.parametrize(("text", "meant"), [row[:2] for row in DAYS], ids=[row[2] for row in DAYS])
def test_a_day_in_an_address(text: str, meant: str | None) -> None:
    """What nobody can read is as if it had not been asked."""
    found = read_day(text)
    assert (found.isoformat() if found else None) == meant


@given(st.text(max_size=30))
def test_nothing_in_an_address_is_an_error(text: str) -> None:
    """Addresses are typed, cut off by mail programs and guessed at."""
    read_id(text)
    day = read_day(text)
    assert day is None or 1901 <= day.year <= 2199
