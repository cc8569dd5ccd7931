"""SHA-4: what comes in about a restricted child, and what goes out, to those who are named and to those who are not."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lantern.children import actions as children
from lantern.children.actions.conflicts import record_conflict
from lantern.children.actions.restricting import restrict
from lantern.children.models import Child
from lantern.children.vocabulary import Ground, ReferenceSystem, Status
from lantern.exchange.actions.children import import_children
from lantern.exchange.actions.looked_after import export_looked_after_return, import_looked_after
from lantern.exchange.views.incident import HIDDEN_ONE
from lantern.missing.models import Episode
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.periods import ReturnYear
from tests.factories.children import a_child, an_episode
from tests.factories.feeds import CHILDREN, child, written
from tests.factories.people import a_member, a_partnership, an_area, now, signed_in_client
from tests.factories.systems import a_notice, a_system
from tests.integration.exchange.returns import a_care_row, a_child_row, a_missing_row, a_return
from tests.integration.exchange.test_queue_pages import answer, received, twin_waits
from tests.integration.missing.pages import Scene, text_of

pytestmark = pytest.mark.django_db
PAST = datetime(2026, 3, 3, 12, tzinfo=UTC)
WITHHELD = "Records that are restricted to other people"


def close(one: Child, *named: Member) -> None:
    restrict(child=one, ground=Ground.WITNESS, words="Ring first.", named=named, by=named[0], at=now())


def two(here: Partnership) -> tuple[Member, Member]:
    """Who is named: a coordinator and a liaison officer of the county."""
    return a_member(here, Role.MISSING_COORDINATOR), a_member(here, Role.LIAISON_OFFICER)


class TestNotifications:
    @pytest.fixture
    def scene(self) -> Scene:
        return Scene()

    def test_as_a_candidate_nobody_is_hinted_at(self, scene: Scene) -> None:
        """SHA-4, MIS-4: not as somebody whom one may not see either; a new record may be opened."""
        one, incident = twin_waits(scene)
        named = two(scene.here)
        with within(scene.here.pk):
            close(one, *named)
        page = text_of(scene.client.get(f"/notifications/queue/{incident.pk}/"))
        assert "Who is FX/100?" in page and one.number not in page and "Rowan" not in page
        assert HIDDEN_ONE not in page
        assert "Rowan Example" in text_of(signed_in_client(named[0]).get(f"/notifications/queue/{incident.pk}/"))
        assert "is about a new child" in text_of(answer(scene.client, incident, is_new="1"))

    def test_the_machine_links_as_ever_and_those_named_alone_read_it(self, scene: Scene, tmp_path: Path) -> None:
        """SHA-4, MIS-3: a sure match; the row with the name in it is nobody else's."""
        with within(scene.here.pk):
            one = a_child("Rowan", "Fictional", born=date(2012, 3, 3))
            children.move_to(child=one, text="1 Nowhere Lane", postcode="ZZ1 1AA", since=None, by=None, at=now())
            children.add_reference(child=one, system=ReferenceSystem.POLICE, value="PP1", by=None, at=now())
            named = two(scene.here)
            close(one, *named)
        received(scene, {"reference": "FX/300", "forename": "Rowan", "surname": "Fictional"})
        with within(scene.here.pk):
            episode = Episode.objects.filter(child=one).first()
        if episode is None:
            pytest.fail("the machine should have linked it")
        assert signed_in_client(named[1]).get(f"/missing/{episode.pk}/").status_code == 200
        assert scene.client.get(f"/missing/{episode.pk}/").status_code == 404
        listed = text_of(scene.client.get("/notifications/"))
        assert "Rowan" not in listed
        assert "Rowan" not in text_of(scene.client.get("/notifications/decisions/"))

    def test_a_decision_about_the_child_is_nobody_elses(self, scene: Scene) -> None:
        """SHA-4: nor the row that says that somebody decided about a child whom one may not see."""
        one, incident = twin_waits(scene)
        answer(scene.client, incident, **{"is": one.pk})
        assert "FX/100" in text_of(scene.client.get("/notifications/decisions/"))
        named = two(scene.here)
        with within(scene.here.pk):
            close(one, *named)
        assert "FX/100" not in text_of(scene.client.get("/notifications/decisions/"))
        assert "FX/100" in text_of(signed_in_client(named[0]).get("/notifications/decisions/"))


class TestLists:
    def test_a_row_of_the_councils_list_is_hidden_by_its_number(self, tmp_path: Path) -> None:
        """SHA-4: a list is linked to no record; its rows about others stand as before."""
        here = a_partnership()
        client = signed_in_client(a_member(here, Role.MISSING_COORDINATOR))
        lines = (child("C91", forename="Rowan", surname="Fictional"), child("C92", forename="Sasha", surname="Pretend"))
        with within(here.pk):
            file, _ = import_children(path=written(tmp_path / "list.csv", CHILDREN, *lines), by=None, at=now())
            one = Child.objects.get(forename="Rowan")
            named = two(here)
        url = f"/notifications/files/{file.pk}/"
        before = client.get(url)
        assert before.status_code == 200 and "C91" in text_of(before)
        with within(here.pk):
            close(one, *named)
        after = text_of(client.get(url))
        assert "C92" in after and "C91" not in after and "Fictional" not in after.replace("Fictional Partnership", "")
        assert "C91" in text_of(signed_in_client(named[0]).get(url))


class TestSystems:
    def test_no_system_reads_a_restricted_childs_episodes(self) -> None:
        """SHA-4: a system is nobody who could be named; other children are read as before."""
        here = a_partnership()
        named = two(here)
        with within(here.pk):
            one, other = a_child("Rowan", "Fictional"), a_child("Sasha", "Pretend")
            for each in (one, other):
                an_episode(each, by=named[0], hours_ago=30, back_hours_ago=20)
        system = a_system(here)
        assert len(read(system)) == 2
        with within(here.pk):
            close(one, *named)
        assert [each["child"] for each in read(system)] == [other.number]

    def test_the_outcome_of_what_it_sent_names_no_episode(self) -> None:
        """SHA-4, MIS-3: linked, and that is all."""
        here = a_partnership()
        system = a_system(here)
        batch = system.send([a_notice("EX/1")]).json()["batch"]
        (before,) = system.outcomes(batch).json()["outcomes"]
        assert before["episode"]
        with within(here.pk):
            close(Child.objects.get(), *two(here))
        (after,) = system.outcomes(batch).json()["outcomes"]
        assert after["episode"] is None and after["outcome"] == before["outcome"]


class TestReturn:
    PAGE, YEAR = "/return/?year=2024-25", ReturnYear.parse("2024-25")

    @pytest.fixture
    def here(self, tmp_path: Path) -> Partnership:
        partnership = a_partnership()
        with within(partnership.pk):
            for name, number in (("Rowan", "701"), ("Sasha", "702")):
                one = a_child(name, "Fictional", born=date(2011, 6, 1), area=an_area(partnership, "Chelmsford"))
                children.add_reference(child=one, system=ReferenceSystem.RETURN, value=number, by=None, at=PAST)
            folder = a_return(
                tmp_path / "in",
                header=[a_child_row(number) for number in ("701", "702")],
                episodes=[a_care_row("701"), a_care_row("702")],
                missing=[a_missing_row("701"), a_missing_row("702")],
            )
            import_looked_after(directory=folder, by=None, at=PAST)
        return partnership

    def test_who_is_not_named_takes_out_the_others(self, here: Partnership) -> None:
        """SHA-4, MIS-16: the page says so in words that are always there, and no number tells of it."""
        client = signed_in_client(a_member(here, Role.MISSING_COORDINATOR))
        before = text_of(client.get(self.PAGE))
        assert "2 rows of Missing" in before and WITHHELD in before
        named = two(here)
        with within(here.pk):
            close(Child.objects.get(forename="Rowan"), *named)
        after = text_of(client.get(self.PAGE))
        assert "1 row of Missing" in after and WITHHELD in after and "701" not in after
        assert "The file holds every area" not in after
        assert downloaded(client).count("\n") == 2 and "701" not in downloaded(client)
        assert "2 rows of Missing" in text_of(signed_in_client(named[0]).get(self.PAGE))

    def test_a_conflict_takes_the_child_out_of_ones_own(self, here: Partnership) -> None:
        """SHA-4: of the file and of the inspection list."""
        coordinator = a_member(here, Role.MISSING_COORDINATOR)
        with within(here.pk):
            one = Child.objects.get(forename="Rowan")
            record_conflict(child=one, member=coordinator, words="A cousin.", by=coordinator, at=now())
        client = signed_in_client(coordinator)
        assert "1 row of Missing" in text_of(client.get(self.PAGE))
        listed = text_of(client.get("/inspection/?until=2025-03-31"))
        assert "702" in listed and "701" not in listed and WITHHELD in listed

    def test_a_command_writes_no_restricted_record(self, here: Partnership, tmp_path: Path) -> None:
        """SHA-4: nobody is named by running it."""
        with within(here.pk):
            close(Child.objects.get(forename="Rowan"), *two(here))
            made = export_looked_after_return(year=self.YEAR, directory=tmp_path / "out", by=None, at=PAST)
        assert [row.row.child for row in made.draft.rows] == ["702"]


class TestFigures:
    def test_they_count_what_one_may_see(self) -> None:
        """SHA-4, GOV-3: one episode less, and the words that say why are always there."""
        here = a_partnership()
        client = signed_in_client(a_member(here, Role.MISSING_COORDINATOR))
        named = two(here)
        with within(here.pk):
            one = a_child("Rowan", "Fictional", status=Status.LOOKED_AFTER)
            for each in (one, a_child("Sasha", "Pretend")):
                an_episode(each, by=named[0], hours_ago=3, back_hours_ago=2)
        before = text_of(client.get("/missing/figures/"))
        with within(here.pk):
            close(one, *named)
        after = text_of(client.get("/missing/figures/"))
        assert WITHHELD in before and WITHHELD in after and before != after
        assert "Episodes 2 Children 2" in before and "Episodes 1 Children 1" in after


class TestWork:
    def test_work_given_to_somebody_not_named_opens_nothing_and_says_so(self) -> None:
        """SHA-4: whoever gives it is not told that it does."""
        here = a_partnership()
        named = two(here)
        worker = a_member(here, Role.SOCIAL_WORKER, name="Lee Madeup")
        with within(here.pk):
            one = a_child("Rowan", "Fictional")
            close(one, *named)
        today = now() - timedelta(days=2)
        day = {"since-day": today.day, "since-month": today.month, "since-year": today.year}
        given: dict[str, Any] = {"member": worker.pk, "kind": "social worker", **day}
        said = text_of(signed_in_client(named[0]).post(f"/children/{one.pk}/work/", given, follow=True))
        assert "The record stays closed to them." in said
        assert signed_in_client(worker).get(f"/children/{one.pk}/").status_code == 404


def read(system: Any) -> list[Any]:
    found: list[Any] = system.client.get("/api/v1/episodes", headers=system.headers).json()["episodes"]
    return found


def downloaded(client: Client) -> str:
    answer = client.post("/return/download/", {"year": "2024-25"})
    assert answer.status_code == 200
    return answer.content.decode()
