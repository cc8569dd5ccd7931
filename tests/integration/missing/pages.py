"""What the tests of the pages share: a partnership with people, and counting what a page asks of the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantern.design.forms import WhenInput
from lantern.missing.models import Episode
from lantern.organisation.models import ArrangementVersion, Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import Moment
from lantern.trail.acting import action
from tests.factories.people import a_member, a_partnership, signed_in_client

CONTROL = re.compile(r"SAVEPOINT|BEGIN|COMMIT|ROLLBACK|set_config", re.IGNORECASE)


class Scene:
    """A partnership, an officer who covers all of it and records everything, and whoever looks."""

    def __init__(self) -> None:
        self.here: Partnership = a_partnership()
        self.officer: Member = a_member(self.here, Role.LIAISON_OFFICER)
        self.client: Client = signed_in_client(self.officer)

    def sees_as(self, role: Role, area: str | None = None) -> Client:
        """A client of somebody with that role."""
        return signed_in_client(a_member(self.here, role, area))

    def arranges(self, name: str, value: object) -> None:
        """Change one value of the arrangement's part about missing children, by its dotted name."""
        with within(self.here.pk):
            _arrange(name=name, value=value, by=None, at=datetime.now(UTC))


@action
def _arrange(*, name: str, value: object, by: None, at: datetime) -> None:
    version = ArrangementVersion.objects.get()
    *above, last = name.split(".")
    part = version.document["missing"]
    for each in above:
        part = part[each]
    part[last] = value
    version.save()
    Partnership.objects.filter(pk=version.partnership_id).update(arrangement_version=F("arrangement_version") + 1)


@contextmanager
def asking_at_most(number: int) -> Iterator[None]:
    """Fails when more than `number` queries are asked; transaction control and `set_config` do not count."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [each["sql"] for each in captured.captured_queries if not CONTROL.search(each["sql"][:60])]
    assert len(asked) <= number, f"{len(asked)} queries:\n" + "\n".join(sql[:160] for sql in asked)


def text_of(response: object) -> str:
    """What a page says, without its marks, in single blanks."""
    html = response.content.decode()  # type: ignore[attr-defined]
    body = html[html.find("<main") :] if "<main" in html else html
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#x27;", "'").replace("\xa0", " ").split())


def ago(hours: float) -> datetime:
    """A time to the minute, as forms take it."""
    return (datetime.now(UTC) - timedelta(hours=hours)).replace(second=0, microsecond=0)


def typed(name: str, at: datetime, *, time_known: bool = True) -> dict[str, str]:
    """The boxes of a day and time as a page fills them in, in the hour that comes twice too."""
    boxes = WhenInput().typed(Moment(at, date_only=not time_known))._asdict()
    return {f"{name}-{part}": value for part, value in boxes.items() if value}


def episodes(scene: Scene) -> list[Episode]:
    """Every episode, the first to start first."""
    with within(scene.here.pk):
        return list(Episode.objects.select_related("child").order_by("started_at"))
