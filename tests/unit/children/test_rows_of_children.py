"""Rows of the tables of children: for whom the names are, what to do, and that nothing typed is markup (SHA-2, MIS-4)."""

import re
from datetime import date
from typing import Any

import pytest

from lantern.children.models import Child
from lantern.children.parts import CHILDREN, FOUND, born_words, child_rows, found_rows, named, reporting_rows, sentence
from lantern.children.parts import waiting_rows as waiting
from lantern.children.queries.search import Found
from lantern.design.parts import Tag
from tests.unit.missing.drawn import ANALYST, CHILD, NOW, NOWHERE, viewer
from tests.unit.missing.told import at

OFFICER = viewer()


def a_child(**facts: Any) -> Child:
    known = {
        "number": "L0000013",
        "forename": "Rowan",
        "surname": "Example",
        "born": date(2012, 3, 3),
        "created_at": NOW,
    }
    return Child(**NOWHERE | known | facts)


def plain(html: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", str(html)).split())


def test_a_name_is_for_those_who_see_names_and_so_is_what_the_child_is_called() -> None:
    """SHA-2: a nickname is a name."""
    child = a_child(known_as="Ro")
    assert plain(named(child, OFFICER)) == "Rowan Example “Ro”"
    assert plain(named(child, ANALYST)) == "Child L0000013, 14"
    assert plain(named(a_child(), OFFICER, [Tag("Missing now", "late")])) == "Rowan Example Missing now"


def test_what_was_typed_as_a_name_is_no_markup() -> None:
    """security.md: names come from feeds and from people."""
    html = str(named(a_child(forename="<script>", known_as="<i>"), OFFICER, [Tag("<b>", "late")]))
    assert not re.search(r"<(script|i|b)>", html)
    assert all(f"&lt;{name}&gt;" in html for name in ("script", "i", "b"))


@pytest.mark.parametrize(
    ("now", "says"),
    [("2026-03-02 23:59", "3 March 2012 (13)"), ("2026-03-03 00:00", "3 March 2012 (14)")],
)
def test_an_age_is_that_of_londons_day(now: str, says: str) -> None:
    """MIS-17: it changes at midnight on the birthday."""
    assert born_words(a_child(), viewer(now=at(now))) == says


@pytest.mark.parametrize(("now", "says"), [("2026-06-09 23:59", "(13)"), ("2026-06-10 00:00", "(14)")])
def test_an_age_in_summer_does_not_wait_for_utc(now: str, says: str) -> None:
    """MIS-17: at midnight in June it is 11pm of the day before in UTC."""
    assert born_words(a_child(born=date(2012, 6, 10)), viewer(now=at(now))).endswith(says)


def test_what_is_not_known_says_so() -> None:
    """SHA-2: a row has a word in every cell."""
    bare = a_child(born=None, area_id=None)
    (row,) = child_rows([bare], OFFICER, {bare.pk: []})
    assert [plain(cell) for cell in row] == ["Rowan Example", "Not known", "Not known", "Not open"]
    assert len(row) == len(CHILDREN)


def test_a_search_says_why_it_found_each() -> None:
    """MIS-4: in a sentence."""
    child = a_child()
    (row,) = found_rows([Found(child, 20.0, ("same surname", "same birth date"))], OFFICER, {child.pk: []})
    assert (len(row), row[-1]) == (len(FOUND), "Same surname, same birth date")
    assert (sentence(()), sentence(("ID number",)), sentence(("same CIN",))) == ("", "ID number", "Same CIN")


def test_who_waits_is_dealt_with_by_those_who_may() -> None:
    """MIS-4: columns and cells agree, with a way on and without."""
    child = a_child()
    said = {child.pk: []}
    columns, (row,) = waiting([child], OFFICER, said, "children:details", "Confirm details")
    assert len(columns) == len(row) and columns[-1] == "To do"
    assert plain(row[-1]) == "Confirm details of Rowan Example" and f"/children/{child.pk}/" in str(row[-1])
    columns, (row,) = waiting([child], ANALYST, said, "", "Confirm details")
    assert len(columns) == len(row) and columns[-1] == "Opened"
    assert "Rowan" not in " ".join(map(plain, row))


def test_a_report_is_about_the_child_of_its_row() -> None:
    """MIS-1: never of the row beside it; and a row without its child is an error."""
    one, other = a_child(), a_child(forename="Ada")
    rows = reporting_rows([["a"], ["b"]], [one, other])
    assert f"?child={one.pk}" in str(rows[0][1]) and f"?child={other.pk}" in str(rows[1][1])
    assert plain(rows[1][1]) == "Report missing : Ada Example"
    with pytest.raises(ValueError, match="shorter"):
        reporting_rows([["a"], ["b"]], [one])


def test_the_invented_child_of_the_other_tests_has_the_same_name_here() -> None:
    """SHA-2: one rule of naming for every room."""
    assert plain(named(CHILD, OFFICER)) == "Rowan Example"
