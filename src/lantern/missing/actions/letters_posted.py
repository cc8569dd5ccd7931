"""What posting a letter means for the chat: it is offered, to whom it was written to, until that is taken back (MIS-8)."""

from collections.abc import Sequence
from datetime import datetime

from lantern.missing.actions.chats import offer_chat, withdraw_chat_fact
from lantern.missing.models import Episode, Letter, LetterAbout
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
    episodes = Episode.objects.in_bulk([each.incident_id for each in rows])
    for letter in letters:
        theirs = [episodes.get(row.incident_id) for row in rows if row.letter_id == letter.pk]
        about = [each for each in theirs if each and each.child_id == letter.child_id]
        if not about:  # folded into another since it was printed, or another child's: they have their own letters
            continue
        first, *also = sorted(about, key=lambda each: each.start)
        letter.offer = offer_chat(
            episode=first, also=also, to=OFFERED_TO[To(letter.to)], how=OfferedHow.LETTER, happened=posted, by=by, at=at
        )
    Letter.objects.set_many(letters, ["offer"])


@action
def take_back(*, letter: Letter, by: Member, at: datetime) -> None:
    """What posting the letter recorded; one to somebody else still stands."""
    made = letter.offer
    letter.offer = None
    Letter.objects.set_many([letter], ["offer"])
    if made and not made.withdrawn_at:
        withdraw_chat_fact(fact=made, by=by, at=at)
