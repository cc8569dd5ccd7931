"""The map in words: what stands beneath the picture, of the same things and the same ties (EXP-7)."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.rules.around import CHILD, Near
from lantern.ecomap.rules.map import NODE, Link, Map, Thing
from lantern.ecomap.rules.saying import family_words, link_words, names_of
from lantern.ecomap.vocabulary import KINDS


class Sentence(NamedTuple):
    """A tie: what it is, who says so, and where it is changed by those who may."""

    key: str
    text: str
    source: str
    edit_url: str = ""


class Row(NamedTuple):
    """One of the map with each tie that is told with them."""

    key: str
    label: str
    words: str
    source: str
    url: str
    edit_url: str
    connect_url: str
    hide_url: str
    sentences: tuple[Sentence, ...]


class Section(NamedTuple):
    """Those of one kind."""

    title: str
    rows: tuple[Row, ...]


class Off(NamedTuple):
    """What was taken off or hidden, and where it is put back."""

    label: str
    what: str
    url: str
    key: str = ""


def sections(of: Map, child: Child, viewer: Viewer, *, draws: bool) -> list[Section]:
    """Everybody and everything around the child, kind by kind, each with all their ties. `draws` says how it is changed."""
    told = _told(of)
    called = names_of(of.things, first_name(child, of))
    return [
        Section(title, tuple(_row(each, told.get(each.key, ()), called, child, viewer, draws=draws) for each in own))
        for kind, title in KINDS.items()
        if (own := sorted((each for each in of.others if each.kind is kind), key=lambda each: each.label.casefold()))
    ]


def in_words(of: Map, child: Child) -> Iterator[str]:
    """Every tie of the map as a sentence, each once, and who stands there without one."""
    called = names_of(of.things, first_name(child, of))
    yield from (link_words(each, called) for each in of.links)
    tied = {key for each in of.links for key in (each.first, each.second)}
    yield from (each.label for each in of.others if each.key not in tied)


def off_of(of: Map, child: Child) -> list[Off]:
    """What can be put back: hidden, taken off, and ties between those who are on the map."""
    called = names_of(of.things, first_name(child, of))
    hidden = [each for each in of.hidden if not each.key.startswith(NODE)]
    removed = [each for each in of.hidden if each.key.startswith(NODE)]
    show_url = reverse("ecomap:show", args=[child.pk])
    return [
        *(Off(each.label, "hidden", show_url, each.key) for each in hidden),
        *(Off(each.label, "taken off", _back("put_back", each.key)) for each in removed),
        *(Off(link_words(each, called), "taken off", _back("put_back_tie", each.key)) for each in of.untied),
    ]


def _back(name: str, key: str) -> str:
    return reverse(f"ecomap:{name}", args=[_id(key)])


def said_title(of: Map) -> str:
    """Eco map of Rowan Example, 12 around them. It is told in words below."""
    child = of.by_key[CHILD]
    return f"Eco map of {child.label}, {len(of.others)} around them. It is told in words below"


def against_drawing(viewer: Viewer) -> str:
    """Why the viewer's roles do not allow it, or ""."""
    may = viewer.may(Permission.DRAW_MAPS)
    return "" if may else f"Your role does not let you {Permission.DRAW_MAPS.value}."


def _told(of: Map) -> dict[str, tuple[Link, ...]]:
    """The ties of each but the child, with whom they are told."""
    return {each.key: of.links_of(each.key) for each in of.others}


def _row(
    thing: Thing, links: tuple[Link, ...], called: dict[str, str], child: Child, viewer: Viewer, *, draws: bool
) -> Row:
    family = family_words(thing.family, viewer.today.year) if thing.kind is Near.FAMILY else ""
    connect = f"{reverse('ecomap:connect', args=[child.pk])}?first={thing.key}"
    off = (
        reverse("ecomap:take_off", args=[_id(thing.key)]) if thing.by_hand else reverse("ecomap:hide", args=[child.pk])
    )
    source, sentences = _once(list(_sentences(links, called, draws=draws)), thing.source)
    return Row(
        key=thing.key,
        label=thing.label,
        words=". ".join(part for part in (family, thing.words) if part),
        source=source,
        url=thing.url,
        edit_url=reverse("ecomap:change", args=[_id(thing.key)]) if draws and thing.by_hand else "",
        connect_url=connect if draws else "",
        hide_url=off if draws else "",
        sentences=sentences,
    )  # fmt: skip


def _sentences(links: tuple[Link, ...], called: dict[str, str], *, draws: bool) -> Iterator[Sentence]:
    for each in links:
        url = reverse("ecomap:change_tie", args=[_id(each.key)]) if draws and each.by_hand else ""
        yield Sentence(each.key, link_words(each, called), each.source, url)


def first_name(child: Child, of: Map) -> str:
    """What the child is called in a sentence."""
    return child.forename or of.by_key[CHILD].label


def _once(sentences: list[Sentence], source: str) -> tuple[str, tuple[Sentence, ...]]:
    """Who says it all, if it is one, and the sentences; else each with its own."""
    said = {each.source for each in sentences} | ({source} if source else set())
    if len(said) > 1:
        return "", tuple(sentences)
    return "".join(said), tuple(each._replace(source="") for each in sentences)


def _id(key: str) -> str:
    return key.partition(":")[2]
