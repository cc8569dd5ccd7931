"""What agencies hold, as pages draw it: a child's rows, an agency's boxes, the grid of gaps (M1-5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.children.naming import name_for
from lantern.design import marks
from lantern.mace1.models import Item
from lantern.mace1.queries.returns import Said
from lantern.mace1.rules.returns import NO_RETURN, Held, Return
from lantern.organisation.models import Agency
from lantern.writing.parts import Asked, Question, asked
from lantern.writing.rules import SectionNow, Typed

COLUMNS = ("Agency", "What it holds")
NOTHING, NO_WORD = "Checked, nothing held", "No return"
NEVER = SectionNow()


@dataclass(frozen=True)
class Box:
    """One child as an agency writes of them."""

    item: Item
    asked: Asked
    nothing: bool
    is_late: bool
    url: str


def of_child(item: UUID, agencies: Sequence[Agency], said: Said) -> list[Sequence[object]]:
    """One row an agency, as `COLUMNS` heads them; who said nothing last."""
    found = sorted(
        ((each, said.get((each.pk, item), NO_RETURN)) for each in agencies),
        key=lambda each: (each[1].held is Held.NO_RETURN, each[1].held is Held.NOTHING),
    )
    return [(agency.name, _words(word)) for agency, word in found]


def boxes(
    items: Sequence[Item],
    own: Mapping[UUID, SectionNow],
    said: Said,
    agency: UUID,
    names: Mapping[str, str],
    viewer: Viewer,
    refused: Mapping[str, Typed],
) -> list[Box]:
    """A box for each child on the agenda, named by the item."""
    found = []
    for item in items:
        slug, word = str(item.pk), said.get((agency, item.pk), NO_RETURN)
        question = Question(slug, f"What we hold of {name_for(item.child, viewer)}", rows=3)
        box = asked(question, own.get(item.pk, NEVER), names, str(viewer.member.pk), refused.get(slug))
        url = reverse("casefile:overview", args=[item.child_id])
        found.append(Box(item, box, word.held is Held.NOTHING, word.is_late, url))
    return found


def grid(items: Sequence[Item], agencies: Sequence[Agency], said: Said, viewer: Viewer) -> list[Sequence[object]]:
    """One row an agency, one cell a child: said, nothing held, or a gap."""
    return [(agency.name, *(_cell(said.get((agency.pk, each.pk), NO_RETURN)) for each in items)) for agency in agencies]


def grid_columns(items: Sequence[Item], viewer: Viewer) -> tuple[str, ...]:
    """The agency, then each child."""
    return ("Agency", *(name_for(each.child, viewer) for each in items))


def _words(word: Return) -> SafeString:
    late = marks.tag("Late", "warning") if word.is_late else ""
    if word.held is Held.SOMETHING:
        return format_html("{} {}", word.words, late)
    if word.held is Held.NOTHING:
        return format_html('<span class="lantern-quiet">{}</span> {}', NOTHING, late)
    return marks.tag(NO_WORD, "late")


def _cell(word: Return) -> SafeString:
    if word.held is Held.NO_RETURN:
        return marks.tag("Gap", "late")
    said = "Said" if word.held is Held.SOMETHING else "Nothing held"
    return format_html("{} {}", said, marks.tag("Late", "warning") if word.is_late else "")
