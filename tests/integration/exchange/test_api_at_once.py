"""MIS-3: calls that arrive at the same moment, each on a connection of its own."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from lantern.exchange.models import Delivery, ReceivedFile, ReceivedRow
from lantern.missing.models import Episode, Incident, Message
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry
from tests.factories.people import a_partnership
from tests.factories.systems import System, a_notice, a_system

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6
BATCH = [a_notice(), a_notice(message="update", circumstances="Seen at a station."), a_notice("EX/2", born="soon")]


@pytest.fixture
def here() -> Partnership:
    cache.clear()
    return a_partnership()


@pytest.fixture
def police(here: Partnership) -> System:
    return a_system(here)


def at_once(police: System, call: Callable[[System, int], Any]) -> list[Any]:
    """`call` in as many threads, released together; the answers by thread."""
    gate, answers = threading.Barrier(AT_ONCE), [None] * AT_ONCE

    def run(place: int) -> None:
        try:
            gate.wait(timeout=30)
            answers[place] = call(System(police.credential, police.secret, Client()), place)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert all(answer is not None for answer in answers)
    return answers


def counted(here: Partnership) -> dict[str, int]:
    with within(here.pk):
        kinds: Any = (Delivery, ReceivedFile, ReceivedRow, Message, Incident, Episode)
        return {kind.__name__: kind.objects.count() for kind in kinds}


def test_the_same_call_at_once_has_one_effect_and_one_answer(here: Partnership, police: System) -> None:
    """MIS-3: byte for byte to all of them; the trail tells of each."""
    answers = at_once(police, lambda system, _: system.send(BATCH, key="all-the-same"))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert counted(here) == {
        "Delivery": 1, "ReceivedFile": 1, "ReceivedRow": 3, "Message": 2, "Incident": 1, "Episode": 1,
    }  # fmt: skip
    with within(here.pk):
        assert Entry.objects.filter(what="exchange.delivered_again").count() == AT_ONCE - 1
        assert Entry.objects.filter(what="exchange.file_done").count() == 1


def test_one_key_for_different_content_at_once_stands_for_one_of_them(here: Partnership, police: System) -> None:
    """MIS-3: one is taken, the others are told that the key is used."""
    answers = at_once(police, lambda system, place: system.send([a_notice(f"EX/{place}")], key="all-the-same"))
    assert Counter(answer.status_code for answer in answers) == {200: 1, 422: AT_ONCE - 1}
    taken = next(answer for answer in answers if answer.status_code == 200).json()
    with within(here.pk):
        (incident,) = Incident.objects.all()
        assert incident.reference == taken["outcomes"][0]["reference"]


def test_the_same_content_under_different_keys_at_once(here: Partnership, police: System) -> None:
    """MIS-3: six batches are kept, their messages once; one opened the episode, to the others it was known."""
    answers = at_once(police, lambda system, place: system.send(BATCH, key=f"one-of-them-{place}"))
    first = Counter(answer.json()["outcomes"][0]["outcome"] for answer in answers)
    assert first == {"opened": 1, "duplicate": AT_ONCE - 1}
    found = counted(here)
    assert (found["Delivery"], found["ReceivedRow"]) == (AT_ONCE, 3 * AT_ONCE)
    assert (found["Message"], found["Incident"], found["Episode"]) == (2, 1, 1)


def test_different_children_at_once_are_all_taken(here: Partnership, police: System) -> None:
    """MIS-4: nobody waits for ever, and each has an episode of their own."""
    names = ("Ash", "Bryn", "Cory", "Drew", "Ellis", "Frankie")

    def call(system: System, place: int) -> Any:
        born = f"20{10 + place}-0{place + 1}-1{place}"
        return system.send([a_notice(f"EX/{place}", forename=names[place], surname=f"Invented{names[place]}", born=born,
                                     address=f"{place} Madeup Road {names[place]}")])  # fmt: skip

    answers = at_once(police, call)
    assert Counter(answer.json()["outcomes"][0]["outcome"] for answer in answers) == {"opened": AT_ONCE}
    assert counted(here)["Episode"] == AT_ONCE
