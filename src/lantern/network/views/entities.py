"""One entity: where it was named, as far as the viewer may see it (INT-6)."""

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.naming import name_for
from lantern.network.models import Entity, Mention
from lantern.network.queries import mentions_of, statements_of
from lantern.network.sources import source
from lantern.trail import actions as trail


@page("network/entity.html", may=Permission.READ_CHATS)
def entity(request: Request, entity: Entity) -> Response:
    """Every naming that the viewer may see, and of which persons of concern it is said; others are absent, untold."""
    found = list(mentions_of(entity, request.viewer)[:100])
    said = list(statements_of(entity, request.viewer)[:100])
    trail.viewed_many("network/entity", [each.child for each in found], by=request.member, at=request.now)
    return request.show(
        entity=entity,
        said=said,
        times=len(found) + len(said),
        named=[(each, name_for(each.child, request.viewer), *_where(each)) for each in found],
    )


def _where(mention: Mention) -> tuple[str, str]:
    """What the source is called, and its page."""
    found = source(mention.source_kind)
    return found.words, found.url(mention.source_id)
