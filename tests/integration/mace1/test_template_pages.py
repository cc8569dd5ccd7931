"""The template as a page: begun by one press, filled from what one may read, handed in, out to Word and back (M1-3)."""

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from lantern.documents import read_word
from lantern.mace1.actions import discussing
from lantern.mace1.models import Template, TemplateText
from lantern.mace1.queries.templates import standing_texts
from lantern.mace1.rules.template import NEEDED
from lantern.mace1.views.template import NOTHING_READ
from lantern.mace1.vocabulary import TemplatePart
from lantern.meetings.actions.running import end
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, now, signed_in_client
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db
ALL = {part.value: f"Of {part.value}" for part in TemplatePart}


class Scene(Room):
    """A child who went missing twice, presented by the social worker."""

    def __init__(self) -> None:
        super().__init__()
        self.worker = a_member(self.here, Role.SOCIAL_WORKER, name="Kit Example", agency="Fictional Council")
        self.stranger = a_member(self.here, Role.SOCIAL_WORKER, name="Lou Pretend")
        with within(self.here.pk):
            self.amber = a_child("Amber", "Example", area=an_area(self.here, "Chelmsford"), worker=self.worker)
            for hours in (900, 90):
                an_episode(self.amber, by=self.by, hours_ago=hours, back_hours_ago=hours - 12)
            self.exploited(self.amber)
            self.item_ = self.of(self.amber)
            self.template = Template.objects.get(case=self.item_.case)
        self.client = signed_in_client(self.worker)

    def url(self, page: str = "template") -> str:
        return reverse(f"mace1:{page}", args=[self.template.pk])

    def get(self, client: Client | None = None, page: str = "template") -> str:
        return (client or self.client).get(self.url(page), secure=True).content.decode()

    def post(self, page: str = "template", client: Client | None = None, **data: Any) -> Any:
        return (client or self.client).post(self.url(page), data, secure=True, follow=True)

    def texts(self) -> dict[str, str]:
        with within(self.here.pk):
            return standing_texts([self.template.pk])[self.template.pk]

    def now_(self) -> Template:
        with within(self.here.pk):
            return Template.objects.get(pk=self.template.pk)

    def handed_in(self) -> None:
        self.post(begin="1")
        self.post(**ALL, **{"hand-in": "1"}, **self.bases())

    def bases(self) -> dict[str, str]:
        with within(self.here.pk):
            rows = TemplateText.objects.filter(template=self.template, standing=True)
            return {f"{section}-base": str(version) for section, version in rows.values_list("section", "version")}


@pytest.fixture
def scene() -> Scene:
    return Scene()


def word_of(rows: dict[str, str]) -> SimpleUploadedFile:
    """A Word file with these rows."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for label, text in rows.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, text
    written = io.BytesIO()
    document.save(written)
    return SimpleUploadedFile("form.docx", written.getvalue())


def test_from_the_childs_time_at_mace1_one_finds_it(scene: Scene) -> None:
    """M1-3: and My work leads there, with by when."""
    case = reverse("mace1:case", args=[scene.item_.case_id])
    assert scene.url() in scene.client.get(case, secure=True).content.decode()
    work = scene.client.get(reverse("obligations:owed"), secure=True).content.decode()
    assert "Hand in the information template" in work
    assert case in work


def test_begun_it_says_what_the_record_says_and_whence(scene: Scene) -> None:
    """M1-3: pre-filled with sources; nobody types what the system knows."""
    before = scene.get()
    assert "Not begun yet" in before
    assert "<textarea" not in before
    scene.post(begin="1")
    after, texts = scene.get(), scene.texts()
    assert "2 times in the last 12 months" in texts["missing"]
    assert "suspected" in texts["concerns"] or "known" in texts["concerns"]
    assert "missing episodes (new tab)" in after
    assert "Chelmsford" in after
    assert scene.now_().begun_by_id == scene.worker.pk


def test_whoever_begins_it_fills_it_with_what_they_may_read(scene: Scene) -> None:
    """SHA-2: business support of the meeting reads of no exploitation, and puts none of it in."""
    client = signed_in_client(scene.minutes)
    scene.post(client=client, begin="1")
    assert "concerns" not in scene.texts()
    assert "For those who read of exploitation" in scene.get(client)


def test_what_is_typed_is_kept_as_it_is_typed(scene: Scene) -> None:
    """M1-3: saved as they type, a part at a time, for the page's script."""
    scene.post(begin="1")
    sent = {"section": "health", "text": "Asthma", "base": "0", "editing": "one"}
    answer = scene.client.post(scene.url("save_template"), sent, secure=True)
    assert (answer.status_code, answer.json()) == (201, {"result": "saved", "version": 1})
    assert scene.texts()["health"] == "Asthma"
    beside = scene.client.post(scene.url("save_template"), sent | {"text": "None", "editing": "two"}, secure=True)
    assert (beside.status_code, beside.json()["text"]) == (202, "Asthma")
    no_part = scene.client.post(scene.url("save_template"), sent | {"section": "shoes"}, secure=True)
    assert no_part.status_code == 422


def test_without_what_is_needed_it_is_saved_and_not_handed_in(scene: Scene) -> None:
    """Bad input loses nothing: what was typed stands, and what is lacking is said with a way there."""
    scene.post(begin="1")
    page = scene.post(health="Asthma", **{"hand-in": "1"}).content.decode()
    assert "Still to be written: Parents’ or carers’ view; The child’s view." in page
    assert 'href="#part-parent"' in page
    assert scene.texts()["health"] == "Asthma"
    assert scene.now_().submitted_at is None


def test_handed_in_it_is_read_and_taken_back_to_be_changed(scene: Scene) -> None:
    """M1-3: submitted once, undone until the meeting begins."""
    scene.handed_in()
    assert scene.texts() == ALL
    page = scene.get()
    assert "Handed in" in page
    assert "<textarea" not in page
    assert "Of health" in page
    scene.post(**{"take-back": "1"})
    assert "<textarea" in scene.get()
    assert scene.texts() == ALL


def test_what_came_onto_the_record_since_is_added_by_one_press(scene: Scene) -> None:
    """M1-3: beside each part stands what the record says now; what the part says already is not added again."""
    scene.post(begin="1")
    with within(scene.here.pk):
        an_episode(scene.amber, by=scene.by, hours_ago=40, back_hours_ago=30)
    assert "Add what is not there yet" in scene.get()
    scene.post(take="missing", **scene.bases(), missing=scene.texts()["missing"])
    text = scene.texts()["missing"]
    assert "2 times" in text
    assert "3 times" in text
    scene.post(take="missing", **scene.bases(), missing=text)
    assert scene.texts()["missing"] == text


def test_who_reads_more_adds_all_that_the_one_who_began_could_not_read(scene: Scene) -> None:
    """M1-3: begun by business support with nothing of it, filled by the social worker with one press, and no part twice."""
    scene.post(client=signed_in_client(scene.minutes), begin="1")
    assert scene.texts() == {}
    assert "Add all that is not there yet" in scene.get()
    page = scene.post(take="everything").content.decode()
    assert "What the record says besides is in the template now." in page
    assert {"concerns", "missing"} <= set(scene.texts())
    assert "Add all that is not there yet" not in page
    before = scene.texts()
    scene.post(take="everything")
    assert scene.texts() == before


def test_a_review_has_no_column_for_a_template(scene: Scene) -> None:
    """M1-3: per initial discussion."""
    url = reverse("mace1:agenda", args=[scene.meetings[0].pk])
    client = signed_in_client(scene.chair)
    assert ">Template<" in client.get(url, secure=True).content.decode()
    with within(scene.here.pk):
        scene.begun()
        discussing.decide(item=scene.item_, decided=scene.stays(), by=scene.chair, at=now())
        end(meeting=scene.meeting, by=scene.chair, at=now())
    following = client.get(reverse("mace1:agenda", args=[scene.meetings[1].pk]), secure=True).content.decode()
    assert "Amber" in following
    assert ">Template<" not in following


@pytest.mark.parametrize("who", ["stranger", "core"])
def test_nobody_else_meets_it_before_it_is_handed_in(scene: Scene, who: str) -> None:
    """SHA-3: a draft is its writers’; who cannot see the child meets nothing, nor does a member of the meeting."""
    scene.post(begin="1")
    client = signed_in_client(getattr(scene, who))
    for page in ("template", "template_to_word", "template_from_word"):
        assert client.get(scene.url(page), secure=True).status_code == 404
    assert client.post(scene.url(), {"hand-in": "1"}, secure=True).status_code == 404


def test_handed_in_and_the_agenda_sent_who_comes_reads_it(scene: Scene) -> None:
    """M1-4: members of the meeting, and they write nothing in it."""
    scene.handed_in()
    core = signed_in_client(scene.core)
    assert core.get(scene.url(), secure=True).status_code == 404
    with within(scene.here.pk):
        scene.sent()
    page = scene.get(core)
    assert "Of health" in page
    assert "<textarea" not in page
    assert core.post(scene.url(), {"health": "Mine", "health-base": "1"}, secure=True).status_code == 404
    agenda = core.get(reverse("mace1:agenda", args=[scene.meetings[0].pk]), secure=True).content.decode()
    assert scene.url() in agenda


def test_a_script_that_may_not_write_is_told_so(scene: Scene) -> None:
    scene.handed_in()
    sent = {"section": "health", "text": "More", "base": "1"}
    assert scene.client.post(scene.url("save_template"), sent, secure=True).status_code == 403
    assert scene.client.get(scene.url("save_template"), secure=True).status_code == 302
    assert scene.texts()["health"] == "Of health"


class TestWord:
    def test_out_with_a_purpose_filled_and_back_with_a_check(self, scene: Scene) -> None:
        """M1-3: the Word form still works; what it says is seen beside what stands before anything is saved."""
        scene.post(begin="1")
        assert "Enter what you need it for" in scene.post("template_to_word", purpose="").content.decode()
        answer = scene.client.post(scene.url("template_to_word"), {"purpose": "No network"}, secure=True)
        assert answer["Content-Disposition"].startswith('attachment; filename="mace1-template-M')
        assert "No network" in "".join(each.text for each in docx.Document(io.BytesIO(answer.content)).paragraphs)
        rows = dict(read_word.rows_of(answer.content))
        asked = {part: f"{part.label} ({part.hint})" for part in TemplatePart}
        assert [label for label in rows if label in asked.values()] == list(asked.values())
        assert "2 times" in rows[asked[TemplatePart.MISSING]]
        rows |= {asked[part]: f"By hand: {part}" for part in (TemplatePart.HEALTH, *NEEDED)}
        checked = scene.post("template_from_word", upload=word_of(rows)).content.decode()
        assert "Check what the form says" in checked
        assert "By hand: health" in checked
        assert "Stands now, and is replaced" in checked
        assert "health" not in scene.texts()
        scene.post(health="By hand: health", **{"health-base": "0"})
        assert scene.texts()["health"] == "By hand: health"

    def test_a_form_that_says_what_stands_saves_nothing(self, scene: Scene) -> None:
        """Only what differs is asked about; where nothing does, the page says so and leads back."""
        scene.post(begin="1")
        answer = scene.client.post(scene.url("template_to_word"), {"purpose": "No network"}, secure=True)
        page = scene.post("template_from_word", upload=SimpleUploadedFile("form.docx", answer.content)).content.decode()
        assert "0 parts say something else than stands, 12 say the same" in page
        assert "Nothing to save" in page
        assert "<textarea" not in page

    def test_a_fact_that_differs_and_a_row_nobody_asked_are_shown(self, scene: Scene) -> None:
        """Bad input loses nothing: neither is taken over, both are said."""
        scene.post(begin="1")
        rows = {"Date of birth": "1 May 1999", "Shoe size": "38", "Health": "Asthma"}
        page = scene.post("template_from_word", upload=word_of(rows)).content.decode()
        assert "1 May 1999" in page
        assert "The record says:" in page
        assert "Shoe size" in page
        assert "38" in page

    @pytest.mark.parametrize(
        ("content", "why"), [(b"Health: asthma", read_word.NOT_WORD), (b"PK\x03\x04 cut short", read_word.DAMAGED)]
    )
    def test_another_file_says_what_to_do(self, scene: Scene, content: bytes, why: str) -> None:
        scene.post(begin="1")
        page = scene.post("template_from_word", upload=SimpleUploadedFile("form.docx", content)).content.decode()
        assert why in page

    def test_a_document_of_something_else_says_so(self, scene: Scene) -> None:
        scene.post(begin="1")
        page = scene.post("template_from_word", upload=word_of({"Shoe size": "38"})).content.decode()
        assert NOTHING_READ.replace("’", "&#x27;") in page or NOTHING_READ in page
        assert "Choose the file" in scene.post("template_from_word").content.decode()

    def test_before_it_is_begun_there_is_no_form(self, scene: Scene) -> None:
        assert scene.client.get(scene.url("template_to_word"), secure=True).status_code == 404

    def test_a_form_that_is_saved_over_newer_words_shows_both(self, scene: Scene) -> None:
        """M1-6: the check page knows on top of which text it was made."""
        scene.post(begin="1")
        scene.post(health="First", **{"health-base": "0"})
        page = scene.post(health="From the file", **{"health-base": "0", "editing": "other"}).content.decode()
        assert "Nothing is lost" in page
        assert "From the file" in page
        assert scene.texts()["health"] == "First"


class TestPapers:
    def papers(self, scene: Scene, member: Member) -> str:
        url = reverse("mace1:take_out", args=[scene.meetings[0].pk, "agenda"])
        content = signed_in_client(member).post(url, {"kind": "pdf", "purpose": "To read"}, secure=True).content
        return " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages).split())

    def test_the_agenda_carries_what_was_handed_in(self, scene: Scene) -> None:
        """M1-4: facts first, then each part under its name."""
        scene.handed_in()
        with within(scene.here.pk):
            scene.sent()
        said = self.papers(scene, scene.core)
        assert "Information sharing template" in said
        assert "Of health" in said
        assert said.index("Ethnicity") < said.index("Of concerns") < said.index("Of child")

    def test_what_was_not_handed_in_is_said_and_not_shown(self, scene: Scene) -> None:
        scene.post(begin="1")
        scene.post(health="Half a word", **{"health-base": "0"})
        with within(scene.here.pk):
            scene.sent()
        said = self.papers(scene, scene.core)
        assert "No template was handed in." in said
        assert "Half a word" not in said

    def test_in_the_meeting_it_is_one_press_away(self, scene: Scene) -> None:
        scene.handed_in()
        with within(scene.here.pk):
            scene.begun()
        page = signed_in_client(scene.chair).get(reverse("mace1:item", args=[scene.item_.pk]), secure=True)
        assert scene.url() in page.content.decode()
