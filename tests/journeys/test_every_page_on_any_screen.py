"""The main pages on a phone, magnified, and on paper."""

from pathlib import Path

import pytest

from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.exchange.actions.notifications import import_notifications
from lantern.exploitation.actions.assessing import open_assessment
from lantern.exploitation.vocabulary import Because
from lantern.missing.models import Episode, Incident
from lantern.missing.vocabulary import Risk
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.feed import a_feed, a_row
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.journeys.conftest import PHONE, AsMember

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (640, 390, 320)  # pixels of CSS: a window of 1280 at 200 %, a phone, 1280 at 400 %
EVERYWHERE = (
    *(
        "/",
        "/missing/",
        "/missing/episodes/",
        "/missing/report/",
        "/children/",
        "/children/new/",
        "/children/?q=fictional",
    ),
    *("/briefing/", "/missing/rota/", "/missing/rota/new/", "/missing/handover/", "/missing/places/"),
    *("/owed/", "/owed/calendar/", "/owed/calendar/week/", "/notifications/", "/notifications/queue/", "/return/"),
    *("/organisation/", "/organisation/agencies/", "/organisation/areas/", "/organisation/arrangement/"),
    *("/concerns/", "/raise-a-concern/", "/persons/", "/persons/new/", "/persons/orders/", "/persons/contexts/"),
    *(
        f"/organisation/arrangement/{page}/"
        for page in ("history", "compare", "change/clocks", "change/marking", "1/owed")
    ),
)


def test_on_a_phone_and_magnified(as_member: AsMember, tmp_path: Path) -> None:
    """WCAG 1.4.10: no page needs sideways scrolling, at 390 px wide and at 200 %."""
    coordinator, pages = a_county_at_work(tmp_path)
    person = as_member(coordinator, viewport=PHONE, device_scale_factor=2)
    for path in (*EVERYWHERE, *pages):
        person.goes_to(path).fits(*WIDTHS)


def test_on_paper(as_member: AsMember, tmp_path: Path) -> None:
    """Every sheet bears the marking and who printed it; what is for the screen alone is left out."""
    coordinator, pages = a_county_at_work(tmp_path)
    person = as_member(coordinator)
    for path in ("/missing/", *pages[:2]):
        person.goes_to(path).page.emulate_media(media="print")
        person.sees_on_paper("Official-Sensitive", "Printed by Alex Example").is_not_on_paper(
            "Record return", "Your menu"
        )
        person.page.emulate_media(media="screen")


def a_county_at_work(folder: Path) -> tuple[Member, tuple[str, ...]]:
    """A coordinator, children missing and back, a notification that waits; and the pages of a child, an episode, a question."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR, name="Alex Example")
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), status=Status.LOOKED_AFTER)
        an_episode(rowan, by=coordinator, hours_ago=200, back_hours_ago=190)
        open_now = an_episode(rowan, by=coordinator, risk=Risk.HIGH)
        sasha = a_child("Sasha", "Pretend-Fictional", area=an_area(here, "Harlow"), status=Status.IN_NEED)
        an_episode(sasha, by=coordinator, hours_ago=40, back_hours_ago=30)
        feed = a_feed(folder, a_row("FP/1", "Robyn", "Fictional"), a_row("FP/2", "", "", **{"Last seen": ""}))
        import_notifications(path=feed, source="police", by=None, at=now())
        begun = open_assessment(child=rowan, because=Because.REVIEW, by=coordinator, at=now())
        return coordinator, (*pages_about(rowan, open_now), f"/exploitation/{begun.pk}/write/")


def pages_about(child: Child, episode: Episode) -> tuple[str, ...]:
    own, missing = f"/children/{child.pk}/", f"/missing/{episode.pk}/"
    waiting = Incident.objects.get(reference="FP/1")
    return (
        missing,
        own,
        *(
            f"{own}{page}/"
            for page in ("chronology", "missing", "exploitation", "network", "access", "details", "move", "work")
        ),
        f"{missing}return/",
        f"{missing}grade/",
        f"/notifications/queue/{waiting.pk}/",
    )
