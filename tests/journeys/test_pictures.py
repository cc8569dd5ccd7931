"""The pictures of the README and the guides, from the invented county: LANTERN_PICTURES=docs/pictures pytest -k pictures."""

import os
from datetime import UTC, datetime, tzinfo
from typing import Self

import pytest

from lantern.access import middleware
from lantern.demo.actions import make_demo
from lantern.missing.models import Candidate, Episode
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.queries import partnership_names
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.journeys.conftest import PHONE, AsMember

pytestmark = pytest.mark.django_db(transaction=True)
EVENING = datetime(2026, 3, 3, 17, 48, tzinfo=UTC)
CHILDREN = 240
WIDE = {"width": 1480, "height": 900}  # the map stands beside the board


class Evening(datetime):
    """A clock that stands still, so that the same pictures come out."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(EVENING.timestamp(), tz)


@pytest.mark.skipif("LANTERN_PICTURES" not in os.environ, reason="only when pictures are asked for")
def test_pictures_of_the_invented_county(as_member: AsMember, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "datetime", Evening)
    make_demo(children=CHILDREN, now=EVENING)
    with within(next(iter(partnership_names()))):
        coordinator, child = somebody(Role.MISSING_COORDINATOR), most_often_missing()
        question = with_most_candidates()
    person = as_member(coordinator).begins().takes_a_picture("my-work", height=720)
    person.goes_to(f"/children/{child}/").takes_a_picture("child", height=900)
    person.goes_to(f"/notifications/queue/{question}/").takes_a_picture("queue", height=1020)
    person.goes_to("/missing/chats/").takes_a_picture("chats", height=760)
    person.goes_to("/missing/letters/").takes_a_picture("letters", height=620)
    as_member(coordinator, viewport=WIDE).goes_to("/missing/").sees_heading("Missing now").takes_a_picture("missing")
    as_member(coordinator, viewport=PHONE, device_scale_factor=2).goes_to("/missing/").takes_a_picture("phone")


def somebody(role: Role) -> Member:
    held = RoleHeld.objects.filter(role=role).order_by("member__email").first()
    assert held
    return Member.objects.select_related("partnership", "agency", "user").get(pk=held.member_id)


def most_often_missing() -> object:
    """Of the children missing now, the one with most episodes."""
    known = list(Episode.objects.values_list("child_id", flat=True))
    gone = list(Episode.objects.filter(ended_at=None).values_list("child_id", flat=True))
    return max(gone, key=lambda child: (known.count(child), str(child)))


def with_most_candidates() -> object:
    waiting = list(Candidate.objects.filter(incident__child=None).values_list("incident_id", flat=True))
    return max(waiting, key=lambda incident: (waiting.count(incident), str(incident)))
