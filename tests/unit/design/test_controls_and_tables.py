"""What is pressed, followed and read in rows: each part of the markup that a person or a screen reader leans on."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from lantern.design import controls, marks, tables
from lantern.design.forms import Form, Radios
from lantern.design.listing import Count, Pill
from lantern.design.parts import Column, Fact, Identity, Stage, Tab

NOW = datetime(2026, 3, 3, 17, 58, tzinfo=UTC)
HOUR = timedelta(hours=1)


def drawn(template: str, **context: object) -> str:
    return Template("{% load design %}" + template).render(Context({"now": NOW, **context}))


LOOKS = [
    ({}, "govuk-button", "the one of a page"),
    ({"kind": "secondary"}, "govuk-button govuk-button--secondary", "another way on"),
    ({"kind": "warning"}, "govuk-button govuk-button--warning", "one that takes something away"),
    ({"small": True}, "govuk-button govuk-button--small", "a small one"),
    ({"kind": "secondary", "small": True}, "govuk-button govuk-button--secondary govuk-button--small", "both"),
]


@pytest.mark.parametrize(("options", "classes"), [row[:2] for row in LOOKS], ids=[row[2] for row in LOOKS])
def test_buttons_look_as_what_they_are(options: dict[str, Any], classes: str) -> None:
    """As a link, as a form of its own, and refused."""
    assert f'<a class="{classes}" href="/on">Go on</a>' in controls.action("Go on", "/on", **options)
    assert f'<button class="{classes}">Go on</button>' in controls.post("Go on", "/on", "t", **options)
    assert f'class="{classes}" aria-disabled="true"' in controls.action("Go on", "/on", reason="No.", **options)


def test_what_changes_something_is_posted_with_its_token() -> None:
    """Never a link; name and value only when given."""
    page = controls.post("Send", "/send", "tok", name="which", value="a&b")
    assert '<form class="lantern-post" method="post" action="/send">' in page
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="tok">' in page
    assert 'name="which" value="a&amp;b"' in page
    assert "name=" not in controls.post("Send", "/send", "tok").replace('name="csrfmiddlewaretoken"', "")


@pytest.mark.parametrize("draw", [controls.action, lambda label, url, **more: controls.post(label, url, "tok", **more)])
def test_a_refused_button_leads_nowhere_and_says_why(draw: Any) -> None:
    """Neither the address nor the token is on the page; the reason is tied to the button."""
    page = draw("Send", "/send", reason="A child is missing.")
    assert "/send" not in page
    assert "tok" not in page
    (name,) = re.findall(r'aria-describedby="([^"]+)"', page)
    assert f'id="{name}">A child is missing.<' in page
    assert 'type="button"' in page
    assert " disabled" not in page


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8), st.text(min_size=1, max_size=8)), max_size=6))
def test_reasons_on_one_page_keep_apart(buttons: list[tuple[str, str, str]]) -> None:
    """Each refused button is described by its own reason; the same button twice is the same."""
    names = [
        re.findall(r'aria-describedby="([^"]+)"', controls.action(label, url, reason=why))[0]
        for label, url, why in buttons
    ]
    assert len(set(names)) == len({f"{label}{url}{why}" for label, url, why in buttons})


def test_the_print_button_waits_for_the_script() -> None:
    """Without it there is nothing to press."""
    assert re.search(r"<button[^>]* data-print hidden>Print</button>", controls.print_button())


def test_tabs_say_which_is_open_and_how_many_there_are() -> None:
    """A number of nought is said; no number is not."""
    page = controls.tabs([Tab("Overview", "/a", True), Tab("Notes", "/b", number=0), Tab("Papers", "/c", number=1234)])
    assert re.findall(r'<a href="(\S+?)"( aria-current="page")?>([^<]+)</a>', page) == [
        ("/a", ' aria-current="page"', "Overview"), ("/b", "", "Notes 0"), ("/c", "", "Papers 1,234"),
    ]  # fmt: skip
    assert 'aria-label="Pages of this record"' in page


def test_pills_say_which_holds_and_their_number() -> None:
    """A count that stopped says so."""
    page = controls.pills(
        [Pill("All", "?", True, Count(1000, True)), Pill("High", "?r=h", number=2), Pill("Low", "?r=l")], "Risk"
    )
    assert re.findall(r'<a href="(\S+?)"( aria-current="true")?>([^<]+)</a>', page) == [
        ("?", ' aria-current="true"', "All 1,000+"), ("?r=h", "", "High 2"), ("?r=l", "", "Low"),
    ]  # fmt: skip
    assert '<nav aria-label="Risk">' in page


class Asking(Form):
    name = forms.CharField()
    way = forms.ChoiceField(choices=[("a", "A")], widget=Radios())

    def clean(self) -> None:
        raise forms.ValidationError("Somebody else was quicker.")


def test_errors_are_listed_in_the_order_of_the_fields_with_the_way_to_each() -> None:
    """What is wrong with all of it first; radios are reached by their first."""
    said = re.findall(r"<li>(?:<a href=\"(#\w+)\">)?([^<]+)", controls.error_summary(Asking({})))
    assert said == [("", "Somebody else was quicker."), ("#id_name", "Enter the name"), ("#id_way_0", "Choose the way")]


def test_no_errors_no_summary() -> None:
    """Nor before anything was sent."""
    assert controls.error_summary(Asking()) == ""


TABLE: list[list[object]] = [["Zoë", 3, mark_safe("<b>high</b>")], ["<i>", None, "a & b"]]


def test_a_table_names_its_rows_and_labels_its_cells() -> None:
    """On a phone each row is a card: every cell says its column."""
    page = tables.table(
        ["Child", Column("Times", number=True, hint="in 90 days"), "Risk"], TABLE, "Missing", frozen=True
    )
    assert "<caption>Missing</caption>" in page
    assert "lantern-table--frozen" in page
    assert re.findall(r'<th scope="col"( class="lantern-number")?>(\w+)', page) == [
        ("", "Child"), (' class="lantern-number"', "Times"), ("", "Risk"),
    ]  # fmt: skip
    assert '<span class="lantern-table__hint">in 90 days</span>' in page
    assert re.findall(r'<th scope="row">([^<]*)', page) == ["Zoë", "&lt;i&gt;"]
    assert '<td data-label="Times" class="lantern-number">3</td><td data-label="Risk"><b>high</b></td>' in page
    assert "a &amp; b" in page


def test_a_table_without_rows_or_caption_is_still_a_table() -> None:
    """Heads alone."""
    page = tables.table(["Child"], [])
    assert "<caption>" not in page
    assert "<tbody></tbody>" in page
    assert "lantern-table--frozen" not in page


@pytest.mark.parametrize("row", [["Zoë"], ["Zoë", 1, 2, 3]])
def test_a_row_that_does_not_fit_its_heads_is_refused(row: list[object]) -> None:
    """Rather than drawn under the wrong heads."""
    with pytest.raises(ValueError, match="zip"):
        tables.table(["Child", "Times", "Risk"], [row])


@given(st.integers(1, 5), st.integers(0, 5))
def test_every_value_is_in_its_cell(columns: int, rows: int) -> None:
    """As many cells as values, in their order."""
    values: list[list[object]] = [[f"r{row}c{column}" for column in range(columns)] for row in range(rows)]
    page = tables.table([f"C{column}" for column in range(columns)], values)
    assert re.findall(r">(r\d+c\d+)<", page) == [value for row in values for value in row]


FACTS = [
    (Fact("Status", "Looked after", "Change", "/s"), "Looked after", True, "a way to change it"),
    (Fact("Status", "Looked after", "Change"), "Looked after", False, "no way, though a verb"),
    (("Status", ""), "—", False, "nothing known"),
    (("Status", None), "—", False, "nothing at all"),
    (("Times", 0), "0", False, "nought is something"),
    (("Ended", False), "False", False, "so is no"),
]


@pytest.mark.parametrize(("fact", "value", "linked"), [row[:3] for row in FACTS], ids=[row[3] for row in FACTS])
def test_a_fact_has_its_value_and_its_way(fact: Any, value: str, linked: bool) -> None:
    """What is not known is a dash; "Change" is read out with what it changes."""
    page = tables.summary([fact])
    assert f'<dd class="govuk-summary-list__value">{value}</dd>' in page
    assert ("<a href=" in page) is linked
    assert ("govuk-summary-list__row--no-actions" in page) is not linked
    if linked:
        assert '<a href="/s">Change<span class="govuk-visually-hidden"> status</span></a>' in page


def test_stages_in_their_order_with_what_was_and_what_is_owed() -> None:
    """MIS-7: what happened is said before what is due; the present one is marked."""
    page = tables.steps(
        [
            Stage("Reported", "done", at=NOW - 5 * HOUR, due=NOW - 6 * HOUR, note="by phone"),
            Stage("Check", "now", due=NOW + HOUR, url="/check"),
            Stage("Plan"),
        ],
        NOW,
        "Where this stands",
    )
    assert re.findall(r"lantern-step--(\w+)", page) == ["done", "now", "next"]
    assert page.count('aria-current="step"') == 1
    assert "Today 12:58pm" in page
    assert "late" not in page
    assert "by phone" in page
    assert '<a href="/check">Check</a>' in page
    assert "due in 1 hour" in page
    assert '<ol class="lantern-steps" aria-label="Where this stands">' in page


NOTICES = [
    ("note", "M10 0a10"),
    ("done", "M10 0a10"),
    ("warning", "M10 .8"),
    ("late", "M10 .8"),
    ("unknown", "M10 0a10"),
]


@pytest.mark.parametrize(("kind", "icon"), NOTICES)
def test_a_notice_has_its_sign(kind: str, icon: str) -> None:
    """A warning looks like one also without its colour."""
    page = marks.notice("Said", kind)
    assert icon in page
    assert 'aria-hidden="true"' in page
    assert "<p>Said</p>" in page


EMPTY = [
    (("Nothing here",), ["h2"], "a title alone"),
    (("Nothing here", "It comes"), ["h2", "p"], "and how it comes"),
    (("Nothing here", "It comes", "Begin", "/b"), ["h2", "p", "a"], "and the way to begin"),
    (("Nothing here", "", "Begin"), ["h2"], "a verb that leads nowhere is left out"),
]


@pytest.mark.parametrize(("said", "parts"), [row[:2] for row in EMPTY], ids=[row[2] for row in EMPTY])
def test_an_empty_place_says_what_would_be_there(said: tuple[str, ...], parts: list[str]) -> None:
    assert re.findall(r"<(h2|p|a)\b", marks.empty(*said)) == parts


INITIALS = [("Rowan Example", "RE"), ("Thi Mai Nguyen", "TN"), ("Zoë", "Z"), ("", ""), ("ada lovelace sample", "AS")]


@pytest.mark.parametrize(("name", "initials"), INITIALS)
def test_initials_where_there_is_no_photo(name: str, initials: str) -> None:
    """Of the first and the last word."""
    assert Identity(name=name, why="").initials == initials


WHEN = [
    ("{% when at %}", {"at": None}, "—", "nothing"),
    ("{% since at %}", {"at": NOW - 5 * HOUR}, "5 h", "how long"),
    ("{% card 'Owed' count=3 url='/o' %}x{% endcard %}", {}, '<a href="/o">', "a number that leads to its list"),
    ("{% card 'Owed' count=0 %}x{% endcard %}", {}, ">0<", "a number of nought"),
    ("{% card 'Owed' url='/o' %}x{% endcard %}", {}, "<h2>Owed</h2></div>", "no number, no link"),
    ("{% card %}x{% endcard %}", {}, '<section class="lantern-card ">x</section>', "no title"),
    ("{% live '/f' every=5 %}x{% endlive %}", {}, 'hx-trigger="every 5s"', "a part that is fetched again"),
    ("{% map '/g' 'Where' %}<table></table>{% endmap %}", {}, "hidden></div><table>", "a map with its table beside it"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "context", "said"), [row[:3] for row in WHEN], ids=[row[3] for row in WHEN])
def test_tags_draw(tag: str, context: dict[str, object], said: str) -> None:
    assert said in drawn(tag, **context)


@pytest.mark.parametrize(("url", "count"), [("", 2), ("/o", "")])
def test_a_card_links_no_number_it_lacks_and_nowhere_without_an_address(url: str, count: object) -> None:
    """design.md, habit 12: a number leads to what it counts, or is a number alone."""
    assert "<a " not in drawn("{% card 'Owed' count=count url=url %}x{% endcard %}", url=url, count=count)


def test_words_that_go_on_in_marked_words_are_one_thing_in_their_cell() -> None:
    """On a phone a cell parts its label from its value; what is one link, or plain words, needs nothing around it."""
    due = mark_safe("Long missing review, <strong>due in 3 h</strong>")
    link = mark_safe('<a href="/on">Go on</a>')
    drawn_table = tables.table(["Child", "Next", "Do", "Area"], [["Ash Example", due, link, "Mid < North"]])
    assert f'<td data-label="Next"><span>{due}</span></td>' in drawn_table
    assert f'<td data-label="Do">{link}</td><td data-label="Area">Mid &lt; North</td>' in drawn_table
