"""Who is responsible for a child, where the child is placed, and who holds which duty (PAR-9)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.forms import PlacementForm, StatusForm
from lantern.children.queries.record import PlacementRow, Record, StatusRow
from lantern.children.rules.authorities import UNNAMED, Authorities, holder_words, placed_words, why_not_ours

OURS = Authorities()
THEIRS_HERE = Authorities(home="Sampleshire")
OURS_THERE = Authorities(host="Otherton")
THEIRS_THERE = Authorities(home="Sampleshire", host="Otherton")
DUTIES = "the missing chat, the contact and the prevention plan"
CASES = [
    (OURS, "", "", ""),
    (THEIRS_HERE, "Sampleshire", "Placed here by Sampleshire", f"Sampleshire holds {DUTIES}"),
    (
        THEIRS_HERE._replace(agreed_ours=True),
        "",
        "Placed here by Sampleshire",
        f"This partnership holds {DUTIES}, as agreed",
    ),
    (OURS_THERE, "", "Placed in Otherton", f"This partnership holds {DUTIES}"),
    (OURS_THERE._replace(agreed_theirs=True), "Otherton", "Placed in Otherton", f"Otherton holds {DUTIES}, as agreed"),
    (
        THEIRS_THERE,
        "Sampleshire",
        "Sampleshire is responsible, placed in Otherton",
        f"Sampleshire holds {DUTIES}",
    ),
    (
        THEIRS_THERE._replace(agreed_theirs=True),
        "Otherton",
        "Sampleshire is responsible, placed in Otherton",
        f"Otherton holds {DUTIES}, as agreed",
    ),
]


@pytest.mark.parametrize(("stand", "holder", "placed", "duty"), CASES)
def test_who_holds_the_duties_and_how_it_is_said(stand: Authorities, holder: str, placed: str, duty: str) -> None:
    """PAR-9: whoever is responsible, unless it is agreed otherwise."""
    assert (stand.holder, placed_words(stand), holder_words(stand)) == (holder, placed, duty)


NAMES = st.sampled_from(["", "Sampleshire", "Otherton"])


@given(home=NAMES, host=NAMES, ours=st.booleans(), theirs=st.booleans())
def test_the_holder_is_one_of_those_named_and_a_name_is_never_said_to_who_reads_none(
    home: str, host: str, ours: bool, theirs: bool
) -> None:
    """PAR-9, SHA-2: nobody else holds a duty; without names there is only another authority."""
    stand = Authorities(home, host, ours, theirs)
    assert stand.holder in {"", home, host}
    if stand.holder == host != home:
        assert not host or theirs
    for said in (placed_words(stand.unnamed()), holder_words(stand.unnamed()), stand.unnamed().holder):
        assert "Sampleshire" not in said and "Otherton" not in said
    assert bool(stand.unnamed().holder) == bool(stand.holder)


def test_what_somebody_without_names_reads() -> None:
    """SHA-2: that there is another authority, in a whole sentence."""
    assert placed_words(OURS_THERE.unnamed()) == f"Placed in the area of {UNNAMED}"
    assert placed_words(THEIRS_HERE.unnamed()) == f"Placed here by {UNNAMED}"
    assert holder_words(THEIRS_HERE.unnamed()).startswith("Another authority holds")


def test_why_a_chat_is_not_ours_to_offer() -> None:
    """PAR-9: by right, or as agreed; however long the names are, it fits its box of 400."""
    assert why_not_ours(THEIRS_HERE) == "Sampleshire is responsible and is to offer it."
    assert why_not_ours(OURS_THERE._replace(agreed_theirs=True)) == "Otherton has agreed to offer it."
    assert len(why_not_ours(Authorities(home="S" * 120))) <= 400


def a_record(statuses: tuple[StatusRow, ...], placements: tuple[PlacementRow, ...]) -> Record:
    return Record((), (), (), statuses, placements, (), (), ())


def test_each_day_has_the_authorities_of_its_rows() -> None:
    """PAR-9: facts from a day to a day; a day before or after says nothing."""
    first, then, last = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)
    status = StatusRow(uuid4(), "LAC", "C2", first, last, "Sampleshire", True)
    placed = PlacementRow(uuid4(), "U6", "", "", "", None, True, then, None, "Otherton", False)
    record = a_record((status,), (placed,))
    assert record.authorities(date(2025, 12, 31)) == OURS
    assert record.authorities(first) == THEIRS_HERE._replace(agreed_ours=True)
    assert record.authorities(then) == THEIRS_THERE._replace(agreed_ours=True)
    assert record.authorities(last) == OURS_THERE


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SINCE = {"since-day": "1", "since-month": "3", "since-year": "2026"}


@pytest.mark.parametrize(
    ("form", "typed", "field", "agreed"),
    [
        (StatusForm, {"status": "CIN"}, "home_authority", "agreed_ours"),
        (PlacementForm, {"code": "U6"}, "host_authority", "agreed_theirs"),
    ],
)
def test_the_forms_take_a_name_offer_those_used_before_and_agree_with_nobody_only(
    form: type[StatusForm] | type[PlacementForm], typed: dict[str, str], field: str, agreed: str
) -> None:
    """PAR-9: no name is needed; an agreement needs one."""
    assert form({**typed, **SINCE}, now=NOW).is_valid()
    assert form({**typed, **SINCE, field: "Otherton", agreed: "on"}, now=NOW).is_valid()
    wrong = form({**typed, **SINCE, agreed: "on"}, now=NOW)
    assert not wrong.is_valid() and "Name the authority" in str(wrong.errors[field])
    drawn = str(form(named=("Otherton", "Anywhere & <b>"))[field])
    assert f'list="{field}-used-before"' in drawn and '<option value="Otherton">' in drawn
    assert "<b>" not in drawn
    assert "datalist" not in str(form()[field])
