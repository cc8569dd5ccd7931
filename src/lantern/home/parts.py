"""What My work draws: a line that says the state of the world, and columns of things to do, each with its verb."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import COVERS_ITS_AREA, Permission
from lantern.children.naming import name_for
from lantern.design.listing import Count
from lantern.exchange.vocabulary import Ask
from lantern.home.nothing import NO_ROLE, NOTHING_WAITS
from lantern.home.queries.work import Number, Work
from lantern.mace1.vocabulary import Asked, LogShown
from lantern.missing.parts.duty import said_of
from lantern.missing.parts.who import named
from lantern.missing.rules.duty import Waiting
from lantern.missing.vocabulary import Shown as Board
from lantern.missing.vocabulary import StepKind, TriggerState
from lantern.network.vocabulary.contexts import ContextsShown
from lantern.network.vocabulary.powers import OrdersShown
from lantern.obligations import rows
from lantern.obligations.models import Obligation
from lantern.obligations.vocabulary import Shown, Whose
from lantern.timekeeping.words import when


@dataclass(frozen=True)
class Said:
    """A part of the line on top: words that lead to what they count."""

    words: str
    url: str = ""
    is_bad: bool = False
    before: str = ""


@dataclass(frozen=True)
class Item:
    """One thing to do: its verb, what about, and where it stands; `due` is said as how late or how soon."""

    verb: str
    url: str
    what: str = ""
    due: datetime | None = None
    words: str = ""


@dataclass(frozen=True)
class Column:
    """A column of things to do. `count` leads to all of them; `empty` says what would be here and how it gets here."""

    title: str
    items: Sequence[Item]
    count: str = ""
    kind: str = "plain"
    url: str = ""
    more: str = ""
    empty: str = ""
    way: str = ""  # what the link of an empty column is called; it leads to `url`


def briefing(work: Work, viewer: Viewer) -> list[Said]:
    """What counts now, in the order of what is worst: nothing that is not counted from a list."""
    return [*_unacknowledged(work), *_missing(work), *_owing(work), *_triggered(work), *_asked(work)]


def _unacknowledged(work: Work) -> Iterator[Said]:
    """Before everything else: a child at high risk whom nobody has in hand (MIS-13)."""
    waiting = len(work.waiting)
    if waiting:
        who = "1 child at high risk waits" if waiting == 1 else f"{waiting} children at high risk wait"
        yield Said(f"{who} for you to acknowledge", f"{reverse('missing:now')}?show={Board.HIGH}", is_bad=True)


def _missing(work: Work) -> Iterator[Said]:
    if Number.MISSING not in work.numbers:
        return
    url = reverse("missing:now")
    if not work.number(Number.MISSING):
        yield Said("Nobody is missing now", url, before=". ")
        return
    high = work.number(Number.HIGH)
    yield Said(f"{_short(work, Number.MISSING)} missing now", url, is_bad=bool(high), before=". ")
    if high:
        yield Said(f"{_short(work, Number.HIGH)} high risk", f"{url}?show={Board.HIGH}", before=", ")


def _owing(work: Work) -> Iterator[Said]:
    late = work.number(Number.CHECKS_OVERDUE)
    if late:
        words = f"{_short(work, Number.CHECKS_OVERDUE)} vulnerability {'check' if late == 1 else 'checks'} overdue"
        url = (
            f"{reverse('obligations:owed')}?shown={Shown.OVERDUE}&kind={StepKind.VULNERABILITY_CHECK.replace(' ', '+')}"
        )
        yield Said(words, url, is_bad=True, before=". ")


def _triggered(work: Work) -> Iterator[Said]:
    waiting = work.number(Number.TRIGGERS)
    if waiting:
        words = (
            f"{_short(work, Number.TRIGGERS)} {'trigger waits' if waiting == 1 else 'triggers wait'} for your answer"
        )
        yield Said(words, f"{reverse('missing:triggers')}?state={TriggerState.MINE}", is_bad=True, before=". ")


def _asked(work: Work) -> Iterator[Said]:
    waiting = work.number(Number.WHO)
    if waiting:
        words = (
            f"{_short(work, Number.WHO)} {'notification waits' if waiting == 1 else 'notifications wait'} for a person"
        )
        yield Said(words, reverse("exchange:queue"), before=". ")
    invited = work.number(Number.INVITED)
    if invited:
        words = f"{_short(work, Number.INVITED)} {'person has' if invited == 1 else 'people have'} not accepted yet"
        yield Said(words, f"{reverse('access:people')}?shown=waiting", before=". ")


def columns(work: Work, viewer: Viewer) -> list[Column]:
    """The columns that this person's roles fill."""
    found = []
    if viewer.may(Permission.SEE_OBLIGATIONS):
        found += [_now(work, viewer), _week(work, viewer)]
    found.append(_waiting(work, viewer))
    return found


def _now(work: Work, viewer: Viewer) -> Column:
    url = f"{reverse('obligations:owed')}?whose={Whose.MINE}&shown={Shown.NOW}"
    return Column(
        title="Now",
        items=[*_to_acknowledge(work, viewer), *(_to_do(each, viewer) for each in work.now)],
        count=_short(work, Number.NOW),
        kind="late" if work.waiting or (work.now and work.now[0].due_at < viewer.now) else "plain",
        url=url,
        more=_more(work, Number.NOW, len(work.now)),
        empty=_how_it_comes(work, viewer) or "Nothing is overdue or due today.",
    )


def _to_acknowledge(work: Work, viewer: Viewer) -> Iterator[Item]:
    """First of all what is the viewer's turn, or everybody's."""
    for each in work.waiting:
        assert isinstance(each.said, Waiting)
        said = said_of(each.said, viewer).removeprefix(", and ").removeprefix(". ").rstrip(".")
        url = reverse("missing:episode", args=[each.episode.pk])
        yield Item("Acknowledge", url, named(each.episode.child, viewer), words=said[:1].upper() + said[1:])


def _week(work: Work, viewer: Viewer) -> Column:
    return Column(
        title="Next 7 days",
        items=[_to_do(each, viewer, soon=True) for each in work.week],
        count=_short(work, Number.WEEK),
        url=f"{reverse('obligations:owed')}?whose={Whose.MINE}&shown={Shown.WEEK}",
        more=_more(work, Number.WEEK, len(work.week)),
        empty="Nothing falls due for you. When a return is recorded, what must follow it appears here.",
    )


def _how_it_comes(work: Work, viewer: Viewer) -> str:
    """For those who see the children they work with: how a child gets here, while there is none."""
    if viewer.roles & COVERS_ITS_AREA or work.number(Number.WORKS_WITH):
        return ""
    return "You will see a child here when somebody records that you work with them, and something is owed for them."


def _to_do(obligation: Obligation, viewer: Viewer, *, soon: bool = False) -> Item:
    line = rows.line(obligation, viewer)
    place = viewer.areas.name(obligation.child.area_id)
    is_own_duty = obligation.owner_id is None and obligation.owner_role != "allocated worker"
    whose = "" if line.whose == "You" or is_own_duty else line.whose
    where = ", ".join(part for part in (whose, place) if part)
    if soon:
        where = " · ".join(part for part in (when(obligation.due_at, viewer.now), where) if part)
    return Item(line.verb, line.url, line.child, None if soon else obligation.due_at, where)


def _waiting(work: Work, viewer: Viewer) -> Column:
    items = [
        *_setting_up(work),
        *_questions(work, viewer),
        *_discussions(work, viewer),
        *_returns(work),
        *_many(work),
        *_people(work, viewer),
    ]
    total = sum(work.number(each) for each in WAITING) + work.is_new
    more = any(work.numbers[each].more for each in WAITING if each in work.numbers)
    nothing = next((each for each in NOTHING_WAITS if viewer.may(each.may)), NO_ROLE)
    return Column(
        title="Waiting for me",
        items=items,
        count=Count(total, more).short if total else "",
        kind="note",
        url="" if items or not nothing.url_name else reverse(nothing.url_name),
        empty=nothing.words,
        way=nothing.way,
    )


CONCERN = (Number.ORDERS, Number.STEPS, Number.REVIEWS)
CHATS = (Number.CHATS_ASKED, Number.CHATS_TOLD, Number.CHATS_TO_DO)
WAITING = (
    Number.WHO,
    Number.OVERLAP,
    Number.TIMES,
    Number.PROVISIONAL,
    Number.UNPLACED,
    Number.INVITED,
    Number.DISCUSSIONS,
    Number.ANSWERS,
    Number.LATE_ACTIONS,
    Number.RETURNS,
    *CHATS,
    *CONCERN,
)


def _setting_up(work: Work) -> Iterator[Item]:
    if work.is_new:
        yield Item(
            "Set the partnership up", reverse("home:setting_up"), words="districts, postcodes, people, the first feed"
        )


def _questions(work: Work, viewer: Viewer) -> Iterator[Item]:
    """The notifications that have waited longest, one by one."""
    for incident in work.questions:
        yield Item(
            verb="Match a notification",
            url=reverse("exchange:incident", args=[incident.pk]),
            what=incident.reference,
            words=" · ".join(part for part in (viewer.areas.name(incident.area_id), incident.why.rstrip(".")) if part),
        )
    left = work.number(Number.WHO) - len(work.questions)
    if left > 0:
        yield Item(f"Match {left}{_plus(work, Number.WHO)} more", reverse("exchange:queue"))


def _discussions(work: Work, viewer: Viewer) -> Iterator[Item]:
    """Requests that wait for a chair, and the answers to one's own (M1-2)."""
    for asked in work.asked:
        yield Item(
            "Decide whether a child is discussed", reverse("mace1:decide", args=[asked.pk]), name_for(asked.child, viewer),
            words=f"{asked.by.agency.name} asked, {when(asked.at, viewer.now)}",
        )  # fmt: skip
    left = work.number(Number.DISCUSSIONS) - len(work.asked)
    if left > 0 and work.asked:
        url = reverse("mace1:proposals", args=[work.asked[-1].meeting_id])
        yield Item(f"Decide about {left}{_plus(work, Number.DISCUSSIONS)} more", url)
    for asked in work.answered:
        words = f"{asked.series}, {'accepted' if asked.state == Asked.ACCEPTED else 'declined'}"
        yield Item(
            "Read the chair’s answer",
            reverse("mace1:request", args=[asked.pk]),
            name_for(asked.child, viewer),
            words=words,
        )


def _returns(work: Work) -> Iterator[Item]:
    """What one's agency holds of the children of the next meeting (M1-5)."""
    for each in work.returns:
        noun = "child" if work.number(Number.RETURNS) == 1 else "children"
        url = reverse("mace1:returns", args=[each.meeting_id])
        yield Item(f"Say what you hold of {_short(work, Number.RETURNS)} {noun}", url, words=f"for {each.meeting}")


def _many(work: Work) -> Iterator[Item]:
    """What is done in a row, as one line with its number."""
    queue = reverse("exchange:queue")
    urls = {
        Number.OVERLAP: f"{queue}?ask={Ask.OVERLAP}",
        Number.TIMES: f"{queue}?ask={Ask.TIMES}",
        Number.PROVISIONAL: reverse("children:provisional"),
        Number.UNPLACED: reverse("children:unplaced"),
        Number.CHATS_ASKED: reverse("missing:chat_requests"),
        Number.CHATS_TOLD: f"{reverse('missing:chats')}?shown=told",
        Number.CHATS_TO_DO: f"{reverse('missing:chats')}?shown=todo",
        Number.ORDERS: f"{reverse('network:orders')}?show={OrdersShown.EXPIRING}",
        Number.LATE_ACTIONS: f"{reverse('mace1:actions')}?show={LogShown.LATE}",
        Number.STEPS: f"{reverse('network:steps')}?late=1",
        Number.REVIEWS: f"{reverse('network:contexts')}?show={ContextsShown.MINE}",
    }
    for number, (verb, one, many, words) in MANY.items():
        if work.number(number):
            noun = one if work.number(number) == 1 else many
            yield Item(f"{verb} {_short(work, number)} {noun}", urls[number], words=words)


MANY = {
    Number.OVERLAP: ("Sort out", "overlapping report", "overlapping reports", "the same episode, or another?"),
    Number.TIMES: ("Settle", "time in doubt", "times in doubt", "no return, or one that cannot be right"),
    Number.PROVISIONAL: ("Confirm", "new record", "new records", "opened from notifications"),
    Number.UNPLACED: ("Place", "child without an area", "children without an area", "seen by county-level roles alone"),
    Number.CHATS_ASKED: ("Match", "request for a chat", "requests for a chat", "say which child it is about"),
    Number.CHATS_TOLD: ("Read", "missing chat", "missing chats", "you were told how it went"),
    Number.CHATS_TO_DO: ("Do", "thing after a chat", "things after a chat", "and say what came of it"),
    Number.LATE_ACTIONS: ("Chase", "late action", "late actions", "of a meeting you run"),
    Number.STEPS: ("Do", "late step of a plan", "late steps of plans", "for a group or place"),
    Number.REVIEWS: ("Assess", "group or place again", "groups and places again", "its review is overdue"),
    Number.ORDERS: ("Look at", "order that ends soon", "orders that end soon", "renew it, or let it end"),
}


def _people(work: Work, viewer: Viewer) -> Iterator[Item]:
    """People who were invited and have not come."""
    for member in work.invited:
        sent = getattr(member, "latest", [])
        words = _invitation(sent[0].sent_at, sent[0].expires_at, viewer.now) if sent else "not invited yet"
        verb = "Invite" if not sent or sent[0].expires_at <= viewer.now else "Remind"
        yield Item(verb, reverse("access:member", args=[member.pk]), member.name, words=words)
    left = work.number(Number.INVITED) - len(work.invited)
    if left > 0:
        yield Item(f"See {left}{_plus(work, Number.INVITED)} more", f"{reverse('access:people')}?shown=waiting")


def _invitation(sent: datetime, expires: datetime, now: datetime) -> str:
    return f"invited {when(sent, now)}" + (", and the link has expired" if expires <= now else "")


def _short(work: Work, number: Number) -> str:
    return work.numbers[number].short if number in work.numbers else ""


def _plus(work: Work, number: Number) -> str:
    return "+" if work.numbers[number].more else ""


def _more(work: Work, number: Number, shown: int) -> str:
    left = work.number(number) - shown
    return f"{left}{_plus(work, number)} more" if left > 0 else ""
