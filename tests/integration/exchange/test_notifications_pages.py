"""Files of notifications: sent by the page, taken in at once or step by step, each row with what became of it (MIS-3)."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lantern.exchange.actions import uploading
from lantern.exchange.models import FileBody, ReceivedFile, ReceivedRow, WaitingFile
from lantern.exchange.vocabulary import FileState
from lantern.missing.models import Episode, Incident, Message
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.notifications import a_feed, a_long_feed
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
ONE = {"reference": "FX/1"}


@pytest.fixture
def scene() -> Scene:
    return Scene()


def send(client: Client, content: bytes, name: str = "night.csv", source: str = "police") -> object:
    return client.post("/notifications/", {"upload": SimpleUploadedFile(name, content), "source": source}, follow=True)


def file_of(scene: Scene) -> ReceivedFile:
    with within(scene.here.pk):
        return ReceivedFile.objects.get()


def test_a_small_file_is_taken_in_at_once(scene: Scene) -> None:
    """MIS-3: sent, stored, linked and folded in one request; the page shows what each row came to."""
    page = send(scene.client, a_feed(ONE, ONE | {"message": "FOUND", "found": "02/03/2026 09:00"}))
    said = text_of(page)
    assert "night.csv" in said
    assert "All 2 Closed 1 Opened 1" in said
    assert "Rowan Example" in said
    with within(scene.here.pk):
        file = ReceivedFile.objects.get()
        assert (file.state, file.name, file.by_id) == (FileState.DONE, "night.csv", scene.officer.pk)
        assert Episode.objects.get().ended_at is not None


def test_the_same_file_again_changes_nothing(scene: Scene) -> None:
    """MIS-3: the same bytes are the same file, whatever its name."""
    send(scene.client, a_feed(ONE))
    page = send(scene.client, a_feed(ONE), name="again.csv")
    assert "This file was received before" in text_of(page)
    with within(scene.here.pk):
        assert (ReceivedFile.objects.count(), Message.objects.count(), Episode.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty: it has 0 bytes."),
        (b"PK\x03\x04" + bytes(40), "an Excel workbook or a zip archive"),
        (b"a,b,c\n", "no rows under them"),
        (a_feed(), "no rows under them"),
        (a_feed(ONE).replace(b"Rowan", b"Ro\x00wan"), "NUL byte"),
        (a_feed(ONE).decode().encode("utf-16"), "UTF-16"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(scene: Scene, content: bytes, words: str) -> None:
    """The bar: a clear message each, nothing half done."""
    page = send(scene.client, content)
    assert words in text_of(page)
    with within(scene.here.pk):
        assert not Message.objects.exists()
        assert not ReceivedRow.objects.exists()
        assert all(file.state == FileState.REFUSED for file in ReceivedFile.objects.all())


@pytest.mark.parametrize(
    "content",
    [b"a,b,c\n1,2,3\n", a_feed(ONE).replace(b"DOB,", b""), a_feed(ONE).replace(b"Sex,", b"Surname,")],
    ids=["other columns", "a column missing", "a column twice"],
)
def test_a_layout_that_nobody_knows_is_asked_about(scene: Scene, content: bytes) -> None:
    """MIS-3: it is no fault of the file; its bytes wait, and nothing is taken in."""
    page = send(scene.client, content, name="other.csv")
    assert "How is this file read? other.csv" in text_of(page)
    with within(scene.here.pk):
        assert [bytes(each.content) for each in WaitingFile.objects.all()] == [content]
        assert not ReceivedFile.objects.exists()


def test_a_refused_file_stands_in_the_list_with_its_problem(scene: Scene) -> None:
    send(scene.client, b"Ref\x00,b\n1,2\n", name="wrong.csv")
    said = text_of(scene.client.get("/notifications/"))
    assert "wrong.csv" in said
    assert "Refused" in said
    assert "NUL byte" in said


def test_a_file_that_is_too_long_for_the_page_is_refused_before_it_is_read(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantern.exchange.forms.sending.MOST_BYTES", 100)
    assert "Split it" in text_of(send(scene.client, a_feed(ONE)))
    with within(scene.here.pk):
        assert not ReceivedFile.objects.exists()


@pytest.fixture
def in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if ten rows were a long file."""
    monkeypatch.setattr(uploading, "AT_ONCE", 100)
    monkeypatch.setattr(uploading, "ROWS_A_STEP", 4)
    monkeypatch.setattr(uploading, "CHILDREN_A_STEP", 2)


@pytest.mark.usefixtures("in_steps")
def test_a_long_file_is_taken_in_step_by_step_to_the_same_end(scene: Scene) -> None:
    """MIS-3: each step is whole; the end is that of a file taken in at once, and its bytes are gone."""
    page = send(scene.client, a_long_feed(5))
    assert "0 of 10 rows stored" in text_of(page)
    assert "0 to decide" in text_of(scene.client.get("/notifications/queue/"))
    file = file_of(scene)
    seen = []
    for _ in range(20):
        page = scene.client.post(f"/notifications/files/{file.pk}/go-on/", follow=True)
        with within(scene.here.pk):
            seen.append((file_of(scene).state, ReceivedRow.objects.count(), FileBody.objects.exists()))
        if seen[-1][0] == FileState.STORING:
            assert f"{seen[-1][1]} of 10 rows stored" in text_of(page)
            assert "0 to decide" in text_of(scene.client.get("/notifications/queue/"))
        if seen[-1][0] == FileState.DONE:
            break
    assert seen == [
        (FileState.STORING, 4, True),
        (FileState.STORING, 8, True),
        (FileState.STORED, 10, False),
        (FileState.LINKED, 10, False),
        (FileState.LINKED, 10, False),
        (FileState.LINKED, 10, False),
        (FileState.DONE, 10, False),
    ]
    assert "All 10 Closed 5 Opened 5" in text_of(page)
    with within(scene.here.pk):
        assert Episode.objects.count() == 5
        assert not Message.objects.filter(outcome="").exists()


@pytest.mark.usefixtures("in_steps")
def test_a_step_of_a_file_that_is_done_does_nothing(scene: Scene) -> None:
    send(scene.client, a_long_feed(1))
    file = file_of(scene)
    for _ in range(6):
        scene.client.post(f"/notifications/files/{file.pk}/go-on/")
    with within(scene.here.pk):
        before = list(Message.objects.values()), list(Episode.objects.values())
    scene.client.post(f"/notifications/files/{file.pk}/go-on/")
    with within(scene.here.pk):
        assert (list(Message.objects.values()), list(Episode.objects.values())) == before


@pytest.mark.usefixtures("in_steps")
def test_a_long_file_that_cannot_be_read_is_refused(scene: Scene) -> None:
    assert "names but no rows" in text_of(send(scene.client, a_feed() + b"\n" * 100))
    with within(scene.here.pk):
        assert ReceivedFile.objects.get().state == FileState.REFUSED
        assert not FileBody.objects.exists()


def test_every_number_leads_to_its_rows(scene: Scene) -> None:
    """design.md habit 12."""
    rows = [
        ONE | {"reference": f"FX/{n}", "surname": f"Example{'x' * n}", "forename": f"Ada{'m' * n}"} for n in range(4)
    ]
    send(scene.client, a_feed(*rows, ONE | {"reference": ""}, rows[0]))
    file = file_of(scene)
    html = scene.client.get("/notifications/").content.decode()
    for outcome, number in (("opened", None), ("refused", 1), ("duplicate", 1)):
        path = f"/notifications/files/{file.pk}/?outcome={outcome}"
        assert path in html
        page = scene.client.get(path)
        listed = page.content.decode().count('<td data-label="Outcome">')
        assert number is None or listed == number
        assert f'href="{path}">{listed}<' in html


def test_a_row_shows_its_cells_as_received(scene: Scene) -> None:
    """MIS-3: whatever was made of it, the row stands as it came."""
    send(scene.client, a_feed(ONE | {"circumstances": "=HYPERLINK(1)", "born": "03-Mar-2012"}))
    html = scene.client.get(f"/notifications/files/{file_of(scene).pk}/").content.decode()
    assert "=HYPERLINK(1)" in html
    assert "03-Mar-2012" in html


def test_outcomes_are_downloaded_and_that_is_on_the_trail(scene: Scene) -> None:
    """SHA-6, security.md 7: one line a row, inert in a spreadsheet; a download needs a POST."""
    send(scene.client, a_feed(ONE, ONE | {"reference": "=1+1"}))
    file = file_of(scene)
    path = f"/notifications/files/{file.pk}/outcomes.csv"
    assert scene.client.get(path).status_code == 302
    answer = scene.client.post(path)
    assert answer["Content-Disposition"].startswith("attachment")
    lines = list(csv.reader(io.StringIO(answer.content.decode())))
    assert lines[0] == ["row", "reference", "message", "outcome", "child", "reason"]
    assert [line[3] for line in lines[1:]] == ["opened", "refused"]
    assert lines[2][1] == "'=1+1"
    with within(scene.here.pk):
        assert Entry.objects.filter(what="exchange.outcomes_downloaded", subject_id=file.pk).count() == 1


def test_rows_about_children_of_other_areas_are_not_shown_counted_or_given_out(scene: Scene) -> None:
    """SHA-2: a file is for the whole county, its rows are not."""
    with within(scene.here.pk):
        for forename, place in (("Ada", "Harlow"), ("Bo", "Chelmsford")):
            a_child(forename, "Sample", area=an_area(scene.here, place))
    send(
        scene.client,
        a_feed(
            *(
                {"reference": f"FX/{name}", "forename": name, "surname": "Sample", "postcode": ""}
                for name in ("Ada", "Bo")
            )
        ),
    )
    file = file_of(scene)
    with within(scene.here.pk):
        for incident in Incident.objects.filter(child=None):
            pytest.fail(f"{incident.reference} waits: {incident.why}")
        areas = dict(Incident.objects.values_list("reference", "child__area__name"))
    near = signed_in_client(a_member(scene.here, Role.LIAISON_OFFICER, "Chelmsford"))
    said = text_of(near.get(f"/notifications/files/{file.pk}/"))
    mine = [reference for reference, area in areas.items() if area == "Chelmsford"]
    assert f"All {len(mine)}" in said
    assert "Ada Sample" not in said
    given = near.post(f"/notifications/files/{file.pk}/outcomes.csv").content.decode()
    assert "FX/ADA" not in given.upper()
    assert len(given.splitlines()) == 1 + len(mine)


def test_a_refused_row_is_seen_by_its_sender_and_by_county_level_roles(scene: Scene) -> None:
    """SHA-2: nobody can tell whose area it is; it may name a child."""
    sender = a_member(scene.here, Role.LIAISON_OFFICER, "Chelmsford")
    send(signed_in_client(sender), a_feed(ONE | {"reference": "", "surname": "Pretend"}))
    path = f"/notifications/files/{file_of(scene).pk}/"
    near = signed_in_client(a_member(scene.here, Role.LIAISON_OFFICER, "Chelmsford"))
    assert "Pretend" in scene.client.get(path).content.decode()
    assert "Pretend" in signed_in_client(sender).get(path).content.decode()
    assert "Pretend" not in near.get(path).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_open_notifications(scene: Scene, role: Role) -> None:
    """SHA-2: police, the coordinator, and nobody else; another partnership's file does not exist."""
    send(scene.client, a_feed(ONE))
    file = file_of(scene)
    client = scene.sees_as(role)
    allowed = role in (Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER)
    for path in ("", f"files/{file.pk}/", "queue/", "decisions/"):
        assert client.get(f"/notifications/{path}").status_code == (200 if allowed else 404), path
    sent = client.post("/notifications/", {"source": "police"})
    assert sent.status_code == (200 if allowed else 404)
    elsewhere = Scene()
    assert elsewhere.client.get(f"/notifications/files/{file.pk}/").status_code == 404


def test_pages_ask_the_same_with_few_rows_and_many(scene: Scene) -> None:
    """The bar: at most 12 queries."""
    send(scene.client, a_feed(ONE))
    few = file_of(scene)
    send(scene.client, a_long_feed(60), name="many.csv")
    with within(scene.here.pk):
        many = ReceivedFile.objects.exclude(pk=few.pk).get()
    for path in (
        "/notifications/",
        f"/notifications/files/{few.pk}/",
        f"/notifications/files/{many.pk}/?outcome=closed",
    ):
        scene.client.get(path)
        with asking_at_most(12):
            assert scene.client.get(path).status_code == 200


def test_rows_follow_each_other_by_pages(scene: Scene) -> None:
    send(scene.client, a_long_feed(20))
    path = f"/notifications/files/{file_of(scene).pk}/"
    first = scene.client.get(path).content.decode()
    before = first[: first.index('rel="next"')]
    link = before[before.rindex('href="') + 6 : before.rindex('"')].replace("&amp;", "&")
    assert "26 to 40 of 40" in text_of(scene.client.get(path + link))


def test_an_empty_page_says_what_comes_here(scene: Scene) -> None:
    said = text_of(scene.client.get("/notifications/"))
    assert "No file has come in yet" in said
    assert "Nothing waits" in said
