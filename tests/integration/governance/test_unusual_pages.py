"""SHA-6: what is unusual is shown with its reason, and answered by somebody else than whom it is about."""

import pytest
from django.db import DatabaseError, connection, transaction

from lantern.governance.models import Answer, Unusual
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.people import a_member, signed_in_client
from tests.integration.governance.watching import Governed
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db
PAGE = "/trail/"


@pytest.fixture
def here() -> Governed:
    governed = Governed()
    governed.looks(governed.someone("Sam Example"), governed.child("Example"))
    return governed


def answer(
    here: Governed, found: Unusual, state: str = "explained", note: str = "A namesake, says the manager."
) -> str:
    return text_of(here.client.post(f"/trail/unusual/{found.pk}/", {"state": state, "note": note}, follow=True))


def test_looked_for_on_the_page_shown_and_answered(here: Governed) -> None:
    """SHA-6: who, which child by number, why, when; then what was found out, by whom, kept."""
    assert "Nothing unusual waits" in text_of(here.client.get(PAGE))
    said = text_of(here.client.post("/trail/watch/", follow=True))
    assert "1 openings of records judged: 1 unusual, 1 of them new" in said
    found = here.found()[0]
    for part in (
        "1 to look into",
        "Sam Example",
        found.child.number,
        "Same surname",
        "They have the same surname.",
        "once",
    ):
        assert part in said
    assert "Example, Rowan" not in said
    after = answer(here, found)
    assert "Explained: Sam Example." in after
    assert "0 to look into" in after
    assert "Sam Example" in text_of(here.client.get(PAGE, {"state": "explained"}))
    page = text_of(here.client.get(f"/trail/unusual/{found.pk}/"))
    assert "Explained by Kim Judge" in page
    assert "A namesake, says the manager." in page
    assert [each.kind for each in here.left("governance.unusual_explained")] == ["change"]


def test_what_was_explained_may_be_referred_later(here: Governed) -> None:
    """SHA-6: both answers stay."""
    here.watch()
    found = here.found()[0]
    answer(here, found)
    answer(here, found, "referred", "The manager was mistaken.")
    with within(here.here.pk):
        assert list(Answer.objects.order_by("at").values_list("state", flat=True)) == ["explained", "referred"]
        assert Unusual.objects.get().state == "referred"
    html = here.client.get(f"/trail/unusual/{found.pk}/").content.decode()
    assert 'value="explained"' in html
    assert 'value="referred"' not in html


def test_a_note_is_asked_and_what_was_typed_stays(here: Governed) -> None:
    """SHA-6."""
    here.watch()
    found = here.found()[0]
    assert "Enter what you found out, and from whom" in answer(here, found, note="")
    assert "Say what you found out" in answer(here, found, state="", note="Typed already")
    assert "Typed already" in answer(here, found, state="new", note="Typed already")
    assert here.found()[0].state == "new"


def test_nobody_sees_or_answers_what_is_about_themselves(here: Governed) -> None:
    """SHA-6: their own looks are for somebody else of information governance."""
    judged = a_member(here.here, Role.INFORMATION_GOVERNANCE, name="Lee Example")
    here.looks(judged, here.child("Example"))
    here.watch()
    own = next(each for each in here.found() if each.member_id == judged.pk and each.reason == "surname")
    client = signed_in_client(judged)
    assert "Lee Example" not in text_of(client.get(PAGE)).replace("Lee Example Your menu", "")
    assert client.get(f"/trail/unusual/{own.pk}/").status_code == 404
    assert client.post(f"/trail/unusual/{own.pk}/", {"state": "explained", "note": "Me"}).status_code == 404
    assert here.client.get(f"/trail/unusual/{own.pk}/").status_code == 200


def test_two_who_answer_at_once(here: Governed) -> None:
    """SHA-6: the second is told, and keeps what they typed."""
    here.watch()
    found = here.found()[0]
    answer(here, found)
    said = answer(here, found)  # the form was open since before
    assert "Select a valid choice" in said or "already" in said
    with within(here.here.pk):
        assert Answer.objects.count() == 1


def test_an_answer_cannot_be_altered(here: Governed) -> None:
    """SHA-6: by privilege."""
    here.watch()
    answer(here, here.found()[0])
    for statement in ("UPDATE governance_answer SET note = 'x'", "DELETE FROM governance_answer"):
        with within(here.here.pk), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_looking_at_it_is_on_the_trail_and_asks_little(here: Governed) -> None:
    """SHA-6: who looked into it; at most twelve queries, with one matter and with thirty."""
    for number in range(30):
        here.looks(here.someone(f"Sam{number} Example"), here.child("Example"))
    here.watch()
    found = here.found()[0]
    for path in (PAGE, f"/trail/unusual/{found.pk}/"):
        here.client.get(path)
        with asking_at_most(12):
            here.client.get(path)
    assert {each.kind for each in here.left("governance/unusual")} == {"view"}


def test_one_leads_to_the_entries_behind_it(here: Governed) -> None:
    """SHA-6."""
    here.watch()
    found = here.found()[0]
    html = here.client.get(f"/trail/unusual/{found.pk}/").content.decode().replace("&amp;", "&")
    link = f"/trail/entries/?person={found.member_id}&child={found.child.number}&since={found.day}&until={found.day}"
    assert link in html
    assert "Looked at the overview" in text_of(here.client.get(link))
