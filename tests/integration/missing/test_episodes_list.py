"""Every episode, newest first: narrowed, counted and paged alike; and what other rooms ask of this one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.access.viewer import viewer_of
from lantern.children import chronology
from lantern.children.marks import marks_of
from lantern.children.vocabulary import Line, Status
from lantern.missing.actions import correct, record_step
from lantern.missing.parts.stepper import ABOUT_CHATS
from lantern.missing.queries.episodes import Asked, episodes_of
from lantern.missing.queries.owing import next_owed
from lantern.missing.queries.strips import strips
from lantern.missing.vocabulary import Absence, Risk, StepKind
from lantern.obligations import subjects
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment, london
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import an_area
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def names(scene: Scene, query: str = "") -> list[str]:
    """The children of the rows, in order."""
    html = scene.client.get(f"/missing/episodes/{query}").content.decode()
    rows = html.split('<th scope="row">')[1:]
    return [row.split(">", 1)[1].split(" ", 1)[0] for row in rows]


def test_each_filter_narrows_rows_and_count_together(scene: Scene) -> None:
    """MIS-13; design.md, habit 12."""
    with within(scene.here.pk):
        an_episode(a_child("Open"), by=scene.officer, hours_ago=3)
        an_episode(a_child("High"), by=scene.officer, hours_ago=30, back_hours_ago=20, risk=Risk.HIGH)
        an_episode(a_child("Care", status=Status.LOOKED_AFTER), by=scene.officer, hours_ago=300, back_hours_ago=290)
        away = an_episode(a_child("Away", status=Status.LOOKED_AFTER), by=scene.officer, hours_ago=9)
        correct(episode=away, facts={"absence": Absence.AWAY}, by=scene.officer, at=NOW)
    started = london(NOW - timedelta(hours=30)).date()
    week_ago = (london(NOW) - timedelta(days=7)).date()
    for query, found in {
        "": ["Open", "High", "Care"],
        "?kind=A": ["Away"],
        "?state=open": ["Open"],
        "?state=ended": ["High", "Care"],
        "?risk=high": ["High"],
        "?care=1": ["Care"],
        f"?to={week_ago}": ["Care"],
        f"?from={week_ago}": ["Open", "High"],
        f"?from={started}&to={started}": ["High"],
        "?sort=first": ["Care", "High", "Open"],
        "?sort=returned": ["High", "Care"],
        "?risk=nonsense&from=nonsense&after=nonsense&sort=x&state=y&kind=z": ["Open", "High", "Care"],
    }.items():
        assert names(scene, query) == found, query
        number = len(found)
        said = text_of(scene.client.get(f"/missing/episodes/{query}"))
        assert f"{number} episode{'' if number == 1 else 's'}, {'away' if 'kind=A' in query else 'missing'}" in said


def test_pages_meet_without_gap_or_repeat_in_every_order(scene: Scene) -> None:
    """The bar: the page after the last row of this one, whatever starts at the same time; and back again."""
    at = NOW.replace(microsecond=0)
    with within(scene.here.pk):
        for number in range(55):
            an_episode(
                a_child(f"N{number}"),
                by=scene.officer,
                hours_ago=5 + number // 10,
                back_hours_ago=1 + number // 20 / 10,
                at=at,
            )
    for sort in ("", "first", "returned"):
        seen, url = [], f"/missing/episodes/?sort={sort}"
        back = ""
        for _ in range(3):
            page = scene.client.get(url)
            html = page.content.decode()
            seen += [row.split(">", 1)[1].split(" ", 1)[0] for row in html.split('<th scope="row">')[1:]]
            if 'rel="prev"' in html:
                back = html.split('rel="prev"')[0].rsplit('href="', 1)[1].split('"')[0]
            if 'rel="next"' in html:
                url = "/missing/episodes/" + html.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace(
                    "&amp;", "&"
                )
        assert len(seen) == len(set(seen)) == 55
        assert names(scene, back.replace("&amp;", "&")) == seen[25:50]


def test_only_what_the_viewer_may_see_is_listed_and_each_row_is_a_look(scene: Scene) -> None:
    """SHA-2, SHA-6."""
    with within(scene.here.pk):
        near = a_child("Near", area=an_area(scene.here, "Chelmsford"))
        an_episode(near, by=scene.officer, hours_ago=3)
        an_episode(a_child("Far", area=an_area(scene.here, "Harlow")), by=scene.officer, hours_ago=3)
    said = text_of(scene.sees_as(Role.LIAISON_OFFICER, "Mid").get("/missing/episodes/"))
    assert "1 episode, missing" in said
    assert "Near" in said
    assert "Far" not in said
    with within(scene.here.pk):
        assert [each.child_id for each in Entry.objects.filter(what="missing/episodes")] == [near.pk]
    analyst = text_of(scene.sees_as(Role.ANALYST, "Mid").get("/missing/episodes/"))
    assert near.number in analyst
    assert "Near" not in analyst


def test_the_list_asks_as_much_for_many_as_for_few(scene: Scene) -> None:
    """The bar: at most 12 queries."""
    with within(scene.here.pk):
        for _ in range(30):
            an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=1)
    scene.client.get("/missing/episodes/")
    with asking_at_most(12):
        assert "1 to 25 of 30" in text_of(scene.client.get("/missing/episodes/"))


def test_an_empty_list_says_how_episodes_get_here(scene: Scene) -> None:
    """pages.md."""
    said = text_of(scene.client.get("/missing/episodes/?risk=high"))
    assert "No episode fits" in said
    assert "0 episodes" in said


def test_days_are_londons_and_both_ends_count() -> None:
    """MIS-17."""
    asked = Asked.read({"from": "2026-03-29", "to": "2026-03-29"})
    assert (asked.since, asked.until) == (date(2026, 3, 29), date(2026, 3, 29))
    assert Asked.read({"from": "20225-01-01"}).since is None


def test_the_strip_counts_the_first_day_and_no_absence_without_authorisation(scene: Scene) -> None:
    """MIS-5, MIS-12a: what touches the window is drawn."""
    with within(scene.here.pk):
        child = a_child(status=Status.LOOKED_AFTER)
        for days in (120, 91, 50):
            an_episode(
                child,
                by=scene.officer,
                hours_ago=days * 24,
                back_hours_ago=days * 24 - (48 if days == 91 else 5),
                at=NOW,
            )
        away = an_episode(child, by=scene.officer, hours_ago=9, at=NOW)
        correct(episode=away, facts={"absence": Absence.AWAY}, by=scene.officer, at=NOW)
        found = strips([child.pk], NOW)
        assert sorted((NOW - bar.start).days for bar in found[child.pk]) == [50, 91]
        assert len(episodes_of([child.pk])) == 4


def test_what_is_owed_next_is_what_is_due_first_and_leads_to_its_form(scene: Scene) -> None:
    """MIS-7: the obligations room learns the verb and the place of the work from here."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=2)
        assert next_owed([episode.pk], NOW)[episode.pk].kind == "vulnerability check"
        for one in Obligation.objects.filter(subject_id=episode.pk):
            work = "chat/" if one.kind in ABOUT_CHATS else "steps/"
            assert subjects.url(one).startswith(f"/missing/{episode.pk}/{work}")
        assert [subjects.verb(one) for one in Obligation.objects.filter(kind="chat offer")] == ["Offer a missing chat"]


KINDS = (Line.MISSING, Line.DONE)


def test_the_chronology_tells_when_a_child_went_and_came_back(scene: Scene) -> None:
    """MIS-6; pages.md, chronology; without free text for those who see no names (SHA-2)."""
    from tests.factories.people import a_member

    analyst = a_member(scene.here, Role.ANALYST)
    with within(scene.here.pk):
        child = a_child()
        episode = an_episode(child, by=scene.officer, hours_ago=9, back_hours_ago=2)
        record_step(
            episode=episode,
            kind=StepKind.VULNERABILITY_CHECK,
            happened=Moment(NOW),
            by=scene.officer,
            at=datetime.now(UTC),
            note="Seen alone.",
        )
        told = [each for each in chronology.entries(child, viewer_of(scene.officer, now=NOW)) if each.kind in KINDS]
        assert [each.title for each in told] == [
            "Vulnerability check",
            "Returned after 7 h",
            "Went missing, medium risk",
        ]
        assert told[0].text == "Seen alone."
        assert told[1].text == "Police, Fictional Station"
        assert told[2].url == f"/missing/{episode.pk}/"
        silent = [each for each in chronology.entries(child, viewer_of(analyst, now=NOW)) if each.kind in KINDS]
        assert [each.text for each in silent] == ["", "Police", ""]


def test_other_lists_mark_who_is_missing_now(scene: Scene) -> None:
    """MIS-5: missing and away are marked apart, a child who is back not at all."""
    with within(scene.here.pk):
        gone, away, back = a_child(), a_child(status=Status.LOOKED_AFTER), a_child()
        an_episode(gone, by=scene.officer, hours_ago=9)
        correct(
            episode=an_episode(away, by=scene.officer, hours_ago=9),
            facts={"absence": Absence.AWAY},
            by=scene.officer,
            at=datetime.now(UTC),
        )
        an_episode(back, by=scene.officer, hours_ago=9, back_hours_ago=1)
        marks = marks_of([gone, away, back], viewer_of(scene.officer, now=datetime.now(UTC)))
    words_of = {pk: [tag.text for tag in tags] for pk, tags in marks.items()}
    assert words_of == {gone.pk: ["Missing now · 9 h"], away.pk: ["Away without authorisation now · 9 h"], back.pk: []}
