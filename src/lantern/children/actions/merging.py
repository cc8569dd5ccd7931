"""Two records made one, and two again: what hung on the one moves along and comes back (MIS-4)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from lantern.children import changes
from lantern.children.actions.keys import refresh_keys
from lantern.children.actions.lookalikes import look_for_doubles
from lantern.children.hanging import Hanging, moving, rows_of
from lantern.children.models import Child, ChildName, Lookalike, Merge, Moved, NeverSame
from lantern.children.rules.merging import FILLED, against_merging, against_unmerging
from lantern.children.rules.names import parts
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import NameKind, Status
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

CHILDREN, NAMES = Child._meta.db_table, ChildName._meta.db_table
ADDED = "id"  # the column of a row that a merge added


@action
def merge(*, child: Child, other: Child, by: Member, at: datetime, reason: str = "") -> Merge:
    """Make `other` part of `child`: everything that hangs on it moves along, blanks are filled, its name becomes another.

    What cannot stand beside what `child` says for the same days stays where it is. Raises `NotAllowed` when either is
    merged already, or a person said that they are two children.
    """
    _hold(child, other)
    apart = told_apart(child, other)
    if against := against_merging(
        same=child.pk == other.pk, child_merged=child.merged_into_id is not None,
        other_merged=other.merged_into_id is not None, told_apart=london(apart.at).date() if apart else None,
    ):  # fmt: skip
        raise NotAllowed(against)
    merged = Merge.objects.create(child=child, other=other, reason=reason, by=by, at=at)
    Moved.objects.bulk_create([*_moved(merged), *_filled(merged), *_named(merged)])
    other.merged_into = child
    other.save(update_fields=["merged_into"])
    trail.record("children.merged", merged, by=by, at=at)
    _follow(merged, by, at)
    return merged


@action
def unmerge(*, merge: Merge, by: Member, at: datetime) -> None:
    """Two records again, each with what it had. What was recorded since stays with the one that was kept.

    Raises `NotAllowed` when it was undone, or what moved cannot stand where it came from any more.
    """
    merge.refresh_from_db()
    _hold(merge.child, merge.other)
    if against := against_unmerging(
        undone=merge.undone_at is not None, kept_merged=merge.child.merged_into_id is not None
    ):
        raise NotAllowed(against)
    columns = moving()
    try:
        with transaction.atomic():
            for (table, column), rows in _by_column(merge).items():
                _back(merge, columns.get(f"{table}.{column}"), table, column, rows)
    except IntegrityError as error:
        raise NotAllowed(
            "What came from the other record was changed since and cannot go back. Mend it first."
        ) from error
    merge.other.merged_into = None
    merge.other.save(update_fields=["merged_into"])
    merge.undone_at, merge.undone_by = at, by
    merge.save(update_fields=["undone_at", "undone_by"])
    trail.record("children.unmerged", merge, by=by, at=at)
    _follow(merge, by, at)


@action
def tell_apart(*, child: Child, other: Child, by: Member, at: datetime, reason: str = "") -> NeverSame:
    """These are two children: never offered as one again. Saying it twice is saying it once."""
    _hold(child, other)
    if said := told_apart(child, other):
        return said
    first, second = in_order(child, other)
    said = NeverSame.objects.create(child=first, other=second, reason=reason, by=by, at=at)
    Lookalike.objects.filter(child=first, other=second).delete()
    trail.record("children.told_apart", said, by=by, at=at)
    return said


@action
def untell_apart(*, said: NeverSame, by: Member, at: datetime) -> None:
    """They may be one child after all; that somebody thought otherwise stays on the record."""
    said.refresh_from_db()
    if said.undone_at:
        raise NotAllowed("This has been taken back already.")
    said.undone_at, said.undone_by = at, by
    said.save(update_fields=["undone_at", "undone_by"])
    trail.record("children.not_told_apart", said, by=by, at=at)
    look_for_doubles(children=[said.child_id], by=by, at=at)


def told_apart(child: Child, other: Child) -> NeverSame | None:
    """What a person said of these two, or of records merged into them, that stands."""
    ones, others = _with_merged(child), _with_merged(other)
    rows = NeverSame.objects.filter(undone_at=None)
    return (rows.filter(child__in=ones, other__in=others) | rows.filter(child__in=others, other__in=ones)).first()


def in_order(one: Child, other: Child) -> tuple[Child, Child]:
    """The two as a pair that means the same either way round is stored."""
    first, second = sorted((one, other), key=lambda each: each.pk)
    return first, second


def _with_merged(child: Child) -> list[UUID]:
    return [child.pk, *Child.objects.filter(merged_into=child).values_list("pk", flat=True)]


def _hold(*children: Child) -> None:
    """Wait for whoever writes about either, and see them as they stand then."""
    ids = [each.pk for each in children]
    list(Child.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
    for each in children:
        each.refresh_from_db()


def _follow(merge: Merge, by: Member, at: datetime) -> None:
    """What is worked out from both records, worked out again."""
    refresh_keys(children=[merge.child, merge.other], by=by, at=at)
    look_for_doubles(children=[merge.child_id, merge.other_id], by=by, at=at)
    changes.changed([merge.child_id, merge.other_id], by, at)


def _moved(merge: Merge) -> Iterator[Moved]:
    """Move every row of the other record that can stand on the one kept; a note of each."""
    for hangs in moving().values():
        rows = list(rows_of(hangs, merge.other_id).values_list("pk", flat=True))
        stayed = set() if _goes(hangs, rows, merge.child_id) else {
            row for row in rows if not _goes(hangs, [row], merge.child_id)
        }  # fmt: skip
        yield from (_note(merge, hangs.table, hangs.column, row, stayed=row in stayed) for row in rows)


def _goes(hangs: Hanging, rows: list[UUID], child: UUID) -> bool:
    """Give `rows` to `child` unless one of them cannot stand beside another of theirs."""
    if not rows:
        return True
    try:
        with transaction.atomic():
            hangs.model._default_manager.filter(pk__in=rows).update(**{hangs.column: child})
    except IntegrityError:
        return False
    return True


def _filled(merge: Merge) -> Iterator[Moved]:
    """What the one kept does not say and the other does."""
    kept, other = merge.child, merge.other
    fields = [name for name in FILLED if not getattr(kept, name) and getattr(other, name)]
    if kept.status == Status.NONE != other.status:
        fields.append("status")
    for name in fields:
        setattr(kept, name, getattr(other, name))
        yield _note(merge, CHILDREN, name, kept.pk)
    if fields:
        kept.save(update_fields=[name.removesuffix("_id") for name in fields])


def _named(merge: Merge) -> Iterator[Moved]:
    """The other's name as one more that the child goes by, unless it is one already."""
    kept, other = merge.child, merge.other
    known = {_name(each) for each in (kept, *ChildName.objects.filter(child=kept))}
    if _name(other) in known or not any(_name(other)):
        return
    alias = ChildName.objects.create(
        child=kept, kind=NameKind.ALIAS, forename=other.forename, surname=other.surname, source=f"record {other.number}"
    )
    yield _note(merge, NAMES, ADDED, alias.pk)


def _name(each: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return parts(each.forename), parts(each.surname)


def _note(merge: Merge, table: str, column: str, row: UUID, *, stayed: bool = False) -> Moved:
    return Moved(merge=merge, table=table, column=column, row=row, stayed=stayed)


def _by_column(merge: Merge) -> dict[tuple[str, str], list[UUID]]:
    found: dict[tuple[str, str], list[UUID]] = {}
    for table, column, row in Moved.objects.filter(merge=merge, stayed=False).values_list("table", "column", "row"):
        found.setdefault((table, column), []).append(row)
    return found


def _back(merge: Merge, hangs: Hanging | None, table: str, column: str, rows: Iterable[UUID]) -> None:
    if hangs:
        hangs.model._default_manager.filter(pk__in=rows, **{column: merge.child_id}).update(**{column: merge.other_id})
    elif (table, column) == (NAMES, ADDED):
        ChildName.objects.filter(pk__in=rows).delete()
    elif table == CHILDREN:
        _empty(merge, column)


def _empty(merge: Merge, name: str) -> None:
    """Blank again what was filled, unless somebody has changed it since."""
    kept, other = merge.child, merge.other
    if getattr(kept, name) != getattr(other, name):
        return
    setattr(kept, name, Status.NONE if name == "status" else None if name in ("born", "area_id") else "")
    kept.save(update_fields=[name.removesuffix("_id")])
