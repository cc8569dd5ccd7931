"""The sections of a chat as a page asks for them: in plain words, each with what stands and what waits beside it."""

from collections.abc import Iterable, Mapping

from lantern.access.viewer import Viewer
from lantern.missing.models import ChatText
from lantern.missing.vocabulary import HARM_WORDS, Harm, Section
from lantern.writing.parts import ONE_ROW, SOME_ROWS, PartOfRecord, Question, asked
from lantern.writing.rules import SectionNow, Typed

ASKED: dict[Section, tuple[str, str]] = {
    Section.TOLD_CHOICE: (
        "Was the child told how a chat can help, and that it is their choice?",
        "They can stop at any time, and leave out what they like",
    ),
    Section.SEEN_ALONE: ("Was the child seen alone?", ""),
    Section.LANGUAGE: ("Language and interpreter", "In which language, and who interpreted"),
    Section.WHY: ("Why they went", "What happened before they left"),
    Section.WHERE: ("Where they were", "Every place they name"),
    Section.WITH_WHOM: ("Who they were with", "Names, nicknames, how old, how they know each other"),
    Section.TRAVEL: ("How they travelled", "Bus, train, car: whose, what colour, its number"),
    Section.WHAT_HAPPENED: ("What happened while they were away", ""),
    Section.HARM_FOUND: ("Did they come to harm?", ""),
    Section.HARM: ("What harm, or worry of harm", "In danger now: call 999 first"),
    Section.PUSH: ("What pushes them away", "At home, in the placement, at school"),
    Section.PULL: ("What draws them", "People, places, promises, things given"),
    Section.WOULD_HELP: ("What would help", "What they say would make it easier to stay or to come back"),
    Section.PHONES: ("Phones and accounts", "Numbers and names they use or were contacted from"),
    Section.OWN_WORDS: ("In the child’s own words", "What they want others to know, as they said it"),
}
CHOICES: dict[Section, tuple[tuple[str, str], ...]] = {
    Section.TOLD_CHOICE: (("yes", "Yes"), ("no", "No")),
    Section.SEEN_ALONE: (("yes", "Yes"), ("partly", "For part of it"), ("no", "No")),
    Section.HARM_FOUND: tuple((each.value, HARM_WORDS[each]) for each in Harm),
}
NOTHING_REFUSED: Mapping[str, Typed] = {}
ONE_LINE = {Section.LANGUAGE}
QUESTIONS = {
    each: Question(each.slug, *ASKED[each], CHOICES.get(each, ()), ONE_ROW if each in ONE_LINE else SOME_ROWS)
    for each in Section
}
PARTS = (
    ("Before you talk", (Section.TOLD_CHOICE, Section.SEEN_ALONE, Section.LANGUAGE)),
    ("Being away", (Section.WHY, Section.WHERE, Section.WITH_WHOM, Section.TRAVEL, Section.WHAT_HAPPENED)),
    ("Harm", (Section.HARM_FOUND, Section.HARM)),
    ("What is behind it", (Section.PUSH, Section.PULL, Section.WOULD_HELP)),
    ("Contacts and own words", (Section.PHONES, Section.OWN_WORDS)),
)


def record_parts(
    sections: Mapping[str, SectionNow],
    names: Mapping[str, str],
    viewer: Viewer,
    refused: Mapping[str, Typed] = NOTHING_REFUSED,
) -> list[PartOfRecord]:
    """Every section in its part, as `writing.parts.asked` says."""
    me = str(viewer.member.pk)
    return [
        PartOfRecord(
            title, tuple(asked(QUESTIONS[each], sections[each], names, me, refused.get(each.slug)) for each in members)
        )
        for title, members in PARTS
    ]


def told_lines(texts: Iterable[ChatText]) -> list[tuple[str, str]]:
    """What a chat told, section by section, in the order in which it is asked."""
    by_section = {Section(each.section): each.text for each in texts}
    return [
        (ASKED[section][0], dict(CHOICES.get(section, ())).get(by_section[section], by_section[section]))
        for section in Section
        if section in by_section
    ]
