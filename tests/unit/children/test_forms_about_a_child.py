"""Each field of each form about a child: what it takes, what it refuses in which words, and that what was typed stays."""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.forms import BaseForm
from django.http import QueryDict

from lantern.children.forms import (
    AliasForm,
    EndWorkForm,
    MoveForm,
    NewChildForm,
    PlacementForm,
    ReferenceForm,
    StatusForm,
)
from lantern.children.forms.layout import choices_with, words_of
from lantern.children.rules.described import Described
from lantern.children.vocabulary import ETHNICITIES, LEGAL_STATUSES, PLACEMENTS, SEXES, ReferenceSystem, Status

NOW = datetime(2026, 3, 3, 17, 58, tzinfo=UTC)
CHELMSFORD = uuid4()
SINCE = {"since-day": "1", "since-month": "2", "since-year": "2024"}
FILLED: dict[str, dict[str, str]] = {
    "new": {"forename": "Zoë", "surname": "Madeup", "status": "none"},
    "move": {"text": "2 Sample Close", **SINCE},
    "status": {"status": "CIN", **SINCE},
    "placement": {"code": "K2", **SINCE},
    "alias": {"forename": "Zuzu", "source": "the child"},
    "reference": {"system": "police", "value": "P12"},
    "end": {"on-day": "3", "on-month": "3", "on-year": "2026"},
}


def form(name: str, **typed: str) -> Any:
    """A form as it comes back filled in, with `typed` in the place of what is usual."""
    data = QueryDict(mutable=True)
    data.update({**FILLED[name], **{key.replace("__", "-"): value for key, value in typed.items()}})
    if name == "move":
        return MoveForm(data, now=NOW, districts=[(CHELMSFORD, "Chelmsford")])
    if name == "end":
        return EndWorkForm(data, now=NOW, since=date(2024, 2, 1))
    forms: dict[str, Any] = {
        "new": NewChildForm, "status": StatusForm, "placement": PlacementForm, "alias": AliasForm, "reference": ReferenceForm,
    }  # fmt: skip
    return forms[name](data, now=NOW)


def errors(found: BaseForm) -> dict[str, str]:
    return {name: str(said[0]) for name, said in found.errors.items()}


@pytest.mark.parametrize("name", sorted(FILLED))
def test_what_is_usual_is_taken(name: str) -> None:
    """No more is asked for than is needed."""
    assert errors(form(name)) == {}


TAKEN: list[tuple[str, dict[str, str], str, object, str]] = [
    ("new", {"forename": "  Zoë  "}, "forename", "Zoë", "blanks around a name are left out"),
    ("new", {"forename": "x" * 100}, "forename", "x" * 100, "the longest forename"),
    ("new", {"surname": ""}, "surname", "", "a forename alone"),
    ("new", {"forename": ""}, "forename", "", "a surname alone"),
    ("new", {"sex": "F"}, "sex", "F", "a sex"),
    ("new", {"sex": ""}, "sex", "", "none recorded"),
    ("new", {"ethnicity": "MOTH"}, "ethnicity", "MOTH", "an ethnicity"),
    ("new", {"pronouns": "they/them"}, "pronouns", "they/them", "pronouns"),
    ("new", {"born__day": "3", "born__month": "3", "born__year": "2026"}, "born", date(2026, 3, 3), "born today"),
    ("new", {"born__day": "29", "born__month": "feb", "born__year": "2012"}, "born", date(2012, 2, 29), "a leap day"),
    ("new", {"status": "CFA"}, "status", "CFA", "a status"),
    ("new", {"postcode": "cm1 9zz"}, "postcode", "CM1 9ZZ", "a postcode in capitals"),
    ("move", {"postcode": "cm1 9zz"}, "postcode", "CM1 9ZZ", "a postcode in capitals"),
    ("move", {"postcode": "CM19ZZ"}, "postcode", "CM19ZZ", "without its space"),
    ("move", {"postcode": " cm19zz "}, "postcode", "CM19ZZ", "with blanks around"),
    ("move", {"text": "", "postcode": "CM1 9ZZ"}, "text", "", "a postcode alone"),
    ("move", {"text": "", "district": str(CHELMSFORD)}, "district", CHELMSFORD, "a district alone"),
    ("move", {}, "district", None, "none chosen"),
    ("move", {"since__day": "3", "since__month": "3", "since__year": "2026"}, "since", date(2026, 3, 3), "since today"),
    ("status", {"status": "LAC", "legal_status": "C2"}, "legal_status", "C2", "looked after, with its legal status"),
    ("status", {"status": "CIN", "legal_status": "C2"}, "legal_status", "", "left over from another choice"),
    ("status", {"status": "CIN", "legal_status": "XX"}, "legal_status", "", "nonsense behind a choice not made"),
    ("status", {}, "status", Status.IN_NEED, "as the status that it is"),
    ("placement", {"out_of_area": "on"}, "out_of_area", True, "out of area"),
    ("placement", {}, "out_of_area", False, "in it"),
    ("placement", {"postcode": "co1 9zz"}, "postcode", "CO1 9ZZ", "a postcode in capitals"),
    ("alias", {"forename": "", "surname": "Pretend"}, "surname", "Pretend", "a surname alone"),
    ("alias", {}, "since", None, "since when is not known"),
    ("alias", {"source": "x" * 80}, "source", "x" * 80, "the longest source"),
    ("reference", {"value": " P 12/a "}, "value", "P 12/a", "blanks around a number are left out"),
    ("reference", {"system": "looked-after return"}, "system", ReferenceSystem.RETURN, "the return's number"),
    ("end", {"on__day": "1", "on__month": "2", "on__year": "2024"}, "on", date(2024, 2, 1), "the day they began"),
    ("end", {"on__year": "2027"}, "on", date(2027, 3, 3), "a day to come"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "typed", "field", "value"), [row[:4] for row in TAKEN], ids=[f"{row[0]}: {row[4]}" for row in TAKEN]
)
def test_what_is_taken(name: str, typed: dict[str, str], field: str, value: object) -> None:
    """And as what."""
    found = form(name, **typed)
    assert errors(found) == {}
    assert found.cleaned_data[field] == value
    assert type(found.cleaned_data[field]) in (type(value), str)


FUTURE = {"since__day": "4", "since__month": "3", "since__year": "2026"}
WHOLE_POSTCODE = "Enter a whole postcode, like CM1 9ZZ, or leave it empty"
REFUSED: list[tuple[str, dict[str, str], str, str, str]] = [
    ("new", {"forename": "", "surname": ""}, "forename", "Enter a forename or a surname", "no name"),
    ("new", {"forename": " ", "surname": "\t"}, "forename", "Enter a forename or a surname", "blanks for a name"),
    ("new", {"forename": "x" * 101}, "forename", "at most 100 characters", "a forename too long"),
    ("new", {"known_as": "x" * 61}, "known_as", "at most 60 characters", "a name they are known by, too long"),
    ("new", {"pronouns": "x" * 31}, "pronouns", "at most 30 characters", "pronouns too long"),
    ("new", {"pupil_number": "x" * 21}, "pupil_number", "at most 20 characters", "a pupil number too long"),
    ("new", {"council": "x" * 61}, "council", "at most 60 characters", "a reference too long"),
    ("new", {"forename": "Zo\0e"}, "forename", "Null characters are not allowed", "a sign that no database takes"),
    ("new", {"sex": "X"}, "sex", "Select a valid choice", "a sex that is not offered"),
    ("new", {"ethnicity": "ZZZZ"}, "ethnicity", "Select a valid choice", "an ethnicity that is not offered"),
    ("new", {"status": ""}, "status", "Choose the status", "no status"),
    ("new", {"status": "LAC2"}, "status", "Select a valid choice", "a status that is not offered"),
    ("new", {"born__day": "4", "born__month": "3", "born__year": "2026"}, "born", "must not be in the future", "born tomorrow"),
    ("new", {"born__day": "3"}, "born", "must include a month and year", "half a birth date"),
    ("new", {"postcode": "CM1"}, "postcode", WHOLE_POSTCODE, "half a postcode"),
    ("new", {"postcode": "nowhere"}, "postcode", WHOLE_POSTCODE, "no postcode"),
    ("move", {"text": ""}, "text", "Enter the address, the postcode or the district", "nothing that says where"),
    ("move", {"text": "x" * 201}, "text", "at most 200 characters", "an address too long"),
    ("move", {"postcode": "CM1"}, "postcode", WHOLE_POSTCODE, "half a postcode"),
    ("move", {"postcode": "CM1 9Z"}, "postcode", WHOLE_POSTCODE, "one without its last letter"),
    ("move", {"postcode": "CM1 9ZZZ"}, "postcode", WHOLE_POSTCODE, "one with a letter more"),
    ("move", {"postcode": "1CM 9ZZ"}, "postcode", WHOLE_POSTCODE, "one the wrong way round"),
    ("move", {"district": str(uuid4())}, "district", "Select a valid choice", "somebody else's district"),
    ("move", {"district": "x"}, "district", "Select a valid choice", "no district"),
    ("move", {"since__day": ""}, "since", "must include a day", "half a day"),
    ("move", FUTURE, "since", "must not be in the future", "from tomorrow"),
    ("move", {"since__day": "31"}, "since", "must be a real date", "31 February"),
    ("status", {"status": ""}, "status", "Choose the status", "none"),
    ("status", {"status": "LAC"}, "legal_status", "Choose the legal status", "looked after without a legal status"),
    ("status", {"status": "LAC", "legal_status": "ZZ"}, "legal_status", "Select a valid choice", "with one that is none"),
    ("status", {"since__year": ""}, "since", "must include a year", "half a day"),
    ("placement", {"code": ""}, "code", "Choose the kind of placement", "no kind"),
    ("placement", {"code": "ZZ"}, "code", "Select a valid choice", "one that is none"),
    ("placement", {"where": "x" * 201}, "where", "at most 200 characters", "a place too long"),
    ("placement", {"postcode": "CM1"}, "postcode", WHOLE_POSTCODE, "half a postcode"),
    ("placement", FUTURE, "since", "must not be in the future", "from tomorrow"),
    ("alias", {"forename": ""}, "forename", "Enter a forename or a surname", "no name"),
    ("alias", {"source": ""}, "source", "Answer “Who told you?”", "nobody told"),
    ("alias", {"source": "x" * 81}, "source", "at most 80 characters", "a source too long"),
    ("reference", {"value": ""}, "value", "Enter the number", "no number"),
    ("reference", {"value": "x" * 61}, "value", "at most 60 characters", "one too long"),
    ("reference", {"system": "mine"}, "system", "Select a valid choice", "of nobody"),
    ("reference", {"system": ""}, "system", "Answer “Whose number is it?”", "nobody's"),
    ("end", {"on__month": "1", "on__year": "2024"}, "on", "They began later than that", "before they began"),
    ("end", {"on__day": ""}, "on", "must include a day", "half a day"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "typed", "field", "said"), [row[:4] for row in REFUSED], ids=[f"{row[0]}: {row[4]}" for row in REFUSED]
)
def test_what_is_refused_and_in_which_words(name: str, typed: dict[str, str], field: str, said: str) -> None:
    """One error, at its field, and everything typed still there."""
    found = form(name, **typed)
    assert list(errors(found)) == [field]
    assert said in errors(found)[field]
    page = str(found)
    kept = {**FILLED[name], **{key.replace("__", "-"): value for key, value in typed.items()}}
    for box, value in kept.items():
        drawn = re.findall(rf'name="{box}"[^>]*value="([^"]*)"', page)
        if drawn and 'type="radio"' not in re.findall(rf'<input[^>]*name="{box}"', page)[0] and "\0" not in value:
            assert [each.replace("&#x27;", "'") for each in drawn] == [value]
    assert f'href="#{found[field].error_target}"' in page


@pytest.mark.parametrize("name", sorted(FILLED))
def test_an_empty_form_says_what_is_missing_in_its_own_words(name: str) -> None:
    """Never "This field is required"."""
    found = form(name, **{key.replace("-", "__"): "" for key in FILLED[name]})
    assert not found.is_valid()
    assert not any("required" in said for said in errors(found).values())
    assert all(said[0].isupper() for said in errors(found).values())


def test_every_code_can_be_chosen() -> None:
    """codes.md: the forms offer the lists as they stand."""
    for code in PLACEMENTS:
        assert errors(form("placement", code=code)) == {}
    for code in LEGAL_STATUSES:
        assert errors(form("status", status="LAC", legal_status=code)) == {}
    for code in (*ETHNICITIES, ""):
        assert errors(form("new", ethnicity=code)) == {}
    for code in (*SEXES, ""):
        assert errors(form("new", sex=code)) == {}
    for status in Status:
        assert errors(form("new", status=status)) == {}


def test_what_was_typed_is_what_is_looked_for_and_opened() -> None:
    """MIS-4: each box in its place."""
    typed = {
        "known_as": "Zuzu", "pronouns": "they/them", "born__day": "3", "born__month": "3", "born__year": "2012", "sex": "F",
        "ethnicity": "MOTH", "address": "1 Nowhere Lane", "postcode": "CM1 9ZZ", "status": "CIN", "council": "C1",
        "police": "P1", "pupil_number": "S000",
    }  # fmt: skip
    found = form("new", **typed)
    assert errors(found) == {}
    assert found.described == Described(
        "Zoë", "Madeup", date(2012, 3, 3), "F", "1 Nowhere Lane", "CM1 9ZZ", "S000", frozenset({"C1", "P1"})
    )
    opening = found.opening
    assert (opening.described, opening.status) == (found.described, Status.IN_NEED)
    assert (opening.known_as, opening.pronouns, opening.ethnicity) == ("Zuzu", "they/them", "MOTH")
    assert opening.references == {ReferenceSystem.COUNCIL: "C1", ReferenceSystem.POLICE: "P1"}
    assert form("new").errors == {}


def test_references_left_out_are_no_references() -> None:
    """MIS-4: or every child without one would share it."""
    found = form("new", council="C1")
    assert found.is_valid()
    assert found.described.references == {"C1"}
    assert found.opening.references == {ReferenceSystem.COUNCIL: "C1"}


PROVED = [
    ({}, True, "the same again"),
    ({"known_as": "Zuzu"}, True, "what identifies nobody may change"),
    ({"status": "CIN"}, True, "the status too"),
    ({"forename": "Zoe"}, False, "another forename"),
    ({"surname": "Madup"}, False, "another surname"),
    ({"born__day": "3", "born__month": "3", "born__year": "2012"}, False, "a birth date"),
    ({"postcode": "CM1 9ZZ"}, False, "a postcode"),
    ({"address": "1 Nowhere Lane"}, False, "an address"),
    ({"sex": "F"}, False, "a sex"),
    ({"pupil_number": "S000"}, False, "a pupil number"),
    ({"police": "P1"}, False, "a reference"),
]


@pytest.mark.parametrize(("changed", "proved"), [row[:2] for row in PROVED], ids=[row[2] for row in PROVED])
def test_the_proof_is_of_this_description(changed: dict[str, str], proved: bool) -> None:
    """MIS-4: a person has looked at the records that are likely for exactly this; nothing else stands for it."""
    shown = form("new")
    assert shown.is_valid()
    again = form("new", **changed, looked=shown.ticket)
    assert again.is_valid()
    assert again.was_looked_for is proved


@pytest.mark.parametrize("looked", ["", "x", ":", "a:b:c", "\0"])
def test_a_proof_that_was_made_up_is_none(looked: str) -> None:
    """MIS-4."""
    found = form("new", looked=looked)
    assert found.is_valid()
    assert not found.was_looked_for


HELD = [("MOTH", 0, "one of ours"), ("", 0, "nothing"), ("X9", 1, "one from elsewhere")]


@pytest.mark.parametrize(("held", "more"), [row[:2] for row in HELD], ids=[row[2] for row in HELD])
def test_a_value_from_elsewhere_stays_a_choice(held: str, more: int) -> None:
    """Saving something else must not change it."""
    found = NewChildForm()
    before = words_of(found.fields["ethnicity"])
    choices_with(found.fields["ethnicity"], held)
    after = words_of(found.fields["ethnicity"])
    assert len(after) == len(before) + more
    assert {**before, **({held: f"{held} (as received)"} if more else {})} == after


def test_districts_are_offered_by_name_after_what_is_usual() -> None:
    """PAR-2: the postcode leads."""
    assert words_of(form("move").fields["district"]) == {"": "Follows from the postcode", str(CHELMSFORD): "Chelmsford"}
    assert isinstance(CHELMSFORD, UUID)
