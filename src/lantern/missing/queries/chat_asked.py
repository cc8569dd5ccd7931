"""Whether children were asked if they had a missing chat, through the viewer's scope (MIS-9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.vocabulary import Mark
from lantern.missing.models import AskedAbout, Chat, Offer, Sitting
from lantern.missing.queries.board import marked_now
from lantern.missing.queries.chat_board import RECENT
from lantern.missing.queries.chat_facts import fact_of
from lantern.missing.queries.lived import Row
from lantern.missing.rules.chat_asked import AT_ODDS, TELLS_NOTHING, at_odds, chat_at
from lantern.missing.rules.chats import NOTHING_SAID, ChatFacts
from lantern.missing.vocabulary import HadChat
from lantern.organisation.models import Agency, Member
from lantern.timekeeping.moments import Moment

SHOWN = 20
LATEST = ("-happened_at", "-recorded_at", "-id")  # of one minute, what was recorded later is the later word
AT_MOST = 200
ROW = ("id", "said", "happened_at", "date_only", "note", "by_id")


def asked_of(child: Child, viewer: Viewer) -> "QuerySet[AskedAbout]":
    """Every time `child` was asked, the latest first; what was taken back is among it."""
    found = AskedAbout.visible_to(viewer).filter(child=child)
    return found.select_related("by__agency").order_by(*LATEST)[:SHOWN]


def asked_to_take_back(key: UUID, child: Child, viewer: Viewer) -> AskedAbout | None:
    """One about `child` that stands and is the viewer's to take back: their own, or any for a missing coordinator (MIS-9)."""
    found = AskedAbout.visible_to(viewer).filter(pk=key, child=child, withdrawn_at=None)
    return (found if viewer.may(Permission.ALLOCATE_CHATS) else found.filter(by=viewer.member)).first()


def with_asked(found: "QuerySet[Any]") -> "QuerySet[Any]":
    """Chats, each with when its child was asked and when each chat of the child began, in the same query, for `asked_since`."""
    asked = AskedAbout.objects.filter(child=OuterRef("child"), withdrawn_at=None).order_by(*LATEST)
    row = JSONObject(**{name: name for name in ROW}, name=F("by__name"), agency=F("by__agency__name"))
    return found.annotate(asked_rows=ArraySubquery(asked.values(one=row)[:SHOWN]), began=_began())


def asked_since(chat: Any) -> list[AskedAbout]:
    """When the child was asked since `chat`, from `with_asked`, began and before the next did; the latest first."""
    rows = [_asked(Row(each), chat) for each in chat.asked_rows]
    return [each for each in rows if chat_at(_when(each), _times(chat.began)) == chat.pk]


def _asked(row: Row, chat: Chat) -> AskedAbout:
    by = Member(pk=UUID(row.by_id), name=row.name, agency=Agency(name=row.agency))
    when = {"happened_at": row.happened_at, "date_only": row.date_only}
    return AskedAbout(pk=UUID(row.id), child_id=chat.child_id, said=row.said, note=row.note, by=by, **when)


def differs(asked: Iterable[AskedAbout], recorded: ChatFacts) -> str:
    """What to look at: the child's last word among `asked`, which has the latest first, beside what is `recorded`."""
    last = next((each for each in asked if each.said not in TELLS_NOTHING), None)
    return at_odds(HadChat(last.said), _when(last), recorded) if last else ""


@dataclass(frozen=True)
class Differing:
    """A child's last word that differs from the record; `chat` is the one it is about, if there is any."""

    asked: AskedAbout
    chat: UUID | None
    words: str


def differing(viewer: Viewer, mark: Mark | None = None) -> list[Differing]:
    """Children in scope and focus whose last word of the last months differs from the record, latest first; in one query.

    With `mark`, those who have it today (MIS-14).
    """
    recent = AskedAbout.visible_to(viewer).filter(in_focus(viewer, through_child), withdrawn_at=None)
    recent = recent.filter(marked_now(viewer, mark))
    recent = recent.filter(happened_at__gte=viewer.now - RECENT).exclude(said__in=TELLS_NOTHING)
    last = recent.order_by("child", *LATEST).distinct("child").values("pk")
    rows = AskedAbout.objects.filter(pk__in=last, said__in=AT_ODDS).select_related("child")
    rows = rows.annotate(began=_began(), offers=_facts(Offer, "to", "how"), sittings=_facts(Sitting, "how", "how"))
    found = [_differing(each) for each in rows.order_by(*LATEST)[:AT_MOST]]
    return [each for each in found if each.words]


def _differing(asked: Any) -> Differing:
    chat = chat_at(_when(asked), _times(asked.began))
    recorded = NOTHING_SAID
    for kind, rows in (("offer", asked.offers), ("sitting", asked.sittings)):
        for row in map(Row, rows):
            if UUID(row.chat_id) == chat:
                recorded |= fact_of(kind, row.one, row.other, row.when)
    return Differing(asked, chat, differs([asked], recorded))


def _began() -> ArraySubquery:
    chats = Chat.objects.filter(child=OuterRef("child")).order_by("opened_at", "pk")
    return ArraySubquery(chats.values(one=JSONObject(pk="pk", at="opened_at")))


def _times(began: Iterable[dict[str, Any]]) -> list[tuple[datetime, UUID]]:
    return [(row.at, UUID(row.pk)) for row in map(Row, began)]


def _facts(model: Any, one: str, other: str) -> ArraySubquery:
    rows = model.objects.filter(child=OuterRef("child"), withdrawn_at=None)
    when = {name: name for name in ("chat_id", "happened_at", "date_only")}
    return ArraySubquery(rows.values(fact=JSONObject(one=one, other=other, **when)))


def _when(asked: AskedAbout) -> Moment:
    return Moment(asked.happened_at, asked.date_only)
