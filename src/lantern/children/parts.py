"""Rows of the tables of children."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.children.identity import area_words
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.queries.search import Found
from lantern.children.vocabulary import Status
from lantern.design import marks
from lantern.design.parts import Tag
from lantern.timekeeping import words

Marks = Mapping[UUID, Sequence[Tag]]
CHILDREN = ("Child", "Born", "Area", "Status")
FOUND = (*CHILDREN, "Found because")
NOTHING = "—"


def child_rows(children: Iterable[Child], viewer: Viewer, said: Marks) -> list[list[object]]:
    """One row a child, as `CHILDREN` heads them."""
    return [_row(child, viewer, said[child.pk]) for child in children]


def found_rows(found: Iterable[Found], viewer: Viewer, said: Marks) -> list[list[object]]:
    """One row a child that a search found, with why, as `FOUND` heads them."""
    return [[*_row(each.child, viewer, said[each.child.pk]), sentence(each.why)] for each in found]


def reporting_rows(rows: Iterable[list[object]], children: Iterable[Child]) -> list[list[object]]:
    """`rows` with the way on to a report of each child, for who came here to report one missing."""
    link = '<a href="{}?child={}">Report missing<span class="govuk-visually-hidden">: {}</span></a>'
    url = reverse("missing:report")
    return [[*row, format_html(link, url, child.pk, child)] for row, child in zip(rows, children, strict=True)]


def waiting_rows(
    children: Sequence[Child], viewer: Viewer, said: Marks, url_name: str, verb: str
) -> tuple[tuple[str, ...], list[list[object]]]:
    """Columns and rows of a list of children who wait for a person; the last cell is what to do, for those who may."""
    rows = [[*_row(child, viewer, said[child.pk]), marks.when(child.created_at, viewer.now)] for child in children]
    columns = (*CHILDREN, "Opened")
    if not url_name:
        return columns, rows
    links = [(reverse(url_name, args=[child.pk]), name_for(child, viewer)) for child in children]
    return (*columns, "To do"), [
        [*row, format_html('<a href="{}">{}<span class="govuk-visually-hidden"> of {}</span></a>', url, verb, name)]
        for row, (url, name) in zip(rows, links, strict=True)
    ]


def sentence(parts: Iterable[str]) -> str:
    """Same surname, same birth date."""
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def named(child: Child, viewer: Viewer, tags: Sequence[Tag] = ()) -> SafeString:
    """The child's name as a link to their page, with what is said of them beside it."""
    also = f" “{child.known_as}”" if child.known_as and viewer.sees_names else ""
    return format_html(
        '<a href="{}">{}</a>{} {}',
        *(reverse("casefile:overview", args=[child.pk]), name_for(child, viewer), also),
        format_html_join(" ", "{}", ((marks.tag(tag.text, tag.kind),) for tag in tags)),
    )


def born_words(child: Child, viewer: Viewer) -> str:
    """3 March 2012 (14)."""
    return f"{words.day(child.born)} ({words.age(child.born, viewer.today)})" if child.born else "Not known"


def _row(child: Child, viewer: Viewer, tags: Sequence[Tag]) -> list[object]:
    return [
        named(child, viewer, tags),
        born_words(child, viewer),
        area_words(child.area_id, viewer) or "Not known",
        Status(child.status).label,
    ]
