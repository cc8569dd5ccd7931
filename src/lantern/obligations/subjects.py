"""What an obligation springs from: each room that starts some says at start-up where the work is done, and how it is called.

subjects.register("episode", url=lambda episode, kind: ..., verbs={"contact": "Record the contact"})
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.obligations.models import Obligation

Url = Callable[[UUID, str], str]


@dataclass(frozen=True)
class Subject:
    """One kind of record that obligations spring from."""

    url: Url
    verbs: Mapping[str, str]
    may: Permission
    of_responsible: Collection[str] = ()
    never_waived: str = ""


_subjects: dict[str, Subject] = {}


def register(
    kind: str,
    *,
    url: Url,
    verbs: Mapping[str, str],
    may: Permission = Permission.RECORD_STEPS,
    of_responsible: Collection[str] = (),
    never_waived: str = "",
) -> None:
    """Obligations of `subject_kind` `kind` are met at `url(subject id, obligation kind)`; `verbs` by obligation kind.

    `may` is the permission that opens the page where the work is done. Duties of the kinds `of_responsible` go with whichever
    authority is responsible for the child (PAR-9). `never_waived` is why they cannot be waived.
    """
    _subjects[kind] = Subject(url, verbs, may, of_responsible, never_waived)


def is_of_responsible(obligation: Obligation) -> bool:
    """Whether another authority holds it where one is responsible for the child (PAR-9)."""
    return obligation.kind in _subjects[obligation.subject_kind].of_responsible


def never_waived(obligation: Obligation) -> str:
    """Why nothing of its kind can be waived, or ""."""
    return _subjects[obligation.subject_kind].never_waived


def may_do(obligation: Obligation, viewer: Viewer) -> bool:
    """Whether the viewer can open the page where the work is done."""
    return viewer.may(_subjects[obligation.subject_kind].may)


def url(obligation: Obligation) -> str:
    """Where the work is done."""
    return _subjects[obligation.subject_kind].url(obligation.subject_id, obligation.kind)


def verb(obligation: Obligation) -> str:
    """What to do, beginning with a verb: Record the vulnerability check."""
    return verb_of(obligation.subject_kind, obligation.kind)


def verb_of(subject_kind: str, kind: str) -> str:
    """The verb of an obligation that need not be a row yet."""
    return _subjects[subject_kind].verbs.get(kind, kind.capitalize())


def kinds() -> tuple[str, ...]:
    """Every kind of obligation there is, in the order of the process."""
    return tuple(dict.fromkeys(kind for subject in _subjects.values() for kind in subject.verbs))
