"""Triggers as they stand in the database: fired, explained, answered, chased, withdrawn with the answer kept (MIS-12)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.missing import actions
from lantern.missing.actions.known import link_known
from lantern.missing.models import Episode, Incident, Trigger, TriggerAnswer
from lantern.missing.rules.message import Message
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import AnswerKind, Harm, MessageKind, Risk
from lantern.obligations.models import Obligation
from lantern.organisation.actions import change_arrangement
from lantern.organisation.models import Member
from lantern.organisation.queries import current_partnership
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, now
from tests.factories.today import hours_ago_today, today
from tests.unit.missing.told import ROWAN

pytestmark = pytest.mark.django_db
DAYS = 24  # hours


@pytest.fixture
def officer() -> Iterator[Member]:
    here = a_partnership()
    member = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        yield member


def three_times(child: Child, by: Member, *, days_ago: tuple[int, ...] = (40, 20, 2)) -> list[Episode]:
    """Episodes of three hours each."""
    return [an_episode(child, by=by, hours_ago=DAYS * n, back_hours_ago=DAYS * n - 3) for n in days_ago]


def standing(**like: Any) -> list[tuple[str, str]]:
    rows = Trigger.objects.filter(withdrawn_at=None, **like).order_by("at", "kind", "answerer")
    return [(row.kind, row.answerer) for row in rows]


BOTH = [("repeat missing", "children's services"), ("repeat missing", "liaison officer")]


def test_the_third_episode_in_ninety_days_asks_both_agencies(officer: Member) -> None:
    """MIS-12a: and each is chased by an obligation of its own, with the arrangement's clock."""
    child = a_child()
    last = three_times(child, officer)[-1]
    assert standing() == BOTH
    owed = Obligation.objects.filter(subject_kind="trigger").order_by("owner_role")
    assert [(one.kind, one.owner_role) for one in owed] == [(f"trigger: {kind}", whose) for kind, whose in BOTH]
    assert {one.starts_at for one in owed} == {last.reported_at}
    assert {one.due_at - one.starts_at for one in owed} == {timedelta(hours=24)}
    assert {one.met_at for one in owed} == {None}
    assert Trigger.objects.filter(words__startswith="3 episodes since").count() == 2


def test_an_answer_meets_what_was_owed_and_promises_what_follows(officer: Member) -> None:
    """MIS-12: a request for support is to be answered, a strategy meeting to be held; no further action ends it."""
    three_times(a_child(), officer)
    support, meeting = Trigger.objects.order_by("answerer")
    at = now()
    answer(support, officer, AnswerKind.STRATEGY, at=at)
    answer(meeting, officer, AnswerKind.SUPPORT, at=at)
    assert set(Obligation.objects.filter(subject_kind="trigger").values_list("met_at", flat=True)) == {at}
    promised = Obligation.objects.filter(cause="a trigger was answered").order_by("kind")
    assert [(one.kind, one.owner_role, one.starts_at) for one in promised] == [
        ("strategy meeting", "children's services", at),
        ("support response", "children's services", at),
    ]


def answer(
    trigger: Trigger, by: Member, kind: AnswerKind = AnswerKind.NOTHING, text: str = "Seen by the team.", at: Any = None
) -> TriggerAnswer:
    (made,) = actions.answer_triggers(triggers=[trigger], kind=kind, text=text, by=by, at=at or now())
    return made


def test_no_further_action_needs_a_reason(officer: Member) -> None:
    """MIS-12: so does every other answer."""
    three_times(a_child(), officer)
    with pytest.raises(NotAllowed, match="Say why"):
        answer(Trigger.objects.all()[0], officer, text="  ")
    assert not TriggerAnswer.objects.exists()


def test_whoever_answers_second_reads_the_first_answer(officer: Member) -> None:
    """Habit 11: nothing of either is lost; the first stands until it is taken back."""
    three_times(a_child(), officer)
    trigger = Trigger.objects.order_by("answerer")[0]
    answer(trigger, officer, AnswerKind.SUPPORT, "A place at the evening group.")
    with pytest.raises(
        NotAllowed, match=r"answered meanwhile by .*: Request for support. A place at the evening group."
    ):
        answer(trigger, officer, AnswerKind.NOTHING, "Nothing new.")
    assert TriggerAnswer.objects.count() == 1


def test_an_answer_taken_back_stays_to_be_read_and_the_trigger_waits_again(officer: Member) -> None:
    """MIS-12: with what it had promised no longer owed."""
    three_times(a_child(), officer)
    trigger = Trigger.objects.order_by("answerer")[0]
    given = answer(trigger, officer, AnswerKind.STRATEGY)
    actions.take_back_answer(answer=given, why="Said of another child.", by=officer, at=now())
    trigger.refresh_from_db()
    assert trigger.waits
    assert not Obligation.objects.filter(kind="strategy meeting").exists()
    assert Obligation.objects.get(subject_id=trigger.pk).met_at is None
    with pytest.raises(NotAllowed, match="taken back already"):
        actions.take_back_answer(answer=given, why="Said of another child.", by=officer, at=now())
    answer(trigger, officer)
    assert TriggerAnswer.objects.filter(trigger=trigger).count() == 2


def test_one_answer_may_answer_several(officer: Member) -> None:
    """MIS-12: of one child, so that nobody writes the same words again and again."""
    child = a_child()
    three_times(child, officer, days_ago=(40, 20, 8, 2))
    mine = list(Trigger.objects.filter(answerer="liaison officer"))
    actions.answer_triggers(triggers=mine, kind=AnswerKind.SUPPORT, text="Both together.", by=officer, at=now())
    assert [row.waits for row in Trigger.objects.filter(answerer="liaison officer")] == [False, False]
    assert Obligation.objects.filter(kind="support response").count() == 2


def test_an_episode_that_arrives_late_fires_for_the_one_it_makes_the_third(officer: Member) -> None:
    """MIS-12: the past is re-evaluated; the explanation of what stands grows."""
    child = a_child()
    three_times(child, officer, days_ago=(40, 2))
    assert standing() == []
    late = Message(
        key="late", source="police", reference="LATE", kind=MessageKind.INITIAL, fingerprint="late", who=ROWAN,
        reported=Moment(now() - timedelta(days=20)), last_seen=Moment(now() - timedelta(days=20)),
        found=Moment(now() - timedelta(days=19)),
    )  # fmt: skip
    arrive([late], child)
    assert standing() == BOTH
    latest = Episode.objects.latest("started_at")
    assert set(Trigger.objects.values_list("incident", flat=True)) == {latest.pk}
    late_again = Message(
        key="more", source="police", reference="MORE", kind=MessageKind.INITIAL, fingerprint="more", who=ROWAN,
        reported=Moment(now() - timedelta(days=10)), last_seen=Moment(now() - timedelta(days=10)),
        found=Moment(now() - timedelta(days=9)),
    )  # fmt: skip
    arrive([late_again], child)
    assert Trigger.objects.get(incident=latest.pk, answerer="liaison officer").words.startswith("4 episodes since")
    assert Trigger.objects.filter(withdrawn_at=None).count() == 4


def arrive(messages: list[Message], child: Child) -> None:
    """As a feed brings them: stored, linked, folded."""
    stored = actions.receive(messages=[(each, {}) for each in messages], by=None, at=now())
    link_known(children=dict.fromkeys(stored.incidents, child.pk), why="Invented.", by=None, at=now())
    actions.refold(children=[child.pk], by=None, at=now())


def test_a_corrected_start_withdraws_what_no_longer_holds_and_keeps_the_answer(officer: Member) -> None:
    """MIS-12: the first began earlier than was thought, so that there are not three in ninety days."""
    child = a_child()
    first = three_times(child, officer)[0]
    trigger = Trigger.objects.get(answerer="liaison officer")
    given = answer(trigger, officer, AnswerKind.SUPPORT, "A place at the evening group.")
    actions.correct(episode=first, facts={"last_seen": Moment(now() - timedelta(days=93))}, by=officer, at=now())
    trigger.refresh_from_db()
    assert trigger.withdrawn_at and trigger.withdrawn_why == "There are no longer so many episodes in so many days."
    assert TriggerAnswer.objects.get() == given and given.undone_at is None
    assert not Obligation.objects.filter(subject_kind="trigger").exists()
    assert Entry.objects.filter(what="missing.trigger_withdrawn", member_id=officer.pk).count() == 2
    with pytest.raises(NotAllowed, match="withdrawn meanwhile"):
        answer(Trigger.objects.get(answerer="children's services"), officer)
    first.refresh_from_db()
    actions.correct(episode=first, facts={"last_seen": Moment(now() - timedelta(days=41))}, by=officer, at=now())
    trigger.refresh_from_db()
    assert trigger.withdrawn_at is None and trigger.withdrawn_why == "" and trigger.answered_at == given.at


def test_an_episode_unlinked_takes_its_part_away_and_linked_again_gives_it_back(officer: Member) -> None:
    """MIS-4, MIS-12: wrong links are undone with everything that followed; an answer stays with its episode."""
    child, other = a_child(), a_child()
    last = three_times(child, officer)[-1]
    given = answer(Trigger.objects.get(answerer="liaison officer"), officer)
    incident = Incident.objects.get(pk=last.pk)
    decision = actions.decide_child(incident=incident, child=other, by=officer, at=now())
    trigger = Trigger.objects.get(answerer="liaison officer")
    assert trigger.withdrawn_at and trigger.child_id == other.pk
    assert trigger.answers.get() == given
    assert standing() == []
    actions.undo_decision(decision=decision, by=officer, at=now())
    actions.decide_child(incident=Incident.objects.get(pk=last.pk), child=child, by=officer, at=now())
    trigger.refresh_from_db()
    assert (trigger.child_id, trigger.withdrawn_at, trigger.answered_at) == (child.pk, None, given.at)
    assert standing(child=child) == BOTH


def test_harm_on_return_and_its_correction(officer: Member) -> None:
    """MIS-12b: harm told on return; the strategy trigger waits until somebody says that it is likely to happen again."""
    child = a_child(status=Status.IN_NEED)
    episode = an_episode(child, by=officer, hours_ago=9, risk=Risk.MEDIUM)
    actions.record_return(episode=episode, found=Moment(now()), harm=Harm.SUSPECTED, by=officer, at=now())
    assert standing() == [("harm", "children's services"), ("risk of harm", "liaison officer")]


def test_what_is_set_off_follows_a_change_of_the_arrangement(officer: Member) -> None:
    """MIS-12, PAR-7: with the same row, the same words and the same obligation as if it had always been so."""
    child = a_child()
    an_episode(child, by=officer, hours_ago=DAYS * 3, back_hours_ago=DAYS * 2)
    an_episode(child, by=officer, hours_ago=hours_ago_today(0.5))
    assert standing() == []
    change({"missing.repeat_count": 2}, officer)
    assert standing() == BOTH
    assert Trigger.objects.filter(words__contains="2 in 90 days").count() == 2
    before = rows()
    actions.refold(children=[child.pk], by=None, at=now())
    assert rows() == before
    change({"missing.repeat_days": 80}, officer)
    assert Trigger.objects.filter(words__contains="2 in 80 days").count() == 2
    change({"missing.repeat_count": 4}, officer)
    assert standing() == []


def change(values: dict[str, Any], by: Member) -> None:
    version = current_partnership().arrangement_version
    change_arrangement(values=values, effective_from=today(), seen=version, by=by, at=now())


def rows() -> list[Any]:
    triggers = Trigger.objects.order_by("id").values_list(
        "id", "child", "kind", "answerer", "at", "date_only", "words", "answered_at", "withdrawn_at"
    )
    owed = Obligation.objects.order_by("subject_id", "kind", "cause").values_list(
        "subject_kind", "kind", "cause", "starts_at", "due_at", "met_at", "owner_role"
    )
    return [list(triggers), list(owed)]


def notices() -> list[Message]:
    """Four reports and two returns, told by a feed, one of them with harm; the third corrects an earlier start."""
    began = now() - timedelta(days=100)

    def told(key: str, reference: str, kind: MessageKind, day: float, **says: Any) -> Message:
        said_at = began + timedelta(days=day)
        return Message(
            key=key,
            source="police",
            reference=reference,
            kind=kind,
            fingerprint=key,
            who=ROWAN,
            said_at=said_at,
            **says,
        )

    def seen(day: float) -> Moment:
        return Moment(began + timedelta(days=day))

    return [
        told("a1", "A", MessageKind.INITIAL, 1, last_seen=seen(0.5), reported=seen(1), found=seen(1.5)),
        told("b1", "B", MessageKind.INITIAL, 60, last_seen=seen(59), reported=seen(60)),
        told("b2", "B", MessageKind.FOUND, 62, found=seen(61), harm=Harm.SUSPECTED),
        told("c1", "C", MessageKind.INITIAL, 92, last_seen=seen(91.5), reported=seen(92), risk=Risk.HIGH, risk_received="High"),
        told("c2", "C", MessageKind.UPDATE, 93, last_seen=seen(90)),
    ]  # fmt: skip


@pytest.mark.parametrize("turn", range(0, 120, 17))
def test_the_order_of_arrival_changes_nothing(officer: Member, turn: int) -> None:
    """MIS-12, issue 4: the same facts one by one in another order are the same triggers and obligations."""
    told = notices()
    at_once = a_child("Once")
    arrive(told, at_once)
    expected = likened(at_once)
    assert expected[0]  # something was set off
    one_by_one = a_child("Steps")
    order = list(permutations(range(len(told))))[turn]
    for number in order:
        arrive([renamed(told[number])], one_by_one)
    assert likened(one_by_one) == expected


def renamed(message: Message) -> Message:
    """The same told under references of its own, so that both children have theirs."""
    return replace(message, reference=f"{message.reference}2", fingerprint=f"{message.key}-2", key=f"{message.key}-2")


def likened(child: Child) -> tuple[list[Any], list[Any]]:
    """A child's triggers and obligations without the ids that differ from child to child."""
    found = Trigger.objects.filter(child=child, withdrawn_at=None)
    triggers = found.values_list("kind", "answerer", "at", "words").order_by("at", "kind", "answerer")
    owed = Obligation.objects.filter(child=child).values_list("kind", "cause", "starts_at", "due_at", "met_at")
    return list(triggers), sorted(owed)
