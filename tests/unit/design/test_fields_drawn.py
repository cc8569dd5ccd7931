"""Every kind of field as it is drawn: label, hint, error and control tied together, whatever the widget (GOV.UK markup)."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms

from lantern.accounts.models import User
from lantern.design.forms import Checkboxes, DayField, Form, Group, ModelForm, Radios, WhenField
from lantern.design.forms.widgets import DayInput, Typed, WhenInput
from lantern.timekeeping.moments import Moment

NOW = datetime(2026, 3, 3, 17, 58, tzinfo=UTC)
AB = [("a", "A"), ("b", "B")]


class Every(Form):
    """One field of each kind."""

    text = forms.CharField(help_text="As written")
    long = forms.CharField(widget=forms.Textarea, max_length=200)
    free = forms.CharField(widget=forms.Textarea)
    word = forms.CharField(widget=forms.PasswordInput)
    file = forms.FileField()
    one = forms.ChoiceField(choices=AB)
    way = forms.ChoiceField(choices=AB, widget=Radios())
    many = forms.MultipleChoiceField(choices=AB, widget=Checkboxes())
    yes = forms.BooleanField(label="I have read it")
    day = DayField(past=True)
    when = WhenField()
    kept = forms.IntegerField(widget=forms.HiddenInput)


KINDS = {
    "text": ("text", "govuk-input", "id_text"),
    "long": ("textarea", "govuk-textarea govuk-js-character-count", "id_long"),
    "free": ("textarea", "govuk-textarea", "id_free"),
    "word": ("password", "govuk-input govuk-password-input__input govuk-js-password-input-input", "id_word"),
    "file": ("file", "govuk-file-upload", "id_file"),
    "one": ("select", "govuk-select", "id_one"),
    "way": ("radios", "govuk-radios__input", "id_way_0"),
    "many": ("checkboxes", "govuk-checkboxes__input", "id_many_0"),
    "yes": ("checkbox", "govuk-checkboxes__input", "id_yes"),
    "day": ("day", "", "id_day-day"),
    "when": ("day", "", "id_when-day"),
    "kept": ("hidden", "", "id_kept"),
}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_field_is_of_its_kind_and_an_error_leads_to_its_control(name: str) -> None:
    """A link in the summary puts the cursor where the mistake is."""
    kind, classes, target = KINDS[name]
    field: Any = Every(now=NOW)[name]
    assert field.kind == kind
    assert field.error_target == target
    assert f'id="{target}"' in str(Every(now=NOW)) + str(field)
    if classes:
        assert f'class="{classes}"' in str(field)


@pytest.mark.parametrize("name", [name for name in KINDS if name not in ("kept", "yes", "way", "many", "day", "when")])
def test_a_label_belongs_to_its_control(name: str) -> None:
    """A screen reader says it when the control is reached."""
    page = str(Every(now=NOW))
    assert f'for="id_{name}"' in page
    assert re.search(rf'<(?:input|select|textarea)[^>]*id="id_{name}"', page)


@pytest.mark.parametrize("name", ["way", "many", "day", "when"])
def test_several_controls_have_a_legend(name: str) -> None:
    """What is asked is said once, each choice by itself."""
    page = str(Every(now=NOW))
    part = page[: page.index(f'name="{name}')]
    assert part.rindex("<fieldset") > part.rindex("</fieldset>") if "</fieldset>" in part else "<fieldset" in part
    assert "govuk-fieldset__legend" in part[part.rindex("<fieldset") :]


MARKED = ["text", "long", "word", "file", "one"]


@pytest.mark.parametrize("name", MARKED)
def test_a_wrong_control_is_marked_and_described(name: str) -> None:
    """In red, and in words that belong to it."""
    found = Every({}, now=NOW)
    assert not found.is_valid()
    drawn = str(found[name])
    assert "--error" in drawn
    assert f'id="id_{name}-error"' in str(found)
    assert f"id_{name}-error" in str(found[name].aria_describedby)
    assert "aria-invalid" in drawn


def test_what_describes_a_control_is_read_in_order() -> None:
    """The hint, the error, the count; nothing that is not there."""

    class Long(Form):
        said = forms.CharField(
            widget=forms.Textarea(attrs={"aria-describedby": "above"}), max_length=10, help_text="Plainly"
        )

    assert Long()["said"].aria_describedby == "above id_said-hint id_said-info"
    wrong = Long({"said": "x" * 11})
    assert not wrong.is_valid()
    assert wrong["said"].aria_describedby == "above id_said-hint id_said-error id_said-info"
    assert Every(now=NOW)["free"].aria_describedby == ""


LABELS = [
    ({"label": "Pronouns", "required": False}, "Pronouns (optional)", "may be left out"),
    ({"label": "Pronouns"}, "Pronouns", "must be given"),
    ({"label": "Note (optional)", "required": False}, "Note (optional)", "says so itself"),
    ({"label": "Pronouns", "required": False, "disabled": True}, "Pronouns", "cannot be given"),
]


@pytest.mark.parametrize(("options", "words"), [row[:2] for row in LABELS], ids=[row[2] for row in LABELS])
def test_a_label_says_that_an_answer_may_be_left_out(options: dict[str, Any], words: str) -> None:
    """No star needs explaining."""
    made = type("Made", (Form,), {"it": forms.CharField(**options)})()
    assert made["it"].label_words == words


def test_a_box_to_tick_is_never_optional() -> None:
    """Leaving it out is an answer."""
    made = type("Made", (Form,), {"it": forms.BooleanField(label="Outside", required=False)})()
    assert made["it"].label_words == "Outside"


MISSING = [
    (forms.CharField(), "Enter the it", "from the name"),
    (forms.CharField(label="Forename"), "Enter the forename", "a label"),
    (forms.CharField(label="Your name"), "Enter your name", "yours"),
    (forms.CharField(label="The name"), "Enter the name", "with its article"),
    (forms.CharField(label="A name"), "Enter a name", "or the other"),
    (forms.CharField(label="NHS number"), "Enter the NHS number", "letters that stand for words"),
    (forms.CharField(label="Who told you?"), "Answer “Who told you?”", "a question"),
    (forms.ChoiceField(label="Status", choices=AB), "Choose the status", "a choice"),
    (forms.BooleanField(label="I have read it"), "Tick “I have read it”", "a box"),
    (forms.CharField(error_messages={"required": "Say who it was"}), "Say who it was", "its own words"),
    (DayField(noun="the date of birth"), "Enter the date of birth", "a day"),
    (DayField(error_messages={"required": "Give a day"}), "Give a day", "a day with its own words"),
]


@pytest.mark.parametrize(("field", "said"), [row[:2] for row in MISSING], ids=[row[2] for row in MISSING])
def test_what_is_missing_is_said_as_what_to_do(field: forms.Field, said: str) -> None:
    """Never "This field is required"."""
    made = type("Made", (Form,), {"it": field})({})
    assert [str(each) for each in made.errors["it"]] == [said]


class Opening(Form):
    """A choice that opens a text, and boxes that open a choice."""

    by = forms.ChoiceField(choices=AB, widget=Radios(reveals={"b": "who", "c": "several", "d": "day", "e": "tick"}))
    several = forms.MultipleChoiceField(choices=AB)
    day = DayField()
    tick = forms.BooleanField()
    who = forms.CharField()
    harm = forms.MultipleChoiceField(choices=AB, required=False, widget=Checkboxes(reveals={"a": "how", "b": "where"}))
    how = forms.ChoiceField(choices=AB)
    where = forms.CharField(required=False)


OPENED = [
    ({"by": "a"}, set(), {"who": "", "how": "", "where": ""}, "nothing opened"),
    ({"by": "b"}, {"who"}, {}, "a text opened and left empty"),
    ({"by": "b", "who": "Ro"}, set(), {"who": "Ro", "how": ""}, "and filled in"),
    ({"by": "a", "who": "Ro"}, set(), {"who": ""}, "filled in and closed again"),
    ({"by": "a", "harm": ["a"]}, {"how"}, {}, "a choice opened"),
    ({"by": "a", "harm": ["a", "b"], "how": "b"}, set(), {"how": "b", "where": ""}, "two boxes ticked"),
    (
        {"by": "a", "harm": ["b"], "how": "zz", "where": "X"},
        set(),
        {"how": "", "where": "X"},
        "nonsense behind a closed one",
    ),
]


@pytest.mark.parametrize(("typed", "errors", "cleaned"), [row[:3] for row in OPENED], ids=[row[3] for row in OPENED])
def test_what_a_choice_opens_counts_while_it_is_open(
    typed: dict[str, Any], errors: set[str], cleaned: dict[str, Any]
) -> None:
    """What nobody can see refuses nothing and is not kept."""
    found = Opening(typed)
    assert set(found.errors) == errors
    for name, value in cleaned.items():
        assert found.cleaned_data[name] == value
    assert found.fields["who"].required
    assert not found.fields["where"].required


def test_groups_are_drawn_in_order_and_the_rest_after_them() -> None:
    """A field that is named twice or not at all is drawn once all the same; hidden ones under no legend."""

    class Grouped(Form):
        groups = (Group("Who", ("name", "gone"), "As said"), Group("Nothing", ()))
        note = forms.CharField(required=False)
        name = forms.CharField()
        kept = forms.CharField(widget=forms.HiddenInput)

    drawn = [(group.legend, [field.name for field in fields]) for group, fields in Grouped().drawn_groups()]
    assert drawn == [("Who", ["name"]), ("", ["note"])]
    page = str(Grouped())
    assert page.index("Who") < page.index('name="name"') < page.index('name="note"')
    assert "As said" in page
    assert "Nothing" not in page


BOXES = [
    (None, Typed(), "nothing"),
    (date(2026, 3, 3), Typed("3", "3", "2026"), "a day"),
    (Moment(datetime(2026, 7, 3, 20, 40, tzinfo=UTC)), Typed("3", "7", "2026"), "a moment's day in London"),
    (Moment(datetime(2026, 7, 3, 23, 40, tzinfo=UTC)), Typed("4", "7", "2026"), "which may be the next"),
]


@pytest.mark.parametrize(("value", "typed"), [row[:2] for row in BOXES], ids=[row[2] for row in BOXES])
def test_a_known_day_in_its_boxes(value: Any, typed: Typed) -> None:
    """MIS-17."""
    assert DayInput().typed(value) == typed


TIMES = [
    (Moment(datetime(2026, 7, 3, 20, 40, tzinfo=UTC)), Typed("3", "7", "2026", "9:40pm"), "a time"),
    (datetime(2026, 7, 3, 11, 0, tzinfo=UTC), Typed("3", "7", "2026", "midday"), "a named one"),
    (Moment.on(date(2026, 7, 3)), Typed("3", "7", "2026", "", "on"), "not known"),
    (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), Typed("25", "10", "2026", "1:30am BST"), "the first of two"),
    (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), Typed("25", "10", "2026", "1:30am GMT"), "the second"),
    (None, Typed(), "nothing"),
]


@pytest.mark.parametrize(("value", "typed"), [row[:2] for row in TIMES], ids=[row[2] for row in TIMES])
def test_a_known_time_in_its_boxes(value: Any, typed: Typed) -> None:
    """MIS-17: as it would be typed, so that sending the form again changes nothing."""
    assert WhenInput().typed(value) == typed


@pytest.mark.parametrize(("birth", "complete"), [(True, ["bday-day", "bday-month", "bday-year"]), (False, ["off"] * 3)])
def test_a_browser_fills_in_birth_dates_alone(birth: bool, complete: list[str]) -> None:
    """Its owner's, where it is asked for; never another child's."""
    made = type("Made", (Form,), {"it": DayField(widget=DayInput(birth=birth))})()
    assert re.findall(r'autocomplete="([^"]+)"', str(made["it"])) == complete


LEFT_OUT = [({}, True), ({"it-day": ""}, False), ({"it-year": "2026"}, False), ({"other": "x"}, True)]


@pytest.mark.parametrize(("data", "omitted"), LEFT_OUT)
def test_a_day_is_left_out_when_none_of_its_boxes_came(data: dict[str, str], omitted: bool) -> None:
    """An API that says nothing of it changes nothing."""
    assert DayInput().value_omitted_from_data(data, {}, "it") is omitted  # type: ignore[arg-type]


def test_forms_of_models_are_drawn_alike() -> None:
    """The same groups, words and markup."""

    class UserForm(ModelForm):
        class Meta:
            model = User
            fields = ("email",)

    found = UserForm({"email": ""})
    assert "This field is required" not in str(found.errors)
    assert "govuk-input" in str(UserForm())
