"""SHA-6: every address leaves its entry, of the kind that the table says, or the table says why it leaves none."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.today import today
from tests.integration.access.asking import Asked, asked_of
from tests.integration.access.scene import Scene
from tests.integration.access.trail_table import FILES, LEAVES, NOTHING, ORGANISATION, QUERIES, ROOMS
from tests.integration.access.url_table import TABLE, Row

READ = {name: row for name, row in TABLE.items() if row.opens}
PREFERRED = ("county", "worker", "governance", "administrator")
KNOWN_TO = {"restriction": "worker", "mace1": "chair", "discussed": "chair", "put to the chair": "chair",
            "put off": "chair"}  # fmt: skip
"""Who reaches a record that the county's coordinator does not: who is named on it, who has a place in the meeting."""


def said_of(name: str) -> str | None:
    """Why the address leaves nothing; `None` when it leaves something."""
    return NOTHING.get(name) or (ORGANISATION if name.startswith(ROOMS) else None)


def test_every_address_that_is_read_leaves_something_or_a_reason() -> None:
    """SHA-6: a new page that nobody thought about fails here."""
    unsaid = [name for name in READ if name not in LEAVES and not said_of(name)]
    assert unsaid == [], "addresses without a row in trail_table.py"
    assert (LEAVES.keys() | NOTHING.keys()) - TABLE.keys() == set(), "rows of trail_table.py without an address"
    assert LEAVES.keys() & NOTHING.keys() == set()


@pytest.mark.parametrize("name", sorted(READ))
def test_what_opening_leaves(scene: Scene, name: str) -> None:
    """SHA-6: in the same transaction as the page; from where it was asked, by whom."""
    row, actor = READ[name], reader(name)
    left = opened(scene, name, row, actor)
    assert {each.kind for each in left} == LEAVES.get(name, frozenset()), name
    assert {each.member_id for each in left} <= {scene.people[actor].pk}
    assert {each.origin for each in left} <= {"127.0.0.1"}
    if name in LEAVES.keys() - FILES:
        assert any(each.child_id for each in left), f"{name}: no child is named"


POSTED: dict[str, tuple[str, str, Mapping[str, Any], str]] = {
    "exchange:outcomes": ("county", "download", {}, ""),
    "exchange:looked_after_download": ("county", "export", {}, ""),
    "governance:export": ("governance", "export", {"purpose": "A complaint"}, "A complaint"),
    "governance:printed": ("county", "print", {"page": "/missing/"}, ""),
    "governance:watch": ("governance", "change", {}, ""),
    "governance:check": ("governance", "seal", {}, ""),
    "access:give_role": ("administrator", "permission", {"role": "chair", "area": "whole", **{}}, ""),
    "access:end_role": ("administrator", "permission", {}, ""),
    "access:invite": ("administrator", "permission", {}, ""),
    "access:remove_member": ("administrator", "permission", {}, ""),
}
"""Who posts what, the kind it leaves, and the purpose that stands on it."""


@pytest.mark.parametrize("name", sorted(POSTED))
def test_what_posting_leaves(scene: Scene, name: str) -> None:
    """SHA-6: downloads, exports, prints, permission changes; with the purpose where one is asked."""
    actor, kind, body, purpose = POSTED[name]
    left = opened(scene, name, TABLE[name], actor, {**body, **since_today()} if name == "access:give_role" else body)
    assert kind in {each.kind for each in left}, [f"{each.kind} {each.what}" for each in left]
    assert purpose in {each.purpose for each in left}


def test_a_new_child_that_is_looked_for_is_a_search(scene: Scene) -> None:
    """SHA-6, MIS-4: whoever describes a child to the form is shown those who may be meant."""
    body = {"forename": "Xqmidfore", "surname": "Xqmidsur", "born-day": "3", "born-month": "3", "born-year": "2012"}
    left = opened(scene, "children:new", TABLE["children:new"], "county", body | {"status": "none"})
    assert ("search", scene.marked["mid"].child.pk) in {(each.kind, each.child_id) for each in left}


def since_today() -> dict[str, str]:
    day = today()
    return {"since-day": str(day.day), "since-month": str(day.month), "since-year": str(day.year)}


def reader(name: str) -> str:
    """Somebody who may open it and reaches a record."""
    row = READ[name]
    allowed = row.opens
    if row.of in KNOWN_TO:
        return KNOWN_TO[row.of]
    return next((each for each in PREFERRED if each in allowed), "") or sorted(allowed)[0]


def opened(scene: Scene, name: str, row: Row, actor: str, body: Mapping[str, Any] | None = None) -> list[Entry]:
    """The entries that the request left; undone afterwards."""
    method = "GET" if body is None else "POST"
    asked = asked_of(name, row, Asked(actor, method, ""), arguments(scene, row, actor))
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = scene.sessions[actor]
    with transaction.atomic():
        with within(scene.here.pk):
            last = Entry.objects.order_by("-id").values_list("pk", flat=True).first() or 0
        path = asked.path + ("" if row.query else QUERIES.get(name, ""))
        given = dict(part.split("=") for part in asked.body.split("&") if part) if asked.body else {}
        response = client.get(path) if body is None else client.post(path, {**given, **body})
        assert response.status_code in {200, 204, 302}, response.status_code
        with within(scene.here.pk):
            left = list(Entry.objects.filter(pk__gt=last).order_by("id"))
        transaction.set_rollback(True)
    return left


def arguments(scene: Scene, row: Row, actor: str) -> Mapping[str, Any]:
    """A record that the actor reaches."""
    if not row.of:
        return {}
    return next(record for key, record in scene.records[row.of].items() if actor in scene.sees[row.of][key])
