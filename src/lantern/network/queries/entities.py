"""What was named where, through the viewer's scope (INT-6)."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Lower

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.network.models import Entity, Mention, Statement
from lantern.network.rules.suggesting import Known
from lantern.network.vocabulary import Kind


def mentions_in(source_kind: str, source_id: UUID, viewer: Viewer) -> "QuerySet[Mention]":
    """What was confirmed of one source, in the order in which it was."""
    found = Mention.visible_to(viewer).filter(source_kind=source_kind, source_id=source_id, withdrawn_at=None)
    return found.select_related("entity", "by").order_by("at")


def mentions_of(entity: Entity, viewer: Viewer) -> "QuerySet[Mention]":
    """Where an entity was named, as far as the viewer may see it, the latest first."""
    found = Mention.visible_to(viewer).filter(entity=entity, withdrawn_at=None)
    return found.select_related("child", "by").order_by("-at")


def statements_of(entity: Entity, viewer: Viewer) -> "QuerySet[Statement]":
    """What is said with an entity of persons of concern in sight, the latest first; none for who may not see them."""
    found = Statement.visible_to(viewer) if viewer.may(Permission.SEE_PERSONS) else Statement.objects.none()
    return found.filter(entity=entity, withdrawn_at=None).select_related("person__root", "by").order_by("-on", "-at")


def known_of(child: Child, viewer: Viewer) -> list[Known]:
    """The people and places named in connection with the child before."""
    named = Mention.visible_to(viewer).filter(child=child, withdrawn_at=None).values("entity")
    rows = Entity.objects.filter(pk__in=named, kind__in=(Kind.PERSON, Kind.PLACE))
    return [Known(Kind(each.kind), each.label, str(each.pk)) for each in rows]


def same_names(words: Collection[str], viewer: Viewer) -> dict[tuple[Kind, str], list[Entity]]:
    """People and places of these names among those the viewer may see, by kind and name in small letters; one query.

    Whether they are the same a person says.
    """
    lowered = {each.strip().lower() for each in words}
    rows = Entity.visible_to(viewer).filter(kind__in=(Kind.PERSON, Kind.PLACE), key="").annotate(name=Lower("label"))
    found: dict[tuple[Kind, str], list[Entity]] = defaultdict(list)
    for each in rows.filter(name__in=lowered).order_by("at"):
        found[Kind(each.kind), each.name].append(each)
    return found


def visible_entity(key: UUID, viewer: Viewer) -> Entity | None:
    """One entity, if the viewer may see it."""
    return Entity.visible_to(viewer).filter(pk=key).first()
