"""Rows of facts: tables that turn to cards on a phone, summary lists, the stages of a process."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lantern.design import marks, pictures
from lantern.design.parts import Column, Fact, Stage

ARROWS = {
    "": "",
    "ascending": mark_safe(' <span aria-hidden="true">▴</span>'),
    "descending": mark_safe(' <span aria-hidden="true">▾</span>'),
}
NUMBER = mark_safe(' class="lantern-number"')


def table(
    columns: Sequence[Column | str], rows: Iterable[Sequence[object]], caption: str = "", frozen: bool = False
) -> SafeString:
    """A table whose first cell names the row; cells may be SafeString. On a phone each row is a card."""
    heads = [column if isinstance(column, Column) else Column(column) for column in columns]
    return format_html(
        '<div class="lantern-table-box"><table class="lantern-table{}">{}<thead><tr>{}</tr></thead><tbody>{}</tbody>'
        "</table></div>",
        " lantern-table--frozen" if frozen else "",
        format_html("<caption>{}</caption>", caption) if caption else "",
        format_html_join("", '<th scope="col"{}>{}{}</th>', (_head(column) for column in heads)),
        format_html_join("", "<tr>{}</tr>", ((_row(heads, row),) for row in rows)),
    )


def summary(facts: Iterable[Fact | tuple[str, object]]) -> SafeString:
    """Label and value a line; a `Fact` with an action ends in its link."""
    drawn = [fact if isinstance(fact, Fact) else Fact(*fact) for fact in facts]
    rows = format_html_join("", '<div class="govuk-summary-list__row{}">{}</div>', (_fact(fact) for fact in drawn))
    return format_html('<dl class="govuk-summary-list">{}</dl>', rows)


def steps(stages: Iterable[Stage], now: datetime, label: str) -> SafeString:
    """A process as it stands: each stage with its state, when it happened or when it is owed."""
    drawn = format_html_join("", "{}", ((_stage(stage, now),) for stage in stages))
    return format_html('<ol class="lantern-steps" aria-label="{}">{}</ol>', label, drawn)


def _head(column: Column) -> tuple[SafeString, SafeString | str, SafeString | str]:
    hint = format_html('<span class="lantern-table__hint">{}</span>', column.hint) if column.hint else ""
    return _attributes(column), _label(column), hint


def _attributes(column: Column) -> SafeString:
    ordered = format_html(' aria-sort="{}"', column.sorted) if column.sorted else ""
    return format_html("{}{}", NUMBER if column.number else "", ordered)


def _label(column: Column) -> SafeString | str:
    """Its words, as a link to the table sorted by it where there is one; the arrow is for the eye, `aria-sort` for the ear."""
    if not column.url:
        return column.label
    return format_html('<a href="{}">{}{}</a>', column.url, column.label, ARROWS[column.sorted])


def _row(heads: Sequence[Column], row: Sequence[object]) -> SafeString:
    rest = zip(heads[1:], row[1:], strict=True)
    cells = format_html_join(
        "", '<td data-label="{}"{}>{}</td>', ((c.label, NUMBER if c.number else "", _whole(v)) for c, v in rest)
    )
    return format_html('<th scope="row">{}</th>{}', row[0], cells)


def _whole(value: object) -> object:
    """Words that go on in marked words are one thing: on a phone, label and value part at the label alone."""
    goes_on = isinstance(value, SafeString) and "<" in value and not value.startswith("<")
    return format_html("<span>{}</span>", value) if goes_on else value


def _fact(fact: Fact) -> tuple[str, SafeString]:
    link = format_html(
        '<dd class="govuk-summary-list__actions"><a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a></dd>',
        *(fact.url, fact.action, fact.label[:1].lower() + fact.label[1:]),
    )
    drawn = format_html(
        '<dt class="govuk-summary-list__key">{}</dt><dd class="govuk-summary-list__value">{}</dd>{}',
        *(fact.label, "—" if fact.value in (None, "") else fact.value, link if fact.url else ""),
    )
    return "" if fact.url else " govuk-summary-list__row--no-actions", drawn


def _stage(stage: Stage, now: datetime) -> SafeString:
    name = format_html('<a href="{}">{}</a>', stage.url, stage.label) if stage.url else stage.label
    return format_html(
        '<li class="lantern-step lantern-step--{}"{}>{}<span class="lantern-step__name">{}</span>{}</li>',
        *(stage.state, mark_safe(' aria-current="step"') if stage.state == "now" else ""),
        *(pictures.stage_mark(stage.state), name),
        format_html_join("", '<span class="lantern-step__state">{}</span>', ((line,) for line in _lines(stage, now))),
    )


def _lines(stage: Stage, now: datetime) -> list[object]:
    lines: list[object] = []
    if stage.at:
        lines.append(marks.when(stage.at, now))
    elif stage.due:
        lines.append(marks.due(stage.due, now))
    return [*lines, stage.note] if stage.note else lines
