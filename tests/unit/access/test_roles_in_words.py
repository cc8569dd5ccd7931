"""SHA-2: what a role opens is said from the tables that decide it."""

import pytest

from lantern.access.rules import what_it_may, what_it_sees
from lantern.access.vocabulary import PERMISSIONS, Permission
from lantern.organisation.vocabulary import Role


def test_roles_over_an_area_see_every_child_there() -> None:
    """SHA-2."""
    assert what_it_sees(Role.LIAISON_OFFICER, "Chelmsford") == "Sees every child in Chelmsford"


def test_others_see_the_children_they_work_with() -> None:
    """SHA-2."""
    assert what_it_sees(Role.SOCIAL_WORKER, "Mid") == "Sees the children they work with"


def test_an_analyst_sees_no_names() -> None:
    """SHA-2."""
    assert what_it_sees(Role.ANALYST, "Mid").endswith("without names")


def test_an_administrator_sees_no_child() -> None:
    """security.md: an administrator manages people, and that is all."""
    assert what_it_sees(Role.ADMINISTRATOR, "Mid") == "Sees no child’s record"
    assert Permission.MANAGE_MEMBERS.value in what_it_may(Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", Role)
def test_every_permission_of_a_role_is_said(role: Role) -> None:
    """SHA-2: nothing that a role opens goes unsaid."""
    assert set(what_it_may(role)) >= {each.value for each in PERMISSIONS[role]} - {
        "see children by name",
        "find and open children",
    }
