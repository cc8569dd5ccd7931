"""What became of the offer of a missing chat: mostly held or declined, lately in every state there is (MIS-9)."""

from datetime import datetime, timedelta
from typing import NamedTuple

from lantern.demo.rules.chance import stream
from lantern.missing.vocabulary import HadChat, OfferedHow, OfferedTo, Said, Section, Wish

SETTLED = timedelta(days=7)  # after which a chat has come to an end one way or the other
WRITTEN = timedelta(days=45)  # for so long back, what chats told is written out
TOLD_AFTER = timedelta(hours=26)

ASKED = (Wish.ANYBODY, Wish.ANYBODY, Wish.ANYBODY, Wish.WOMAN, Wish.MAN)
TEXTS: tuple[dict[Section, str], ...] = (
    {
        Section.TOLD_CHOICE: "yes",
        Section.SEEN_ALONE: "yes",
        Section.WHY: "There was a row about the phone and then everyone was shouting, so they went.",
        Section.WHERE: "First the arcade, then a flat near the station. They do not know the number.",
        Section.WITH_WHOM: "With Kayden and a man everybody calls Bigs. Kayden is in the same year.",
        Section.TRAVEL: "Got a lift in a grey hatchback, FX21 ZZA. It was not Kayden's.",
        Section.HARM_FOUND: "suspected",
        Section.HARM: "Bigs gave them a vape and said they owe him now.",
        Section.PULL: "Somewhere warm where nobody asks questions.",
        Section.WOULD_HELP: "If somebody at home asked before shouting.",
        Section.PHONES: "Bigs writes as @bigs.fictional on snap, and rang from 07700 900461.",
        Section.OWN_WORDS: "I am not in trouble, I just wanted it to be quiet.",
    },
    {
        Section.TOLD_CHOICE: "yes",
        Section.SEEN_ALONE: "partly",
        Section.LANGUAGE: "English; an aunt came along for the start",
        Section.WHY: "Missed a brother who lives in another town.",
        Section.WHERE: "At the brother's, the whole time.",
        Section.TRAVEL: "By train, with a ticket from their savings.",
        Section.HARM_FOUND: "none",
        Section.PUSH: "Visits are too short and always with somebody in the room.",
        Section.WOULD_HELP: "A weekend with the brother once a month.",
        Section.OWN_WORDS: "You could have just asked me where I was. I would have said.",
    },
)
ASKED_LATELY = timedelta(days=100)
SAID = {
    HadChat.HAD: ("Talked with a lady in the car park, it was all right.", ""),
    HadChat.NOT_WANTED: ("I have nothing to say to them.", ""),
    HadChat.NOT_OFFERED: ("Nobody ever asked me. Mum may have had a letter.", ""),
    HadChat.WOULD_LIKE: ("If it is somebody who does not know my nan.", ""),
}


class DrawnAsked(NamedTuple):
    """A professional of another agency asked the child whether they had a chat."""

    said: HadChat
    when: datetime
    note: str


class DrawnChat(NamedTuple):
    """One chat as it went; times are when things happened. `told` is when the social worker was told of it."""

    offered: datetime
    how: OfferedHow
    to: OfferedTo
    answers: tuple[tuple[OfferedTo, Said, datetime], ...] = ()
    held: datetime | None = None
    wish: Wish = Wish.ANYBODY
    taken: bool = False
    texts: dict[Section, str] | None = None
    told: datetime | None = None


def drawn_chat(reference: str, offered: datetime, now: datetime, *, by_letter: bool) -> DrawnChat:
    """What became of the offer made then, nothing of it after `now`; the same for the same episode."""
    rng = stream(1, "chat", reference)
    how = OfferedHow.LETTER if by_letter else rng.choice((OfferedHow.PERSON, OfferedHow.PHONE, OfferedHow.PERSON))
    chat = DrawnChat(offered, how, OfferedTo.CHILD, wish=rng.choice(ASKED))
    said, held = offered + timedelta(hours=rng.uniform(1, 20)), offered + timedelta(hours=rng.uniform(20, 90))
    share = rng.random()
    if now - offered < SETTLED:
        chat = _lately(chat, share, said, held, now)
    elif share < 0.58:
        chat = chat._replace(answers=((OfferedTo.CHILD, Said.ACCEPTED, said),), held=held, taken=True)
    elif share < 0.86:
        chat = chat._replace(answers=((OfferedTo.CHILD, Said.DECLINED, said),))
    else:
        chat = chat._replace(to=OfferedTo.PARENT, answers=((OfferedTo.PARENT, Said.DECLINED, said),))
    if chat.held:
        told, texts = chat.held + TOLD_AFTER, TEXTS[rng.random() < 0.5]
        chat = chat._replace(texts=texts if now - chat.held < WRITTEN else None, told=told if told < now else None)
    return chat


def drawn_asked(reference: str, chat: DrawnChat, now: datetime) -> DrawnAsked | None:
    """Of some chats of the last months: mostly what the record says too, now and then not; nothing after `now`."""
    rng = stream(1, "asked", reference)
    share, days = rng.random(), timedelta(days=rng.randint(2, 9))
    when = ((chat.held or chat.offered) + days).replace(
        hour=15, minute=rng.randrange(0, 60, 5), second=0, microsecond=0
    )
    if share > 0.15 or when > now or now - chat.offered > ASKED_LATELY:
        return None
    said = HadChat.NOT_OFFERED if chat.to is OfferedTo.PARENT else HadChat.WOULD_LIKE
    if chat.held:
        said = HadChat.HAD
    elif any((whose, answer) == (OfferedTo.CHILD, Said.DECLINED) for whose, answer, _ in chat.answers):
        said = HadChat.HAD if share < 0.02 else HadChat.NOT_WANTED
    return DrawnAsked(said, when, rng.choice(SAID[said]))


def _lately(chat: DrawnChat, share: float, said: datetime, held: datetime, now: datetime) -> DrawnChat:
    """The states in which chats of the last days stand."""
    if share < 0.2 or said > now:
        return chat
    yes = (OfferedTo.CHILD, Said.ACCEPTED, said)
    if share < 0.35:
        return chat._replace(answers=((OfferedTo.CHILD, Said.NO_ANSWER, said),))
    if share < 0.45:
        return chat._replace(answers=((OfferedTo.CHILD, Said.DECLINED, said),))
    if share < 0.55:
        return chat._replace(to=OfferedTo.PARENT, answers=((OfferedTo.PARENT, Said.DECLINED, said),))
    if share < 0.65 or held > now:
        return chat._replace(answers=(yes,), taken=share > 0.8)
    return chat._replace(answers=(yes,), held=held, taken=True)
