"""Children whose record was opened twice: some wait for a person, one pair was merged, one was told apart (MIS-4)."""

from datetime import datetime, timedelta

from lantern.children.actions.lookalikes import look_for_doubles
from lantern.children.actions.merging import tell_apart
from lantern.children.actions.opening import open_record
from lantern.children.models import Address, Child, Merge
from lantern.children.rules.described import Described
from lantern.children.rules.opening import Opening
from lantern.missing.actions.same_child import merge
from lantern.organisation.models import Member
from lantern.trail.acting import action

PAIRS = 6  # children opened twice
WAITING = 4  # of whom nobody has said yet whether they are one
EVERY = 9  # children between one and the next
NOT_LONG = 4  # letters of a forename that shows a slip


@action
def open_twice(*, by: Member, at: datetime) -> None:
    """Second records of some children, opened by somebody who did not find the first. Once a county."""
    if Merge.objects.exists():
        return
    seconds = [(first, _second(first, by, at)) for first in _some()]
    if len(seconds) < PAIRS:
        return
    for first, second in seconds[WAITING:-1]:
        merge(child=first, other=second, reason="Opened from a telephone call.", by=by, at=at)
    first, second = seconds[-1]
    tell_apart(child=first, other=second, reason="Cousins of nearly one name.", by=by, at=at)
    look_for_doubles(children=[each.pk for pair in seconds[:WAITING] for each in pair], by=by, at=at)


def _some() -> list[Child]:
    rows = Child.objects.filter(provisional=False, born__isnull=False).order_by("number")
    plain = [each for each in rows[: PAIRS * EVERY * 3] if len(each.forename) > NOT_LONG and each.forename.isascii()]
    return plain[::EVERY][:PAIRS]


def _second(first: Child, by: Member, at: datetime) -> Child:
    """The child as somebody heard the name, with the home if it is known, a minute after the first record."""
    home = Address.objects.filter(child=first, until=None).first()
    described = Described(
        forename=first.forename[:2] + first.forename[1:],
        surname=first.surname,
        born=first.born,
        sex=first.sex,
        address=home.text if home else "",
        postcode=home.postcode if home else "",
    )
    return open_record(opening=Opening(described), by=by, at=at + timedelta(minutes=1))
