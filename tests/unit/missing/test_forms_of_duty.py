"""MIS-13: the forms of the rota and of a note take, refuse and keep what was typed."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from lantern.missing.forms.duty import EVERYBODY, PLACES, NoteForm, ShiftForm, area_of
from lantern.missing.parts.duty import ordinal

NOW = datetime(2026, 3, 4, 18, 12, tzinfo=UTC)
MID, ROBIN = str(UUID(int=7)), str(UUID(int=1))
AREAS = [(MID, "Mid"), (EVERYBODY, "The whole partnership")]


def typed(**changed: str) -> dict[str, str]:
    """A shift from 8am to 8pm on one day."""
    day = {"day": "5", "month": "3", "year": "2026"}
    boxes = {f"{name}-{part}": value for name in ("since", "until") for part, value in day.items()}
    return {
        "member": ROBIN, "area": MID, "place": "1", **boxes, "since-time": "8am", "until-time": "8pm", **changed
    }  # fmt: skip


def shift_form(**changed: str) -> ShiftForm:
    return ShiftForm(typed(**changed), members=[(ROBIN, "Robin Sample")], areas=AREAS, now=NOW)


class TestAShift:
    """Who, for which area, from when to when, asked first or second."""

    def test_what_the_action_takes(self) -> None:
        """MIS-13, MIS-17: London's clock, in winter."""
        form = shift_form()
        assert form.is_valid(), form.errors
        assert form.cleaned_shift() == {
            "area": UUID(int=7),
            "place": 1,
            "since": datetime(2026, 3, 5, 8, tzinfo=UTC),
            "until": datetime(2026, 3, 5, 20, tzinfo=UTC),
        }

    def test_in_summer_it_is_an_hour_earlier_elsewhere(self) -> None:
        """MIS-17."""
        form = shift_form(**{"since-month": "7", "until-month": "7"})
        assert form.is_valid(), form.errors
        assert form.cleaned_shift()["since"] == datetime(2026, 7, 5, 7, tzinfo=UTC)

    def test_everybodys_rota_has_no_area(self) -> None:
        """MIS-13."""
        form = shift_form(area=EVERYBODY)
        assert form.is_valid(), form.errors
        assert form.cleaned_shift()["area"] is None

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"member": ""}, "member"),
            ({"member": str(UUID(int=2))}, "member"),
            ({"area": str(UUID(int=8))}, "area"),
            ({"area": "mid"}, "area"),
            ({"place": "0"}, "place"),
            ({"place": "6"}, "place"),
            ({"since-time": ""}, "since"),
            ({"since-day": "31", "since-month": "2"}, "since"),
            ({"until-time": "25:00"}, "until"),
            ({"until-day": "", "until-month": "", "until-year": "", "until-time": ""}, "until"),
        ],
        ids=range(10),
    )
    def test_what_it_refuses(self, changed: dict[str, str], field: str) -> None:
        """SHA-2, MIS-13: nobody and no area but those offered; a day and time that exist."""
        form = shift_form(**changed)
        assert not form.is_valid()
        assert set(form.errors) == {field}

    def test_the_time_of_a_shift_is_known(self) -> None:
        """MIS-17: there is no box for a time nobody knows."""
        form = shift_form(**{"since-time": "", "since-unknown": "on"})
        assert not form.is_valid()
        assert form.errors["since"] == ["Enter the time"]

    def test_places_are_named_as_the_rota_names_them(self) -> None:
        """One word per concept."""
        assert [label for _, label in PLACES] == [ordinal(int(place)) for place, _ in PLACES]

    def test_nothing_is_chosen_for_somebody(self) -> None:
        """MIS-13: whoever fills the rota says who."""
        blank: Any = ShiftForm(members=[(ROBIN, "Robin Sample")], areas=AREAS)
        assert blank.fields["member"].choices[0] == ("", "Choose")


class TestANote:
    """What is left for the next person."""

    def note(self, **changed: str) -> NoteForm:
        return NoteForm({"text": "Ring the night desk.", "area": MID} | changed, areas=AREAS)

    def test_what_the_action_takes(self) -> None:
        """MIS-13."""
        form = self.note(text="  Ring the night desk.  ")
        assert form.is_valid(), form.errors
        assert form.cleaned_note() == {"text": "Ring the night desk.", "area": UUID(int=7)}

    @pytest.mark.parametrize(
        ("changed", "field"),
        [({"text": ""}, "text"), ({"text": " \n "}, "text"), ({"text": "x" * 2_001}, "text"), ({"area": ""}, "area")],
        ids=["nothing", "blanks", "too long", "no area"],
    )
    def test_what_it_refuses(self, changed: dict[str, str], field: str) -> None:
        """MIS-13: nothing, too much, or for nobody."""
        form = self.note(**changed)
        assert not form.is_valid()
        assert set(form.errors) == {field}

    def test_an_area_of_others_is_refused(self) -> None:
        """SHA-2."""
        assert not self.note(area=str(UUID(int=8))).is_valid()


def test_areas_as_they_are_chosen() -> None:
    """The whole partnership is no area."""
    assert area_of(EVERYBODY) is None
    assert area_of(MID) == UUID(int=7)
