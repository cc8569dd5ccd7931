"""What posting a letter means for the chat: it is offered, to whom it was written to, until that is taken back (MIS-8)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from lantern.missing.actions.chats import offer_chat, withdraw_chat_fact
from lantern.missing.models import Episode, Letter, LetterAbout
from lantern.missing.queries.letters import episodes_about
from lantern.missing.rules.letters import To
from lantern.missing.vocabulary import OfferedHow, OfferedTo
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment
from lantern.trail.acting import action

OFFERED_TO = {To.CHILD: OfferedTo.CHILD, To.PARENT: OfferedTo.PARENT}


@action
def offer(*, letters: Sequence[Letter], posted: Moment, by: Member, at: datetime) -> None:
    """Each letter, posted then, offered its reader one chat about those of its episodes that are theirs still (MIS-4)."""
    rows = list(LetterAbout.objects.filter(letter__in=letters, ended_at=None))
    episodes = episodes_about([each.incident_id for each in rows])
    for letter in letters:
        found = {
            episodes[row.incident_id] for row in rows if row.letter_id == letter.pk and row.incident_id in episodes
        }
        about = _of_reader(letter, found)
        if not about:  # nothing of it stands, or it is another child's: they have their own letters
            continue
        first, *also = sorted(about, key=lambda each: each.start)
        letter.offer = offer_chat(
            episode=first, also=also, to=OFFERED_TO[To(letter.to)], how=OfferedHow.LETTER, happened=posted, by=by, at=at
        )
    Letter.objects.set_many(letters, ["offer"])


def _of_reader(letter: Letter, found: Collection[Episode]) -> list[Episode]:
    """Those of whom it was written to.

    To a provisional record of which no episode is left: to the one child whose they all turned out to be.
    """
    own = [each for each in found if each.child_id == letter.child_id]
    are_of_one = len({each.child_id for each in found}) == 1
    return own or (list(found) if are_of_one and letter.child.provisional else [])


@action
def take_back(*, letter: Letter, by: Member, at: datetime) -> None:
    """What posting the letter recorded; one to somebody else still stands."""
    made = letter.offer
    letter.offer = None
    Letter.objects.set_many([letter], ["offer"])
    if made and not made.withdrawn_at:
        withdraw_chat_fact(fact=made, by=by, at=at)
