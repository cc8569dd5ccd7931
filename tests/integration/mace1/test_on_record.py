"""What the record says for each field of the template: from every room, as far as one may read (M1-3)."""

from datetime import timedelta

import pytest

from lantern.access.viewer import viewer_of
from lantern.children.actions.school import record_absence, record_schooling
from lantern.children.models import Child
from lantern.children.vocabulary import AbsenceReason, SchoolKind
from lantern.exploitation.actions import assessing
from lantern.exploitation.actions.facts import record_type
from lantern.exploitation.rules.answers import of_group
from lantern.exploitation.rules.scheme import Scheme
from lantern.exploitation.vocabulary import Answer, Certainty, ExploitationType
from lantern.mace1.models import Template
from lantern.mace1.parts import template as parts
from lantern.mace1.parts.on_record import MOST_EPISODES, OnRecord, as_text, on_record
from lantern.mace1.queries.templates import with_all
from lantern.mace1.vocabulary import TemplateFact, TemplatePart
from lantern.missing.actions.chat_texts import save_section
from lantern.missing.actions.chats import chat_about
from lantern.missing.vocabulary import Section
from lantern.network.actions.orders import record_order
from lantern.network.actions.persons import record_person
from lantern.network.actions.statements import record_statement
from lantern.network.actions.ties import end_tie, tie_child
from lantern.network.models import PersonOfConcern
from lantern.network.rules.tied import Issued
from lantern.network.vocabulary.persons import About, ChildTieKind
from lantern.network.vocabulary.powers import Power
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import an_episode
from tests.factories.people import a_member
from tests.factories.today import today
from tests.integration.exploitation.assessed import DAY, NOW, Team, write
from tests.integration.network.concern import KNOWN, SOURCE

pytestmark = pytest.mark.django_db


class Known(Team):
    """What the social worker, or another member, finds on the record of the child."""

    def found(self, member: Member | None = None) -> OnRecord:
        viewer = viewer_of(member or self.worker, now=NOW)
        return on_record(with_all(Child.objects.filter(pk=self.child.pk)).get(), viewer)

    def text(self, part: TemplatePart, member: Member | None = None) -> str:
        return as_text(self.found(member).get(part, ()))

    def facts(self, member: Member | None = None) -> dict[TemplateFact, str]:
        viewer = viewer_of(member or self.worker, now=NOW)
        child = with_all(Child.objects.filter(pk=self.child.pk)).get()
        return dict(parts.facts(child, Template(child=child, presenter=self.worker), viewer))

    def person(self, name: str = "Vance Madeup") -> PersonOfConcern:
        made = record_person(name=name, description="", area=None, by=self.coordinator, at=NOW)
        tie_child(person=made, child=self.child, kind=ChildTieKind.EXPLOITS, tied=KNOWN, by=self.coordinator, at=NOW)
        return made


@pytest.fixture
def known() -> Known:
    return Known()


def test_of_a_child_of_whom_nothing_is_known_nothing_is_said(known: Known) -> None:
    """M1-3: every part is empty, and every fact says that it is not recorded."""
    with within(known.here.pk):
        assert dict(known.found()) == {}
        facts = known.facts()
    assert list(facts) == list(TemplateFact)
    assert facts[TemplateFact.ETHNICITY] == parts.NOT_RECORDED
    assert facts[TemplateFact.LEVEL] == "Not assessed"
    assert facts[TemplateFact.COMPLETED] == "Not handed in yet"
    assert (facts[TemplateFact.PROFESSIONAL], facts[TemplateFact.AGENCY]) == ("Robin Sample", known.worker.agency.name)


def test_the_last_assessment_tells_of_concerns_groups_and_the_parents_view(known: Known) -> None:
    """M1-3: each group where it belongs by its title, and none is lost."""
    with within(known.here.pk):
        made = known.assessment(i0=Answer.NOW, i4=Answer.ABSENT)
        scheme = Scheme.read(made.scheme)
        for group in scheme.groups:
            write(made, of_group(group.key), f"Told of {group.title}", known.worker)
        assessing.finish(assessment=made, level="Standard", manager=known.manager, reason="So", by=known.worker, at=NOW)
        texts = {part: known.text(part) for part in TemplatePart}
        held = known.found()[TemplatePart.CONCERNS][0]
        facts = known.facts()
    first = next(iter(scheme.indicators.values()))
    assert "About analysis" in texts[TemplatePart.CONCERNS]
    assert "Harm suffered already: About harm" in texts[TemplatePart.CONCERNS]
    assert f"Missing: {first.words} (present now)" in texts[TemplatePart.MISSING]
    assert "Told of Sexual health" in texts[TemplatePart.HEALTH]
    assert "Told of Emotional health" in texts[TemplatePart.HEALTH]
    assert "Told of Education" in texts[TemplatePart.EDUCATION]
    assert "Told of Substance use" in texts[TemplatePart.OTHER]
    assert "Told of Other" in texts[TemplatePart.OTHER]
    assert texts[TemplatePart.PARENT] == "About parent"
    assert "About child" in texts[TemplatePart.CHILD]
    assert all(sum(f"Told of {group.title}" in text for text in texts.values()) == 1 for group in scheme.groups)
    assert list(scheme.indicators.values())[4].words not in "".join(texts.values()), "what is absent is not a concern"
    assert held.source.startswith("the assessment of ")
    assert facts[TemplateFact.LEVEL].startswith("Standard, assessed ")


def test_types_stand_with_how_sure_they_are_while_they_go_on(known: Known) -> None:
    """M1-3: the suspected model."""
    with within(known.here.pk):
        record_type(
            child=known.child, kind=ExploitationType.CRIMINAL, certainty=Certainty.SUSPECTED, since=today() - DAY,
            source="Police yesterday", county_lines=True, by=known.worker, at=NOW,
        )  # fmt: skip
        text = known.text(TemplatePart.CONCERNS)
    assert "county lines" in text
    assert "suspected since" in text
    assert "Police yesterday" in text


def test_persons_of_concern_with_what_is_said_of_them_and_the_orders(known: Known) -> None:
    """M1-3: suspects, their detail, and enforcement; who is tied no more is left out."""
    with within(known.here.pk):
        vance, over = known.person(), known.person("Pat Invented")
        record_statement(
            person=vance,
            about=About.VEHICLE,
            words="A grey van",
            on=today(),
            source=SOURCE,
            by=known.coordinator,
            at=NOW,
        )
        record_order(
            person=vance, issued=Issued(Power.ABDUCTION, today(), "Fictional Police"), by=known.coordinator, at=NOW
        )
        tie = over.child_ties.get()
        end_tie(tie=tie, on=today(), because="Moved", by=known.coordinator, at=NOW)
        suspects, detail, orders = (
            known.text(part, known.coordinator)
            for part in (TemplatePart.SUSPECTS, TemplatePart.PERSONS, TemplatePart.ENFORCEMENT)
        )
    assert "Vance Madeup" in suspects
    assert "Exploits the child, known" in suspects
    assert "Pat Invented" not in suspects
    assert "Vehicle: A GREY VAN" in detail
    assert "Child abduction warning notice against Vance Madeup, by Fictional Police" in orders


def test_who_may_not_read_of_persons_and_exploitation_finds_nothing_of_them(known: Known) -> None:
    """SHA-2: and the facts say for whom they are."""
    school = a_member(known.here, Role.BUSINESS_SUPPORT, name="Max Invented")
    with within(known.here.pk):
        known.person()
        known.finished()
        found, facts = known.found(school), known.facts(school)
    assert not {TemplatePart.SUSPECTS, TemplatePart.PERSONS, TemplatePart.CONCERNS} & set(found)
    assert facts[TemplateFact.LEVEL] == facts[TemplateFact.HELD] == parts.NOT_YOURS


def test_missing_episodes_of_a_year_and_no_more_than_fit(known: Known) -> None:
    """M1-3: how often, when and for how long; those before the year are not counted."""
    with within(known.here.pk):
        for hours in (24 * 400, *(48 * number for number in range(MOST_EPISODES + 2, 0, -1))):
            an_episode(known.child, by=known.coordinator, hours_ago=hours, back_hours_ago=hours - 5)
        text = known.text(TemplatePart.MISSING)
    assert text.startswith(f"{MOST_EPISODES + 2} times in the last 12 months:")
    assert text.count("missing, 5 h") == MOST_EPISODES
    assert text.endswith("and 2 more")


def test_chats_school_and_the_childs_own_words(known: Known) -> None:
    """M1-3: education with absences, chats, and the child's view in their words with where they said it."""
    with within(known.here.pk):
        episode = an_episode(known.child, by=known.coordinator, hours_ago=30, back_hours_ago=20)
        chat = chat_about(child=known.child.pk, incidents=[episode.incident_id], by=known.worker, at=NOW)
        save_section(
            chat=chat, section=Section.OWN_WORDS, text="I want to be left alone.", based_on=0, by=known.worker, at=NOW
        )
        record_schooling(child=known.child, kind=SchoolKind.REDUCED, since=today() - 30 * DAY, by=known.worker, at=NOW)
        record_absence(
            child=known.child, first=today() - DAY, reason=AbsenceReason.UNAUTHORISED, by=known.worker, at=NOW
        )
        chats, school, view = (
            known.text(part) for part in (TemplatePart.CHATS, TemplatePart.EDUCATION, TemplatePart.CHILD)
        )
    assert chats.startswith("Missing chats of the last 12 months: ")
    assert "“I want to be left alone.”" in chats
    assert "Reduced timetable" in school
    assert "not authorised" in school
    assert view.startswith("“I want to be left alone.” (said in a missing chat, ")


def test_an_absence_of_long_ago_is_not_told(known: Known) -> None:
    with within(known.here.pk):
        record_absence(
            child=known.child, first=today() - timedelta(days=500), last=today() - timedelta(days=499),
            reason=AbsenceReason.UNAUTHORISED, by=known.worker, at=NOW,
        )  # fmt: skip
        assert known.text(TemplatePart.EDUCATION) == ""


def test_what_a_part_says_already_is_not_taken_twice() -> None:
    """M1-3: added are the lines that are not there."""
    held = {TemplatePart.HEALTH: [parts.Held("Asthma", "the record"), parts.Held("Sees a nurse", "the record")]}
    assert parts.taken(TemplatePart.HEALTH, "", held) == "Asthma\n\nSees a nurse"
    assert parts.taken(TemplatePart.HEALTH, "Asthma since May", held) == "Asthma since May\n\nSees a nurse"
    assert parts.taken(TemplatePart.HEALTH, "Asthma. Sees a nurse", held) == "Asthma. Sees a nurse"
    assert parts.taken(TemplatePart.OTHER, "Nothing", held) == "Nothing"
