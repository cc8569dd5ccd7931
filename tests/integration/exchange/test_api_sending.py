"""MIS-3: what an agency's system sends comes to what the same content comes to in a file, once, in any order."""

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.children.models import Child
from lantern.exchange.actions import delivering
from lantern.exchange.actions.notifications import import_notifications
from lantern.exchange.models import Delivery, ReceivedFile, ReceivedRow
from lantern.exchange.rules.api.messages import FIELDS
from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.missing.models import Episode, Incident, Message
from lantern.organisation.models import Credential
from lantern.organisation.vocabulary import Role, Scope
from lantern.tenancy.current import within, working_in
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.notifications import a_feed
from tests.factories.people import a_member, a_partnership, now, signed_in_client
from tests.factories.systems import System, a_notice, a_system

pytestmark = pytest.mark.django_db
PROPERTY = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
FOUND = {"message": "found", "found": "2026-03-02T09:00:00+00:00"}


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def police(here: Partnership) -> System:
    return a_system(here)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back, so that each example begins alike."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def became(answer: Any) -> list[str]:
    return [each["outcome"] for each in answer.json()["outcomes"]]


def counted(here: Partnership) -> dict[str, int]:
    """How much of everything there is."""
    with within(here.pk):
        kinds: Any = (Delivery, ReceivedFile, ReceivedRow, Message, Incident, Episode, Child)
        return {kind.__name__: kind.objects.count() for kind in kinds}


def episodes(here: Partnership) -> Counter[tuple[Any, ...]]:
    """Every episode as a person would tell of it; a child is whoever a set of references is about."""
    with within(here.pk):
        about: dict[Any, set[str]] = {}
        for child, reference in Incident.objects.exclude(child=None).values_list("child_id", "reference"):
            about.setdefault(child, set()).add(reference)
        return Counter(
            (
                each.incident.source, each.incident.reference, frozenset(about[each.child_id]), each.started_at,
                each.start_date_only, each.ended_at, each.back_by, each.risk, each.grade, each.harm, each.missing_from,
                each.circumstances, each.found_where, tuple(each.doubts),
            )
            for each in Episode.objects.select_related("incident")
        )  # fmt: skip


def test_each_message_is_told_what_became_of_it(here: Partnership, police: System) -> None:
    """MIS-3: one outcome each, in order; the batch is kept as a file is, as it came."""
    answer = police.send(
        [
            a_notice(),
            a_notice(message="update", circumstances="Seen at a station."),
            a_notice(**FOUND),
            a_notice(),
            a_notice("EX/2", born="03/03/20225"),
            a_notice("EX/3", surname=None, forename=""),
        ]
    )
    assert answer.status_code == 200
    said = answer.json()
    assert became(answer) == ["opened", "updated", "closed", "duplicate", "refused", "refused"]
    assert [each["row"] for each in said["outcomes"]] == [1, 2, 3, 4, 5, 6]
    assert said["settled"] is True
    assert said["outcomes"][4]["why"] == "born: “03/03/20225” is not a date in any form known here."
    with within(here.pk):
        (episode,) = Episode.objects.all()
        assert {each["episode"] for each in said["outcomes"][:4]} == {str(episode.pk)}
        rows = list(ReceivedRow.objects.order_by("number"))
        assert [row.cells["reference"] for row in rows] == ["EX/1"] * 4 + ["EX/2", "EX/3"]
        assert rows[4].cells["born"] == "03/03/20225"
        assert str(ReceivedFile.objects.get().pk) == said["batch"]
    assert police.outcomes(said["batch"]).json() == said


def test_what_needs_a_person_is_said_so_and_settles_later(here: Partnership, police: System) -> None:
    """MIS-3: 202, and the outcomes change once somebody has decided or the rest came."""
    answer = police.send([a_notice(), a_notice(message="found", found=None)])
    assert answer.status_code == 202
    assert became(answer) == ["opened", "needs-person"]
    assert answer.json()["settled"] is False
    assert answer.json()["outcomes"][1]["why"] == "A person decides. Ask again later."
    police.send([a_notice(**FOUND)])
    later = police.outcomes(answer.json()["batch"])
    assert later.status_code == 200
    assert became(later)[0] == "opened"


def test_reasons_name_no_other_record(here: Partnership, police: System) -> None:
    """SHA-2: what a system is told of a child is what it said itself."""
    police.send([a_notice()])
    other = a_system(here, source="harbour police")
    said = other.send([a_notice("HP/9", born="2012-03-04", address="Elsewhere"), a_notice("HP/8")]).content.decode()
    for word in ("Rowan", "Nowhere", "2012", "EX/1", "Agrees", "L0000"):
        assert word not in said


def test_an_episode_is_named_to_whom_it_is_due(here: Partnership, police: System) -> None:
    """SHA-2: not to one who may only send; not one that another sender's incident opened."""
    own = police.send([a_notice()]).json()["outcomes"][0]["episode"]
    assert own is not None
    mute = a_system(here, scopes=[Scope.SEND])
    assert mute.send([a_notice("EX/5", forename="Robin", surname="Sample")]).json()["outcomes"][0]["episode"] is None
    other = a_system(here, source="harbour police")
    (told,) = other.send([a_notice()]).json()["outcomes"]
    assert (told["outcome"], told["episode"]) == ("duplicate", None)
    with within(here.pk):
        assert not Incident.objects.filter(source="harbour police").exists(), "there is nothing to decide about"


def test_the_same_again_is_the_same_answer_and_nothing_more(here: Partnership, police: System) -> None:
    """MIS-3: byte for byte, whatever has happened since; the trail tells of both calls (SHA-6)."""
    sent = [a_notice(), a_notice(message="found", found=None)]
    first = police.send(sent, key="a-key-of-ours")
    before = counted(here)
    police.send([a_notice(**FOUND)], key="another-key")
    after = counted(here)
    again = police.send(sent, key="a-key-of-ours")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert counted(here) == after
    assert after["Delivery"] == before["Delivery"] + 1
    with within(here.pk):
        told = Entry.objects.filter(what="exchange.delivered_again", credential_id=police.credential.pk)
        assert told.count() == 1


def test_the_first_answer_stands(here: Partnership, police: System) -> None:
    """MIS-3: whoever comes second to write the answer finds it written, though it would be another by now."""
    first = police.send([a_notice()]).content
    assert b'"episode":null' not in first
    with within(here.pk):
        narrowed(credential=police.credential, by=None, at=now())
        delivery = Delivery.objects.get()
        assert bytes(delivering.answer(delivery=delivery, by=None, at=now()).answer or b"") == first


@action
def narrowed(*, credential: Credential, by: None, at: object) -> None:
    """It may only send from now on, and would not be told of episodes."""
    credential.scopes = [Scope.SEND]
    credential.save()


def test_spaces_and_order_of_names_are_no_other_content(police: System) -> None:
    """MIS-3: a program that writes the same anew is understood."""
    message = a_notice()
    first = police.send([message], key="a-key-of-ours")
    turned = json.dumps({"messages": [dict(reversed(message.items()))]}, indent=4).encode()
    assert police.post(turned, key="a-key-of-ours").content == first.content


def test_the_same_key_with_other_content_is_refused(here: Partnership, police: System) -> None:
    """MIS-3: and leaves nothing; the same key of another system is another key."""
    police.send([a_notice()], key="a-key-of-ours")
    before = counted(here)
    answer = police.send([a_notice("EX/2")], key="a-key-of-ours")
    assert answer.status_code == 422
    assert answer.json()["type"] == "/api/#key-used"
    assert counted(here) == before
    other = a_notice("EX/2", forename="Robin", surname="Sample", born="2014-05-06", address="9 Nowhere Road")
    assert a_system(here).send([other], key="a-key-of-ours").status_code == 200


@pytest.mark.parametrize("key", ["", "short", "x" * 101, "with a space in it", "umlaut-ä-key", "tab\tin-the-key"])
def test_a_key_is_asked_for(here: Partnership, police: System, key: str) -> None:
    """A call that cannot be told from another one must not have an effect."""
    headers = {name: value for name, value in (police.headers | {"Idempotency-Key": key}).items() if value}
    body = json.dumps({"messages": [a_notice()]})
    answer = police.client.post("/api/v1/notifications", body, content_type="application/json", headers=headers)
    assert answer.status_code == 422
    assert [each["where"] for each in answer.json()["errors"]] == ["Idempotency-Key"]
    assert counted(here)["Delivery"] == 0


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/json", 422),
        (b"{", "application/json", 400),
        (b'{"messages": []}', "application/json", 422),
        (b'{"messages": {}}', "application/json", 422),
        (b'{"messages": [1]}', "application/json", 422),
        (b'{"messages": [[]]}', "application/json", 422),
        (b'{"messages": [{"reference": "\\u0000", "message": "initial"}]}', "application/json", 400),
        (b'{"messages": [{"reference": "\\ud83d", "message": "initial"}]}', "application/json", 400),
        (b'{"messages": [{"reference": "\xff", "message": "initial"}]}', "application/json", 400),
        (b'{"messages": ' + b"9" * 1000 + b"}", "application/json", 400),
        (b'{"messages": 1e999}', "application/json", 422),
        (b"[" * 5_000, "application/json", 400),
        (b'{"messages": [{}]}', "text/plain", 415),
        (b"messages=1", "application/x-www-form-urlencoded", 415),
        (b"--x--", "multipart/form-data; boundary=x", 415),
        (b" " * 2_000_001, "application/json", 413),
        (b" " * 3_000_000, "application/json", 413),
    ],
)
def test_a_body_that_is_none_is_a_problem_and_leaves_nothing(
    here: Partnership, police: System, body: bytes, content_type: str, status: int
) -> None:
    """security.md 11: never a fault of ours."""
    answer = police.post(body, content_type=content_type)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert counted(here)["ReceivedFile"] == 0


def test_one_bad_message_refuses_the_whole_call_only_when_it_is_not_as_described(
    here: Partnership, police: System
) -> None:
    """MIS-3: its content is its own matter; a field that nobody knows is named."""
    answer = police.send([a_notice(), a_notice() | {"nickname": "Ro"}])
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"where": "/messages/1/nickname", "detail": "There is no field of this name."}]
    assert counted(here)["ReceivedFile"] == 0


def test_what_came_is_on_the_pages_as_a_file_is(here: Partnership, police: System) -> None:
    """MIS-3: a coordinator sees the batch, who sent it and what each row came to."""
    batch = police.send([a_notice(), a_notice("EX/2", born="soon")]).json()["batch"]
    client = signed_in_client(a_member(here, Role.MISSING_COORDINATOR))
    assert "Control room, by API" in client.get("/notifications/").content.decode()
    page = client.get(f"/notifications/files/{batch}/").content.decode()
    assert "EX/1" in page
    assert "is not a date in any form known here" in page


def test_all_that_follows_is_on_the_trail_with_the_credential(here: Partnership, police: System) -> None:
    """SHA-6: the record opened for a child, the link and the episode were made by this system, from this address."""
    police.send([a_notice()])
    with within(here.pk):
        made = Entry.objects.filter(what__in=["children.created_from_notification", "missing.linked"])
        assert {(each.what, each.credential_id, each.origin) for each in made} == {
            ("children.created_from_notification", police.credential.pk, "127.0.0.1"),
            ("missing.linked", police.credential.pk, "127.0.0.1"),
        }


NAMES = ("Rowan Example", "Robin Sample", "Ash Invented", "Wren Fictional")
MESSAGES = st.lists(
    st.builds(
        lambda child, number, kind, hour: a_notice(
            f"EX/{child}{number}",
            forename=NAMES[child].split()[0],
            surname=NAMES[child].split()[1],
            born=f"2012-0{child + 1}-03",
            address=f"{child} Nowhere Lane",
            last_seen=f"2026-03-0{number + 1}T{hour:02d}:00:00+00:00",
            reported=f"2026-03-0{number + 1}T{hour:02d}:30:00+00:00",
            **({} if kind == "initial" else {"message": kind}),
            **({"found": f"2026-03-0{number + 1}T{hour:02d}:50:00+00:00"} if kind == "found" else {}),
        ),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(["initial", "update", "found"]),
        st.integers(8, 12),
    ),
    min_size=1,
    max_size=10,
)


@given(messages=MESSAGES, data=st.data())
@PROPERTY
def test_any_interleaving_of_calls_sent_again_has_one_effect(
    here: Partnership, police: System, messages: list[Any], data: st.DataObject
) -> None:
    """MIS-3: each batch is sent one to three times, in any order; it comes to what each sent once in that order comes to."""
    cut = data.draw(st.integers(1, len(messages)))
    batches = {f"batch-number-{place}": part for place, part in enumerate((messages[:cut], messages[cut:])) if part}
    calls = data.draw(st.permutations([key for key in batches for _ in range(data.draw(st.integers(1, 3)))]))
    with undone():
        for key in dict.fromkeys(calls):
            assert police.send(batches[key], key=key).status_code in (200, 202)
        once, came = counted(here), episodes(here)
    with undone():
        answers: dict[str, bytes] = {}
        for key in calls:
            answer = police.send(batches[key], key=key)
            without_ids = answer.content if key in answers else answers.setdefault(key, answer.content)
            assert answer.content == answers[key] == without_ids
        assert counted(here) == once
        assert episodes(here) == came


@given(messages=MESSAGES, data=st.data())
@PROPERTY
def test_any_order_and_any_cutting_comes_to_what_the_file_comes_to(
    here: Partnership, police: System, tmp_path: Path, messages: list[Any], data: st.DataObject
) -> None:
    """MIS-3: order of arrival never matters: the rows of a file, shuffled and cut into batches."""
    with undone():
        path = tmp_path / "feed.csv"
        path.write_bytes(a_feed(*(dict.fromkeys(FIELDS, "") | message for message in messages)))
        with working_in(here.pk):
            import_notifications(path=path, source="police", by=None, at=now())
        wanted = episodes(here)
    rest = data.draw(st.permutations(messages))
    with undone():
        while rest:
            size = data.draw(st.integers(1, len(rest)))
            assert police.send(rest[:size]).status_code in (200, 202)
            rest = rest[size:]
        assert episodes(here) == wanted


SOME_ROWS = 160


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sample_feed_in_batches_comes_to_the_same_episodes(
    here: Partnership, police: System, shared_data: Path, tmp_path: Path, seed: int
) -> None:
    """MIS-3, MIS-4: messy rows as police write them, sent here at random instead of as a file.

    A link that the messages so far are certain of holds (decision 0007): of the incidents for which the whole file asks a
    person, a few have their episode already. None is lost.
    """
    text = (shared_data / "notifications" / "notifications.csv").read_text(encoding="cp1252")
    rows = list(csv.reader(io.StringIO(text, newline="")))[: SOME_ROWS + 1]
    fields = [NOTIFICATIONS.field_of(heading) for heading in rows[0]]
    path = tmp_path / "part.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with undone():
        with working_in(here.pk):
            import_notifications(path=path, source="police", by=None, at=now())
        wanted, kept = episodes(here), counted(here)
        with within(here.pk):
            asked = set(Incident.objects.filter(child=None).values_list("reference", flat=True))
    chance = random.Random(seed)
    chance.shuffle(body := [dict(zip(fields, row, strict=True)) for row in rows[1:] if len(row) == len(fields)])
    assert len(body) > 0.9 * SOME_ROWS
    left = iter(body)
    while batch := list(islice(left, chance.randint(20, 60))):
        assert police.send(batch).status_code in (200, 202)
    came = episodes(here)
    assert wanted - came == Counter()
    assert {reference for _, reference, *_ in came - wanted} <= asked
    assert (came - wanted).total() <= 0.02 * wanted.total()
    assert counted(here)["Message"] == kept["Message"]
