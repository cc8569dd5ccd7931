"""PAR-3, PAR-4: a spreadsheet of people to invite, row by row."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.exchange.rules.feed_columns import Row
from lantern.exchange.rules.setting_up.people import HEADINGS, Known, Listed, read_people

COUNCIL, POLICE, MID, COLCHESTER = (uuid4() for _ in range(4))
KNOWN = Known(
    agencies={"fictional council": COUNCIL, "invented police": POLICE},
    roles={"chair": "chair", "missing coordinator": "missing coordinator"},
    areas={"mid": MID, "colchester": COLCHESTER, "e07000071": COLCHESTER},
    mailboxes=frozenset({"there@example.org"}),
)
RIGHT = {
    "name": "Kim Sample", "email": "Kim.Sample@example.org", "designation": "Coordinator", "agency": "Fictional Council",
    "role": "Chair", "area": "Mid",
}  # fmt: skip


def read(*rows: dict[str, str]) -> list[Listed]:
    return read_people((Row(number, cells) for number, cells in enumerate(rows, start=2)), KNOWN)


def one(**cells: str) -> Listed:
    [listed] = read(RIGHT | cells)
    return listed


def test_a_row_that_is_right_names_agency_role_and_area() -> None:
    """PAR-4: by the names they have here; the mailbox is in lower case, since mailboxes are told apart so."""
    listed = one()
    assert (listed.problem, listed.agency, listed.role, listed.area) == ("", COUNCIL, "chair", MID)
    assert (listed.number, listed.email) == (2, "kim.sample@example.org")


@pytest.mark.parametrize(
    ("cells", "area"),
    [
        ({"area": "COLCHESTER"}, COLCHESTER),
        ({"area": "E07000071"}, COLCHESTER),
        ({"area": ""}, None),
        ({"area": "The whole partnership"}, None),
        ({"area": "All"}, None),
    ],
)
def test_an_area_goes_by_name_or_code_and_none_is_the_whole(cells: dict[str, str], area: UUID | None) -> None:
    """SHA-2: a role covers its area; an empty cell is the whole partnership."""
    listed = one(**cells)
    assert (listed.problem, listed.area) == ("", area)


def test_an_area_called_county_is_that_area() -> None:
    """An area's own name counts before a word for the whole."""
    county = uuid4()
    known = Known(KNOWN.agencies, KNOWN.roles, {"county": county}, frozenset())
    [listed] = read_people([Row(2, RIGHT | {"area": "County"})], known)
    assert listed.area == county


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"name": ""}, "Name is blank."),
        ({"email": ""}, "Email is blank."),
        ({"agency": ""}, "Agency is blank."),
        ({"role": ""}, "Role is blank."),
        ({"name": "=A1"}, "Name holds a spreadsheet formula"),
        ({"designation": "=cmd()"}, "Post holds a spreadsheet formula"),
        ({"name": "K" * 121}, "Name has more than 120 characters."),
        ({"designation": "P" * 121}, "Post has more than 120 characters."),
        ({"email": "kim.sample"}, "is not an email address"),
        ({"email": "kim@sample"}, "is not an email address"),
        ({"email": "kim@sample.org, robin@sample.org"}, "is not an email address"),
        ({"email": "Kim <kim@sample.org>"}, "is not an email address"),
        ({"agency": "Nowhere Council"}, "There is no agency “Nowhere Council” here."),
        ({"role": "Wizard"}, "There is no role “Wizard”."),
        ({"area": "Atlantis"}, "There is no area “Atlantis” here."),
        ({"email": "THERE@example.org"}, "Is a member already."),
    ],
)
def test_a_row_that_is_wrong_says_why(cells: dict[str, str], says: str) -> None:
    """PAR-3: one sentence that says what to mend, and nobody is invited by it."""
    listed = one(**cells)
    assert says in listed.problem
    assert (listed.agency, listed.role) == (None, "")


def test_a_fault_of_the_file_is_the_rows_problem() -> None:
    [listed] = read_people([Row(7, RIGHT, fault="The row has more cells than there are columns.")], KNOWN)
    assert listed.problem == "The row has more cells than there are columns."


def test_the_same_mailbox_twice_is_said_at_the_second() -> None:
    """PAR-4: one person, one membership; further roles are given on their page."""
    first, second = read(RIGHT, RIGHT | {"email": "KIM.SAMPLE@EXAMPLE.ORG", "role": "missing coordinator"})
    assert first.problem == ""
    assert second.problem.startswith("Row 2 has this email address too.")


def test_the_mailbox_of_a_wrong_row_is_taken_too() -> None:
    """Which of two rows is meant is for whoever sends the sheet to say."""
    first, second = read(RIGHT | {"role": "Wizard"}, RIGHT)
    assert "no role" in first.problem
    assert second.problem.startswith("Row 2 has")


def test_empty_rows_are_no_rows() -> None:
    assert [each.number for each in read(RIGHT, dict.fromkeys(RIGHT, ""), RIGHT | {"email": "b@example.org"})] == [2, 4]


def test_columns_that_a_sheet_lacks_are_blank() -> None:
    """Post and Area are optional."""
    [listed] = read_people([Row(2, {k: v for k, v in RIGHT.items() if k not in ("designation", "area")})], KNOWN)
    assert (listed.problem, listed.cells["designation"], listed.area) == ("", "", None)


CELL = st.one_of(
    st.sampled_from([*RIGHT.values(), "", "x", "=1", "there@example.org", "Colchester"]), st.text(max_size=20)
)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(HEADINGS, CELL)), max_size=6)


@given(rows=ROWS)
def test_every_row_is_invited_or_says_why(rows: list[dict[str, str]]) -> None:
    """PAR-3: each row that holds anything comes to one of the two, in order, and no mailbox is invited twice."""
    listed = read(*rows)
    assert [each.number for each in listed] == [n for n, row in enumerate(rows, start=2) if any(row.values())]
    invited = [each for each in listed if not each.problem]
    assert all(each.agency in KNOWN.agencies.values() and each.role in KNOWN.roles.values() for each in invited)
    assert len({each.email for each in invited}) == len(invited)
    assert not {each.email for each in invited} & KNOWN.mailboxes
