"""SHA-2: records that wait for a person to say which child they are about, and who sees them meanwhile."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db.models import Q

from lantern.access import scope as scopes
from lantern.access.scope import EVERYTHING, NOTHING, Denial, scope_or_waiting
from lantern.access.viewer import Viewer
from lantern.organisation.models import Member
from lantern.organisation.queries import Areas

HERE, CHILD = UUID(int=2), UUID(int=3)


@pytest.fixture(autouse=True)
def by_area_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the reasons to see a child the one that this room knows; nothing is denied."""
    monkeypatch.setattr(scopes, "_grants", [each for each in scopes._grants if each.name == "area"])
    monkeypatch.setattr(scopes, "_denials", [])


def somebody(*covers: UUID, covers_all: bool = False) -> Viewer:
    return Viewer(
        member=Member(name="Sam Invented", partnership_id=UUID(int=1)),
        roles=frozenset(),
        permissions=frozenset(),
        covers_all=covers_all,
        covers=frozenset(covers),
        areas=Areas({}, {}, {}, {}),
        now=datetime(2026, 3, 3, tzinfo=UTC),
    )


def test_who_covers_an_area_sees_its_children_and_what_waits_there() -> None:
    """SHA-2, MIS-4: a notification or request from their own area, though nobody has said yet whom it is about."""
    of_children = Q(child__area_id__in=frozenset({HERE}))
    waiting = Q(child=None, area_id__in=frozenset({HERE}))
    assert scope_or_waiting(somebody(HERE)) == of_children | waiting


def test_who_covers_the_partnership_sees_all_of_it() -> None:
    """SHA-2: those without an area too; the condition narrows nothing, and is not lost beside that for what waits."""
    assert scope_or_waiting(somebody(covers_all=True)) == EVERYTHING


def test_who_covers_nothing_sees_nothing_that_waits() -> None:
    """SHA-2: deny by default."""
    assert scope_or_waiting(somebody()) == NOTHING | Q(child=None, area_id__in=frozenset())


def test_a_denial_hides_a_child_and_nothing_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """SHA-4: from those over the whole partnership as well; what waits is about no child that could be denied."""
    against = Q(child_id=CHILD)
    monkeypatch.setattr(scopes, "_denials", [Denial("of this test", lambda viewer, path: Q(**{path("id"): CHILD}))])
    assert scope_or_waiting(somebody(covers_all=True)) == (EVERYTHING & ~against) | Q(child=None)


class Rows:
    """Stands for a queryset that keeps what was excluded from it."""

    def __init__(self) -> None:
        self.excluded: list[Q] = []

    def exclude(self, q: Q) -> "Rows":
        self.excluded.append(q)
        return self


def test_lists_of_no_viewer_leave_out_what_is_closed_to_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    """SHA-4: a conflict is a person's; a restriction is everybody's who is not named, and a system never is."""
    own = Denial("of a person", lambda viewer, path: Q(**{path("id"): CHILD}))
    all_ = Denial("of all", lambda viewer, path: None, lambda path: Q(**{path("id"): HERE}))
    monkeypatch.setattr(scopes, "_denials", [own, all_])
    rows = Rows()
    scopes.without_denied_to_systems(rows, scopes.through_child)  # type: ignore[type-var]
    assert rows.excluded == [Q(child_id=HERE)]


def test_lists_that_are_not_in_scope_leave_out_what_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    """SHA-4: and nothing where nobody is denied anything."""
    rows, viewer = Rows(), somebody(covers_all=True)
    scopes.without_denied(rows, viewer)  # type: ignore[type-var]
    scopes.without_denied_to_systems(rows)  # type: ignore[type-var]
    assert rows.excluded == []
    monkeypatch.setattr(scopes, "_denials", [Denial("of this test", lambda viewer, path: Q(**{path("id"): CHILD}))])
    scopes.without_denied(rows, viewer)  # type: ignore[type-var]
    assert rows.excluded == [Q(id=CHILD)]
