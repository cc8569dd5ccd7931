"""Pieces of SVG: everything that is said in one is escaped, and measures are given to a tenth of a unit."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def drawn(template: str, *values: object) -> SafeString:
    """As `format_html`."""
    return format_html(template, *map(_said, values))


def each_drawn(template: str, rows: Iterable[tuple[object, ...]]) -> SafeString:
    """The same for each row of values, one after the other."""
    return format_html_join("", template, (tuple(map(_said, row)) for row in rows))


def joined(parts: Iterable[SafeString]) -> SafeString:
    """One after the other."""
    return each_drawn("{}", ((part,) for part in parts))


def _said(value: object) -> object:
    return f"{value:.1f}" if isinstance(value, float) else value
