"""The information template from My work to the papers: filled from the record, cut off, by Word, read in the meeting (M1-3)."""

import io
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from lantern.mace1.models import Item, Template
from lantern.mace1.queries.templates import standing_texts
from lantern.mace1.vocabulary import TemplatePart
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area
from tests.integration.mace1.gathered import Room
from tests.journeys.conftest import PHONE, AsMember

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = "Everything is saved."


class Sharing(Room):
    """A child who went missing and came onto an agenda by themselves, with their social worker."""

    def __init__(self) -> None:
        super().__init__()
        self.worker: Member = a_member(self.here, Role.SOCIAL_WORKER, name="Kit Example", agency="Fictional Council")
        with within(self.here.pk):
            self.amber = a_child("Amber", "Example", area=an_area(self.here, "Chelmsford"), worker=self.worker)
            for hours in (400, 90):
                an_episode(self.amber, by=self.by, hours_ago=hours, back_hours_ago=hours - 12)
            self.exploited(self.amber)
            self.item_: Item = self.of(self.amber)
            self.template = Template.objects.get(case=self.item_.case)

    @property
    def path(self) -> str:
        return f"/mace1/templates/{self.template.pk}/"

    def texts(self) -> dict[str, str]:
        with within(self.here.pk):
            return standing_texts([self.template.pk])[self.template.pk]


@pytest.fixture
def sharing() -> Sharing:
    return Sharing()


def saved(page: Page) -> None:
    expect(page.locator("[data-record-state]")).to_have_text(SAVED, timeout=10_000)


def filled(path: Path, texts: dict[TemplatePart, str]) -> None:
    """The form that was taken out, filled in as in Word, where it lies."""
    document = docx.Document(str(path))
    labels = {f"{part.label} ({part.hint})": text for part, text in texts.items()}
    for table in document.tables:
        for row in table.rows:
            if row.cells[0].text in labels:
                row.cells[1].text = labels[row.cells[0].text]
    document.save(str(path))


def test_from_my_work_to_the_meeting_with_nothing_typed_that_is_known(as_member: AsMember, sharing: Sharing) -> None:
    """M1-3: begun by one press, two views written, handed in; the chair reads it beside the child."""
    person = as_member(sharing.worker).begins().opens("Hand in the information template")
    person.opens("For the first discussion").sees("Not begun yet").presses("Begin, filled from the record")
    person.sees("The template is filled with what the record says")
    page = person.page
    expect(page.locator("[name=missing]")).to_contain_text("2 times in the last 12 months")
    page.locator("[name=parent]").fill("She is afraid for her.")
    page.locator("[name=child]").fill("I am fine.")
    saved(page)
    assert sharing.texts()["parent"] == "She is afraid for her."
    person.presses("Hand in").sees("The template is handed in.", "Handed in", "She is afraid for her.")
    assert page.locator("textarea").count() == 0
    with within(sharing.here.pk):
        sharing.begun()
    chair = as_member(sharing.chair).goes_to(f"/mace1/discussion/{sharing.item_.pk}/").sees("Information template")
    chair.goes_to(sharing.path).sees("I am fine.", "2 times in the last 12 months")


def test_cut_off_in_mid_sentence_nothing_is_lost(as_member: AsMember, sharing: Sharing) -> None:
    """M1-3: what was typed without a network is kept in the tab, over a reload, and saved when it is back."""
    person = as_member(sharing.worker).goes_to(sharing.path).presses("Begin, filled from the record")
    page = person.page
    page.route(f"**{sharing.path}save/", lambda route: route.abort("internetdisconnected"))
    page.locator("[name=health]").fill("Written in the tunnel.")
    expect(page.locator("[data-record-state]")).to_contain_text("No connection", timeout=5_000)
    page.reload()
    expect(page.locator("[name=health]")).to_have_value("Written in the tunnel.")
    page.unroute(f"**{sharing.path}save/")
    saved(page)
    assert sharing.texts()["health"] == "Written in the tunnel."


def test_by_word_out_and_back(as_member: AsMember, sharing: Sharing, tmp_path: Path) -> None:
    """M1-3: taken out, filled in, read in with a check, handed in: the parts of the record are as they were."""
    person = as_member(sharing.worker).goes_to(sharing.path).presses("Begin, filled from the record")
    page, before = person.page, sharing.texts()
    person.opens("As a Word form").types("What do you need it for", "No network there")
    with page.expect_download() as download:
        page.get_by_role("button", name="Take it out").click()
    path = tmp_path / "form.docx"
    download.value.save_as(path)
    filled(path, {TemplatePart.PARENT: "Afraid for her.", TemplatePart.CHILD: "I am fine."})
    person.goes_to(sharing.path).opens("Read a Word form in")
    page.locator("input[type=file]").set_input_files(path)
    person.presses("Read it").sees(
        "Check what the form says", "2 parts say something else than stands, 10 say the same"
    ).presses("Save these parts")
    person.sees("Everything is saved.").presses("Hand in").sees("The template is handed in.")
    assert sharing.texts() == before | {"parent": "Afraid for her.", "child": "I am fine."}


def test_another_file_is_refused_and_nothing_changes(as_member: AsMember, sharing: Sharing, tmp_path: Path) -> None:
    """Bad input gets a clear error: on a phone, with what to do."""
    person = as_member(sharing.worker, viewport=PHONE).goes_to(sharing.path).presses("Begin, filled from the record")
    before = sharing.texts()
    made = io.BytesIO()
    docx.Document().save(made)
    for content, why in ((b"A letter", "This is not a Word document"), (made.getvalue(), "No row of this document")):
        path = tmp_path / "letter.docx"
        path.write_bytes(content)
        person.goes_to(f"{sharing.path}from-word/")
        person.page.locator("input[type=file]").set_input_files(path)
        person.presses("Read it").sees(why).fits(390)
    assert sharing.texts() == before


def test_without_a_script_everything_is_written_and_handed_in(as_member: AsMember, sharing: Sharing) -> None:
    """Every page works without JavaScript: saved by a press, handed in by another."""
    person = as_member(sharing.worker, java_script_enabled=False).goes_to(sharing.path)
    person.presses("Begin, filled from the record")
    page = person.page
    page.locator("[name=parent]").fill("Afraid for her.")
    page.locator("[name=child]").fill("I am fine.")
    person.presses("Hand in").sees("The template is handed in.")
    assert sharing.texts()["child"] == "I am fine."
