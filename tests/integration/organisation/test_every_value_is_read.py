"""PAR-7: every single value of the arrangement, changed alone, changes an obligation, a page or a decision.

A value that somebody adds without a case here fails; so does one that nothing reads.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lantern.access.viewer import viewer_of
from lantern.children.actions import move_to
from lantern.children.actions.restricting import restrict
from lantern.children.models import Allocation
from lantern.children.rules.described import Described
from lantern.children.vocabulary import Ground, Status
from lantern.exploitation.actions import assessing, concerns, facts
from lantern.exploitation.rules.scheme import Scheme
from lantern.exploitation.rules.suggestion import suggest
from lantern.exploitation.vocabulary import Answer, Because, Decision, Grounds, ProtectionStep, Told, Voice, Worry
from lantern.governance.rules.bursts import is_burst
from lantern.governance.rules.looks import Looks, Spell, unusual
from lantern.mace1.queries.discussing import closings_of, sections_of
from lantern.mace1.rules.threshold import Known, proposed
from lantern.meetings.models import Seat
from lantern.meetings.parts.rows import cycle_of
from lantern.meetings.queries.places import statement
from lantern.meetings.queries.series import areas_without_series, arranged_on
from lantern.meetings.vocabulary import SeriesKind
from lantern.missing import actions as missing
from lantern.missing.actions import answer_triggers, link_waiting, print_letters, receive, record_step
from lantern.missing.models import Episode, Incident, Trigger
from lantern.missing.parts.profile import checked
from lantern.missing.queries.board import numbers
from lantern.missing.queries.duty import waiting
from lantern.missing.queries.handover import handover
from lantern.missing.queries.returned import returned_and_owed
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import (
    Absence,
    AnswerKind,
    Asker,
    Channel,
    Grade,
    MessageKind,
    OfferedHow,
    OfferedTo,
    Risk,
    Said,
    Shown,
    StepKind,
)
from lantern.network.actions.orders import record_order
from lantern.network.actions.persons import record_person
from lantern.network.forms.persons import StatementForm
from lantern.network.queries.orders import expiring
from lantern.network.queries.scheme import scheme_of
from lantern.network.rules.tied import Issued
from lantern.network.vocabulary.powers import Power
from lantern.obligations.models import Obligation
from lantern.obligations.queries import mine
from lantern.organisation.actions import change_arrangement, invite
from lantern.organisation.models import Member
from lantern.organisation.queries import arrangement_on, current_partnership
from lantern.organisation.rules.arrangement import Arrangement, ContactSpec
from lantern.organisation.rules.leaves import leaves
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.clocks import Clock, Unit
from lantern.timekeeping.moments import Moment, london
from lantern.writing.rules import Typed
from tests.factories.children import a_child, an_episode
from tests.factories.meetings import a_series, some_meetings
from tests.factories.people import SITE, a_member, a_partnership, an_area, now, signed_in_client
from tests.factories.today import today
from tests.unit.organisation.arrangements import ESSEX

pytestmark = pytest.mark.django_db
BORN = date(2012, 3, 4)
SOON = Clock(7, Unit.MINUTES)
NAMESAKE = frozenset({"example"})
AFTER_WORK = Looks(BORN, (), work=(Spell(None, BORN - timedelta(days=20)),))
AT_NIGHT = Looks(BORN, (datetime(2026, 1, 5, 22, 30, tzinfo=UTC),), NAMESAKE, NAMESAKE)
AT_DAWN = Looks(BORN, (datetime(2026, 1, 5, 7, 30, tzinfo=UTC),), NAMESAKE, NAMESAKE)


def owed(by: Member, grade: Grade = Grade.PRIORITY) -> Any:
    """How long there is for each thing that an absence and a return start."""
    child = a_child(status=Status.FAMILY_SOLUTIONS)
    an_episode(child, by=by, hours_ago=4, back_hours_ago=2, grade=grade)
    return {row.kind: row.due_at - row.starts_at for row in Obligation.objects.all()}


def profile_said(by: Member) -> Any:
    """What a page says of a profile that was checked two months ago."""
    then = now() - timedelta(days=63)
    made = missing.save_profile(child=a_child(), said={"call": "Nobody"}, version=0, by=by, at=then)
    return checked(made, viewer_of(by, now=now())).tag.kind


def owed_after(*, absence: Absence = Absence.MISSING, refused: bool = False) -> Callable[[Member], Any]:
    """What is owed to a child not open to children's services, also where the parent refused a chat."""

    def observed(by: Member) -> Any:
        episode = an_episode(a_child(), by=by, hours_ago=4, back_hours_ago=2, absence=absence)
        if refused:
            offered = {"to": OfferedTo.PARENT, "how": OfferedHow.PHONE, "happened": Moment(now())}
            offer = missing.offer_chat(episode=episode, by=by, at=now(), **offered)
            parent = {"whose": OfferedTo.PARENT, "said": Said.DECLINED, "happened": Moment(now())}
            missing.answer_chat(chat=offer.chat, by=by, at=now(), **parent)
        return sorted(Obligation.objects.values_list("kind", flat=True))

    return observed


def chat_work_left(by: Member) -> Any:
    """For how many days a chat worker sees the child after they told how the chat went."""
    episode = an_episode(a_child(), by=by, hours_ago=4, back_hours_ago=2)
    offered = {"to": OfferedTo.CHILD, "how": OfferedHow.PHONE, "happened": Moment(now())}
    chat = missing.offer_chat(episode=episode, by=by, at=now(), **offered).chat
    missing.allocate_chat(chat=chat, worker=by, by=by, at=now())
    missing.tell_of_chat(chat=chat, to=by, words="", site=SITE, by=by, at=now())
    work = Allocation.objects.get(member=by)
    assert work.until is not None
    return (work.until - work.since).days


def taken_up(by: Member) -> Any:
    """What a chat is about that a child asks for twenty days after refusing one (MIS-9, MIS-10)."""
    child = a_child()
    episode = an_episode(child, by=by, hours_ago=24 * 30, back_hours_ago=24 * 30 - 5)
    spoken = {"happened": Moment(now() - timedelta(days=20)), "by": by, "at": now()}
    chat = missing.offer_chat(episode=episode, to=OfferedTo.CHILD, how=OfferedHow.PHONE, **spoken).chat
    missing.answer_chat(chat=chat, whose=OfferedTo.CHILD, said=Said.DECLINED, **spoken)
    asked = missing.request_chat(child=child, asker=Asker.CHILD, channel=Channel.PHONE, by=by, at=now())
    return asked.chat == chat


def still_on_the_board(by: Member) -> Any:
    """Whether a child who came back eleven days ago, and is owed things still, stands there."""
    an_episode(a_child(), by=by, hours_ago=24 * 11 + 5, back_hours_ago=24 * 11)
    return len(returned_and_owed(viewer_of(by, now=now())))


def on_the_sheet(by: Member) -> Any:
    """What the next shift is told to do of what is due in about twenty hours."""
    an_episode(a_child(), by=by, hours_ago=6, back_hours_ago=4)
    return [each.kind for each in handover(viewer_of(by, now=now())).due]


def at_once(by: Member) -> Any:
    return owed(by, Grade.IMMEDIATE)


def at_leisure(by: Member) -> Any:
    return owed(by, Grade.SCHEDULED)


def repeats(by: Member) -> Any:
    """How many of two children, missing three times in 5 and in 80 days, count as repeatedly missing."""
    for days in (5, 80):
        child = a_child()
        for number in (days, days - 1):
            an_episode(child, by=by, hours_ago=24 * number, back_hours_ago=24 * number - 3)
        an_episode(child, by=by, hours_ago=2)
    return numbers(viewer_of(by, now=now())).of(Shown.REPEAT)


def missing_on(by: Member) -> Any:
    """How long after its start, or its birthday, each review and the handover of a long absence is due (MIS-15)."""
    child = a_child(born=today().replace(year=today().year - 17) - timedelta(days=330))
    an_episode(child, by=by, hours_ago=2)
    rows = Obligation.objects.filter(kind__in=("long missing review", "adult handover"))
    episode = Episode.objects.get()
    return {(row.kind, row.cause): row.due_at - episode.started_at for row in rows}


def handovers_to_do(by: Member) -> Any:
    """Whether the handover of a missing child of seventeen and a bit is among what the coordinator has to do (MIS-15)."""
    coordinator = a_member(by.partnership, Role.MISSING_COORDINATOR)
    child = a_child(born=today().replace(year=today().year - 17, day=1) - timedelta(days=90))
    an_episode(child, by=by, hours_ago=2)
    return [row.kind for row in mine(viewer_of(coordinator, now=now())) if row.kind == "adult handover"]


def set_off(by: Member) -> Any:
    """What two returns within a day set off, where a risk was high and a plan had been made, and by when (MIS-8, 12)."""
    child = a_child(status=Status.LOOKED_AFTER)
    first = an_episode(child, by=by, hours_ago=9, back_hours_ago=8, risk=Risk.HIGH)
    record_step(
        episode=first, kind=StepKind.PREVENTION_PLAN, happened=Moment(now() - timedelta(hours=7)), reference="P1", by=by,
        at=now(),
    )  # fmt: skip
    an_episode(child, by=by, hours_ago=6, back_hours_ago=5, risk=Risk.HIGH)
    for trigger, kind in zip(Trigger.objects.order_by("at", "id"), AnswerKind, strict=False):
        answer_triggers(triggers=[trigger], kind=kind, text="Invented.", by=by, at=now())
    return sorted((row.kind, row.due_at - row.starts_at) for row in Obligation.objects.all())


def whose_turn(by: Member) -> Any:
    """Whose turn it is after forty minutes, with two on the rota (MIS-13)."""
    an_episode(a_child(), by=by, hours_ago=5 / 6, risk=Risk.HIGH)  # reported ten minutes later
    for place, member in enumerate((by, a_member(by.partnership, Role.LIAISON_OFFICER)), start=1):
        missing.add_shift(
            member=member, area=None, place=place, since=now() - timedelta(hours=2), until=now() + timedelta(hours=2), by=by,
            at=now(),
        )  # fmt: skip
    return [each.is_turn_of(by) for each in waiting(viewer_of(by, now=now()))]


def graded_without_reason(by: Member) -> Any:
    """What the page answers to a risk that nobody gave a reason for."""
    with within(by.partnership_id):
        episode = an_episode(a_child(), by=by, hours_ago=2)
    typed = {"risk": Risk.HIGH, "risk_reason": "", "grade": Grade.IMMEDIATE}
    return signed_in_client(by).post(f"/missing/{episode.pk}/grade/", typed).status_code


def page(by: Member) -> Any:
    """The marking above and who to call below, on any page."""
    html = signed_in_client(by).get("/missing/").content.decode()
    return [words in html for words in ("Restricted-Fictional", "Invented duty desk")]


def invited_for(by: Member) -> Any:
    member = a_member(current_partnership(), accepted=False)
    made = invite(member=member, site=SITE, mail=False, by=None, at=now()).invitation
    return round((made.expires_at - made.sent_at) / timedelta(days=1))


def found_unusual(looks: Looks) -> Callable[[Member], Any]:
    """What is said of these looks at a child's record (SHA-6)."""
    return lambda by: [each.said for each in unusual(looks, arranged().unusual)]


def a_burst(children: int, usual: float) -> Callable[[Member], Any]:
    """Whether so many records in an hour are too many for somebody with that usual (SHA-6)."""
    return lambda by: is_burst(children, usual, arranged().unusual)


def printed(by: Member) -> Any:
    """What the letters to a child of fourteen and to the parent say, in a partnership that can be reached (MIS-8)."""
    said = arranged().missing.letters
    reached = {"mailbox": "team@example.org", "phone": "01632 960 001"}
    more = {f"missing.letters.{name}": text for name, text in reached.items() if not getattr(said, name)}
    if more:
        seen_ = current_partnership().arrangement_version
        change_arrangement(values=more, effective_from=today(), seen=seen_, by=by, at=now())
    by = Member.objects.select_related("partnership", "agency", "user").get(pk=by.pk)
    child = a_child(
        "Rowan", born=today().replace(day=1) - timedelta(days=14 * 366), area=an_area(by.partnership, "Harlow")
    )
    move_to(
        child=child, text="1 Nowhere Lane", postcode="ZZ1 1ZZ", district=child.area_id, since=date(2024, 1, 1), by=None,
        at=now(),
    )  # fmt: skip
    an_episode(child, by=by, hours_ago=4, back_hours_ago=2)
    return [(each.to, each.said) for each in print_letters(children=[child], by=by, at=now())]


def review_of_a_restriction(by: Member) -> Any:
    """How long there is until it is looked at again whether a record must stay restricted."""
    second = a_member(by.partnership, Role.CHAT_WORKER)
    restrict(child=a_child(), ground=Ground.WITNESS, words="x", named=[by, second], by=by, at=now())
    return [(each.due_at - now()).days for each in Obligation.objects.all()]


EXPLOITATION_CLOCKS = (
    "concern",
    "referral",
    "acknowledgement",
    "protection",
    "first_assessment",
    "after_trigger",
    "sign_off",
    "reasonable_grounds",
    "conclusive_grounds",
)


def owed_for_exploitation(by: Member) -> Any:
    """How long there is for what a concern, an assessment and a trigger after it start."""
    child, then = a_child(), now() - timedelta(hours=8)
    concern = concerns.raise_concern(
        child=child, described=None, worry=Worry.HIGH, saw="x", told_by=Told.SAW, by=by, at=then
    )
    concerns.record_step(
        concern=concern, step=ProtectionStep.REFERRAL, happened_on=london(then).date(), to="x", by=by, at=then
    )
    concerns.decide(concern=concern, decision=Decision.ASSESS, words="x", by=by, at=then)
    assessment = assessing.open_assessment(child=child, because=Because.CONCERN, by=by, at=then)
    for voice in Voice:
        assessing.write_section(assessment=assessment, section=voice, typed=Typed("x", 0, str(by.pk)), by=by, at=then)
    assessing.finish(assessment=assessment, level="Standard", manager=None, by=by, at=then)
    an_episode(child, by=by, hours_ago=4, back_hours_ago=2, risk=Risk.HIGH)
    long_ago = today() - timedelta(days=200)
    referral = facts.refer_to_mechanism(child=child, referred_on=long_ago, responder="x", by=by, at=then)
    facts.decide_reasonable(mechanism=referral, grounds=Grounds.POSITIVE, on=long_ago, by=by, at=then)
    referral.refresh_from_db()
    return referral.conclusive_from, {
        (row.subject_kind, row.kind, row.cause.split()[0]): row.due_at - row.starts_at
        for row in Obligation.objects.exclude(subject_kind__in=("episode", "trigger"))
    }


def suggested(by: Member) -> Any:
    """What an assessment of today suggests where each answer is given once."""
    assessment = assessing.open_assessment(child=a_child(), because=Because.NEWS, by=by, at=now())
    scheme = Scheme.read(assessment.scheme)
    counting = [Answer.NOW, Answer.RECENT, Answer.OLDER, Answer.SUSPECTED]
    return suggest(scheme, dict(zip(scheme.indicators, counting, strict=False)))


def what_a_grade_asks(by: Member) -> Any:
    """The codes of a source on the form for what is known of a person of concern (INT-3)."""
    form = StatementForm(scheme=scheme_of(viewer_of(by, now=now())))
    return [code for code, _ in form.fields["source_grade"].choices]  # type: ignore[attr-defined]


def orders_that_end(by: Member) -> Any:
    """How many orders end soon, of one whose last day is in forty days (EXP-5)."""
    person = record_person(name="Vance Madeup", description="", area=None, by=by, at=now())
    issued = Issued(Power.ABDUCTION, today(), "Fictional Police", today() + timedelta(days=40))
    record_order(person=person, issued=issued, by=by, at=now())
    return expiring(viewer_of(by, now=now())).count()


def arranged() -> Arrangement:
    return arrangement_on(today(), current_partnership())


def decision(*children: dict[str, Any]) -> Callable[[Member], Any]:
    """What becomes of a report of Rosalind Example, where these children are known: linked, asked about, or new."""

    def observed(by: Member) -> Any:
        known = [
            a_child(each.get("forename", "Rosalind"), each.get("surname", "Example"), born=each.get("born", BORN))
            for each in children
        ]
        receive(messages=[(a_report(now()), {})], by=None, at=now())
        link_waiting(by=None, at=now())
        incident = Incident.objects.get()
        if incident.child is None:
            return "asked about"
        return "linked" if incident.child in known else "new"

    return observed


def a_report(at: datetime) -> Message:
    who = Described(forename="Rosalind", surname="Example", born=BORN)
    return Message(
        key="one", source="police", reference="R1", kind=MessageKind.INITIAL, fingerprint="one", who=who,
        reported=Moment(at), last_seen=Moment(at),
    )  # fmt: skip


def meetings_planned(by: Member) -> Any:
    """When the meetings of a year are, how long, and by when what each needs is there."""
    made = some_meetings(a_series(), months=12)
    return [(each.begins_at, each.length, cycle_of(each)) for each in made]


def what_a_meeting_asks(by: Member) -> Any:
    """What is written of each child, why one is closed, and who sits there."""
    series = a_series()
    meeting = some_meetings(series)[0]
    seats = sorted(Seat.objects.values_list("designation", flat=True))
    return [each.words for each in sections_of(meeting)], closings_of(meeting), seats


def who_has_a_series_to_come(by: Member) -> Any:
    """The areas for which a series can begin."""
    return [each.name for each in areas_without_series(SeriesKind.MACE1, arranged_on(today()).level)]


def who_is_proposed(by: Member) -> Any:
    """How children come onto an agenda by themselves: by their level, known to be exploited, most vulnerable from missing."""
    levels, arranged = ("Standard", "Medium", "High", "Actual"), arranged_on(today())
    known = (Known("High", levels), Known(exploited=("criminal",)), Known(repeatedly=True, at_risk=True))
    return [proposed(each, arranged) for each in known]


def statement_shown(by: Member) -> Any:
    """What everybody who comes accepts."""
    return statement(viewer_of(by, now=now()))


CASES: dict[str, tuple[Any, Callable[[Member], Any]]] = {
    "mace1.level": ("district", who_has_a_series_to_come),
    "mace1.highest": (1, who_is_proposed),
    "mace1.known_victim": (False, who_is_proposed),
    "mace1.from_missing": (False, who_is_proposed),
    "mace1.every_months": (2, meetings_planned),
    "mace1.week": (3, meetings_planned),
    "mace1.weekday": (1, meetings_planned),
    "mace1.begins": ("14:15", meetings_planned),
    "mace1.length": (90, meetings_planned),
    **dict.fromkeys(
        (
            f"mace1.clocks.{name}"
            for name in ("request_closes", "template_due", "agenda_out", "return_due", "minutes_out")
        ),
        (SOON, meetings_planned),
    ),
    "mace1.sections": ("What was said\n", what_a_meeting_asks),
    "mace1.closures": ("Safe now\n", what_a_meeting_asks),
    "mace1.seats": ("chair | Children and families | Invented chair\n", what_a_meeting_asks),
    "mace1.statement": ("Other words\n", statement_shown),
    "marking": ("Restricted-Fictional", page),
    "contacts": ((ContactSpec(who="Invented duty desk", call="ext. 1"),), page),
    "membership.invitation_days": (3, invited_for),
    "missing.clocks.attend_immediate": (SOON, at_once),
    "missing.clocks.attend_priority": (SOON, owed),
    "missing.clocks.attend_scheduled": (SOON, at_leisure),
    "missing.clocks.vulnerability_check": (SOON, owed),
    "missing.clocks.chat_offer": (SOON, owed),
    "missing.clocks.chat": (SOON, owed),
    "missing.clocks.contact": (SOON, owed),
    "missing.clocks.prevention_plan": (SOON, owed),
    "missing.clocks.plan_review": (SOON, set_off),
    "missing.clocks.answer_trigger": (SOON, set_off),
    "missing.clocks.support_response": (SOON, set_off),
    "missing.clocks.strategy_meeting": (SOON, set_off),
    "missing.clocks.review_first": (SOON, missing_on),
    "missing.clocks.review_second": (SOON, missing_on),
    "missing.clocks.review_third": (SOON, missing_on),
    "missing.clocks.review_fourth": (SOON, missing_on),
    "missing.clocks.adult_handover": (SOON, missing_on),
    "missing.chats.change_days": (10, taken_up),
    "missing.late_days": (7, still_on_the_board),
    "missing.handover_hours": (30, on_the_sheet),
    "missing.adult_ahead_months": (12, handovers_to_do),
    "missing.high_risk_is_harm": (False, set_off),
    "missing.acknowledge_minutes": (60, whose_turn),
    "missing.profile_months": (1, profile_said),
    "missing.open_statuses": (("LAC",), owed),
    "missing.repeat_count": (4, repeats),
    "missing.repeat_days": (20, repeats),
    "missing.risk_reason_required": (False, graded_without_reason),
    "missing.chats.after_away": (False, owed_after(absence=Absence.AWAY)),
    "missing.chats.only_if_open": (True, owed_after()),
    "missing.chats.parent_ends": (False, owed_after(refused=True)),
    "missing.chats.worker_days": (0, chat_work_left),
    "missing.matching.certain_from": (40.0, decision({})),
    "missing.matching.possible_from": (15.0, decision({"forename": "Rowan"})),
    "missing.matching.lead_over_next": (1.0, decision({}, {"surname": "Exampel"})),
    "missing.matching.largest_block": (1, decision({}, {})),
    "missing.letters.team": ("The Invented Team", printed),
    "missing.letters.mailbox": ("chats@example.org", printed),
    "missing.letters.phone": ("01632 960 222", printed),
    "missing.letters.child_from_age": (16, printed),
    "missing.letters.child_text": ("# Talk to us\n\n{name}, write to {mailbox} or ring {phone}.", printed),
    "missing.letters.parent_text": ("# Talk to us\n\nAbout {name}: {mailbox}, {phone}.", printed),
    "restricted.review_days": (30, review_of_a_restriction),
    **dict.fromkeys((f"exploitation.clocks.{name}" for name in EXPLOITATION_CLOCKS), (SOON, owed_for_exploitation)),
    "exploitation.review_months": (1, owed_for_exploitation),
    "exploitation.levels": ("Standard\nHigh 1\nActual\n", suggested),
    "exploitation.indicators": ("## Signs\n- Owes money *5\n", suggested),
    "exploitation.suggests": (False, suggested),
    "exploitation.weights.now": (9, suggested),
    "exploitation.weights.recent": (3, suggested),
    "exploitation.weights.older": (2, suggested),
    "exploitation.weights.suspected": (3, suggested),
    "intelligence.grading": ("5x5x5", what_a_grade_asks),
    "intelligence.expiry_days": (60, orders_that_end),
    "unusual.children_an_hour": (50, a_burst(40, 2)),
    "unusual.times_usual": (10, a_burst(40, 8)),
    "unusual.days_after_work": (90, found_unusual(AFTER_WORK)),
    "unusual.quiet_from": (23, found_unusual(AT_NIGHT)),
    "unusual.quiet_until": (8, found_unusual(AT_DAWN)),
}
OUTSIDE = (page, graded_without_reason)
"""These ask a page, which enters the partnership by itself."""


def test_every_value_has_a_case() -> None:
    """PAR-7: a value without one is either not read or not tested."""
    assert set(CASES) == set(leaves(ESSEX))


@pytest.mark.parametrize("name", CASES)
def test_changing_it_alone_changes_what_is_seen(name: str) -> None:
    """PAR-7: by way of the action that the pages use, from today on."""
    value, observe = CASES[name]
    assert leaves(ESSEX)[name] != value
    assert seen(observe, {}) != seen(observe, {name: value})


def seen(observe: Callable[[Member], Any], values: dict[str, Any]) -> Any:
    """What `observe` sees in a partnership of its own with these values."""
    here = a_partnership()
    by = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        if values:
            version, then = current_partnership().arrangement_version, now() - timedelta(days=3)
            # whatever happened some hours ago, yesterday it may be, follows it
            change_arrangement(values=values, effective_from=london(then).date(), seen=version, by=by, at=then)
        by = Member.objects.select_related("partnership", "agency", "user").get(pk=by.pk)
        if observe not in OUTSIDE:
            return observe(by)
    return observe(by)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("missing.matching.certain_from", "linked", "asked about"),
        ("missing.matching.possible_from", "asked about", "new"),
        ("missing.matching.lead_over_next", "asked about", "linked"),
        ("missing.matching.largest_block", "asked about", "new"),
    ],
)
def test_each_threshold_of_matching_turns_a_decision(name: str, before: str, after: str) -> None:
    """MIS-4, PAR-7: which way each of the four moves it."""
    value, observe = CASES[name]
    assert (seen(observe, {}), seen(observe, {name: value})) == (before, after)
