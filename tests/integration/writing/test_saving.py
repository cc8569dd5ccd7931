"""A section saved while somebody types: what is kept of a minute, what waits beside, what the trail says (EXP-2, MIS-9)."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.exploitation.actions import assessing
from lantern.exploitation.models import Assessment, AssessmentText
from lantern.exploitation.queries.assessments import told_in, writers_of
from lantern.exploitation.rules.refusals import NotAllowed
from lantern.exploitation.vocabulary import Because, Voice
from lantern.organisation.models import Member
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from lantern.writing.actions import LONGEST, Kept
from lantern.writing.rules import Result, Typed
from tests.factories.people import signed_in_client
from tests.integration.exploitation.assessed import NOW, Team

pytestmark = pytest.mark.django_db
SECTION = Voice.ANALYSIS.value
saves = st.lists(
    st.tuples(st.booleans(), st.integers(0, 3), st.sampled_from(["desk", "phone"]), st.integers(0, 90)), max_size=8
)


class Page(Team):
    """An assessment in which nothing is written yet."""

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            self.made: Assessment = assessing.open_assessment(
                child=self.child, because=Because.NEWS, by=self.worker, at=NOW
            )

    def saves(self, text: str, base: int, by: Member | None = None, editing: str = "desk", at: datetime = NOW) -> Kept:
        who = by or self.worker
        typed = Typed(text, base, str(who.pk), editing)
        return assessing.write_section(assessment=self.made, section=SECTION, typed=typed, by=who, at=at)

    def texts(self) -> list[str]:
        """Every text that is kept, the oldest first."""
        rows = AssessmentText.objects.filter(assessment=self.made).order_by("began_at", "version", "id")
        return [each.text for each in rows]

    def said(self) -> list[str]:
        entries = Entry.objects.filter(what__startswith="exploitation.assessment_written").order_by("id")
        return [each.what.removeprefix("exploitation.assessment_") for each in entries]


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.mark.parametrize(("seconds", "kept"), [(0, 1), (59, 1), (60, 2)])
def test_of_a_minutes_typing_on_one_page_the_last_is_kept(page: Page, seconds: int, kept: int) -> None:
    """EXP-2: and of what came a minute later, both; the trail has an entry of each text that is kept."""
    with within(page.here.pk):
        page.saves("one", 0)
        page.saves("one two", 1, at=NOW + timedelta(seconds=seconds))
        assert page.texts() == ["one", "one two"][-kept:]
        assert page.said() == ["written"] * kept
        assert told_in(page.made).sections[SECTION].version == 2


@pytest.mark.parametrize("other", ["page", "person"])
def test_what_another_page_or_person_replaces_is_kept(page: Page, other: str) -> None:
    """EXP-2: in the same second too."""
    with within(page.here.pk):
        page.saves("one", 0)
        by = page.coordinator if other == "person" else page.worker
        assert page.saves("two", 1, by, "phone").result is Result.SAVED
        assert sorted(page.texts()) == ["one", "two"]
        assert AssessmentText.objects.get(standing=True).text == "two"


def test_the_same_again_writes_nothing(page: Page) -> None:
    """EXP-2: a save that was sent twice is no second text and no second entry."""
    with within(page.here.pk):
        page.saves("one", 0)
        assert page.saves("one", 0, at=NOW + timedelta(minutes=5)).result is Result.SAME
        assert (page.texts(), page.said()) == (["one"], ["written"])


def test_what_waits_beside_is_settled_by_its_writer_alone(page: Page) -> None:
    """EXP-2: it stays on the record, and counts no more."""
    with within(page.here.pk):
        page.saves("of Robin", 0)
        assert page.saves("of Kit", 0, page.coordinator).result is Result.BESIDE
        assert page.saves("of Kit, longer", 0, page.coordinator).result is Result.BESIDE
        assert page.said() == ["written", "written_beside"]
        page.saves("of Robin again", 1)
        assert dict(told_in(page.made).sections[SECTION].beside) == {str(page.coordinator.pk): "of Kit, longer"}
        page.saves("of both", 2, page.coordinator)
        now = told_in(page.made).sections[SECTION]
        assert (now.text, dict(now.beside)) == ("of both", {})
        settled = AssessmentText.objects.get(beside=True)
        assert (settled.text, settled.settled_at) == ("of Kit, longer", NOW)


def test_one_person_beside_on_two_screens_loses_neither(page: Page) -> None:
    """EXP-2: what waits holds both, one below the other, and nothing twice."""
    with within(page.here.pk):
        page.saves("of Robin", 0)
        page.saves("at the desk", 0, page.coordinator, "desk")
        page.saves("on the phone", 0, page.coordinator, "phone")
        beside = told_in(page.made).sections[SECTION].beside
        assert dict(beside) == {str(page.coordinator.pk): "at the desk\n\non the phone"}
        page.saves("at the desk\n\non the phone, and more", 0, page.coordinator, "desk")
        beside = told_in(page.made).sections[SECTION].beside
        assert dict(beside) == {str(page.coordinator.pk): "at the desk\n\non the phone, and more"}


@pytest.mark.parametrize(
    ("text", "base", "said"),
    [("x" * (LONGEST + 1), 0, "Keep a section to 20,000"), ("x", 1, "Load the page again")],
    ids=["too long", "of a version to come"],
)
def test_what_cannot_be_kept_is_refused_and_writes_nothing(page: Page, text: str, base: int, said: str) -> None:
    """EXP-2: too long, or typed on top of a version that there never was."""
    with within(page.here.pk):
        with pytest.raises(NotAllowed, match=said):
            page.saves(text, base)
        assert (page.texts(), page.said()) == ([], [])
        assert page.saves("x" * LONGEST, 0).result is Result.SAVED


def test_everybody_who_wrote_is_a_writer(page: Page) -> None:
    """EXP-2: also of what was replaced or waits beside, or they could sign their own."""
    with within(page.here.pk):
        page.saves("of Robin", 0)
        page.saves("of Kit", 0, page.coordinator)
        page.saves("of Sam", 1, page.manager)
        assert set(writers_of(page.made).values()) == {"Robin Sample", "Kit Pretend", "Sam Invented"}


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(saves)
def test_no_text_that_was_taken_is_lost(page: Page, sent: list[tuple[bool, int, str, int]]) -> None:
    """EXP-2: it is kept, or the same page went on from it within the minute; and what stands is what the answer said."""
    with within(page.here.pk), transaction.atomic():
        at, pages = NOW, dict[tuple[bool, str], str]()
        for number, (mine, behind, editing, seconds) in enumerate(sent):
            at += timedelta(seconds=seconds)
            version = told_in(page.made).sections[SECTION].version
            by = page.worker if mine else page.coordinator
            kept = page.saves(f"words {number}.", max(0, version - behind), by, editing, at)
            now = told_in(page.made).sections[SECTION]
            assert (now.version, now.text, dict(now.beside)) == (kept.now.version, kept.now.text, dict(kept.now.beside))
            for key, text in pages.items():
                assert key == (mine, editing) or any(text in each for each in page.texts())
            pages[mine, editing] = f"words {number}."
        transaction.set_rollback(True)


def test_the_script_is_told_what_became_of_it(page: Page) -> None:
    """EXP-2: saved, kept beside with what stands and whose it is, refused; and an unknown section is none."""
    worker, other = signed_in_client(page.worker), signed_in_client(page.coordinator)
    address = f"/exploitation/{page.made.pk}/save/"
    sent = {"section": SECTION, "base": "0", "editing": "desk"}
    answer = worker.post(address, sent | {"text": " of Robin\r\n"})
    assert (answer.status_code, answer.json()) == (201, {"result": "saved", "version": 1})
    answer = other.post(address, sent | {"text": "of Kit"})
    assert (answer.status_code, answer.json()) == (
        202, {"result": "beside", "version": 1, "text": "of Robin", "by": "Robin Sample"},
    )  # fmt: skip
    assert worker.post(address, sent | {"text": "of Robin"}).json() == {"result": "same", "version": 1}
    assert worker.post(address, sent | {"text": "x", "base": "7"}).status_code == 422
    answer = worker.post(address, sent | {"section": "unheard of", "text": "x"})
    assert (answer.status_code, answer.json()) == (403, {"refused": "This section cannot be written."})
    assert worker.get(address).status_code == 302
