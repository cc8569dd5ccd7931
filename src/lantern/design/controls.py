"""What is pressed or followed: buttons with their reason, tabs, the summary of errors."""

from collections.abc import Iterable
from typing import Any
from zlib import crc32

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lantern.design.listing import Count, Pill
from lantern.design.parts import Tab

FLASH_KINDS = {"success": "done", "warning": "warning", "error": "late"}
CURRENT = mark_safe(' aria-current="page"')
ON = mark_safe(' aria-current="true"')
LOOKS = {"primary": "", "secondary": " govuk-button--secondary", "warning": " govuk-button--warning"}


def action(
    label: str, url: str = "", *, reason: str = "", kind: str = "primary", small: bool = False, key: str = ""
) -> SafeString:
    """A way on, as a button. With `reason` it is greyed and says why: what `access` or the room's rules answered.

    `key` presses it from the keyboard, where the page's script runs.
    """
    if reason:
        return refused(label, url, reason, _look(kind, small=small))
    return format_html(
        '<a class="govuk-button{}" href="{}"{}>{}{}</a>',
        *(_look(kind, small=small), url, _pressed(key), label, _hint(key)),
    )


def post(
    label: str,
    url: str,
    token: str,
    *,
    reason: str = "",
    kind: str = "primary",
    small: bool = False,
    name: str = "",
    value: str = "",
    key: str = "",
) -> SafeString:
    """A button that changes something, in its own form; `name` and `value` go with it, `key` presses it."""
    if reason:
        return refused(label, url, reason, _look(kind, small=small))
    return format_html(
        '<form class="lantern-post" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="govuk-button{}"{}{}>{}{}</button></form>',
        *(url, token, _look(kind, small=small), _named(name, value), _pressed(key), label, _hint(key)),
    )


def refused(label: str, url: str, reason: str, look: str) -> SafeString:
    """A greyed button that keyboard and screen reader still reach, and why it is."""
    name = f"why-{crc32(f'{label}{url}{reason}'.encode()):x}"
    return format_html(
        '<span class="lantern-action"><button type="button" class="govuk-button{}" aria-disabled="true" aria-describedby="{}">'
        '{}</button><span class="lantern-action__reason" id="{}">{}</span></span>',
        *(look, name, label, name, reason),
    )


def print_button(label: str = "Print") -> SafeString:
    """Shown by the page's script alone, since printing needs it."""
    return format_html(
        '<button type="button" class="govuk-button govuk-button--secondary" data-print hidden>{}</button>', label
    )


def tabs(items: Iterable[Tab], label: str = "Pages of this record") -> SafeString:
    """The pages about one thing, as links."""
    drawn = format_html_join("", '<li><a href="{}"{}>{}{}</a></li>', (_tab(tab) for tab in items))
    return format_html('<nav class="lantern-tabs" aria-label="{}"><ul>{}</ul></nav>', label, drawn)


def pills(items: Iterable[Pill], label: str = "Show") -> SafeString:
    """Filters as links, each with the number it leads to."""
    drawn = format_html_join("", '<li><a href="{}"{}>{}{}</a></li>', (_pill(pill) for pill in items))
    return format_html('<nav aria-label="{}"><ul class="lantern-pills">{}</ul></nav>', label, drawn)


def error_summary(form: Any) -> SafeString:
    """Every error of `form` in the order of its fields, each with a link to what must be corrected."""
    if not form.errors:
        return mark_safe("")
    general = [(error,) for error in form.errors.get(NON_FIELD_ERRORS, ())]
    linked = [(form[name].error_target, error) for name in form.fields for error in form.errors.get(name, ())]
    return format_html(
        '<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">'
        '<h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body">'
        '<ul class="govuk-list govuk-error-summary__list">{}{}</ul></div></div></div>',
        format_html_join("", "<li>{}</li>", general),
        format_html_join("", '<li><a href="#{}">{}</a></li>', linked),
    )


def _look(kind: str, *, small: bool) -> str:
    return LOOKS[kind] + (" govuk-button--small" if small else "")


def _named(name: str, value: str) -> SafeString | str:
    return format_html(' name="{}" value="{}"', name, value) if name else ""


def _pressed(key: str) -> SafeString | str:
    return format_html(' data-key="{}" aria-keyshortcuts="{}"', key, key) if key else ""


def _hint(key: str) -> SafeString | str:
    return format_html(' <kbd class="lantern-key" aria-hidden="true">{}</kbd>', key) if key else ""


def _pill(pill: Pill) -> tuple[str, SafeString | str, str, str]:
    number = (
        ""
        if pill.number is None
        else f" {Count(pill.number).short if isinstance(pill.number, int) else pill.number.short}"
    )
    return pill.url, ON if pill.current else "", pill.label, number


def _tab(tab: Tab) -> tuple[str, SafeString | str, str, str]:
    return tab.url, CURRENT if tab.current else "", tab.label, "" if tab.number is None else f" {tab.number:,}"
