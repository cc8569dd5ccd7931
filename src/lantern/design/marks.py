"""Marks small enough to be written in Python: a page draws up to a hundred of them."""

from datetime import date, datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import Span

NOTHING = mark_safe("")
NOTICE_ICON = mark_safe(
    '<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
    '<path d="M10 0a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1.2 15.5H8.8V8.6h2.4Zm0-8.9H8.8V4.2h2.4Z"/></svg>'
)
WARNING_ICON = mark_safe(
    '<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
    '<path d="M10 .8a1.6 1.6 0 0 0-1.4.8L.3 16.4a1.6 1.6 0 0 0 1.4 2.4h16.6a1.6 1.6 0 0 0 1.4-2.4L11.4 1.6A1.6 1.6 0 0 0 10 .8Z'
    'm1.2 15.4H8.8v-2.3h2.4Zm0-3.8H8.8V6.6h2.4Z"/></svg>'
)
DONE_ICON = mark_safe(
    '<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
    '<path d="M10 0a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM8.4 14.9 3.9 10.4l1.7-1.7 2.8 2.8 6-6 1.7 1.7Z"/></svg>'
)


ICONS = {"done": DONE_ICON, "warning": WARNING_ICON, "late": WARNING_ICON}


def tag(text: object, kind: str = "plain") -> SafeString:
    """A word or two on a coloured ground; the words say what the colour says."""
    return format_html('<strong class="lantern-tag lantern-tag--{}">{}</strong>', kind, text)


def when(at: datetime | Moment, now: datetime, *, inside: bool = False) -> SafeString:
    """Today 3:10am, the exact time in the title and in print; a day alone where the time is not known (MIS-17).

    `inside` a sentence it is today 3:10am.
    """
    moment = at if isinstance(at, Moment) else Moment(at)
    said = words.said(moment, now)
    return format_html(
        '<time class="lantern-when" datetime="{}" title="{}">{}</time>',
        _machine(moment),
        words.said_long(moment),
        words.inside(said) if inside else said,
    )


def due(at: datetime | None, now: datetime, *, short: bool = False) -> SafeString:
    """Due in 5 hours; 18 hours late, in red. Nothing when nothing is owed."""
    if at is None:
        return NOTHING
    said = words.due_short(at, now) if short else words.due_words(at, now)
    return format_html(
        '<time class="lantern-due{}" datetime="{}" title="{}">{}</time>',
        " lantern-late" if at < now else "",
        at.isoformat(timespec="minutes"),
        words.long_when(at),
        said,
    )


def since(at: datetime | Moment, now: datetime, css: str = "") -> SafeString:
    """5 h 20 min, counted on by the page's script from the server's time; in days when the hour is not known."""
    moment = at if isinstance(at, Moment) else Moment(at)
    if moment.date_only:
        return format_html('<span class="{}">{}</span>', css, words.elapsed_in(Span(moment), now))
    return format_html(
        '<time class="{}" datetime="{}" title="since {}" data-since>{}</time>',
        css,
        moment.at.isoformat(timespec="seconds"),
        words.long_when(moment.at),
        words.elapsed(now - moment.at),
    )


def notice(text: object, kind: str = "note") -> SafeString:
    """A framed sentence: note, done, warning or late."""
    return format_html(
        '<div class="lantern-notice lantern-notice--{}">{}<p>{}</p></div>', kind, ICONS.get(kind, NOTICE_ICON), text
    )


def empty(title: str, then: str = "", label: str = "", url: str = "") -> SafeString:
    """What would be here and how it gets here, with the way to begin where there is one."""
    button = format_html('<a class="govuk-button" href="{}">{}</a>', url, label) if url else NOTHING
    words_then = format_html("<p>{}</p>", then) if then else NOTHING
    return format_html('<div class="lantern-empty"><h2>{}</h2>{}{}</div>', title, words_then, button)


def born(day: date, age: int | None) -> SafeString:
    """Born 3 March 2012 (14)."""
    return format_html("Born {}{}", words.day(day), f" ({age})" if age is not None else "")


def messages(said: list[tuple[str, str]]) -> SafeString:
    """What the last action did, as (kind, text)."""
    return format_html_join(
        "", '<div data-said tabindex="-1" role="status">{}</div>', ((notice(t, k),) for k, t in said)
    )


def _machine(moment: Moment) -> str:
    return moment.day.isoformat() if moment.date_only else moment.at.isoformat(timespec="minutes")
