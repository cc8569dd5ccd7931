"""Saving a section while somebody types."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from lantern.children.rules.refusals import NotAllowed
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action
from lantern.writing.models import SectionText
from lantern.writing.queries import section_now
from lantern.writing.rules import Result, SectionNow, Typed, saved

A_MINUTE = timedelta(minutes=1)
LONGEST = 20_000  # characters


class Kept(NamedTuple):
    """What became of a save, and the section as it stands after it."""

    result: Result
    now: SectionNow


class Place(NamedTuple):
    """Where texts are kept: their table, what they belong to by column, and the verb that the trail knows a new one by."""

    model: type[SectionText]
    owner: Mapping[str, Any]
    verb: str


@action
def save(*, place: Place, section: str, typed: Typed, by: Member, at: datetime) -> Kept:
    """Save one section as somebody types; of a minute's typing on one page the last text is kept, of all else every one.

    The caller holds what the texts belong to. Raises `NotAllowed` for a text that is too long, or typed on top of a version
    that there never was.
    """
    if len(typed.text) > LONGEST:
        raise NotAllowed(f"Keep a section to {LONGEST:,} characters.")
    before = section_now(_texts(place), section)
    if typed.based_on > before.version:
        raise NotAllowed("Load the page again before you go on.")
    after, result = saved(before, typed)
    if result is Result.SAVED:
        _stand(place, section, after, by, at)
    elif result is Result.BESIDE:
        _keep_beside(place, section, typed, before.version, by, at)
        after = section_now(_texts(place), section)  # what waits may hold texts of two screens
    if str(by.pk) in before.beside and str(by.pk) not in after.beside:
        _beside(place, section).filter(by=by).update(settled_at=at)
    return Kept(result, after)


def _texts(place: Place) -> Any:
    return place.model._default_manager.filter(**place.owner)


def _stand(place: Place, section: str, after: SectionNow, by: Member, at: datetime) -> None:
    """The text that counts from now on; the one before it stays, unless it is this page's of the same minute."""
    said = {"version": after.version, "based_on": after.based_on, "text": after.text, "at": at}
    current = _texts(place).filter(section=section, standing=True).first()
    if current and _is_same_typing(current, after, by, at):
        for name, value in said.items():
            setattr(current, name, value)
        current.save(update_fields=list(said))
        return
    if current:
        current.standing = False
        current.save(update_fields=["standing"])
    made = place.model._default_manager.create(
        **place.owner, section=section, editing=after.editing, by=by, began_at=at, **said
    )
    trail.record(place.verb, made, by=by, at=at)


def _is_same_typing(current: SectionText, after: SectionNow, by: Member, at: datetime) -> bool:
    same_page = bool(after.editing) and (current.by_id, current.editing) == (by.pk, after.editing)
    return same_page and at - current.began_at < A_MINUTE


def _keep_beside(place: Place, section: str, typed: Typed, version: int, by: Member, at: datetime) -> None:
    waiting = _beside(place, section).filter(by=by).first()
    if waiting is None:
        made = place.model._default_manager.create(
            **place.owner, section=section, text=typed.text, version=version, based_on=typed.based_on,
            standing=False, beside=True, editing=typed.editing, by=by, began_at=at, at=at,
        )  # fmt: skip
        trail.record(f"{place.verb}_beside", made, by=by, at=at)
        return
    if waiting.editing != typed.editing:  # the same person on another screen: neither of their texts is lost
        waiting.settled_at = at
        waiting.save(update_fields=["settled_at"])
        text = typed.text if waiting.text in typed.text else f"{waiting.text}\n\n{typed.text}"
        _keep_beside(place, section, typed.with_text(text), version, by, at)
        return
    waiting.text, waiting.at = typed.text, at
    waiting.save(update_fields=["text", "at"])


def _beside(place: Place, section: str) -> Any:
    return _texts(place).filter(section=section, beside=True, settled_at=None)
