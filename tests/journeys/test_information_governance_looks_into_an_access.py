"""Information governance: an access with a reason to ask, the entries behind it, an answer, a file, a seal that is checked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail import actions as trail
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area
from tests.journeys.conftest import PHONE, AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_unusual_access_is_looked_into_exported_and_the_trail_verified(as_member: AsMember) -> None:
    """SHA-6, security.md 3: found with its reason, answered, taken out with a purpose, sealed, checked against the seal."""
    here = a_partnership()
    judge = a_member(here, Role.INFORMATION_GOVERNANCE, name="Kim Sample")
    looker = a_member(here, Role.MISSING_COORDINATOR, "Mid", name="Sam Fictional", agency="Fictional Police")
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        trail.viewed("casefile/overview", rowan, by=looker, at=datetime.now(UTC) - timedelta(minutes=20))
    person = as_member(judge).begins().opens("Trail").sees("Nothing unusual waits")
    person.presses("Look through the last two days").sees("1 unusual", "Sam Fictional", "They have the same surname.")
    person.sees(rowan.number).does_not_see("Rowan")
    matter = person.opens("Sam Fictional").page.url
    person.opens("The entries behind it").sees("Looked at the overview", "1 entry")
    person.goes_to(matter).presses("Save what you found out").sees("Say what you found out")
    person.chooses("Explained").types("Note", "Not related, says the team manager.")
    person.presses("Save what you found out").sees("Explained: Sam Fictional.", "Nothing unusual waits")
    person.opens("Every entry").types("Child", rowan.number).presses("Search").sees("Explained an unusual access")
    person.opens("Take out as a file").types("What do you need it for?", "A complaint of the family")
    written = person.takes_out("Download")
    assert "A complaint of the family" in written
    assert f"Looked at the overview,Sam Fictional,Fictional Police,{rowan.number}" in written
    assert "Rowan" not in written
    person.opens("Trail").opens("Seal").sees("Never checked yet.").presses("Seal what is new")
    seal = person.page.locator("#seal-text").input_value()
    person.types("A seal you kept", seal).presses("Check").sees("nothing was altered")
    with within(here.pk):
        kinds = set(Entry.objects.filter(member_id=judge.pk).values_list("kind", flat=True))
    assert kinds >= {"sign-in", "view", "search", "change", "export", "seal"}


def test_a_print_from_the_browser_is_on_the_trail(as_member: AsMember) -> None:
    """SHA-6: by the button or by the keyboard, as far as the page's script can tell."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR, name="Sam Sample")
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
    person = as_member(coordinator).begins().goes_to(f"/children/{rowan.pk}/")
    with person.page.expect_response("**/printed/") as answered:
        person.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert answered.value.status == 204
    with within(here.pk):
        left = Entry.objects.get(kind="print")
        assert (left.child_id, left.member_id, left.what) == (rowan.pk, coordinator.pk, "casefile/overview")
    connection.close()


def test_on_a_phone_and_without_a_script(as_member: AsMember) -> None:
    """Pages of the trail work at 390 px, and without JavaScript."""
    here = a_partnership()
    judge = a_member(here, Role.INFORMATION_GOVERNANCE, name="Kim Sample")
    looker = a_member(here, Role.MISSING_COORDINATOR, name="Sam Fictional")
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        trail.viewed("casefile/overview", rowan, by=looker, at=datetime.now(UTC) - timedelta(minutes=20))
    phone = as_member(judge, viewport=PHONE).goes_to("/trail/").presses("Look through the last two days")
    for path in ("/trail/", "/trail/entries/", "/trail/seal/", "/trail/entries/export/", "/home-address/"):
        phone.goes_to(path)
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    plain = as_member(judge, java_script_enabled=False).goes_to("/trail/entries/")
    plain.types("Child", rowan.number).presses("Search").sees("Looked at the overview")
    plain.goes_to("/trail/seal/").presses("Seal what is new").sees("Keep the new seal")
