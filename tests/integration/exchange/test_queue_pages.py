"""The queue of what needs a person: who is it, is it one episode, when was the child back; each answer can be undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lantern.children.actions import change_child, move_to
from lantern.children.models import Child
from lantern.children.rules.weights import ANOTHER_PERSON
from lantern.exchange.models import ReceivedFile
from lantern.exchange.rules.likelihood import Likelihood, likelihood
from lantern.missing.actions import decide_child
from lantern.missing.models import Candidate, Decision, Episode, Incident
from lantern.missing.vocabulary import Link
from lantern.organisation.models import Area, Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.notifications import a_feed
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
BORN = "03/03/2012"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def received(scene: Scene, *rows: dict[str, str]) -> None:
    upload = SimpleUploadedFile(f"{len(rows)}-{rows[0]['reference'][-3:]}.csv", a_feed(*rows))
    scene.client.post("/notifications/", {"upload": upload, "source": "police"})


def known(scene: Scene, forename: str = "Rowan", surname: str = "Example", *, area: str | None = None) -> Child:
    """A child at the address that the invented notifications give, in the area the test says."""
    with within(scene.here.pk):
        child = a_child(forename, surname)
        move_to(child=child, text="1 Nowhere Lane", postcode="ZZ1 1AA", since=child.born, by=None, at=child.created_at)
    if area:
        placed(scene, child, area)
    return child


def placed(scene: Scene, record: Child | Incident, area: str) -> None:
    """The invented postcode lies nowhere: say where it is."""
    with within(scene.here.pk):
        _place(record=record, area=an_area(scene.here, area), by=None, at=None)


@action
def _place(*, record: Child | Incident, area: Area, by: None, at: None) -> None:
    type(record).objects.filter(pk=record.pk).update(area=area)


def twin_waits(scene: Scene, *, area: str | None = None) -> tuple[Child, Incident]:
    """A notification about somebody with another forename at the same home: only a person can say who it is."""
    child = known(scene, area=area)
    received(scene, {"reference": "FX/100", "forename": "Robin"})
    with within(scene.here.pk):
        incident = Incident.objects.get(reference="FX/100")
    assert incident.link == Link.WAITING, incident.why
    if area:
        placed(scene, incident, area)
    return child, incident


def answer(client: Client, incident: Incident, **said: object) -> object:
    return client.post(f"/notifications/queue/{incident.pk}/", said, follow=True)


def now(scene: Scene, incident: Incident) -> Incident:
    with within(scene.here.pk):
        return Incident.objects.select_related("child").get(pk=incident.pk)


def test_the_notification_stands_beside_the_child_with_what_agrees_and_what_does_not(scene: Scene) -> None:
    """MIS-4: the message's words next to the record, evidence in words; another forename is never called likely."""
    _, incident = twin_waits(scene)
    assert "1 to decide" in text_of(scene.client.get("/notifications/queue/"))
    said = text_of(scene.client.get(f"/notifications/queue/{incident.pk}/"))
    assert "Who is FX/100?" in said
    for words in ("Robin Example", "Rowan Example", "Another forename", "Same address and postcode", "Same birth date"):
        assert words in said
    assert "Very likely" not in said


def test_this_child(scene: Scene) -> None:
    """MIS-4: the episode opens, and the queue goes on."""
    child, incident = twin_waits(scene)
    page = answer(scene.client, incident, **{"is": child.pk})
    assert "FX/100 is about Rowan Example, " in text_of(page)
    assert "Every notification has its child" in text_of(page)
    assert now(scene, incident).child_id == child.pk
    with within(scene.here.pk):
        assert Episode.objects.get().child_id == child.pk


def test_a_new_child_and_undone(scene: Scene) -> None:
    """MIS-4: a provisional record; taking it back leaves the question as it was, and no record of nobody."""
    child, incident = twin_waits(scene)
    answer(scene.client, incident, is_new="new")
    made = now(scene, incident).child
    assert made is not None
    assert (str(made), made.provisional) == ("Robin Example", True)
    with within(scene.here.pk):
        decision = Decision.objects.get()
    scene.client.post(f"/notifications/decisions/{decision.pk}/undo/")
    again = now(scene, incident)
    assert (again.child_id, again.link) == (None, Link.WAITING)
    with within(scene.here.pk):
        assert not Episode.objects.exists()
        assert list(Candidate.objects.values_list("child", flat=True)) == [child.pk]
        assert not Child.objects.filter(pk=made.pk).exists()
        assert Entry.objects.filter(what="children.opened_by_mistake", child_id=made.pk).exists()


def test_a_new_record_that_somebody_confirmed_stays_when_the_decision_is_undone(scene: Scene) -> None:
    """MIS-4: what people recorded since is not lost; the machine does not take the notification back to it."""
    _, incident = twin_waits(scene)
    answer(scene.client, incident, is_new="new")
    made = now(scene, incident).child
    assert made is not None
    with within(scene.here.pk):
        change_child(
            child=made, changes={"known_as": "Rob"}, version=made.version, by=scene.officer, at=made.created_at
        )
        decision = Decision.objects.get()
    scene.client.post(f"/notifications/decisions/{decision.pk}/undo/")
    assert now(scene, incident).child_id != made.pk
    with within(scene.here.pk):
        assert Child.objects.filter(pk=made.pk).exists()


def test_not_this_child_is_never_offered_again(scene: Scene) -> None:
    """MIS-4: weighed anew against the others; nobody else is like it, so that it is a new child."""
    child, incident = twin_waits(scene)
    answer(scene.client, incident, is_not=child.pk)
    assert now(scene, incident).child_id != child.pk
    with within(scene.here.pk):
        assert not Candidate.objects.filter(incident=incident, child=child).exists()


def test_undoing_gives_the_question_back(scene: Scene) -> None:
    """MIS-4: wrong links can be undone with everything that followed."""
    child, incident = twin_waits(scene)
    answer(scene.client, incident, **{"is": child.pk})
    page = scene.client.get("/notifications/decisions/")
    assert "It is about Rowan Example" in text_of(page)
    with within(scene.here.pk):
        decision = Decision.objects.get()
    undone = scene.client.post(f"/notifications/decisions/{decision.pk}/undo/", follow=True)
    assert "Taken back. FX/100 is weighed anew." in text_of(undone)
    assert now(scene, incident).link == Link.WAITING
    with within(scene.here.pk):
        assert not Episode.objects.exists()
        assert Decision.objects.get().undone_at is not None
    again = scene.client.post(f"/notifications/decisions/{decision.pk}/undo/", follow=True)
    assert "Not undone. It was taken back." in text_of(again)


def test_only_the_latest_decision_about_a_notification_is_undone(scene: Scene) -> None:
    """MIS-4: none may rest on one that is gone."""
    stands, held = overlap(scene)
    with within(scene.here.pk):
        child = Child.objects.get()
        decide_child(incident=held, child=child, by=scene.officer, at=child.created_at)
        first = Decision.objects.get()
    answer(scene.client, now(scene, held), same=stands.pk)
    page = scene.client.post(f"/notifications/decisions/{first.pk}/undo/", follow=True)
    assert "Not undone. A later decision rests on it: undo that first." in text_of(page)
    with within(scene.here.pk):
        assert not Decision.objects.exclude(undone_at=None).exists()


def test_a_decision_that_somebody_made_meanwhile_stands(scene: Scene) -> None:
    """Concurrent answers: the second one is told, and changes nothing."""
    child, incident = twin_waits(scene)
    other = known(scene, "Rowena")
    answer(scene.client, incident, **{"is": child.pk})
    late = answer(scene.client, incident, **{"is": other.pk})
    assert "Somebody decided this while you were looking." in text_of(late)
    assert now(scene, incident).child_id == child.pk


def test_a_child_of_another_area_is_not_named(scene: Scene) -> None:
    """SHA-2: that there may be one is said, nothing of who; and no new record is opened past it."""
    child, incident = twin_waits(scene, area="Chelmsford")
    placed(scene, child, "Harlow")
    near = signed_in_client(a_member(scene.here, Role.LIAISON_OFFICER, "Chelmsford"))
    page = near.get(f"/notifications/queue/{incident.pk}/")
    assert "A child outside your areas" in text_of(page)
    assert "Rowan" not in page.content.decode()
    assert str(child.pk) not in page.content.decode()
    assert near.post(f"/notifications/queue/{incident.pk}/", {"is": child.pk}).status_code == 404
    refused = answer(near, incident, is_new="new")
    assert "Ask a county-level coordinator" in text_of(refused)
    assert now(scene, incident).link == Link.WAITING


def test_a_notification_of_another_area_does_not_exist(scene: Scene) -> None:
    """SHA-2: neither in the queue nor by its address."""
    _, incident = twin_waits(scene, area="Chelmsford")
    far = signed_in_client(a_member(scene.here, Role.LIAISON_OFFICER, "Harlow"))
    assert "0 to decide" in text_of(far.get("/notifications/queue/"))
    with within(scene.here.pk):
        file = ReceivedFile.objects.get()
    near = signed_in_client(a_member(scene.here, Role.LIAISON_OFFICER, "Chelmsford"))
    assert "Robin" in near.get(f"/notifications/files/{file.pk}/").content.decode()
    assert "Robin" not in far.get(f"/notifications/files/{file.pk}/").content.decode()
    assert far.get(f"/notifications/queue/{incident.pk}/").status_code == 404
    assert far.post(f"/notifications/queue/{incident.pk}/", {"is_new": "new"}).status_code == 404


def overlap(scene: Scene) -> tuple[Incident, Incident]:
    """Two references about one absence: the second is held."""
    known(scene)
    found = {"message": "FOUND", "found": "01/03/2026 20:00"}
    received(scene, {"reference": "FX/201"}, {"reference": "FX/201"} | found)
    received(scene, {"reference": "FX/202", "last_seen": "01/03/2026 11:00", "reported": "01/03/2026 12:00"})
    with within(scene.here.pk):
        stands, held = Incident.objects.get(reference="FX/201"), Incident.objects.get(reference="FX/202")
        assert held.held
        return stands, held


def test_two_reports_of_one_absence_become_one_episode(scene: Scene) -> None:
    """MIS-3: a person decides; undone, it waits again."""
    stands, held = overlap(scene)
    said = text_of(scene.client.get(f"/notifications/queue/{held.pk}/"))
    assert "Is FX/202 the same episode?" in said
    assert "Episode FX/201" in said
    page = answer(scene.client, held, same=stands.pk)
    assert "FX/202 and FX/201 are one episode." in text_of(page)
    assert now(scene, held).held == ""
    with within(scene.here.pk):
        assert Episode.objects.count() == 1
        decision = Decision.objects.get()
    scene.client.post(f"/notifications/decisions/{decision.pk}/undo/")
    assert now(scene, held).held


def test_set_aside_asks_for_a_reason(scene: Scene) -> None:
    """MIS-3: its messages stay as received, with the reason."""
    _, held = overlap(scene)
    path = f"/notifications/queue/{held.pk}/set-aside/"
    assert "Enter why it should not be used" in text_of(scene.client.post(path, {"reason": ""}))
    scene.client.post(path, {"reason": "Sent twice by the control room."})
    assert now(scene, held).held == ""
    assert "Set aside: Sent twice by the control room." in text_of(scene.client.get("/notifications/decisions/"))


def test_a_return_before_the_start_waits_for_the_right_time(scene: Scene) -> None:
    """MIS-6: the page says what is wrong and leads to where the return is entered."""
    received(scene, {"reference": "FX/301"}, {"reference": "FX/301", "message": "FOUND", "found": "27/02/2026 09:00"})
    with within(scene.here.pk):
        incident = Incident.objects.get()
    assert "FX/301" in text_of(scene.client.get("/notifications/queue/?ask=times"))
    page = scene.client.get(f"/notifications/queue/{incident.pk}/")
    assert "before the child was last seen" in text_of(page)
    assert f"/missing/{incident.pk}/return/" in page.content.decode()


def test_the_next_one_follows_each_decision(scene: Scene) -> None:
    """A person works through the queue without going back to it."""
    known(scene)
    with within(scene.here.pk):
        child = Child.objects.get()
    received(scene, *({"reference": f"FX/40{n}", "forename": name, "reported": f"0{n}/03/2026 11:00"}
                      for n, name in ((1, "Robin"), (2, "Quentin"))))  # fmt: skip
    with within(scene.here.pk):
        first, second = Incident.objects.filter(child=None).order_by("first_said")
    page = answer(scene.client, first, **{"is": child.pk})
    assert page.redirect_chain[-1][0] == f"/notifications/queue/{second.pk}/"  # type: ignore[attr-defined]


def test_looking_is_on_the_trail_for_the_candidate_too(scene: Scene) -> None:
    """SHA-6: a candidate's record was looked at."""
    child, incident = twin_waits(scene)
    scene.client.get(f"/notifications/queue/{incident.pk}/")
    with within(scene.here.pk):
        looks = Entry.objects.filter(child_id=child.pk, what="exchange/incident", member_id=scene.officer.pk)
        assert looks.count() == 1


def test_the_list_of_decisions_is_a_look_at_whom_it_names(scene: Scene) -> None:
    """SHA-6."""
    child, incident = twin_waits(scene)
    answer(scene.client, incident, **{"is": child.pk})
    scene.client.get("/notifications/decisions/")
    with within(scene.here.pk):
        assert Entry.objects.filter(child_id=child.pk, what="exchange/decisions", kind="view").count() == 1


@pytest.mark.parametrize("said", [{}, {"is": "nobody"}, {"is": "00000000-0000-0000-0000-000000000000"}, {"same": "x"}])
def test_answers_that_no_button_gives_change_nothing(scene: Scene, said: dict[str, str]) -> None:
    _, incident = twin_waits(scene)
    assert scene.client.post(f"/notifications/queue/{incident.pk}/", said).status_code in (302, 404)
    assert now(scene, incident).link == Link.WAITING


def test_pages_ask_at_most_twelve_queries(scene: Scene) -> None:
    """The bar, for each kind of question, with one candidate and with several."""
    _, incident = twin_waits(scene)
    _, held = overlap_of_another(scene)
    paths = ["/notifications/queue/", "/notifications/queue/?ask=overlap", "/notifications/decisions/"]
    paths += [f"/notifications/queue/{each.pk}/" for each in (incident, held)]
    for path in paths:
        scene.client.get(path)
        with asking_at_most(12):
            assert scene.client.get(path).status_code == 200, path


def overlap_of_another(scene: Scene) -> tuple[Incident, Incident]:
    who = {"forename": "Zora", "surname": "Pretend", "born": "09/09/2013", "address": "9 Other Road", "postcode": ""}
    found = {"message": "FOUND", "found": "01/03/2026 20:00"}
    received(scene, who | {"reference": "FX/501"}, who | {"reference": "FX/501"} | found)
    received(scene, who | {"reference": "FX/502", "last_seen": "01/03/2026 11:00", "reported": "01/03/2026 12:00"})
    with within(scene.here.pk):
        return Incident.objects.get(reference="FX/501"), Incident.objects.get(reference="FX/502")


def test_likelihood_in_a_word() -> None:
    """MIS-4: twins share everything but the forename, so that no weight makes one likely."""
    given = {"certain": 24.0, "possible": 12.0}
    assert likelihood(24.0, **given, disagrees=[]) is Likelihood.VERY_LIKELY
    assert likelihood(23.9, **given, disagrees=[]) is Likelihood.LIKELY
    assert likelihood(18.0, **given, disagrees=["different address"]) is Likelihood.LIKELY
    assert likelihood(17.9, **given, disagrees=[]) is Likelihood.POSSIBLE
    for level in ANOTHER_PERSON:
        assert likelihood(99.0, **given, disagrees=[level.words]) is Likelihood.OTHER_NAME


def test_the_queue_is_for_those_who_decide(scene: Scene) -> None:
    """SHA-2."""
    _, incident = twin_waits(scene)
    for role in Role:
        member: Member = a_member(scene.here, role)
        decides = role in (Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER)
        got = signed_in_client(member).get(f"/notifications/queue/{incident.pk}/").status_code
        assert got == (200 if decides else 404), role
