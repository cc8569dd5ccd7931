"""The overview of a child, brought together from every room that knows of them (EXP-2, EXP-7, SHA-2)."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from lantern.children.actions import allocate
from lantern.children.rules.around import CHILD, Bearing, Near
from lantern.children.vocabulary import WorkKind
from lantern.ecomap import actions as ecomap
from lantern.ecomap.rules.said import NodeSaid, TieSaid
from lantern.exploitation.actions import assessing
from lantern.exploitation.actions.facts import record_harm, record_type, take_back
from lantern.exploitation.models import Assessment
from lantern.exploitation.rules.scheme import Scheme
from lantern.exploitation.vocabulary import Answer, Certainty, ExploitationType, Voice
from lantern.missing.actions.chat_texts import save_section
from lantern.missing.actions.chats import chat_about
from lantern.missing.vocabulary import Section
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.people import a_member, signed_in_client
from tests.factories.today import today
from tests.integration.exploitation.assessed import DAY, NOW, Team, write
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db


class Whole(Team):
    """The team with pages: what the overview says to the social worker, or to somebody else who works with the child."""

    def __init__(self) -> None:
        super().__init__()
        self.client: Client = signed_in_client(self.worker)
        self.url = f"/children/{self.child.pk}/"

    def says(self, client: Client | None = None) -> str:
        return text_of((client or self.client).get(self.url))

    def card(self, heading: str) -> str:
        """What stands on the card with this heading."""
        html = self.client.get(self.url).content.decode()
        found = re.search(rf"<section[^>]*>(?:(?!<section).)*<h2[^>]*>{heading}</h2>(.*?)</section>", html, re.DOTALL)
        assert found, heading
        return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())

    def more(self, heading: str, number: int) -> str:
        """Where the number of what does not fit the card with this heading leads."""
        html = self.client.get(self.url).content.decode()
        found = re.search(rf'{heading}</h2>(?:(?!<section).)*?<a href="([^"]+)">{number} more</a>', html, re.DOTALL)
        assert found, heading
        return found[1]

    def works_with(self, role: Role) -> Client:
        member = a_member(self.here, role, name="Alex Fictional")
        with within(self.here.pk):
            allocate(child=self.child, member=member, kind=WorkKind.OTHER, since=today() - DAY, by=None, at=NOW)
        return signed_in_client(member)

    def assessed(self, level: str = "High", *, voices: dict[str, str] | None = None, **answers: str) -> Assessment:
        """Finished, with these voices; no harm unless it is among them."""
        made = self.assessment(at=NOW, **answers)
        for voice, text in ({Voice.HARM: ""} | (voices or {})).items():
            write(made, voice, text, self.worker, base=1)
        return assessing.finish(
            assessment=made, level=level, manager=self.manager, reason="As agreed", by=self.worker, at=NOW
        )

    def draws(self, label: str, bearing: Bearing) -> None:
        ecomap.add_with_tie(
            child=self.child, node=NodeSaid(label=label, kind=Near.FAMILY), tie=TieSaid(bearing=bearing),
            ends=lambda key: (CHILD, key), by=self.worker, at=NOW,
        )  # fmt: skip


@pytest.fixture
def whole() -> Whole:
    return Whole()


def test_a_child_of_whom_nothing_is_known_says_what_would_stand_there(whole: Whole) -> None:
    """pages.md: an empty state says what would be here, and leads to it."""
    said = whole.says()
    assert "exploitation was never assessed" in whole.card("What worries us")
    assert "Raise a concern" in whole.card("What worries us")
    assert "Nobody has written down what is strong" in said
    assert "sees it is not written down" in said
    assert "Nobody is on the map yet" not in said, "the social worker is on it"
    assert "Level over time" not in said


def test_what_worries_is_known_first_then_present_now_then_lately(whole: Whole) -> None:
    """EXP-2, EXP-3: each line with how sure it is and who says so; what is absent, unknown or long ago does not stand here."""
    with within(whole.here.pk):
        words = list(Scheme.read(whole.assessment().scheme).indicators.values())
        assessing.give_up(assessment=Assessment.objects.get(), because="Begun in error.", by=whole.worker, at=NOW)
        record_type(
            child=whole.child, kind=ExploitationType.CRIMINAL, certainty=Certainty.SUSPECTED, since=today() - DAY,
            source="Police intelligence of yesterday", county_lines=True, by=whole.worker, at=NOW,
        )  # fmt: skip
        whole.assessed(
            i0=Answer.RECENT, i1=Answer.NOW, i2=Answer.OLDER, i3=Answer.UNKNOWN, i4=Answer.ABSENT, i5=Answer.SUSPECTED
        )
    said = whole.card("What worries us")
    known, present, lately = (
        said.index(each)
        for each in (
            "Criminal exploitation, county lines Suspected",
            f"{words[1].words} Now",
            f"{words[0].words} Last 6 months",
        )
    )
    assert known < present < lately
    assert "Police intelligence of yesterday" in said
    for number in (2, 3, 4, 5):
        assert words[number].words not in said


def test_harm_already_suffered_stands_with_the_worries_and_apart_from_risk(whole: Whole) -> None:
    """EXP-2: harm is harm and no risk."""
    with within(whole.here.pk):
        whole.assessed(voices={Voice.HARM: "Was hit by an adult in the park."}, i0=Answer.NOW)
        record_harm(
            child=whole.child,
            certainty=Certainty.KNOWN,
            since=today(),
            words="Took a bag from a child.",
            by=whole.worker,
            at=NOW,
        )
    said = whole.card("What worries us")
    assert said.index("also harms other children: Took a bag from a child. Known") < said.index(
        "Harm: Was hit by an adult in the park."
    )


def test_what_was_taken_back_or_is_over_does_not_worry(whole: Whole) -> None:
    """EXP-3: a type that ended, and one recorded in error, do not stand."""
    with within(whole.here.pk):
        slip = record_type(
            child=whole.child, kind=ExploitationType.LABOUR, certainty=Certainty.KNOWN, since=today(), source="A slip",
            by=whole.worker, at=NOW,
        )  # fmt: skip
        record_type(
            child=whole.child, kind=ExploitationType.SEXUAL, certainty=Certainty.KNOWN, since=today() - 9 * DAY,
            until=today() - DAY, source="Over", by=whole.worker, at=NOW,
        )  # fmt: skip
        take_back(fact=slip, by=whole.worker, at=NOW)
    said = whole.card("What worries us")
    assert "Labour" not in said and "Sexual" not in said


def test_more_than_five_worries_are_counted_and_stand_where_the_number_leads(whole: Whole) -> None:
    """design.md, habit 12; a card fits the screen."""
    with within(whole.here.pk):
        made = whole.assessed(**{f"i{number}": Answer.NOW for number in range(12)})
    assert whole.card("What worries us").count(" Now ") == 5
    listed = text_of(whole.client.get(whole.more("What worries us", 7)))
    words = list(Scheme.read(made.scheme).indicators.values())[:12]
    assert [each.words for each in words if each.words not in listed] == []


def test_more_types_than_fit_stand_on_the_exploitation_tab(whole: Whole) -> None:
    """design.md, habit 12: what no assessment found is listed there and not in the assessment."""
    with within(whole.here.pk):
        whole.assessed()
        for kind in ExploitationType:
            record_type(
                child=whole.child,
                kind=kind,
                certainty=Certainty.KNOWN,
                since=today(),
                source="Seen",
                by=whole.worker,
                at=NOW,
            )
    assert whole.more("What worries us", 1) == f"{whole.url}exploitation/"
    assert "Assessment of" not in whole.card("What worries us"), "no line shown is from it"


@pytest.mark.parametrize(("written", "drawn", "leads"), [(6, 0, "assessment"), (5, 3, "assessment"), (4, 3, "network")])
def test_more_that_is_strong_stands_where_the_number_leads(whole: Whole, written: int, drawn: int, leads: str) -> None:
    """design.md, habit 12: lines that were written and do not fit are read in the assessment, people on the map."""
    with within(whole.here.pk):
        made = whole.assessed(voices={Voice.STRENGTHS: "\n".join(f"Strength {each}" for each in range(written))})
        for each in range(drawn):
            whole.draws(f"Grandad {each} Example", Bearing.PROTECTIVE)
    where = {"assessment": f"/exploitation/{made.pk}/", "network": f"{whole.url}network/"}
    assert whole.more("What is strong", written + drawn - 4) == where[leads]


def test_what_is_strong_is_written_by_people_and_drawn_on_the_map(whole: Whole) -> None:
    """EXP-2, EXP-7: each line of the assessment, then those who protect; who is a concern does not stand here."""
    with within(whole.here.pk):
        whole.assessed(voices={Voice.STRENGTHS: "- Trusts her grandad\n\n• Art college place kept open"})
        whole.draws("Grandad Example", Bearing.PROTECTIVE)
        whole.draws("Neighbour Pretend", Bearing.CONCERN)
    said = whole.card("What is strong")
    places = [
        said.index(each) for each in ("Trusts her grandad", "Art college place kept open", "Grandad Example Protective")
    ]
    assert places == sorted(places)
    assert "Neighbour" not in said


def test_the_childs_voice_is_the_last_that_was_written_down(whole: Whole) -> None:
    """EXP-2, MIS-9: of a chat and of an assessment the later, with where it was said."""
    with within(whole.here.pk):
        whole.assessed(voices={Voice.CHILD: "I want to stay at my school."})
    assert "“I want to stay at my school.”" in whole.card("What is strong")
    with within(whole.here.pk):
        chat = chat_about(child=whole.child.pk, incidents=[], by=whole.worker, at=NOW)
        save_section(
            chat=chat,
            section=Section.OWN_WORDS,
            text="Nobody asks me.",
            based_on=0,
            by=whole.worker,
            at=NOW + timedelta(minutes=1),
        )
    said = whole.card("What is strong")
    assert "“Nobody asks me.”" in said and "in a missing chat" in said and "school" not in said


def test_what_a_chat_told_is_read_by_those_who_read_chats_alone(whole: Whole) -> None:
    """SHA-2, MIS-9: a member from health works with the child, reads of exploitation, and reads no chat."""
    with within(whole.here.pk):
        chat = chat_about(child=whole.child.pk, incidents=[], by=whole.worker, at=NOW)
        save_section(chat=chat, section=Section.OWN_WORDS, text="Nobody asks me.", based_on=0, by=whole.worker, at=NOW)
    assert "Nobody asks me." in whole.says()
    assert "Nobody asks me." not in whole.says(whole.works_with(Role.HEALTH_MEMBER))


def test_those_who_do_not_read_of_exploitation_see_none_of_it(whole: Whole) -> None:
    """SHA-2: business support opens the overview; neither level, nor worries, strengths, voice or map."""
    with within(whole.here.pk):
        whole.assessed(voices={Voice.STRENGTHS: "Sings", Voice.CHILD: "I like singing"}, i0=Answer.NOW)
        whole.draws("Grandad Example", Bearing.PROTECTIVE)
    said = whole.says(whole.works_with(Role.BUSINESS_SUPPORT))
    assert "How things stand" in said
    for each in (
        "Level over time",
        "What worries us",
        "What is strong",
        "Around",
        "Sings",
        "singing",
        "Grandad",
        "Exploitation: ",
    ):
        assert each not in said, each


def test_an_assessment_that_is_written_still_says_nothing_here(whole: Whole) -> None:
    """EXP-2: what is not finished is nobody's finding yet, and one that was given up is none."""
    with within(whole.here.pk):
        open_one = whole.assessment(i0=Answer.NOW)
        write(open_one, Voice.STRENGTHS, "Half a thought", whole.worker, base=1)
    said = whole.says()
    assert "Half a thought" not in said and "exploitation was never assessed" in said and "Level over time" not in said


def test_the_level_stands_over_time_with_what_was_decided(whole: Whole) -> None:
    """EXP-2: each step in words for those who see no picture."""
    with within(whole.here.pk):
        whole.assessed("High")
    html = whole.client.get(whole.url).content.decode()
    assert "Level over time" in html and 'class="lantern-levels__steps"' in html
    assert re.search(r'aria-label="High on \d+ \w+ \d{4}"', html)


def test_the_small_map_shows_at_most_nine_and_leads_to_all(whole: Whole) -> None:
    """EXP-7: concerns first; how many there are is said where there are more."""
    with within(whole.here.pk):
        for number in range(12):
            whole.draws(f"Neighbour {number} Example", Bearing.NEUTRAL)
        whole.draws("Somebody Invented", Bearing.CONCERN)
    html = whole.client.get(whole.url).content.decode()
    drawn = re.search(r'<svg class="lantern-eco".*?</svg>', html, re.DOTALL)
    assert drawn and "Somebody Invented" in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", drawn[0]))
    assert f'href="{whole.url}network/"' in html and "All 14" in whole.says()


@pytest.mark.parametrize("number", [1, 60])
def test_the_overview_asks_no_more_than_twelve_queries(whole: Whole, number: int) -> None:
    """The bar: with one tie and with sixty."""
    with within(whole.here.pk):
        whole.assessed(i0=Answer.NOW, voices={Voice.STRENGTHS: "Sings", Voice.CHILD: "I like singing"})
        for each in range(number):
            whole.draws(f"Neighbour {each} Example", Bearing.NEUTRAL)
    whole.client.get(whole.url)  # the first of a session looks up more
    with asking_at_most(12):
        assert whole.client.get(whole.url).status_code == 200
