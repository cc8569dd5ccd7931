"""What the address asks a list of obligations for."""

from django.http import QueryDict

from lantern.access.page import Request
from lantern.children.vocabulary import Mark
from lantern.design.keyset import at_the_beginning
from lantern.design.listing import Pill, pills
from lantern.obligations import queries, subjects
from lantern.obligations.queries import Asked
from lantern.obligations.vocabulary import DUTY_WORDS, Shown, Whose

Choice = tuple[str, str, bool]
SHOWN = (Shown.OPEN, Shown.OVERDUE, Shown.TODAY, Shown.WEEK, Shown.MET, Shown.WAIVED)
WHOSE = ((Whose.ANYONE, "Anyone’s"), (Whose.MINE, "Mine"), (Whose.NOBODY, "Nobody’s yet"))


def shown_pills(params: QueryDict, counts: dict[Shown, object]) -> list[tuple[Pill, ...]]:
    """Which state, with the number of each; and whose."""
    start = at_the_beginning(params)
    own = [Shown.NOW] if params.get("shown") == Shown.NOW else []  # where My work leads to
    states = [(each.value, each.label) for each in (*own, *SHOWN)]
    return [pills(start, "shown", states, counts), pills(start, "whose", WHOSE)]  # type: ignore[arg-type]


def choices(request: Request, asked: Asked) -> dict[str, list[Choice]]:
    """Value, label and whether it is chosen, for each further filter."""
    return {
        "kind": [(kind, kind.capitalize(), kind == asked.kind) for kind in subjects.kinds()],
        "duty": [(duty, label, duty == asked.duty) for duty, label in DUTY_WORDS.items()],
        "owner": [
            (str(each.pk), each.name, each.pk == asked.owner) for each in queries.who_can_owe(request.viewer.today)
        ],
        "agency": [(str(each.pk), each.name, each.pk == asked.agency) for each in queries.agencies()],
        "mark": [(each.value, each.label, each is asked.mark) for each in Mark],
    }


def is_narrowed(asked: Asked) -> bool:
    """Whether one of the further filters is set."""
    return bool(asked.kind or asked.duty or asked.owner or asked.agency or asked.mark)
