"""Fields for how long there is, and for a short list typed line by line: what is typed is read, and never lost."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.design.forms import Form
from lantern.design.forms.clock import ClockField
from lantern.design.forms.lines import Box, LinesField
from lantern.timekeeping.clocks import Clock, Unit, UnknownTime

LONGEST = {Unit.MINUTES: 525_600, Unit.HOURS: 8_760, Unit.DAYS: 365, Unit.WORKING_DAYS: 250}
CLOCKS = st.sampled_from(Unit).flatmap(
    lambda unit: st.builds(Clock, st.integers(0, LONGEST[unit]), st.just(unit), st.sampled_from(UnknownTime))
)
TEXTS = st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=10)
LINES = st.lists(st.tuples(TEXTS, TEXTS, st.just("") | TEXTS), min_size=1, max_size=4).map(tuple)


class Duties(Form):
    """A clock and a list, as a page has them."""

    contact = ClockField(longest=LONGEST, label="Contact", error_messages={"required": "Enter how long there is"})
    people = LinesField(
        boxes=(Box("who", "Who", 10), Box("call", "Number", 10), Box("hours", "When (optional)", 10, False)),
        most=4,
        noun="Person",
        label="People",
        error_messages={"required": "Enter at least one"},
    )


def sent(form: Form) -> dict[str, str]:
    """What a browser would send of the form as it is drawn."""
    html = str(form)
    boxes = dict(re.findall(r'name="([^"]+)" type="text"[^>]*? value="([^"]*)"', html))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)">(.*?)</select>', html, re.DOTALL):
        boxes[name] = re.findall(r'value="([^"]+)" selected', options)[0]
    return boxes


def typed(**boxes: str) -> Duties:
    whole = {"contact-amount": "5", "contact-unit": "hours", "contact-unknown": "end_of_day"}
    whole |= {"people-0-who": "Desk", "people-0-call": "1"}
    return Duties(whole | {name.replace("__", "-"): text for name, text in boxes.items()})


@given(clock=CLOCKS, people=LINES)
def test_what_is_drawn_is_read_back(clock: Clock, people: Any) -> None:
    """PAR-7: a form that is sent as it came says what it said."""
    form = Duties(sent(Duties(initial={"contact": clock, "people": people})))
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"contact": clock, "people": people}
    assert not Duties(sent(form), initial={"contact": clock, "people": people}).has_changed()


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"contact__amount": ""}, "Enter how long there is"),
        ({"contact__amount": "1.5"}, "Enter a whole number of hours, at most 8,760"),
        ({"contact__amount": "٣"}, "Enter a whole number of hours"),
        ({"contact__amount": "9" * 40}, "Enter a whole number of hours"),
        ({"contact__amount": "300", "contact__unit": "working_days"}, "A clock runs for 250 working days at most"),
        ({"contact__unit": ""}, "Choose a unit"),
        ({"contact__unknown": "noon"}, "where the clock starts"),
        ({"people__0__call": ""}, "Enter “Number” in line 1"),
        ({"people__3__who": "x" * 11, "people__3__call": "2"}, "“Who” in line 2 must have 10 characters or fewer"),
        ({"people__0__who": "", "people__0__call": ""}, "Enter at least one"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(boxes: dict[str, str], said: str) -> None:
    """PAR-7: the words stand in the summary, and lead to the box that is wrong."""
    form = typed(**boxes)
    assert not form.is_valid()
    html = str(form)
    assert said in html
    for target in re.findall(r'<li><a href="#([^"]+)"', html):
        assert f'id="{target}"' in html
        assert re.search(rf'id="{target}"[^>]*aria-invalid="true"', html)
    for text in boxes.values():
        assert not text or text in html or text == "noon"


def test_lines_left_empty_are_left_out_and_two_are_spare() -> None:
    """PAR-7: a line is taken away by emptying it; there is room for more, up to the most there may be."""
    form = typed(people__0__who="", people__0__call="", people__2__who="Kit", people__2__call="3")
    assert form.is_valid() and form.cleaned_data["people"] == (("Kit", "3", ""),)
    assert str(Duties(initial={"people": (("a", "1", ""),)})).count("lantern-lines__line") == 3
    full = (("a", "1", ""),) * 4
    assert str(Duties(initial={"people": full})).count("lantern-lines__line") == 4


def test_each_box_has_a_label_and_each_line_a_name() -> None:
    """WCAG: somebody who does not see the page knows which box they are in."""
    html = str(Duties())
    for key in re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', html):
        assert f'for="{key}"' in html
    assert 'role="group" aria-label="Person 2"' in html
    assert re.search(r'<fieldset[^>]*role="group"[^>]*>\s*<legend[^>]*>Contact<', html)
