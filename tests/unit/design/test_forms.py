"""Forms clean what was typed, keep it on an error, and draw themselves."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured

from lantern.design.forms import Checkboxes, DayField, Form, Group, Radios, WhenField
from lantern.timekeeping.moments import Moment

NOW = datetime(2026, 3, 3, 17, 58, tzinfo=UTC)
FOUND = {"when-day": "3", "when-month": "3", "when-year": "2026", "when-time": "4:15pm"}


class WhenForm(Form):
    when = WhenField(label="When?", noun="when the child was found", past=True, help_text="London time")


class BornForm(Form):
    born = DayField(noun="the date of birth", past=True, required=False)


class ChoiceForm(Form):
    groups = (Group("Found", ("by", "place")),)
    note = forms.CharField(required=False, max_length=200, widget=forms.Textarea)
    by = forms.ChoiceField(
        label="Who found the child?",
        choices=[("police", "Police"), ("other", "Someone else")],
        widget=Radios(hints={"police": "Any force"}, reveals={"other": "who"}),
    )
    who = forms.CharField(label="Who?")
    place = forms.CharField()
    harm = forms.MultipleChoiceField(
        required=False, choices=[("a", "Cold"), ("b", "Hurt")], widget=Checkboxes(reveals={"b": "how"})
    )
    how = forms.CharField(label="How badly?", max_length=40)


def error(form: Form, name: str) -> str:
    return str(form.errors[name][0])


def test_a_time_given_is_a_moment_to_the_minute() -> None:
    """MIS-17."""
    form = WhenForm(FOUND, now=NOW)
    assert form.is_valid()
    assert form.cleaned_data["when"] == Moment(datetime(2026, 3, 3, 16, 15, tzinfo=UTC))


def test_a_time_not_known_is_date_only() -> None:
    """MIS-17: an unknown time is recorded as such, not as midnight."""
    form = WhenForm({**FOUND, "when-time": "", "when-unknown": "on"}, now=NOW)
    assert form.is_valid()
    assert form.cleaned_data["when"] == Moment.on(date(2026, 3, 3))
    assert form.cleaned_data["when"].date_only


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"when-time": ""}, "Enter the time, or tick that it is not known"),
        ({"when-unknown": "on"}, "Enter the time or tick that it is not known, not both"),
        ({"when-time": "6pm"}, "When the child was found must not be in the future"),
        (
            {"when-day": "4", "when-time": "", "when-unknown": "on"},
            "When the child was found must not be in the future",
        ),
        (dict.fromkeys(FOUND, " "), "Enter when the child was found"),
        ({"when-day": ""}, "When the child was found must include a day"),
    ],
)
def test_a_moment_that_cannot_be_taken_says_why(changes: dict[str, str], said: str) -> None:
    """MIS-17, MIS-6: a return lies in the past."""
    form = WhenForm({**FOUND, **changes}, now=NOW)
    assert error(form, "when") == said


def test_time_not_known_is_not_offered_where_a_time_is_needed() -> None:
    """MIS-17: a hand-made request cannot leave the time out either."""

    class Exact(Form):
        when = WhenField(may_be_unknown=False)

    assert "Time not known" not in str(Exact())
    assert error(Exact({**FOUND, "when-time": "", "when-unknown": "on"}), "when") == "Enter the time"


def test_the_past_is_never_guessed() -> None:
    """MIS-17: `now` is the request's; a form that was not given it refuses to decide."""
    with pytest.raises(ImproperlyConfigured):
        WhenForm(FOUND).is_valid()


def test_today_is_not_the_future_in_london() -> None:
    """MIS-17: at half past midnight in London on 1 July it is still June in UTC."""
    boxes = {"born-day": "1", "born-month": "July", "born-year": "2026"}
    assert BornForm(boxes, now=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)).is_valid()
    assert not BornForm(boxes, now=datetime(2026, 6, 30, 22, 30, tzinfo=UTC)).is_valid()


def test_an_empty_optional_day_is_none() -> None:
    form = BornForm({}, now=NOW)
    assert form.is_valid()
    assert form.cleaned_data["born"] is None
    assert not form.has_changed()


def test_what_was_typed_stays_and_the_wrong_box_is_marked() -> None:
    """An error loses nothing, and the summary leads to the box to correct."""
    page = str(WhenForm({**FOUND, "when-time": "9:40"}, now=NOW))
    assert 'value="9:40"' in page
    assert '<a href="#id_when-time">Say whether it was morning or evening: 9:40am or 9:40pm</a>' in page
    assert re.findall(r'id="(id_when-\w+)"[^>]*aria-invalid', page) == ["id_when-time"]
    assert 'aria-describedby="id_when-hint id_when-error"' in page


def test_what_was_typed_is_escaped() -> None:
    page = str(WhenForm({**FOUND, "when-time": '"><script>x</script>'}, now=NOW))
    assert "<script>" not in page


def test_a_known_moment_fills_the_boxes() -> None:
    """MIS-17: shown as London's clocks had it."""
    page = str(WhenForm(initial={"when": Moment(datetime(2026, 7, 3, 20, 40, tzinfo=UTC))}))
    assert re.findall(r'name="when-(\w+)"[^>]*value="([^"]+)"', page) == [
        ("day", "3"), ("month", "7"), ("year", "2026"), ("time", "9:40pm"),
    ]  # fmt: skip
    assert "checked" in str(WhenForm(initial={"when": Moment.on(date(2026, 7, 3))}))


def test_sending_the_same_moment_again_changes_nothing() -> None:
    was = Moment(datetime(2026, 3, 3, 16, 15, tzinfo=UTC))
    assert not WhenForm(FOUND, now=NOW, initial={"when": was}).has_changed()
    assert WhenForm({**FOUND, "when-time": "4:16pm"}, now=NOW, initial={"when": was}).has_changed()


def test_a_revealed_field_counts_only_while_its_choice_is_made() -> None:
    """What a choice opens is asked for when it is made, and not kept when it is not."""
    asked = ChoiceForm({"by": "other", "place": "Sample Court", "harm": ["b"]})
    assert set(asked.errors) == {"who", "how"}
    closed = ChoiceForm({"by": "police", "place": "Sample Court", "who": "left over", "harm": ["a"]})
    assert closed.is_valid()
    assert (closed.cleaned_data["who"], closed.cleaned_data["how"]) == ("", "")
    assert closed.fields["who"].required


def test_a_mistake_behind_a_choice_that_was_not_made_refuses_nothing() -> None:
    """Nobody can correct a field that is not shown."""
    assert ChoiceForm({"by": "police", "place": "Sample Court", "harm": ["a"], "how": "x" * 41}).is_valid()
    assert not ChoiceForm({"by": "police", "place": "Sample Court", "harm": ["b"], "how": "x" * 41}).is_valid()


def test_missing_answers_are_said_from_the_label() -> None:
    form = ChoiceForm({})
    assert error(form, "by") == "Answer “Who found the child?”"
    assert error(form, "place") == "Enter the place"


def test_each_field_is_drawn_once_and_groups_come_first() -> None:
    page = str(ChoiceForm(now=NOW))
    names = re.findall(r'name="(\w+)"', page)
    assert list(dict.fromkeys(names)) == ["by", "who", "place", "note", "harm", "how"]
    assert names.count("who") == names.count("how") == 1
    assert '<legend class="lantern-group__legend">Found</legend>' in page


def test_markup_is_that_of_the_design_system() -> None:
    page = str(ChoiceForm())
    assert 'class="govuk-radios__input"' in page
    assert 'type="checkbox"' in page
    assert 'data-maxlength="200"' in page
    assert "maxlength" not in re.findall(r"<textarea[^>]*>", page)[0]
    assert "Note (optional)" in page
    assert "required" not in page
    assert 'id="id_by_0-hint"' in page
    assert 'data-reveals="id_who-box"' in page


def test_general_errors_stand_in_the_summary() -> None:
    class Refusing(Form):
        name = forms.CharField()

        def clean(self) -> None:
            raise forms.ValidationError("Somebody changed this record while you were writing.")

    page = str(Refusing({"name": "Rowan Example"}))
    assert "There is a problem" in page
    assert "Somebody changed this record" in page
