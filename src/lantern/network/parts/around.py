"""What is round a child, for the child's own pages: include `network/around.html` with `around`.

{% include "network/around.html" with around=around %}
"""

from dataclasses import dataclass

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.network.parts import contexts
from lantern.network.parts.persons import Told, ties_of_child
from lantern.network.queries.around import persons_around
from lantern.network.queries.context import contexts_around


@dataclass(frozen=True)
class Round:
    """The ties of a child with persons of concern in sight; `is_open` says whether the viewer may see any at all."""

    child: Child
    is_open: bool
    persons: list[Told]
    contexts: list[Told]


def around(child: Child, viewer: Viewer) -> Round:
    """Two queries; nothing for those who may not see persons of concern."""
    return Round(
        child=child,
        is_open=viewer.may(Permission.SEE_PERSONS),
        persons=ties_of_child(persons_around(child, viewer), viewer),
        contexts=contexts.ties_of_child(contexts_around(child, viewer), viewer),
    )
