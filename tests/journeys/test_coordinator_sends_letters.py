"""The missing coordinator sends letters to everyone owed: tick, print, post, say so; one that did not go is taken back."""

import io

import pytest
from pypdf import PdfReader

from lantern.children import actions as children
from lantern.organisation.models import ArrangementVersion
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import LONG_AGO, a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.integration.missing.pages import _arrange
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_list_to_the_post_box(as_member: AsMember) -> None:
    """MIS-8: letters to the child and to the parent or carer, as one PDF; posting them is the offer."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR, name="Alex Example")
    officer = a_member(here, Role.LIAISON_OFFICER, name="Kit Example", agency="Fictional Police")
    with within(here.pk):
        assert ArrangementVersion.objects.exists()
        _arrange(name="letters.mailbox", value="chats@example.org", by=None, at=now())
        _arrange(name="letters.phone", value="01632 960 100", by=None, at=now())
        for forename, home in (("Rowan", "1 Nowhere Lane"), ("Robin", "2 Pretend Road"), ("Sasha", "")):
            child = a_child(forename, "Fictional", area=an_area(here, "Chelmsford"))
            if home:
                children.move_to(
                    child=child, text=home, postcode="ZZ1 1ZZ", district=None, since=LONG_AGO, by=officer, at=now()
                )
            an_episode(child, by=officer, hours_ago=30, back_hours_ago=20)
    person = as_member(coordinator).begins().goes_to("/missing/").opens("Letters")
    person.sees("3 children are owed a letter", "Rowan Fictional, 1 Nowhere Lane, ZZ1 1ZZ", "No address is known")
    person.presses("Print those ticked").sees("4 letters written.", "Printed, not posted")
    pages = printed(person.page)
    assert [page.split("Copy for ")[1].split(" Page")[0].strip() for page in pages] == [
        "Robin Fictional", "Parent or carer of Robin Fictional", "Rowan Fictional", "Parent or carer of Rowan Fictional",
    ]  # fmt: skip
    person.presses("They were posted").sees("4 letters posted: the chat is offered.", "by Alex Example")
    person.goes_to("/missing/letters/").sees("1 child is owed a letter").does_not_see("Rowan Fictional")
    person.opens("Not safe to write").types("Why is it not safe", "The post is opened by others.").presses(
        "Post nothing"
    )
    person.sees("Not safe to write: The post is opened by others.")


def printed(page: object) -> list[str]:
    """What stands on each page of the file that is printed."""
    href = page.get_by_role("link", name="PDF to print").get_attribute("href")  # type: ignore[attr-defined]
    base = page.url.partition("/missing/")[0]  # type: ignore[attr-defined]
    content = page.request.get(f"{base}{href}").body()  # type: ignore[attr-defined]
    return [each.extract_text() for each in PdfReader(io.BytesIO(content)).pages]
