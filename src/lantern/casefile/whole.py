"""What the overview says of a child: what worries us, what is strong, how the child sees it, who is around (EXP-2, EXP-7)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.casefile.rules.shortening import first_lines, shortened
from lantern.children.models import Child
from lantern.children.rules.around import Bearing
from lantern.children.voices import Said, last_said
from lantern.design.parts import Kind, Tag
from lantern.ecomap import pictures
from lantern.ecomap.queries.drawn import map_of
from lantern.ecomap.rules.map import Map, bearing_of, nearest
from lantern.exploitation.models import KindOfExploitation
from lantern.exploitation.queries.facts import Known, known_of
from lantern.exploitation.queries.levels import Last, Levels
from lantern.exploitation.rules.answers import answers_in
from lantern.exploitation.vocabulary import TYPE_WORDS, Answer, Certainty, ExploitationType, Voice
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

MOST_WORRIES, MOST_STRENGTHS = 5, 4
LONGEST_VOICE, LONGEST_SOURCE = 260, 90  # characters
SURE = {Certainty.KNOWN: Tag("Known", Kind.LATE), Certainty.SUSPECTED: Tag("Suspected", Kind.WARNING)}
PRESENT = {Answer.NOW: Tag("Now", Kind.LATE), Answer.RECENT: Tag("Last 6 months", Kind.WARNING)}


@dataclass(frozen=True)
class Line:
    """One thing that worries or is strong; `source` says who says so, `assessed` that the last assessment does."""

    words: str
    tag: Tag | None = None
    source: str = ""
    assessed: bool = False


@dataclass(frozen=True)
class Told:
    """The lines of one card, how many more there are and where they stand; `found_in` says whence those without a source.

    More that an assessment found stand in it, so that the number leads there.
    """

    lines: tuple[Line, ...]
    more: int = 0
    url: str = ""
    found_in: str = ""
    found_url: str = ""


@dataclass(frozen=True)
class Around:
    """The small map, and what it shows in words."""

    picture: SafeString
    shown: int
    number: int


def worries(child: Child, levels: Levels, viewer: Viewer) -> Told | None:
    """What is known or suspected, then what the last assessment found; `None` for those who do not read of exploitation."""
    if not _reads(viewer):
        return None
    found = [*_types(known_of(child), viewer), *_found(levels.last)]
    url = reverse("casefile:exploitation", args=[child.pk])
    return _told(found, MOST_WORRIES, 0, url, levels.last)


def strengths(child: Child, drawn: Map | None, levels: Levels) -> Told | None:
    """What the last assessment calls strong, then who protects by the map; `None` where neither may be read."""
    if drawn is None:
        return None
    last = levels.last
    written, left_out = first_lines([last.texts.get(Voice.STRENGTHS, "")] if last else [], MOST_STRENGTHS)
    people = [
        Line(each.label, Tag("Protective", Kind.DONE), each.words)
        for each in drawn.others
        if bearing_of(each.key, drawn.links) is Bearing.PROTECTIVE
    ]
    lines = [*(Line(each, assessed=True) for each in written), *people]
    return _told(lines, MOST_STRENGTHS, left_out, reverse("casefile:network", args=[child.pk]), last)


def voice(child: Child, viewer: Viewer) -> Said | None:
    """The child's own words, the last that were written down in any room, shortened."""
    said = last_said(child, viewer)
    return said and said._replace(text=shortened(said.text, LONGEST_VOICE).strip("“”\"'‘"))


def called(child: Child, viewer: Viewer) -> str:
    """What the child is called in a heading."""
    return (child.known_as or child.forename or str(child)) if viewer.sees_names else "the child"


def map_for(child: Child, viewer: Viewer) -> Map | None:
    """The map of a child who was read with it; `None` for those who do not read of exploitation."""
    return map_of(child, viewer) if _reads(viewer) else None


def around(drawn: Map | None, name: str) -> Around | None:
    """The small map; `None` while nobody is on it."""
    if drawn is None or not drawn.others:
        return None
    near = nearest(drawn, pictures.SMALLEST)
    shown = [each.label for each in near.others]
    if not shown:
        return None
    title = f"Around {name}: {', '.join(shown)}"
    return Around(pictures.small_picture(drawn, title=title), len(shown), len(drawn.others))


def _told(lines: list[Line], most: int, left_out: int, url: str, last: Last | None) -> Told:
    shown, rest = tuple(lines[:most]), lines[most:]
    told = Told(shown, left_out + len(rest), url)
    if last is None:
        return told
    found_url = reverse("exploitation:assessment", args=[last.id])
    if left_out or any(each.assessed for each in rest):
        told = replace(told, url=found_url)
    if any(each.assessed for each in shown):
        told = replace(told, found_in=f"Assessment of {words.day(london(last.at).date())}", found_url=found_url)
    return told


def _reads(viewer: Viewer) -> bool:
    """Whether the viewer reads what people wrote of exploitation."""
    return viewer.may(Permission.SEE_EXPLOITATION) and viewer.sees_names


def _types(known: Known, viewer: Viewer) -> Iterator[Line]:
    for each in known.types:
        if each.until is None or each.until >= viewer.today:
            source = shortened(each.source, LONGEST_SOURCE)
            yield Line(_kind(each), SURE[Certainty(each.certainty)], f"since {words.day(each.since)} · {source}")
    for harm in known.harms:
        yield Line(
            f"A victim first, who also harms other children: {shortened(harm.words)}",
            SURE[Certainty(harm.certainty)],
            f"since {words.day(harm.since)}",
        )


def _kind(each: KindOfExploitation) -> str:
    ways = f": {'; '.join(each.ways)}" if each.ways else ""
    lines = ", county lines" if each.county_lines else ""
    return shortened(f"{TYPE_WORDS[ExploitationType(each.kind)]}{lines}{ways}")


def _found(last: Last | None) -> Iterator[Line]:
    """The harm that was suffered, then the indicators that are present, those of now first."""
    if last is None:
        return
    if harm := last.texts.get(Voice.HARM):
        yield Line(f"Harm: {shortened(harm)}", assessed=True)
    answers = answers_in(last.scheme, last.texts)
    for answer, tag in PRESENT.items():
        for key, each in last.scheme.indicators.items():
            if answers.get(key) is answer:
                yield Line(each.words, tag, assessed=True)
