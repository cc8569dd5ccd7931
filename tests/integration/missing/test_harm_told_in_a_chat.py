"""What a child tells of harm in a missing chat sets off what any other account of harm does (MIS-9, MIS-12b)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import permutations

import pytest

from lantern.missing import actions
from lantern.missing.models import Chat, Episode, Trigger
from lantern.missing.vocabulary import AnswerKind, Harm, OfferedHow, OfferedTo, Said, Section, TriggerKind
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, now

pytestmark = pytest.mark.django_db
DAYS = 24  # hours


@pytest.fixture
def officer() -> Iterator[Member]:
    here = a_partnership()
    member = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        yield member


def episodes_of(by: Member, *days_ago: int) -> list[Episode]:
    child = a_child()
    return [an_episode(child, by=by, hours_ago=DAYS * n, back_hours_ago=DAYS * n - 3) for n in days_ago]


def a_chat(by: Member, about: Iterable[Episode]) -> Chat:
    first, *also = about
    happened = Moment(now() - timedelta(hours=3))
    offer = actions.offer_chat(
        episode=first, also=also, to=OfferedTo.CHILD, how=OfferedHow.PERSON, happened=happened, by=by, at=now()
    )
    return offer.chat


def tell(chat: Chat, harm: Harm | str, by: Member, *, at: datetime | None = None, on: int | None = None) -> None:
    """As the page saves it; `on` is the version that it was typed on top of."""
    based_on = chat.texts.filter(section=Section.HARM_FOUND).count() if on is None else on
    actions.save_section(
        chat=chat, section=Section.HARM_FOUND, text=str(harm), based_on=based_on, by=by, at=at or now()
    )


def standing() -> list[tuple[str, str]]:
    rows = Trigger.objects.filter(withdrawn_at=None).order_by("kind", "answerer")
    return [(row.kind, row.answerer) for row in rows]


BOTH = [("harm", "children's services"), ("risk of harm", "liaison officer")]


@pytest.mark.parametrize(("harm", "said"), [("suspected", "suspected"), ("disclosed", "disclosed by the child")])
def test_it_fires_for_both_agencies_and_says_where_it_was_told(officer: Member, harm: str, said: str) -> None:
    """MIS-12b: each agency's own, explained, and chased with the arrangement's clock from when it was written."""
    (episode,) = episodes_of(officer, 2)
    assert standing() == []
    at = now()
    tell(a_chat(officer, [episode]), harm, officer, at=at)
    assert standing() == BOTH
    day = words.day(london(at).date())
    fired = Trigger.objects.get(kind=TriggerKind.HARM)
    assert fired.words == f"Harm is {said}: missing chat of {day}."
    owed = Obligation.objects.filter(subject_kind="trigger")
    assert {one.due_at - one.starts_at for one in owed} == {timedelta(hours=24)}
    assert {one.starts_at for one in owed} == {at}


@pytest.mark.parametrize("said", ["", "none", "something else"])
def test_no_harm_fires_nothing(officer: Member, said: str) -> None:
    """MIS-12b: nor does a word that is none of the answers."""
    (episode,) = episodes_of(officer, 2)
    tell(a_chat(officer, [episode]), said, officer)
    assert standing() == []


def test_put_right_it_is_withdrawn_and_told_again_it_stands_with_its_answer(officer: Member) -> None:
    """MIS-12: fired once per cause, whatever is written after; what somebody answered is kept."""
    (episode,) = episodes_of(officer, 2)
    chat, first = a_chat(officer, [episode]), now() - timedelta(hours=1)
    tell(chat, Harm.SUSPECTED, officer, at=first)
    (harm,) = Trigger.objects.filter(kind=TriggerKind.HARM)
    actions.answer_triggers(triggers=[harm], kind=AnswerKind.NOTHING, text="Known before.", by=officer, at=now())
    tell(chat, Harm.NONE, officer)
    assert standing() == []
    tell(chat, Harm.DISCLOSED, officer)
    assert standing() == BOTH
    harm.refresh_from_db()
    assert harm.answered_at is not None
    assert harm.at == first, "the clock runs from when harm was first told of"


def test_one_chat_about_three_episodes_is_one_cause(officer: Member) -> None:
    """MIS-12, MIS-9: it fires for the last of them, not three times."""
    *_, last = about = episodes_of(officer, 200, 100, 2)
    tell(a_chat(officer, about), Harm.DISCLOSED, officer)
    assert standing() == BOTH
    assert set(Trigger.objects.values_list("incident_id", flat=True)) == {last.incident_id}


def test_what_was_typed_beside_counts_when_it_is_settled(officer: Member) -> None:
    """MIS-9, MIS-12b: of two who write at a time only what stands is what the chat tells."""
    (episode,) = episodes_of(officer, 2)
    chat, other = a_chat(officer, [episode]), a_member(officer.partnership, Role.LIAISON_OFFICER)
    tell(chat, Harm.NONE, officer, on=0)
    tell(chat, Harm.DISCLOSED, other, on=0)
    assert standing() == []
    tell(chat, Harm.DISCLOSED, other, on=1)
    assert standing() == BOTH


def test_it_goes_along_when_the_episode_is_another_childs(officer: Member) -> None:
    """MIS-4, MIS-12: the trigger is of the child whom the chat is about."""
    (episode,) = episodes_of(officer, 2)
    tell(a_chat(officer, [episode]), Harm.SUSPECTED, officer)
    other = a_child(forename="Ash")
    actions.decide_child(incident=episode.incident, child=other, by=officer, at=now())
    assert standing() == BOTH
    assert set(Trigger.objects.values_list("child_id", flat=True)) == {other.pk}


@pytest.mark.parametrize("order", list(permutations(("told", "held", "answered"))))
def test_the_order_of_what_people_enter_changes_nothing(officer: Member, order: tuple[str, ...]) -> None:
    """MIS-12: harm told, a second episode covered, an answer entered: the same triggers whichever came first."""
    first, second = episodes_of(officer, 100, 2)
    chat, at = a_chat(officer, [first]), now()
    happened = Moment(at - timedelta(hours=1))
    entered: dict[str, Callable[[], object]] = {
        "told": lambda: tell(chat, Harm.SUSPECTED, officer, at=at),
        "held": lambda: actions.record_sitting(
            chat=chat, happened=happened, how=OfferedHow.PERSON, covers=[first, second], by=officer, at=at
        ),
        "answered": lambda: actions.answer_chat(
            chat=chat, whose=OfferedTo.CHILD, said=Said.ACCEPTED, happened=happened, by=officer, at=at
        ),
    }
    for one in order:
        entered[one]()
    assert standing() == BOTH
    assert set(Trigger.objects.filter(withdrawn_at=None).values_list("incident_id", flat=True)) == {second.incident_id}
