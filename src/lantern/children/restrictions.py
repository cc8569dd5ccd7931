"""A restriction as pages tell of it: why, who is named, when the next review is due, what was before."""

from dataclasses import dataclass
from datetime import date

from lantern.access.viewer import Viewer
from lantern.children.models import Child, NamedPerson, Restriction, RestrictionReview
from lantern.children.queries.record import record_of
from lantern.children.queries.restricted import can_see, ever_named, reviews_of, told_of
from lantern.children.rules.restricting import review_due
from lantern.organisation.queries import arrangement_on


@dataclass(frozen=True)
class Stand:
    """A restriction, those named now and those named before, and its reviews. `due` is the last day for the next one.

    `blind` are people named who cannot see the record: they left, lost their role, or have a conflict of interest.
    """

    restriction: Restriction
    named: tuple[NamedPerson, ...]
    before: tuple[NamedPerson, ...]
    reviews: tuple[RestrictionReview, ...]
    due: date
    is_late: bool
    blind: frozenset[object] = frozenset()

    @property
    def names(self) -> str:
        """Alex Example, Kit Sample."""
        return ", ".join(each.member.name for each in self.named)


def due_on(restriction: Restriction, viewer: Viewer) -> date:
    """By when it is looked at again, by the arrangement of the day from which that is counted (PAR-7)."""
    arrangement = arrangement_on(restriction.reviewed_on, viewer.member.partnership)
    return review_due(restriction.reviewed_on, arrangement.restricted.review_days)


def standing(child: Child, viewer: Viewer) -> list[Stand]:
    """Every restriction of the record that the viewer may read of, the latest first; asked for where there ever was one."""
    found = told_of(child, viewer) if record_of(child).restrictions else []
    if not found:
        return []
    people, reviews = ever_named(found), reviews_of(found)
    return [_stand(each, people, reviews, viewer) for each in found]


def standing_now(child: Child, viewer: Viewer) -> Stand | None:
    """The restriction that holds; no query more for a record that is not restricted."""
    if not record_of(child).is_restricted:
        return None
    return next((each for each in standing(child, viewer) if each.restriction.lifted_at is None), None)


def stand_of(restriction: Restriction, viewer: Viewer) -> Stand:
    """One of them, which the caller has reached through the scope."""
    return _stand(restriction, ever_named([restriction]), reviews_of([restriction]), viewer)


def _stand(
    restriction: Restriction, people: list[NamedPerson], reviews: list[RestrictionReview], viewer: Viewer
) -> Stand:
    own = [each for each in people if each.restriction_id == restriction.pk]
    named = tuple(each for each in own if each.ended_at is None)
    due = due_on(restriction, viewer)
    able = set() if restriction.lifted_at else set(can_see(restriction, viewer.today).values_list("pk", flat=True))
    return Stand(
        restriction=restriction,
        named=named,
        before=tuple(each for each in own if each.ended_at),
        reviews=tuple(each for each in reviews if each.restriction_id == restriction.pk),
        due=due,
        is_late=due < viewer.today,
        blind=frozenset(each.member_id for each in named if each.member_id not in able),
    )
