"""The upgrade path: a database as release 0.1.0 left it, with its rows, brought to this version and used (security.md 10)."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lantern.config import databases, embedded
from lantern.config.backups.making import make
from lantern.config.backups.restoring import House, Into, restore
from tests.factories.installation import Installation, an_installation, drop_left_over, url

HERE = Path(__file__).parent
RELEASED = {
    "accounts": "0002_attempts",
    "children": "0002_walls",
    "exchange": "0002_walls",
    "missing": "0002_walls",
    "obligations": "0002_walls",
    "organisation": "0002_walls",
    "tenancy": "0003_walls",
    "trail": "0002_walls",
}
OF_OTHERS = ("account", "auth", "contenttypes", "mfa", "sessions")
MIGRATED_THEN = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "lantern.config.owner_settings"
import django
django.setup()
from django.core.management import call_command
for target in sys.argv[1:]:
    call_command("migrate", *target.split("."), verbosity=0)
"""
USED = """
from datetime import UTC, datetime
from lantern.config.starting import start
start()
from lantern.access.viewer import viewer_of
from lantern.children.models import Child, MatchProfile
from lantern.children.queries.search import search
from lantern.missing.models import Episode
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member
from lantern.organisation.queries import partnership_names
from lantern.tenancy.current import within
from lantern.trail.actions.checking import verify
from lantern.trail.actions.sealing import seal
from lantern.trail.models import Seal
from tests.factories.people import signed_in_client
(here,) = partnership_names()
now = datetime.now(UTC)
with within(here):
    officer = Member.objects.select_related("partnership", "agency", "user").get(name="Sam Example")
    viewer = viewer_of(officer, now=now)
    assert Child.visible_to(viewer).count() == 3
    assert Episode.visible_to(viewer).count() == 5
with within(here):
    assert MatchProfile.objects.count() == 3  # found again by what they are known by (MIS-4)
    misspelt = Child.objects.order_by("number")[0]
    typed = misspelt.forename[:-1] + misspelt.forename[-1] * 2 + " " + misspelt.surname
    assert misspelt.pk in {each.child.pk for each in search(viewer, typed)}, typed
    missing = Episode.objects.filter(ended_at=None).first()
    assert Obligation.objects.filter(subject_id=missing.pk, kind="long missing review").exists()  # MIS-15
client = signed_in_client(officer)
with within(here):
    child = Child.objects.get(given_name="Robin") if hasattr(Child, "given_name") else Child.objects.order_by("number")[1]
    open_one = Episode.objects.filter(ended_at=None).first()
for address in ("/", "/missing/", "/missing/episodes/", "/owed/", f"/children/{child.pk}/", f"/missing/{open_one.pk}/"):
    page = client.get(address, secure=True)
    assert page.status_code == 200, (address, page.status_code)
grading = {"risk": "high", "risk_reason": "Seen", "grade": "priority"}
graded = client.post(f"/missing/{open_one.pk}/grade/", grading, secure=True)
assert graded.status_code == 302, graded.content.decode()[:2000]
with within(here):
    assert Episode.objects.get(pk=open_one.pk).risk == "high"
    seal(by=None, at=now)
    assert sum(Seal.objects.values_list("count", flat=True)) > 34  # what the older version wrote is sealed too
    assert verify(outside=[], by=None, at=now).holds
print("used")
"""


def load(installation: Installation) -> None:
    """The rows, as the owner, behind the walls of that version."""
    with psycopg.connect(url("owner", installation.database)) as owner:
        owner.execute((HERE / "release_0_1_0.sql").read_text())  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def released() -> Iterator[Installation]:
    """A database as release 0.1.0 left it; to be copied, never changed."""
    if databases.is_embedded():
        embedded.start()
        drop_left_over()
    with an_installation() as made:
        targets = [*OF_OTHERS, *(f"{room}.{name}" for room, name in RELEASED.items())]
        made.run(MIGRATED_THEN, *targets)
        load(made)
        yield made


def state_of(installation: Installation) -> set[str]:
    with psycopg.connect(url("owner", installation.database)) as owner:
        rows = owner.execute("SELECT app || '.' || name FROM django_migrations").fetchall()
    return {row[0] for row in rows}


def test_it_is_what_that_release_left(released: Installation) -> None:
    """Nothing later has run: the test would prove nothing if its start were today's tables."""
    applied = state_of(released)
    for room, name in RELEASED.items():
        assert f"{room}.{name}" in applied
        assert not [each for each in applied if each.startswith(f"{room}.") and each > f"{room}.{name}"]
    with released.connection() as connection:
        assert connection.execute("SELECT count(*) FROM children_child").fetchone() == (3,)
        assert connection.execute("SELECT to_regclass('trail_seal')").fetchone() == (None,)


def test_the_upgrade_is_announced_done_checked_and_the_data_is_read(
    released: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """upgrade-check names what is to come and does nothing; migrate does it; check finds the tables safe; pages open."""
    monkeypatch.setenv("LANTERN_HOSTS", "testserver")
    with an_installation(released) as copy:
        before = state_of(copy)
        announced, refused = copy.lantern_each([("upgrade-check",), ("check",)])
        assert announced.code == 0
        assert "trail.0003_seals" in announced.error
        assert "Take a backup" in announced.error
        assert "The tables are older than this version" in refused.error
        assert state_of(copy) == before
        done, after, checked = copy.lantern_each([("migrate",), ("upgrade-check",), ("check",)])
        assert (done.code, after.error) == (0, "Nothing to come.\n")
        for gap in ("no wall", "lets everybody", "trail", "older than this version", "owns tables", "passes the walls"):
            assert gap not in checked.error, checked.error
        copy.run(USED)


def test_a_backup_from_before_the_upgrade_leads_back(released: Installation, tmp_path: Path) -> None:
    """Going back is restoring; and a backup of the older version, restored into this one, is brought up at once."""
    made = make(url=url("backup", released.database), to=tmp_path)
    with an_installation() as again:
        into = Into(url("owner", again.database), url("backup", again.database))

        def migrate() -> None:
            again.lantern("migrate")

        known = state_of(released)
        house = House(known, migrate, lambda manifest: [])
        restore(file=made.path, into=into, secret=None, house=house, say=lambda words: None)
        assert "trail.0003_seals" in state_of(again)
        with again.connection() as connection:
            assert connection.execute("SELECT count(*) FROM missing_episode").fetchone() == (5,)


def test_a_database_of_a_later_version_is_told_apart(released: Installation) -> None:
    with an_installation(released) as copy:
        with psycopg.connect(url("owner", copy.database)) as owner:
            owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('missing', '9999_later', now())")
        said = copy.lantern("upgrade-check", code=1)
    assert "of a later version of Lantern (it has missing.9999_later)" in said.error
    assert os.linesep not in said.error.strip()
