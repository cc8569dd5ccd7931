"""All that a meeting's papers say of each child whom the reader may see, in a handful of queries however many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Prefetch

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.ecomap.queries.drawn import map_of
from lantern.ecomap.queries.held import with_map
from lantern.ecomap.rules.map import Map
from lantern.mace1.models import Action, Amendment, Decision, DiscussionText, Dissent, Item, Template
from lantern.mace1.queries import templates as sharing
from lantern.mace1.queries.action_log import TO_DO
from lantern.mace1.queries.agenda import items_of
from lantern.mace1.queries.returns import Said, agencies_of, due_of, said_of
from lantern.meetings.models import Meeting
from lantern.organisation.models import Agency


@dataclass(frozen=True)
class Minuted:
    """One child: texts by the sections' keys, actions, the decision, who did not agree, and what was amended since."""

    item: Item
    texts: Mapping[str, str]
    actions: tuple[Action, ...]
    decision: Decision | None
    dissent: tuple[Dissent, ...]
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True)
class HandedIn:
    """A template that was handed in, what it says by part, and the child as its facts are read from the record."""

    template: Template
    texts: Mapping[str, str]
    child: Child


@dataclass(frozen=True)
class Papers:
    """What the papers of a meeting rest on, for one reader."""

    meeting: Meeting
    children: tuple[Minuted, ...]
    before: Mapping[UUID, Minuted]
    agencies: Sequence[Agency]
    said: Said
    log: Sequence[Action]
    maps: Mapping[UUID, Map] = field(default_factory=dict)
    templates: Mapping[UUID, HandedIn] = field(default_factory=dict)


def papers_of(meeting: Meeting, viewer: Viewer) -> Papers:
    """The agenda in its order as the viewer may see it; `before` is what the last meeting minuted, by the child's id."""
    items = list(items_of(meeting, viewer).prefetch_related(*_along()))
    earlier = Item.visible_to(viewer).filter(child__in=[each.child_id for each in items], deferred_at=None)
    earlier = earlier.filter(meeting__ended_at__isnull=False, meeting__begins_at__lt=meeting.begins_at)
    earlier = earlier.select_related("child", "meeting__series__area").prefetch_related(*_along())
    last = {each.child_id: _minuted(each) for each in earlier.order_by("meeting__begins_at")}
    said = said_of(items, due_of(meeting))
    return Papers(
        meeting, tuple(_minuted(each) for each in items), last, agencies_of(meeting), said, _log(meeting, viewer)
    )


def with_maps(papers: Papers, viewer: Viewer) -> Papers:
    """The same with each child’s eco map, for those who read of exploitation (EXP-7)."""
    if not viewer.may(Permission.SEE_EXPLOITATION):
        return papers
    children = with_map(Child.visible_to(viewer).filter(pk__in=[each.item.child_id for each in papers.children]))
    maps = {each.pk: map_of(each, viewer) for each in children}
    return replace(papers, maps={child: drawn for child, drawn in maps.items() if drawn.others})


def with_templates(papers: Papers, viewer: Viewer) -> Papers:
    """The same with the template of each first discussion that was handed in and the reader may read, by item (M1-3)."""
    found = sharing.templates_for([each.item for each in papers.children])
    read = {
        item: each
        for item, each in found.items()
        if each.submitted_at is not None and sharing.may_read(each, papers.meeting, viewer)
    }
    texts = sharing.standing_texts([each.pk for each in read.values()])
    rows = sharing.with_all(Child.visible_to(viewer).filter(pk__in=[each.child_id for each in read.values()]))
    children = {each.pk: each for each in rows}
    handed = {item: HandedIn(each, texts[each.pk], children[each.child_id]) for item, each in read.items()}
    return replace(papers, templates=handed)


def _log(meeting: Meeting, viewer: Viewer) -> list[Action]:
    """What meetings of the series asked for and is still to do, what is due first before all others."""
    found = Action.visible_to(viewer).filter(TO_DO, issued_at__isnull=False, item__meeting__series=meeting.series_id)
    return list(found.select_related("child", "agency", "owner").order_by("due_on", "pk"))


def _along() -> list["Prefetch[str]"]:
    actions = Action.objects.filter(dropped_at=None).select_related("agency", "owner").order_by("at", "pk")
    return [
        Prefetch("texts", DiscussionText.objects.filter(standing=True), to_attr="standing_texts"),
        Prefetch("actions", actions, to_attr="asked"),
        Prefetch("decisions", Decision.objects.select_related("review"), to_attr="decided"),
        Prefetch("dissent", Dissent.objects.select_related("by__agency").order_by("at"), to_attr="dissents"),
        Prefetch("amendments", Amendment.objects.select_related("by").order_by("at"), to_attr="amended"),
    ]


def _minuted(item: Item) -> Minuted:
    told = {name: getattr(item, name) for name in ("standing_texts", "asked", "decided", "dissents", "amended")}
    return Minuted(
        item=item,
        texts={each.section: each.text for each in told["standing_texts"] if each.text},
        actions=tuple(told["asked"]),
        decision=next(iter(told["decided"]), None),
        dissent=tuple(told["dissents"]),
        amendments=tuple(told["amended"]),
    )
