"""A section as a page asks for it: its question, what stands, and what waits beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lantern.writing.rules import SectionNow, Typed

Choices = tuple[tuple[str, str], ...]
ONE_ROW, SOME_ROWS = 1, 3


@dataclass(frozen=True)
class Question:
    """What is asked: `slug` is the field's name, `rows` the height of its box, 1 for a line; `choices` make it a choice."""

    slug: str
    label: str
    hint: str = ""
    choices: Choices = ()
    rows: int = SOME_ROWS


@dataclass(frozen=True)
class Asked:
    """One section: its question, what stands, what the viewer typed beside it, what others did, and what stood before."""

    question: Question
    now: SectionNow
    value: str
    base: int
    by: str = ""
    theirs: str = ""
    others: Choices = ()
    conflict: bool = False
    before: str = ""

    @property
    def slug(self) -> str:
        return self.question.slug

    @property
    def label(self) -> str:
        return self.question.label

    @property
    def hint(self) -> str:
        return self.question.hint

    @property
    def choices(self) -> Choices:
        return self.question.choices

    @property
    def one_line(self) -> bool:
        return self.question.rows == ONE_ROW

    @property
    def shown(self) -> str:
        """The answer in words."""
        return dict(self.choices).get(self.now.text, self.now.text)

    @property
    def typed(self) -> str:
        """What the viewer wrote that does not stand, in words."""
        return dict(self.choices).get(self.value, self.value)


@dataclass(frozen=True)
class PartOfRecord:
    """Sections that belong together."""

    title: str
    sections: tuple[Asked, ...] = field(default=())

    @property
    def done(self) -> int:
        """How many have something in them."""
        return sum(bool(each.now.text) for each in self.sections)


def asked(
    question: Question,
    now: SectionNow,
    names: Mapping[str, str],
    me: str,
    refused: Typed | None = None,
    before: str = "",
) -> Asked:
    """The section for the member `me`; where their own text waits beside the standing one, both are there.

    `before` is what stood there in an earlier record of the kind. What was `refused` stands in its box as it was typed, on top
    of the version it was typed on. `names` are by id.
    """
    mine = refused.text if refused else now.beside.get(me)
    return Asked(
        question=question,
        now=now,
        value=now.text if mine is None else mine,
        base=refused.based_on if refused else now.version,
        by=names.get(now.by, ""),
        theirs=dict(question.choices).get(now.text, now.text) if me in now.beside else "",
        conflict=me in now.beside,
        before=dict(question.choices).get(before, before),
        others=tuple((names.get(who, "Somebody"), text) for who, text in now.beside.items() if who != me),
    )
