"""Tags and filters that pages are made of. Those that say a relative time read `frame.now`, or `now` without a frame."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lantern.design import controls, marks, pictures, tables
from lantern.design.parts import Identity, Stage
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london

register = template.Library()

register.simple_tag(marks.tag)
register.simple_tag(marks.notice)
register.simple_tag(marks.empty)
register.simple_tag(controls.action)
register.simple_tag(controls.print_button)
register.simple_tag(controls.tabs)
register.simple_tag(controls.pills)
register.simple_tag(tables.table)
register.simple_tag(tables.summary)
register.filter("day", words.day, expects_localtime=True)  # of a moment, the day by the clock in London
register.filter("long_day", words.long_day, expects_localtime=True)
register.filter("long_when", words.long_when)
register.filter("clock", words.clock_time)
register.filter("elapsed", words.elapsed)
register.filter("duration", words.duration)
register.filter("age", words.age)


def now_of(context: Context) -> datetime:
    """The request's one reading of the clock."""
    frame = context.get("frame")
    now: datetime = frame.now if frame else context["now"]
    return now


@register.filter("when")
def when_said(at: datetime | Moment, now: datetime) -> str:
    """`{{ at|when:frame.now }}`: today 3:10am, as plain text."""
    return words.said(at if isinstance(at, Moment) else Moment(at), now)


@register.simple_tag(takes_context=True)
def when(context: Context, at: datetime | Moment | None, inside: bool = False) -> SafeString | str:
    """`{% when at %}`: Fri 11:45pm, with the exact time in the title and in print; `inside=True` in a sentence."""
    return marks.when(at, now_of(context), inside=inside) if at else "—"


@register.simple_tag(takes_context=True)
def due(context: Context, at: datetime | None, short: bool = False) -> SafeString:
    """`{% due at %}`: due in 5 hours, or 18 hours late in red; `short=True` for 18 h."""
    return marks.due(at, now_of(context), short=short)


@register.simple_tag(takes_context=True)
def since(context: Context, at: datetime | Moment, css: str = "") -> SafeString:
    """`{% since at %}`: 5 h 20 min, counting on; `css="lantern-clock"` for the large one of a card."""
    return marks.since(at, now_of(context), css)


@register.simple_tag(takes_context=True)
def strip(context: Context, episodes: Iterable[pictures.Lasting], days: int = 90, caption: bool = True) -> SafeString:
    """`{% strip episodes %}`: past episodes as bars over 90 days, with "5 times in 90 days" under them."""
    return pictures.strip(episodes, now_of(context), days=days, caption=caption)


@register.simple_tag(takes_context=True)
def steps(context: Context, stages: Iterable[Stage], label: str = "Where this stands") -> SafeString:
    """`{% steps stages %}`: a process as it stands, with times, due and done."""
    return tables.steps(stages, now_of(context), label)


@register.inclusion_tag("design/identity.html", takes_context=True)
def identity(context: Context, who: Identity, level: str = "h1") -> dict[str, Any]:
    """`{% identity who %}`: which child this is, and why the viewer sees it; `level="p"` where the page has its own h1."""
    age = who.age if who.age is not None or not who.born else words.age(who.born, london(now_of(context)).date())
    return {"who": who, "born": marks.born(who.born, age) if who.born else "", "level": level}


@register.simple_tag(takes_context=True)
def post(context: Context, label: str, url: str, **options: Any) -> SafeString:
    """`{% post "Acknowledge" url %}`: a button that changes something; `reason=` greys it and says why."""
    return controls.post(label, url, str(context.get("csrf_token", "")), **options)


@register.simple_tag(takes_context=True)
def flash(context: Context) -> SafeString:
    """`{% flash %}`: what the last action did; the base page has it already."""
    return marks.messages(
        [(controls.FLASH_KINDS.get(one.level_tag, "note"), one.message) for one in context.get("messages") or ()]
    )


@register.simple_tag
def error_summary(form: Any) -> SafeString:
    """`{% error_summary form %}`: all errors with links to their fields, once; `{{ form }}` then leaves it out."""
    form.summary_drawn = True
    return controls.error_summary(form)


@register.inclusion_tag("design/pages.html")
def pages(listing: Any) -> dict[str, Any]:
    """`{% pages listing %}`: previous and next, with the count."""
    return {"listing": listing}


@register.simple_block_tag
def card(
    content: str, title: str = "", count: object = "", kind: str = "plain", url: str = "", css: str = ""
) -> SafeString:
    """`{% card "Now" count=5 kind="late" url=list_url %}…{% endcard %}`: the number links to the list it counts."""
    number = marks.tag(count, kind) if count != "" else ""
    linked = format_html('<a href="{}">{}</a>', url, number) if url and number else number
    head = format_html('<div class="lantern-card__title"><h2>{}</h2>{}</div>', title, linked) if title else ""
    return format_html('<section class="lantern-card {}">{}{}</section>', css, head, content)


@register.simple_block_tag(name="map")
def map_box(content: str, url: str, label: str) -> SafeString:
    """`{% map geojson_url "Where children were found" %}…a table…{% endmap %}`: without script the table alone."""
    return format_html(
        '<div class="lantern-map" role="region" aria-label="{}" data-map="{}" hidden></div>{}', label, url, content
    )


@register.simple_block_tag
def live(content: str, url: str, every: int = 30, name: str = "live") -> SafeString:
    """`{% live fragment_url every=30 %}…{% endlive %}`: fetches the fragment again; says so when it could not.

    The fragment may hold one element with `data-announce`: its words are read out when they change.
    """
    return format_html(
        '<div class="lantern-live" data-live><div class="lantern-live__state" role="alert"></div>'
        '<div class="govuk-visually-hidden" role="status"></div>'
        '<div id="{}" hx-get="{}" hx-trigger="every {}s" hx-swap="innerHTML">{}</div></div>',
        name, url, every, content,
    )  # fmt: skip
