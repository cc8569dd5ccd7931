"""Information governance: who is in, with which roles, over which areas, by which rules; no child."""

import pytest

from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_everything_but_children(as_member: AsMember) -> None:
    """SHA-2, PAR-6: people with what their roles open, sharing protocols, areas, the arrangement in force."""
    here = a_partnership()
    reader = a_member(here, Role.INFORMATION_GOVERNANCE)
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Kit Example", agency="Fictional Police")
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        episode = an_episode(rowan, by=officer)
    person = as_member(reader).begins().does_not_see("Rowan").opens("Organisation")
    person.types("Name, post or email", "Kit").presses("Show").sees("1 person").opens("Kit Example")
    person.sees("Liaison officer, Mid", "May:").opens("People").opens("Agencies").sees("Fictional Police")
    person.opens("Areas").sees("Chelmsford").opens("Arrangement").sees("Version 1", "Clocks", "Vulnerability check")
    for path in (f"/children/{rowan.pk}/", f"/missing/{episode.pk}/", "/missing/", "/owed/", "/notifications/"):
        person.is_refused(path)
