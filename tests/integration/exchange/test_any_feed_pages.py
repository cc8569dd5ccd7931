"""A file of any layout by the page: asked about once, then straight in; nothing lost, nothing half done (MIS-3)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lantern.children.models import Child
from lantern.exchange.actions import waiting as waits
from lantern.exchange.actions.notifications import import_notifications
from lantern.exchange.models import ReceivedFile, ReceivedRow, Source, WaitingFile
from lantern.exchange.models.source import KEPT_WAITING
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.vocabulary import FileState
from lantern.missing.models import Episode, Incident, Message
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.layouts import WEEKLY, a_weekly_row, a_weekly_workbook, as_csv, as_workbook
from tests.factories.people import a_member, now, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
SEEN = datetime(2026, 4, 3, 21, 50)  # noqa: DTZ001 - as a clock on the wall of the control room
ROWS = [
    a_weekly_row(1, "Rowan", "Example", SEEN),
    a_weekly_row(2, "Ash", "Nowhere", SEEN + timedelta(days=1), traced=SEEN + timedelta(days=2)),
]
LIST = [
    ["Person ID", "Full name", "Birth date", "Plan type", "Home PCode"],
    ["700123", "EXAMPLE, Rowan", datetime(2012, 3, 4), "Looked after child", "ZZ1 1AA"],  # noqa: DTZ001
    ["700124", "NOWHERE, Ash", datetime(2013, 3, 4), "Sunny", ""],  # noqa: DTZ001
]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def send(client: Client, content: bytes, name: str = "week.xlsx", source: str = "", to: str = "/notifications/") -> Any:
    return client.post(to, {"upload": SimpleUploadedFile(name, content), "source": source}, follow=True)


def waiting(scene: Scene) -> WaitingFile:
    with within(scene.here.pk):
        return WaitingFile.objects.get()


def address(scene: Scene) -> str:
    return f"/notifications/layout/{waiting(scene).pk}/"


def chosen(page: Any) -> dict[str, str]:
    """What stands in the form, as a browser would send it."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def mapped(scene: Scene, content: bytes, *, name: str = "Fictional Police", **changed: str) -> Any:
    """Send a file nobody knows and save it as it is guessed."""
    page = send(scene.client, content)
    given = chosen(page) | {"name": name, "save": "import"} | changed
    return scene.client.post(address(scene), given, follow=True)


def test_an_unknown_workbook_is_asked_about_with_a_guess(scene: Scene) -> None:
    """MIS-3: each column with its reason, the first rows as they would be read; nothing is taken in."""
    page = send(scene.client, a_weekly_workbook(ROWS))
    said = text_of(page)
    assert "How is this file read? week.xlsx" in said
    assert "its column names are in row 3" in said
    assert "“Log no” is a usual name for it." in said
    assert "All of 2 rows can be read." in said
    assert "3 April 2026, 9:50pm" in said
    assert "6 April" not in said
    assert chosen(page)["clock-last_seen"] == "Time last seen"
    with within(scene.here.pk):
        assert not ReceivedFile.objects.exists()
        assert not Message.objects.exists()


def test_saved_and_imported_it_is_a_source(scene: Scene) -> None:
    """MIS-3: the file is taken in, its bytes wait no more, the layout is kept; all of it on the trail (SHA-6)."""
    page = mapped(scene, a_weekly_workbook(ROWS))
    assert "Taken in." in text_of(page)
    with within(scene.here.pk):
        source, file = Source.objects.get(), ReceivedFile.objects.get()
        assert (source.name, source.version, source.by_id) == ("Fictional Police", 1, scene.officer.pk)
        assert (file.feed_id, file.source, file.state, file.rows_total) == (
            source.pk,
            "fictional police",
            FileState.DONE,
            2,
        )
        assert file.mapping == source.mapping
        assert not WaitingFile.objects.exists()
        assert {row.cells["last_seen"] for row in ReceivedRow.objects.all()} == {"2026-04-03 21:50", "2026-04-04 21:50"}
        ended = {each.child.forename: each.ended_at for each in Episode.objects.select_related("child")}
        assert ended == {"Rowan": None, "Ash": datetime(2026, 4, 5, 20, 50, tzinfo=UTC)}
        trail = set(Entry.objects.filter(member_id=scene.officer.pk).values_list("what", flat=True))
    assert {"exchange.file_waits", "exchange.source_saved", "exchange.file_mapped", "exchange.file_done"} <= trail


@pytest.mark.parametrize("said", ["", "FICTIONAL police"])
def test_the_next_file_goes_straight_in(scene: Scene, said: str) -> None:
    """MIS-3: by its layout or by the sender's name, in any letters."""
    mapped(scene, a_weekly_workbook(ROWS))
    page = send(
        scene.client, a_weekly_workbook([a_weekly_row(3, "Kim", "Madeup", SEEN)]), name="next.xlsx", source=said
    )
    assert "Taken in." in text_of(page)
    with within(scene.here.pk):
        assert Incident.objects.filter(source="fictional police").count() == 3
        assert not WaitingFile.objects.exists()


def test_another_sender_with_the_same_columns_is_not_taken_for_the_first(scene: Scene) -> None:
    """MIS-3: two forces may use one program, and count their references alike; the page begins with what is known."""
    mapped(scene, a_weekly_workbook(ROWS))
    page = send(scene.client, a_weekly_workbook([a_weekly_row(1, "Kim", "Madeup", SEEN)]), source="other force")
    assert "How is this file read?" in text_of(page)
    assert (chosen(page)["name"], page.context["form"].source) == ("other force", None)
    scene.client.post(address(scene), chosen(page) | {"save": "import"})
    with within(scene.here.pk):
        assert set(Incident.objects.values_list("source", flat=True)) == {"fictional police", "other force"}


def test_changed_columns_open_the_page_with_what_no_longer_fits(scene: Scene) -> None:
    """MIS-3: the old name is said, and what may take its place; saving changes the source."""
    mapped(scene, a_weekly_workbook(ROWS))
    headings = [heading.replace("Narrative", "What happened then") for heading in WEEKLY]
    page = send(scene.client, a_weekly_workbook(ROWS[:1], headings=headings), source="fictional police")
    said = text_of(page)
    assert "columns that this one does not have: Narrative" in said
    assert "It was “Narrative”, which is not in this file. “What happened then” is like" in said
    scene.client.post(address(scene), chosen(page) | {"save": "import"})
    with within(scene.here.pk):
        source = Source.objects.get()
        assert (source.version, source.mapping["columns"]["circumstances"]) == (2, "What happened then")
        assert ReceivedFile.objects.count() == 2


def test_show_again_reads_by_what_was_changed_and_saves_nothing(scene: Scene) -> None:
    """MIS-3: a wrong choice is seen before it does harm."""
    page = send(scene.client, a_weekly_workbook(ROWS))
    changed = chosen(page) | {"column-born": "Narrative", "show": "1"}
    said = text_of(scene.client.post(address(scene), changed))
    assert "There is a problem" not in said
    assert "0 of 2 rows can be read, 2 cannot." in said
    assert "2 Date of birth: “Left the house after an argument about a…” is not a date" in said
    with within(scene.here.pk):
        assert not Source.objects.exists()


def test_what_is_lacking_is_said_and_what_was_chosen_stays(scene: Scene) -> None:
    """MIS-3: errors lose nothing."""
    page = send(scene.client, a_weekly_workbook(ROWS))
    left = {
        "column-surname": "",
        "column-last_seen": "",
        "column-reported": "",
        "name": "",
        "column-address": "Narrative",
    }
    page = scene.client.post(address(scene), chosen(page) | left | {"save": "import"})
    said = text_of(page)
    assert "Choose the column with the surname" in said
    assert "Choose the column that says when the child was last seen or reported" in said
    assert "Enter who sends these files" in said
    assert chosen(page)["column-address"] == "Narrative"
    with within(scene.here.pk):
        assert WaitingFile.objects.count() == 1
        assert not Source.objects.exists()


def test_a_name_that_is_taken_is_refused_and_nothing_is_kept(scene: Scene) -> None:
    """MIS-3: both or neither: no source without its file, no file without its source."""
    mapped(scene, a_weekly_workbook(ROWS))
    headings = [*WEEKLY[:-1], "Closed off"]
    page = send(scene.client, a_weekly_workbook(ROWS, headings=headings))
    page = scene.client.post(address(scene), chosen(page) | {"name": "fictional POLICE", "save": "import"})
    assert "A source is called so already" in text_of(page)
    with within(scene.here.pk):
        assert (Source.objects.count(), ReceivedFile.objects.count(), WaitingFile.objects.count()) == (1, 1, 1)


def test_two_who_change_a_source_are_told(scene: Scene) -> None:
    """design.md 11: the second sees that somebody was first; nothing of theirs is saved over."""
    mapped(scene, a_weekly_workbook(ROWS))
    page = send(scene.client, a_weekly_workbook(ROWS, headings=[*WEEKLY[:-1], "Closed off"]), source="fictional police")
    page = scene.client.post(address(scene), chosen(page) | {"version": "7", "save": "only"})
    assert "Somebody else changed this source meanwhile" in text_of(page)


def test_words_of_a_sender_are_explained_once(scene: Scene) -> None:
    """MIS-2, MIS-3: proposed where usual, left alone where not; what is said is kept for the next file."""
    page = send(scene.client, a_weekly_workbook([a_weekly_row(1, "Rowan", "Example", SEEN, Risk_category="Zone 9")]))
    words = {text: name for line in page.context["lines"] for text, field in line.words for name in [field.name]}
    assert set(words) == {"girl", "zone 9"}
    assert (chosen(page)[words["girl"]], chosen(page)[words["zone 9"]]) == ("F", "—")
    given = chosen(page) | {"name": "Words", "save": "import", words["zone 9"]: "high"}
    scene.client.post(address(scene), given)
    with within(scene.here.pk):
        assert Source.objects.get().mapping["words"] == {"sex": {"girl": "F"}, "risk": {"zone 9": "high"}}
        said = Message.objects.get().said
    assert (said["risk"], said["who"]["sex"]) == ("high", "F")


def test_a_mended_mapping_takes_in_what_could_not_be_read(scene: Scene) -> None:
    """MIS-3: the same bytes read another way are another delivery; read the same way they change nothing."""
    content = a_weekly_workbook(ROWS)
    mapped(scene, content, **{"column-reported": "Narrative"})
    with within(scene.here.pk):
        assert set(ReceivedRow.objects.values_list("outcome", flat=True)) == {"refused"}
        source = Source.objects.get()
    assert "received before" in text_of(send(scene.client, content, source="fictional police"))
    page = scene.client.post(
        f"/notifications/sources/{source.pk}/", {"upload": SimpleUploadedFile("again.xlsx", content)}, follow=True
    )
    scene.client.post(address(scene), chosen(page) | {"column-reported": "Rptd", "save": "import"})
    with within(scene.here.pk):
        assert (ReceivedFile.objects.count(), Episode.objects.count()) == (2, 2)


def test_a_source_is_changed_without_taking_a_row(scene: Scene) -> None:
    """MIS-3: "try it on a file" looks; saving without importing keeps the layout alone."""
    mapped(scene, a_weekly_workbook(ROWS))
    with within(scene.here.pk):
        source = Source.objects.get()
    url = f"/notifications/sources/{source.pk}/"
    page = scene.client.post(url, {"upload": SimpleUploadedFile("t.xlsx", a_weekly_workbook(ROWS[:1]))}, follow=True)
    page = scene.client.post(address(scene), chosen(page) | {"column-address": "", "save": "only"}, follow=True)
    assert "No row was taken in" in text_of(page)
    with within(scene.here.pk):
        assert (Source.objects.get().version, ReceivedFile.objects.count()) == (2, 1)
        assert not WaitingFile.objects.exists()


def test_a_sheet_is_chosen(scene: Scene) -> None:
    """MIS-3: a workbook of several tables: the one that was chosen is read, now and the next time."""
    page = send(
        scene.client, as_workbook([["a", "b"], ["1", "2"]], title="Staff", more={"Week": [list(WEEKLY), *ROWS]})
    )
    assert "sheet “Staff”" in text_of(page)
    page = scene.client.get(address(scene), {"sheet": "Week"})
    given = chosen(page) | {"name": "Sheets", "save": "import", "sheet": "Week"}
    assert "Taken in." in text_of(scene.client.post(address(scene), given, follow=True))
    with within(scene.here.pk):
        assert Source.objects.get().mapping["sheet"] == "Week"
        assert Episode.objects.count() == 2


def test_a_file_may_be_discarded(scene: Scene) -> None:
    """MIS-3: nothing of it is kept but that it was there."""
    send(scene.client, a_weekly_workbook(ROWS))
    page = scene.client.post(f"{address(scene)}discard/", follow=True)
    assert "Nothing of it is kept" in text_of(page)
    with within(scene.here.pk):
        assert not WaitingFile.objects.exists()
        assert Entry.objects.filter(what="exchange.file_discarded").count() == 1


def test_bytes_wait_a_day_at_most(scene: Scene) -> None:
    """MIS-3: after a day they are out of sight, and gone with the next file that is sent."""
    send(scene.client, a_weekly_workbook(ROWS))
    url = address(scene)
    with within(scene.here.pk):
        _age(waiting(scene), by=None, at=now())
    assert scene.client.get(url).status_code == 404
    send(scene.client, a_weekly_workbook(ROWS[:1]))
    with within(scene.here.pk):
        assert WaitingFile.objects.count() == 1
        assert Entry.objects.filter(what="exchange.file_dropped").count() == 1


def _age(file: WaitingFile, *, by: None, at: datetime) -> None:
    from lantern.trail.acting import action

    @action
    def age(*, by: None, at: datetime) -> None:
        WaitingFile.objects.filter(pk=file.pk).update(received_at=at - KEPT_WAITING - timedelta(minutes=1))

    age(by=by, at=at)


def test_only_who_sent_a_file_sees_it(scene: Scene) -> None:
    """SHA-2: nobody has looked yet whom it is about, so nobody else may."""
    send(scene.client, a_weekly_workbook(ROWS))
    other = scene.sees_as(Role.MISSING_COORDINATOR)
    for url in (address(scene), f"{address(scene)}discard/"):
        assert other.get(url).status_code == 404
        assert other.post(url, {"save": "import"}).status_code == 404
    assert "week.xlsx" not in text_of(other.get("/notifications/"))


def test_a_fault_in_the_workbook_is_said_and_noted(scene: Scene) -> None:
    """MIS-3, security.md 8: one sentence, on the form and in the list; no bytes wait."""
    said = text_of(send(scene.client, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), name="old.xls"))
    assert "The file is an old Excel workbook (.xls)." in said
    assert "old.xls" in text_of(scene.client.get("/notifications/"))
    with within(scene.here.pk):
        assert not WaitingFile.objects.exists()


def test_posted_nonsense_changes_nothing(scene: Scene) -> None:
    """security.md: columns, orders and words that were not offered are not taken."""
    page = send(scene.client, a_weekly_workbook(ROWS))
    for field, value in (
        ("column-born", "No such"),
        ("order-born", "year last"),
        ("zone", "Mars"),
        ("agency", str(scene.here.pk)),
    ):
        answer = scene.client.post(address(scene), chosen(page) | {"name": "x", "save": "import", field: value})
        assert answer.status_code == 200, field
    with within(scene.here.pk):
        assert not Source.objects.exists()
        assert WaitingFile.objects.count() == 1


def test_queries_do_not_grow_with_the_file(scene: Scene) -> None:
    """pages.md: the mapping page and the list of sources ask as much for two rows as for two thousand."""
    for number in (2, 2_000):
        rows = [a_weekly_row(each, "Rowan", "Example", SEEN) for each in range(number)]
        send(scene.client, as_csv([list(WEEKLY), *rows]), name="long.csv")
        url = address(scene)
        scene.client.get(url)
        with asking_at_most(12):
            assert f"{number:,} rows can be read" in text_of(scene.client.get(url))
        scene.client.post(f"{url}discard/")
    mapped(scene, a_weekly_workbook(ROWS))
    with asking_at_most(12):
        scene.client.get("/notifications/sources/")
    with asking_at_most(12):
        scene.client.get("/notifications/")


def test_the_list_of_sources_says_what_each_sent(scene: Scene) -> None:
    """MIS-3: empty at first, then each with its files and rows; the page of one tells its layout in words."""
    assert "No layout has been told yet" in text_of(scene.client.get("/notifications/sources/"))
    page = mapped(scene, a_weekly_workbook(ROWS))
    assert page.status_code == 200
    said = text_of(scene.client.get("/notifications/sources/"))
    assert "Fictional Police Notifications — " in said
    with within(scene.here.pk):
        source = Source.objects.get()
    said = text_of(scene.client.get(f"/notifications/sources/{source.pk}/"))
    assert "1 file, 2 rows" in said
    assert "Last seen Date last seen time in “Time last seen” · day first · London’s clocks" in said
    assert "Sex Gender “girl” is female" in said


@pytest.fixture
def county(scene: Scene) -> Client:
    return signed_in_client(a_member(scene.here, Role.MISSING_COORDINATOR))


def test_a_list_of_children_opens_records(scene: Scene, county: Client) -> None:
    """MIS-4: the council's list by the same page; a word nobody knows is said before, and its row refused."""
    page = send(county, as_workbook(LIST), name="list.xlsx", to="/notifications/lists/")
    said = text_of(page)
    assert "“Full name” seems to hold the whole name." in said
    assert "1 of 2 rows can be read, 1 cannot." in said
    page = county.post(address(scene), chosen(page) | {"name": "Council", "save": "import"}, follow=True)
    with within(scene.here.pk):
        child = Child.objects.get()
        assert (child.forename, child.surname, child.status) == ("Rowan", "EXAMPLE", "LAC")
        assert set(ReceivedRow.objects.values_list("outcome", flat=True)) == {"opened", "refused"}
    again = as_workbook([LIST[0], [*LIST[1][:3], "Child in need", LIST[1][4]], LIST[2]])
    page = send(county, again, to="/notifications/lists/")
    assert "New words: say what “child in need” means." in text_of(page)
    page = county.post(address(scene), chosen(page) | {"save": "import"}, follow=True)
    assert "Changed: status." in text_of(page)
    with within(scene.here.pk):
        assert Child.objects.get().status == "CIN"
    last = as_workbook([LIST[0], *LIST[1:], ["700125", "MADEUP, Kim", "", "Child in need", ""]])
    assert "Taken in." in text_of(send(county, last, to="/notifications/lists/"))


def test_a_long_list_is_taken_in_step_by_step(scene: Scene, county: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """MIS-3, MIS-4: each step is whole, and the end is the same."""
    monkeypatch.setattr("lantern.exchange.actions.uploading.AT_ONCE", 10)
    monkeypatch.setattr("lantern.exchange.actions.uploading.LISTED_A_STEP", 2)
    rows = [[f"{n}", f"Rowan{n}", "Example", "04/03/2012", "ZZ1 1AA", "1 Nowhere Lane", "none"] for n in range(3)]
    headings = ["id", "forename", "surname", "dob", "postcode", "address", "status"]
    page = send(county, as_csv([headings, *rows]), name="list.csv", to="/notifications/lists/")
    assert "0 of 3 rows stored" in text_of(page)
    seen = []
    for _ in range(3):
        with within(scene.here.pk):
            file = ReceivedFile.objects.get()
        county.post(f"/notifications/files/{file.pk}/go-on/")
        with within(scene.here.pk):
            seen.append((ReceivedFile.objects.get().state, Child.objects.count()))
    assert seen == [(FileState.STORING, 2), (FileState.STORED, 3), (FileState.DONE, 3)]


@pytest.mark.parametrize(
    ("role", "area"), [(Role.MISSING_COORDINATOR, "Mid"), (Role.LIAISON_OFFICER, None), (Role.ADMINISTRATOR, None)]
)
def test_a_list_is_for_a_coordinator_of_the_whole_partnership(scene: Scene, role: Role, area: str | None) -> None:
    """SHA-2: it touches every child; the tab is not there either."""
    client = scene.sees_as(role, area)
    assert client.get("/notifications/lists/").status_code == 404
    assert send(client, as_workbook(LIST), to="/notifications/lists/").status_code == 404
    with within(scene.here.pk):
        assert not WaitingFile.objects.exists()
    if role is not Role.ADMINISTRATOR:
        assert "Lists of children" not in text_of(client.get("/notifications/"))


def test_nothing_waits_for_ever_without_another_file(scene: Scene) -> None:
    """MIS-3: whoever runs Lantern can let them go at any time."""
    send(scene.client, a_weekly_workbook(ROWS))
    with within(scene.here.pk):
        assert waits.drop_left(by=None, at=now()) == 0
        assert waits.drop_left(by=None, at=now() + KEPT_WAITING) == 1


def test_a_workbook_is_unpacked_once_however_many_senders_there_are(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """design.md: what sending a file costs does not grow with the list of sources."""
    from lantern.exchange.queries import sources

    for number in range(5):
        headings = [*WEEKLY[:-1], f"Closed off {number}"]
        page = send(scene.client, a_weekly_workbook(ROWS, headings=headings), source=f"force {number}")
        given = chosen(page) | {"column-found": headings[-1], "save": "only"}
        assert "No row was taken in" in text_of(scene.client.post(address(scene), given, follow=True))
    opened: list[str] = []
    monkeypatch.setattr(
        sources,
        "open_table",
        lambda *given, real=sources.open_table, **named: opened.append("") or real(*given, **named),
    )
    send(scene.client, a_weekly_workbook(ROWS, headings=[*WEEKLY[:-1], "Closed off 9"]))
    assert len(opened) == 1


def test_a_command_reads_by_the_mapping_and_says_which_columns_are_gone(scene: Scene, tmp_path: Path) -> None:
    """MIS-3: `lantern import notifications FILE --source NAME`: the same mapping, in any letters of the name."""
    mapped(scene, a_weekly_workbook(ROWS))
    (tmp_path / "next.xlsx").write_bytes(a_weekly_workbook([a_weekly_row(5, "Kim", "Madeup", SEEN)]))
    changed = [heading.replace("Log no", "Number") for heading in WEEKLY]
    (tmp_path / "changed.xlsx").write_bytes(a_weekly_workbook(ROWS, headings=changed))
    with within(scene.here.pk):
        given: dict[str, Any] = {"source": "Fictional POLICE", "by": None, "at": now()}
        file, new = import_notifications(path=tmp_path / "next.xlsx", **given)
        assert (new, file.source, file.rows_total) == (True, "fictional police", 1)
        with pytest.raises(FeedError, match="columns that this sender's files had: Log no"):
            import_notifications(path=tmp_path / "changed.xlsx", **given)
