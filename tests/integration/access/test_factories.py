"""The factories that all tests build on make what they say."""

import pytest

from lantern.organisation.queries import own_memberships
from lantern.organisation.vocabulary import Role
from tests.factories.people import a_member, a_partnership

pytestmark = pytest.mark.django_db


def test_a_member_has_accepted_and_holds_a_role() -> None:
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER, "Chelmsford")
    assert [each.pk for each in own_memberships(officer.user_id, via=None)] == [officer.pk]
