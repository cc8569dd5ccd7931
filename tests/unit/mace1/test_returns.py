"""What counts of an agency's words on a child, and how many are missing (M1-5)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from lantern.mace1.rules.returns import NO_RETURN, Held, Return, counted, word

DUE = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
BEFORE, AFTER = DUE - timedelta(minutes=1), DUE + timedelta(minutes=1)
TIMES = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_words_count_before_nothing_held() -> None:
    """M1-5: the fuller answer."""
    assert word("Seen on Friday", BEFORE, BEFORE, DUE).held is Held.SOMETHING
    assert word("", None, BEFORE, DUE).held is Held.NOTHING
    assert word("", BEFORE, None, DUE) == NO_RETURN  # emptied again


def test_what_comes_after_it_was_due_is_late_and_counts_all_the_same() -> None:
    """M1-5: late is said, never refused."""
    assert not word("On the minute", DUE, None, DUE).is_late
    assert word("Later", AFTER, None, DUE).is_late
    assert word("", None, AFTER, DUE).is_late


@given(st.text(max_size=5), TIMES, TIMES)
def test_a_word_is_there_just_when_something_was_said(
    text: str, written: datetime | None, nothing: datetime | None
) -> None:
    """M1-5: a gap is a gap; a word knows when it was said."""
    found = word(text, written, nothing, DUE)
    assert (found.held is Held.NO_RETURN) == (not (text and written) and nothing is None)
    assert (found.at is None) == (found.held is Held.NO_RETURN)


@given(st.integers(0, 6), st.integers(0, 8), st.data())
def test_the_count_is_of_each_agency_on_each_child(agencies: int, items: int, data: st.DataObject) -> None:
    """M1-5: never more there than asked for; words of others do not count."""
    asked, children = [uuid4() for _ in range(agencies)], [uuid4() for _ in range(items)]
    pairs = [(agency, item) for agency in asked for item in children]
    chosen = data.draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    said = {pair: Return(Held.NOTHING, "", DUE) for pair in chosen} | {(uuid4(), uuid4()): Return(Held.NOTHING)}
    assert counted(asked, children, said) == (len(chosen), agencies * items)
