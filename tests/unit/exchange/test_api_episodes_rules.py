"""What systems may read of an episode, and the places between pages (SHA-2, RFC 9457)."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lantern.exchange.rules.api.document import SHOWN
from lantern.exchange.rules.api.episodes import (
    LONGEST_PLACE,
    PLACE,
    Duty,
    EpisodeRead,
    Episodes,
    State,
    When,
    place_of,
    read_place,
)
from lantern.exchange.rules.api.problems import Kind, Refusal

KEY = UUID("12345678-1234-4234-8234-123456789abc")
AT = datetime(2026, 3, 1, 2, 3, 4, 567, tzinfo=UTC)
TIMES = st.datetimes(timezones=st.just(UTC))
EPISODE = {
    "id": KEY, "child": "L0000001", "your_child": None, "your_reference": None, "kind": "missing",
    "last_seen": {"at": AT, "day_alone": False}, "reported": None, "returned": None, "missing_from": "home",
    "risk": "medium", "grade": "", "found_kind": "", "found_by": "", "district": "", "owed": [],
}  # fmt: skip


@given(TIMES, st.uuids())
def test_a_place_is_read_as_it_was_given(at: datetime, key: UUID) -> None:
    """Keyset: to the microsecond, so that no episode is told twice or left out."""
    assert read_place(place_of(at, key)) == (at, key)


@given(TIMES, st.uuids())
def test_a_place_fits_what_the_description_takes(at: datetime, key: UUID) -> None:
    """What an answer gives can be sent back."""
    import re

    assert len(place_of(at, key)) <= LONGEST_PLACE
    assert re.fullmatch(PLACE, place_of(at, key))


def test_without_a_place_it_is_the_beginning() -> None:
    assert read_place("") is None


@pytest.mark.parametrize(
    "text",
    [
        "QQ==", "Q", "====", "-", urlsafe_b64encode(b"2026-03-01T02:03:04~x").decode(),
        urlsafe_b64encode(b"2026-03-01T02:03:04+00:00").decode(), urlsafe_b64encode(f"x~{KEY}".encode()).decode(),
        urlsafe_b64encode(f"2026-03-01T02:03:04~{KEY}".encode()).decode(), urlsafe_b64encode("ü~ü".encode()).decode(),
    ],
)  # fmt: skip
def test_what_was_never_given_out_is_refused_with_its_place(text: str) -> None:
    """A time without a zone too: it would begin somewhere else."""
    with pytest.raises(Refusal) as refused:
        read_place(text)
    assert refused.value.kind is Kind.INVALID
    assert [each.where for each in refused.value.problem.errors] == ["after"]


@given(st.text(alphabet="ABCDEFabcdef0123456789_=-", max_size=LONGEST_PLACE))
def test_no_text_is_a_fault(text: str) -> None:
    """Refused or read, never a fault of ours."""
    try:
        found = read_place(text)
    except Refusal:
        return
    assert found is None or (found[0].tzinfo is not None and isinstance(found[1], UUID))


def test_an_episode_has_no_field_for_a_name_an_address_or_a_text() -> None:
    """SHA-2: what is not described cannot be told."""
    fields = set(EpisodeRead.model_fields)
    words = ("name", "address", "postcode", "born", "circumstances", "note", "where", "reason", "harm", "history")
    assert not [each for each in fields for word in words if word in each]
    with pytest.raises(ValidationError):
        EpisodeRead.model_validate({**EPISODE, "forename": "Rowan"})


def test_every_field_is_told_even_when_there_is_nothing_to_tell() -> None:
    """A program need not ask whether a field is there."""
    said = EpisodeRead.model_validate(EPISODE).model_dump()
    assert set(said) == set(EpisodeRead.model_fields)
    assert all(field.is_required() for field in EpisodeRead.model_fields.values())
    assert all(field.is_required() for shape in (When, Duty, Episodes) for field in shape.model_fields.values())


def test_a_time_without_a_zone_is_not_told() -> None:
    """MIS-17: an hour that two readers take for different ones."""
    with pytest.raises(ValidationError):
        When.model_validate({"at": datetime(2026, 3, 1, 2, 3), "day_alone": False})  # noqa: DTZ001
    there = timezone(timedelta(hours=1))
    assert When(at=datetime(2026, 7, 1, 12, tzinfo=there), day_alone=False).at.utcoffset() == timedelta(hours=1)


def test_objects_have_the_words_of_the_field() -> None:
    """docs/api.md calls them what people call them."""
    assert {EpisodeRead.__name__, Duty.__name__} <= SHOWN.keys()
    assert set(State) == {"any", "open", "ended"}
