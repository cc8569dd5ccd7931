"""What was named in connection with a child, on the child's time line (INT-6)."""

from collections.abc import Iterator

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.children.rules.sourced import entered_by
from lantern.children.vocabulary import Line
from lantern.network import sources
from lantern.network.models import Mention
from lantern.timekeeping.moments import Moment, london


def told_of_named(child: Child, viewer: Viewer) -> Iterator[Entry]:
    """Each mention that stands, for those who read chats by name; one query."""
    if not viewer.may(Permission.READ_CHATS) or not viewer.sees_names:
        return
    named = Mention.visible_to(viewer).filter(child=child, withdrawn_at=None)
    for mention in named.select_related("entity", "by__agency"):
        where = sources.source(mention.source_kind).words.lower()
        yield Entry(
            when=Moment(mention.at),
            title=f"Named in a {where}: {mention.entity.label}",
            text=mention.entity.kind.capitalize(),
            url=reverse("network:entity", args=[mention.entity_id]),
            source=entered_by(mention.by.name, mention.by.agency.name, london(mention.at).date()),
            kind=Line.NAMED,
        )
