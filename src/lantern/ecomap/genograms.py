"""A genogram as SVG that stands by itself, in the symbols of McGoldrick, Gerson and Petry (EXP-7).

Square male, circle female, diamond another gender, question mark not known, triangle a pregnancy; the child has a double line;
a cross is a death; a line between partners, one stroke for separated and two for divorced; children hang below, the eldest
left; dashed is fostered, dashed beside solid adopted; twins hang from one point; a dotted line goes around who lives with the
child.
"""

from collections.abc import Iterator

from django.utils.safestring import SafeString, mark_safe

from lantern.ecomap.drawing import drawn, each_drawn, joined
from lantern.ecomap.rules.household import outline
from lantern.ecomap.rules.kinship import Kinship, kinship_of
from lantern.ecomap.rules.labels import wrapped
from lantern.ecomap.rules.map import Link, Map, Thing
from lantern.ecomap.vocabulary import Figure, How

INK, PAPER, QUIET = "#16202b", "#fff", "#4a5765"
HALF = 22.0  # units from the middle of a symbol to its side
LABEL, LEADING, ROOM = 12.5, 15.0, 118.0
MARGIN = 34.0
BELOW = 58.0  # room for a name under the last row
UNDER = HALF + 62.0  # where a line runs that cannot run between two symbols: under the names
LETTERS = {How.MARRIED: "m", How.TOGETHER: "t", How.SEPARATED: "s", How.DIVORCED: "d"}
STROKES = {How.SEPARATED: 1, How.DIVORCED: 2}
DASHED = {How.FOSTERED: "6 4", How.STEP: "2 4"}
NOTHING = mark_safe("")


SYMBOLS = (
    ("M", "male"), ("F", "female"), ("O", "another gender"), ("U", "not known"), ("P", "a pregnancy"),
)  # fmt: skip


def legend() -> list[tuple[SafeString, str]]:
    """What each symbol and line means: a sample and its words."""
    sample = (
        '<svg class="lantern-legend__sample" viewBox="-18 -10 36 20" width="36" height="20" aria-hidden="true">{}</svg>'
    )
    symbols = [(joined([_symbol(Figure(figure), 8.0), _question(figure)]), words) for figure, words in SYMBOLS]
    lines = [(drawn('<path d="{}" stroke-dasharray="{}"/>', path, dash), words) for path, dash, words in LINES]
    group = '<g fill="#fff" stroke="{}" stroke-width="1.5">{}</g>'
    return [(drawn(sample, drawn(group, INK, each)), words) for each, words in [*symbols, *lines]]


def _question(figure: str) -> SafeString:
    asked = '<text y="3.5" text-anchor="middle" font-size="10" font-weight="700" fill="{}" stroke="none">?</text>'
    return drawn(asked, INK) if figure == Figure.UNKNOWN else NOTHING


CROSS, BAR = "M-8 -8H8V8H-8ZL8 8M8 -8L-8 8", "M-17 0H17"
LINES = (
    (CROSS, "none", "has died"),
    ("M-8 -8H8V8H-8ZM-4 -4H4V4H-4Z", "none", "the child"),
    (BAR, "none", "partners: m married, s separated, d divorced"),
    (BAR, "6 4", "partners who live together (t); fostered"),
    (f"{BAR}M-4 7L4 -7", "none", "separated; two strokes divorced"),
    ("M-17 -3H17M-17 3H-11M-7 3H-1M3 3H9M13 3H17", "none", "adopted"),
    (BAR, "2 4", "step-parent"),
    (BAR, "1 5", "live together with the child"),
)


def picture(of: Map, year: int, *, title: str, described_by: str) -> SafeString:
    """The family of a map in the year; ages are of that year. The words are the map's own."""
    kin = kinship_of(of)
    across = [x for x, _ in kin.at.values()]
    rows = [y for _, y in kin.at.values()]
    left, top = min(across) - ROOM / 2 - MARGIN, min(rows) - HALF - MARGIN
    width, height = max(across) + ROOM / 2 + MARGIN - left, max(rows) + HALF + BELOW + MARGIN - top
    return drawn(
        '<svg class="lantern-eco lantern-genogram" xmlns="http://www.w3.org/2000/svg" viewBox="{} {} {} {}" width="{}" '
        'height="{}" font-family="Atkinson Hyperlegible Next, system-ui, sans-serif" role="group" aria-label="{}" '
        'aria-describedby="{}">{}<g fill="none" stroke="{}" stroke-width="1.75">{}{}{}</g>{}{}</svg>',
        *(left, top, width, height, width, height, title, described_by, _household(kin), INK),
        joined(_partners(each, kin) for each in kin.partners),
        joined(_descent(kin)),
        joined(_siblings(kin)),
        joined(_person(each, kin.at[each.key], year) for each in kin.people.values()),
        joined(_name(each, kin.at[each.key]) for each in kin.people.values()),
    )


def _household(kin: Kinship) -> SafeString:
    inside = [kin.at[key] for key, each in kin.people.items() if each.family.in_household]
    outside = [kin.at[key] for key, each in kin.people.items() if not each.family.in_household]
    if len(inside) < 2:
        return NOTHING
    return each_drawn(
        '<path data-household d="{}" fill="none" stroke="{}" stroke-width="2" stroke-dasharray="1 6" stroke-linecap="round"/>',
        ((path, QUIET) for path in outline(inside, outside)),
    )


def _partners(link: Link, kin: Kinship) -> SafeString:
    """A line between the two: straight when they are neighbours, else under those between them."""
    (x, y), (ex, ey) = sorted((kin.at[link.first], kin.at[link.second]))
    between = any(x < cx < ex and cy == y for key, (cx, cy) in kin.at.items())
    low = y + UNDER
    path = f"M{x} {y + HALF}V{low}H{ex}V{ey + HALF}" if between or y != ey else f"M{x + HALF} {y}H{ex - HALF}"
    line = low if between or y != ey else y
    middle = (x + ex) / 2
    letter = LETTERS.get(How(link.how), "") if link.how else ""
    dashed = mark_safe(' stroke-dasharray="6 4"') if link.how == How.TOGETHER else NOTHING
    return drawn(
        '<g data-tie="{}"><path d="{}"{}/>{}{}</g>', link.key, path, dashed, _strokes(link, middle - 16, line),
        _letter(letter, link, middle - 16, line),
    )  # fmt: skip


def _strokes(link: Link, x: float, y: float) -> SafeString:
    number = STROKES.get(How(link.how), 0) if link.how else 0
    return each_drawn('<path d="M{} {}l10 -18"/>', ((x - 5 + 6 * n, y + 9) for n in range(number)))


def _letter(letter: str, link: Link, x: float, y: float) -> SafeString:
    if not letter:
        return NOTHING
    said = f"{letter} {link.since.year}" if link.since else letter
    return drawn('<text x="{}" y="{}" font-size="11" fill="{}" stroke="none">{}</text>', x + 14, y - 5, INK, said)


def _descent(kin: Kinship) -> Iterator[SafeString]:
    """From parents down to each of their children; the way of each tie on its own line."""
    for ship in kin.sibships:
        x, y = _from(ship.parents, kin)
        rail = min(kin.at[key][1] for key in ship.children) - HALF - 24.0
        for number, key in enumerate(ship.children):
            cx, cy = kin.at[key]
            top = _twin_point(key, ship.children, kin)
            links = [each for each in kin.parents if each.second == key and each.first in ship.parents]
            trunk = f"M{x} {y}V{rail}" if number == 0 else ""
            yield drawn('<path d="{}M{} {}H{}"/>', trunk, x, rail, cx if top is None else top)
            yield _drop(links, cx if top is None else top, rail, cx, cy - HALF)


def _from(parents: tuple[str, ...], kin: Kinship) -> tuple[float, float]:
    """Where the line to the children begins: the middle of the partners' line, or under one parent."""
    spots = sorted(kin.at[key] for key in parents)
    (x, y), (ex, _) = spots[0], spots[-1]
    if len(spots) == 1:
        return x, y + HALF
    pair = {*parents}
    joined_here = any({*each.ends} == pair for each in kin.partners)
    between = any(x < cx < ex and cy == y for cx, cy in kin.at.values())
    if not joined_here:
        return (x + ex) / 2, y
    return (x + ex) / 2, y + (UNDER if between else 0.0)


def _twin_point(key: str, children: tuple[str, ...], kin: Kinship) -> float | None:
    """The point from which twins hang, in units across; `None` for whoever is no twin."""
    with_them = {key} | {each.other(key) for each in kin.twins if key in each.ends}
    spots = [kin.at[each][0] for each in children if each in with_them]
    return sum(spots) / len(spots) if len(spots) > 1 else None


def _drop(links: list[Link], x: float, y: float, ex: float, ey: float) -> SafeString:
    """The line to one child: solid by birth, dashed fostered, both beside each other adopted."""
    ways = {each.how for each in links}
    keys = " ".join(each.key for each in links)
    path = f"M{x} {y}L{ex} {ey}"
    if How.ADOPTED in ways:
        body = drawn('<path d="{}"/><path d="M{} {}L{} {}" stroke-dasharray="6 4"/>', path, x + 5, y, ex + 5, ey)
    else:
        dash = next((DASHED[How(way)] for way in ways if way in DASHED), "")
        body = drawn('<path d="{}"{}/>', path, drawn(' stroke-dasharray="{}"', dash) if dash else NOTHING)
    return drawn('<g data-ties="{}">{}</g>', keys, body)


def _siblings(kin: Kinship) -> Iterator[SafeString]:
    """Brothers, sisters and twins whose parents nobody has said, or of one alone: a line over their heads.

    Twins of the same parents hang from one point; a line between them says that they are identical.
    """
    for each in (*kin.siblings, *kin.twins):
        (x, y), (ex, ey) = sorted((kin.at[each.first], kin.at[each.second]))
        if not any({*each.ends} <= {*ship.children} for ship in kin.sibships):
            top = min(y, ey) - HALF - 12.0
            yield drawn('<path data-tie="{}" d="M{} {}V{}H{}V{}"/>', each.key, x, y - HALF, top, ex, ey - HALF)
        elif each.how == How.IDENTICAL:
            yield drawn('<path data-tie="{}" d="M{} {}H{}"/>', each.key, x + 16, y - HALF - 8, ex - 16)


def _person(thing: Thing, at: tuple[float, float], year: int) -> SafeString:
    (x, y), family = at, thing.family
    figure = Figure(family.figure or Figure.UNKNOWN)
    double = _symbol(figure, HALF - 5) if thing.is_child else NOTHING
    cross = drawn('<path d="M{0} {0}L{1} {1}M{0} {1}L{1} {0}"/>', -HALF, HALF) if family.has_died else NOTHING
    body = '<g data-person="{}" transform="translate({} {})"><g fill="{}" stroke="{}" stroke-width="2">{}{}{}</g>{}</g>'
    return drawn(body, thing.key, x, y, PAPER, INK, _symbol(figure, HALF), double, cross, _inside(thing, year))


def _symbol(figure: Figure, half: float) -> SafeString:
    if figure is Figure.FEMALE:
        return drawn('<circle r="{}"/>', half)
    if figure is Figure.PREGNANCY:
        return drawn('<path d="M0 {}L{} {}H{}Z"/>', -half, half, half * 0.8, -half)
    if figure is Figure.MALE:
        return drawn('<rect x="{}" y="{}" width="{}" height="{}"/>', -half, -half, 2 * half, 2 * half)
    return drawn('<path d="M0 {}L{} 0L0 {}L{} 0Z"/>', -half, half, half, -half)


def _inside(thing: Thing, year: int) -> SafeString:
    """The age, or that nothing is known of the gender; of whoever has died the age they reached."""
    family = thing.family
    until = family.died if family.has_died else year
    age = str(until - family.born) if family.born and until and until >= family.born else ""
    said = age or ("?" if family.figure in ("", Figure.UNKNOWN) else "")
    ground = (
        drawn('<rect x="-11" y="-8" width="22" height="16" fill="{}"/>', PAPER) if family.has_died and said else NOTHING
    )
    text = '{}<text y="4.5" text-anchor="middle" font-size="13" font-weight="700" fill="{}">{}</text>'
    return drawn(text, ground, INK, said) if said else NOTHING


def _name(thing: Thing, at: tuple[float, float]) -> SafeString:
    """Over every line, so that none runs through a name."""
    years = "–".join(str(each or "") for each in (thing.family.born, thing.family.died)) if thing.family.died else ""
    lines = [*wrapped(thing.label, LABEL, ROOM, 2), *([years] if years else [])]
    return each_drawn(
        '<text x="{}" y="{}" text-anchor="middle" font-size="{}" fill="{}" stroke="#fff" stroke-width="4" '
        'paint-order="stroke">{}</text>',
        ((at[0], at[1] + HALF + 15.0 + LEADING * n, LABEL, INK, line) for n, line in enumerate(lines)),
    )
