"""SHA-4, the mechanism: a denial that a room registers beats every grant, an administrator's too, wherever children stand."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Q

from lantern.access import scope
from lantern.access.scope import Denial, denied
from lantern.access.viewer import Viewer, viewer_of
from lantern.children.models import Child, Restriction
from lantern.children.queries.search import search
from lantern.exchange.models import ReceivedRow
from lantern.governance.queries.entries import Asked, entries
from lantern.missing.models import Incident
from lantern.organisation import actions as organisation
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.people import LONG_AGO, a_member, now
from tests.integration.access import asking
from tests.integration.access.asking import Asked as Request
from tests.integration.access.asking import ask, faults_of
from tests.integration.access.scene import TEXTS, Scene
from tests.integration.access.url_table import TABLE

DENIED = ("mid", "work")
Patch = pytest.MonkeyPatch


@pytest.fixture
def withheld(scene: Scene, monkeypatch: Patch) -> Scene:
    """Two of the children are denied to everybody, by a reason such as a room would register."""
    keys = [scene.marked[key].child.pk for key in DENIED]
    reason = Denial("conflict", lambda viewer, path: Q(**{f"{path('id')}__in": keys}))
    monkeypatch.setattr(scope, "_denials", [*scope._denials, reason])
    nobody = dict.fromkeys(DENIED, frozenset[str]())
    for kind in (
        "child",
        "pair",
        "told apart",
        "merge",
        "context",
        "tie with a context",
        "discussed",
        "asked of an agency",
        "template",
        "put to the chair",
        "put off",
    ):  # of two records, one that is denied denies both
        monkeypatch.setitem(
            scene.sees,
            kind,
            {**scene.sees[kind], **{key: nobody[key] for key in nobody.keys() & scene.sees[kind].keys()}},
        )
    matters = {"here": frozenset[str](), "own": frozenset[str](), "else": scene.sees["unusual"]["else"]}
    monkeypatch.setitem(scene.sees, "unusual", matters)  # the one that is shown is about a denied child
    monkeypatch.setattr(asking, "TEXTS", TEXTS | nobody)
    return scene


@pytest.fixture
def almighty(scene: Scene) -> Member:
    """Every role there is, over the whole partnership, and work with the denied children besides."""
    member = a_member(scene.here, name="Almighty Sample")
    with within(scene.here.pk):
        for role in Role:
            organisation.give_role(member=member, role=role, since=LONG_AGO, by=None, at=now())
    return member


def restricted() -> Any:
    """The children of the scene whose records are restricted, to others than the almighty."""
    return Restriction.objects.filter(lifted_at=None).values("child")


def seen_by(member: Member) -> Viewer:
    with within(member.partnership.pk):
        return viewer_of(member, now=now())


@pytest.mark.parametrize("actor", ["county", "worker", "governance"])
def test_no_address_shows_a_denied_child(withheld: Scene, actor: str) -> None:
    """SHA-4: pages, lists, counts, search, exports: as about a child that does not exist, and not one mark of them."""
    faults = list(faults_of(withheld, TABLE, actors=[actor], methods="GET"))
    assert not faults, "\n".join(faults)


def test_nothing_is_written_about_a_denied_child(withheld: Scene) -> None:
    """SHA-4: who may change every record may not change this one."""
    about = {name: row for name, row in TABLE.items() if row.of == "child"}
    faults = list(faults_of(withheld, about, actors=["county"], methods="POST", keys=DENIED))
    assert not faults, "\n".join(faults)


def test_every_role_together_does_not_open_it(withheld: Scene, almighty: Member) -> None:
    """SHA-4: an administrator's grants too; every kind of record that a page loads."""
    keys = {withheld.marked[key].child.pk for key in DENIED}
    viewer = seen_by(almighty)
    assert viewer.covers_all
    with within(withheld.here.pk):
        assert not keys & set(Child.visible_to(viewer).values_list("pk", flat=True))
        others = Child.objects.filter(merged_into=None).exclude(pk__in=keys).exclude(pk__in=restricted())
        assert Child.visible_to(viewer).count() == others.count()
        asked = [model for model in apps.get_models() if hasattr(model, "visible_to")]
        for model in (each for each in asked if any(field.name == "child" for field in each._meta.fields)):
            assert not model.visible_to(viewer).filter(child__in=keys).exists(), model.__name__
        assert not ReceivedRow.visible_to(viewer).filter(message__incident__child__in=keys).exists()
        assert len(asked) > 8


def test_what_concerns_nobody_denied_is_seen_as_before(withheld: Scene, almighty: Member) -> None:
    """SHA-4: a denial takes away its own children and nothing more, notifications without a child included."""
    viewer = seen_by(almighty)
    with within(withheld.here.pk):
        shown, there = Incident.visible_to(viewer), Incident.objects.all()
        others = ~Q(child__in=[withheld.marked[key].child.pk for key in DENIED])
        assert set(shown) == set(there.filter(others & ~Q(child__in=restricted()) | Q(child=None)))
        assert shown.filter(child=None).exists()


def test_search_and_the_trail_keep_silent(withheld: Scene, almighty: Member) -> None:
    """SHA-4, SHA-6: neither by name nor by number, nor among the entries that information governance reads."""
    viewer = seen_by(almighty)
    with within(withheld.here.pk):
        for key in DENIED:
            child = withheld.marked[key].child
            for typed in (f"Xq{key}fore", f"Xq{key}sur", child.number):
                assert child.pk not in {each.child.pk for each in search(viewer, typed)}
            assert not entries(viewer, Asked(child=child.number)).exists()
        keys = [withheld.marked[key].child.pk for key in DENIED]
        assert not entries(viewer, Asked()).filter(child_id__in=keys).exists()
        assert entries(viewer, Asked()).filter(child_id=withheld.marked["north"].child.pk).exists()
        assert entries(viewer, Asked()).filter(child_id=None).exists()


def test_a_denial_of_one_viewer_leaves_others_alone(scene: Scene, monkeypatch: Patch, almighty: Member) -> None:
    """SHA-4: a conflict is somebody's own; a restriction is nobody's who is not named."""
    child, other = scene.marked["mid"].child, scene.people["county"]

    def conflict(viewer: Viewer, path: Any) -> Q | None:
        return Q(**{path("id"): child.pk}) if viewer.member.pk == almighty.pk else None

    monkeypatch.setattr(scope, "_denials", [*scope._denials, Denial("conflict", conflict)])
    with within(scene.here.pk):
        assert not Child.visible_to(seen_by(almighty)).filter(pk=child.pk).exists()
        assert Child.visible_to(seen_by(other)).filter(pk=child.pk).exists()
        against = denied(seen_by(other))
        assert against is not None and not Child.objects.filter(against, pk=child.pk).exists()
    assert ask(scene, Request("county", "GET", f"/children/{child.pk}/")).status == 200


def test_denials_add_up(scene: Scene, monkeypatch: Patch) -> None:
    """SHA-4: two reasons deny what either of them does."""
    one, two = scene.marked["mid"].child, scene.marked["north"].child
    reasons = [
        Denial(str(n), lambda viewer, path, pk=each.pk: Q(**{path("id"): pk})) for n, each in enumerate((one, two))
    ]
    monkeypatch.setattr(scope, "_denials", reasons)
    with within(scene.here.pk):
        seen = set(Child.visible_to(seen_by(scene.people["county"])).values_list("pk", flat=True))
        assert seen == set(
            Child.objects.filter(merged_into=None).exclude(pk__in=[one.pk, two.pk]).values_list("pk", flat=True)
        )


def test_a_reason_is_registered_once() -> None:
    """Rooms register at start-up, which may run twice in a process."""
    before = list(scope._denials)
    reason = Denial("for this test", lambda viewer, path: None)
    try:
        scope.register(reason)
        scope.register(reason)
        assert scope._denials == [*before, reason]
    finally:
        scope._denials[:] = before
