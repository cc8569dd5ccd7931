"""An eco map as SVG that stands by itself: crisp on a screen and on paper, its text real text, no colour without a sign."""

from django.utils.safestring import SafeString, mark_safe

from lantern.children.rules.around import CHILD, Bearing, Direction, Near, Strength
from lantern.ecomap.drawing import drawn, each_drawn, joined
from lantern.ecomap.rules.boxes import LEADING, SIZE, SMALL, SMALL_LEADING, UNDER, Box
from lantern.ecomap.rules.layout import CARD, SCREEN, laid_out
from lantern.ecomap.rules.lines import Line, lines
from lantern.ecomap.rules.map import Map, Thing, bearing_of, nearest

INK, PAPER, HEADER = "#16202b", "#fff", "#14273d"
COLOURS = {Bearing.CONCERN: "#a8201a", Bearing.PROTECTIVE: "#1c6b3f", Bearing.NEUTRAL: "#4a5765"}
GROUNDS = {Bearing.CONCERN: "#fbeae8", Bearing.PROTECTIVE: "#e6f3ea", Bearing.NEUTRAL: PAPER}
WIDTHS = {Strength.STRONG: 4.0, Strength.WEAK: 1.2}
PEOPLE = frozenset({Near.FAMILY, Near.CARER, Near.PROFESSIONAL, Near.PEER, Near.ADULT, Near.PERSON, None})
SMALLEST = 9  # around the child in the picture of a card
NOTHING = mark_safe("")
SHAPES = (
    (mark_safe('<rect x="2" y="2" width="32" height="14" rx="7" fill="#fff" stroke="#4a5765"/>'), "a person"),
    (mark_safe('<rect x="2" y="2" width="32" height="14" rx="1" fill="#fff" stroke="#4a5765"/>'), "a place or school"),
    (mark_safe('<path d="M1 1h34v16H1zM4 4h28v10H4z" fill="#fff" stroke="#4a5765"/>'), "a group"),
    (mark_safe('<path d="M7 2h22l5 5v4l-5 5H7l-5-5V7z" fill="#fff" stroke="#4a5765"/>'), "a phone, vehicle or account"),
)


def picture(of: Map, *, title: str, described_by: str, changed: frozenset[str] = frozenset()) -> SafeString:
    """The whole map; each of it leads to the words about it. `changed` are keys that are marked as changed."""
    return _svg(of, SCREEN, title, described_by, changed)


def small_picture(of: Map, *, title: str) -> SafeString:
    """At most nine around the child, for a card of the child's page; it says nothing that the page with the map does not."""
    return _svg(nearest(of, SMALLEST), CARD, title, "", frozenset())


def legend() -> list[tuple[SafeString, str]]:
    """What each line, sign and shape means: a sample and its words."""
    plain, lean = (COLOURS[Bearing.NEUTRAL], Strength.ORDINARY)
    return [
        (_sample(plain, Strength.STRONG), "strong"),
        (_sample(plain, lean), "a tie"),
        (_sample(plain, Strength.WEAK), "weak"),
        (_sample(plain, Strength.STRAINED), "strained"),
        (_sample(plain, Strength.CUT_OFF), "cut off"),
        (_sample(COLOURS[Bearing.CONCERN], lean, "!"), "a concern"),
        (_sample(COLOURS[Bearing.PROTECTIVE], lean, "+"), "protective"),
        (_sample(plain, lean, "?"), "suspected"),
        *((drawn(SAMPLE, shape), words) for shape, words in SHAPES),
    ]  # fmt: skip


SAMPLE = '<svg class="lantern-legend__sample" viewBox="0 0 36 18" width="36" height="18" aria-hidden="true">{}</svg>'


def _sample(colour: str, strength: Strength, sign: str = "") -> SafeString:
    dashed = mark_safe(' stroke-dasharray="7 5"') if strength is Strength.WEAK else NOTHING
    line = '<g stroke="{0}" fill="none"><path d="M1 9H35" stroke-width="{1}"{2}/>{3}</g>{4}'
    over = _over(strength, "M1 9H35")
    return drawn(SAMPLE, drawn(line, colour, WIDTHS.get(strength, 2.0), dashed, over, _sign(sign, 18.0, 9.0, colour)))


def _svg(of: Map, size: tuple[float, float], title: str, described_by: str, changed: frozenset[str]) -> SafeString:
    layout = laid_out(of, size)
    x, y, width, height = layout.frame
    found = lines(of.links, layout.boxes)
    return drawn(
        '<svg class="lantern-eco" xmlns="http://www.w3.org/2000/svg" viewBox="{} {} {} {}" width="{}" height="{}" '
        'font-family="Atkinson Hyperlegible Next, system-ui, sans-serif" role="group" aria-label="{}"{}>'
        '<defs>{}</defs><g data-eco-stage=""><g fill="none">{}</g><g>{}</g><g>{}</g></g></svg>',
        *(x, y, width, height, width, height),
        title,
        drawn(' aria-describedby="{}"', described_by) if described_by else NOTHING,
        each_drawn(ARROW, ((each.value, COLOURS[each]) for each in Bearing)),
        joined(_tie(each) for each in found),
        joined(_node(each, layout.boxes[each.key], of, bool(described_by), changed) for each in of.things),
        joined(_signs(each) for each in found),
    )


ARROW = (
    '<marker id="eco-{}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11" '
    'markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L10 5L0 10Z" fill="{}"/></marker>'
)


def _tie(line: Line) -> SafeString:
    link, colour = line.link, COLOURS[line.link.bearing]
    dashed = mark_safe(' stroke-dasharray="7 5"') if link.strength is Strength.WEAK else NOTHING
    return drawn(
        '<g data-tie="{}" data-first="{}" data-second="{}" stroke="{}"><path d="{}" stroke-width="{}"{}{}/>{}</g>',
        *(link.key, link.first, link.second, colour, line.path, WIDTHS.get(link.strength, 2.0), dashed),
        _arrows(link.direction, link.bearing),
        _over(link.strength, line.path),
    )


def _arrows(direction: Direction, bearing: Bearing) -> SafeString:
    if direction is Direction.BOTH:
        return NOTHING
    return drawn(' marker-{}="url(#eco-{})"', "end" if direction is Direction.TO else "start", bearing.value)


def _over(strength: Strength, path: str) -> SafeString:
    """Strokes across a strained tie; a gap between two strokes in one that is cut off."""
    if strength is Strength.STRAINED:
        return drawn('<path d="{}" stroke-width="9" stroke-dasharray="1.5 8"/>', path)
    if strength is Strength.CUT_OFF:
        return drawn(
            '<path d="{}" stroke="#fff" stroke-width="7" pathLength="100" stroke-dasharray="0 48 4 48"/>'
            '<path d="{}" stroke-width="12" pathLength="100" stroke-dasharray="0 47 1 4 1 47"/>',
            path,
            path,
        )
    return NOTHING


def _signs(line: Line) -> SafeString:
    colour = COLOURS[line.link.bearing]
    signs = joined(_sign(sign, x, y, colour) for sign, x, y in line.signs)
    return drawn('<g data-signs="{}" aria-hidden="true">{}</g>', line.link.key, signs) if signs else NOTHING


def _sign(sign: str, x: float, y: float, colour: str) -> SafeString:
    """White on the colour of what it means; a question mark the other way round."""
    if not sign:
        return NOTHING
    ground, ink = ("#fff", colour) if sign == "?" else (colour, "#fff")
    return drawn(
        '<g transform="translate({} {})"><circle r="7.5" fill="{}" stroke="{}" stroke-width="1.5"/>'
        '<text y="4.5" text-anchor="middle" font-size="13" font-weight="700" fill="{}">{}</text></g>',
        *(x, y, ground, colour, ink, sign),
    )


def _node(thing: Thing, box: Box, of: Map, leads: bool, changed: frozenset[str]) -> SafeString:
    mark = _mark(box) if thing.key in changed and not thing.is_child else NOTHING
    inside = drawn("{}{}{}", _shape(thing, box, of), mark, _words(thing, box))
    place = drawn('data-key="{}" transform="translate({} {})"', thing.key, box.x, box.y)
    spot = thing.spot.version if thing.spot else 0
    size = drawn('data-width="{}" data-height="{}" data-version="{}"', box.width, box.height, spot)
    if not leads or thing.is_child:
        return drawn("<g {} {}>{}</g>", place, size, inside)
    return drawn('<a href="#about-{}" {} {}>{}</a>', thing.key, place, size, inside)


def _shape(thing: Thing, box: Box, of: Map) -> SafeString:
    """Round for people, square for places and schools, double for groups, cut corners for things."""
    bearing = bearing_of(thing.key, of.links)
    fill, stroke = (HEADER, HEADER) if thing.key == CHILD else (GROUNDS[bearing], COLOURS[bearing])
    x, y, w, h = -box.width / 2, -box.height / 2, box.width, box.height
    look = drawn('fill="{}" stroke="{}" stroke-width="{}"', fill, stroke, 1.5 if bearing is Bearing.NEUTRAL else 2.5)
    if thing.kind is Near.THING:
        cut = f"M{x + 7:.1f} {y:.1f}h{w - 14:.1f}l7 7v{h - 14:.1f}l-7 7h{14 - w:.1f}l-7 -7v{14 - h:.1f}z"
        return drawn('<path d="{}" {}/>', cut, look)
    corner = min(h / 2, 18.0) if thing.kind in PEOPLE else 2.0
    rect = '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" {}/>'
    double = drawn(rect, x - 3, y - 3, w + 6, h + 6, corner, look) if thing.kind is Near.GROUP else NOTHING
    return drawn("{}{}", double, drawn(rect, x, y, w, h, corner, look))


def _mark(box: Box) -> SafeString:
    """A second, dotted outline around what changed."""
    return drawn(
        '<rect data-changed="" x="{}" y="{}" width="{}" height="{}" rx="6" fill="none" stroke="{}" '
        'stroke-width="2" stroke-dasharray="2 4"/>',
        *(-box.width / 2 - 5, -box.height / 2 - 5, box.width + 10, box.height + 10, INK),
    )


def _words(thing: Thing, box: Box) -> SafeString:
    """The lines of a box; read aloud they are its name, so that a space stands between two of them."""
    colour = PAPER if thing.is_child else INK
    line = '<text y="{}" text-anchor="middle" font-size="{}" font-weight="{}" fill="{}">{}</text>{}'
    top = -box.height / 2 + UNDER
    rows = [(top + LEADING * n + SIZE * 0.92, SIZE, 700, colour, text) for n, text in enumerate(box.lines)]
    top += LEADING * len(box.lines)
    rows += [(top + SMALL_LEADING * n + SMALL * 0.9, SMALL, 400, colour, text) for n, text in enumerate(box.small)]
    return each_drawn(line, ((*row, "" if row[-1].endswith("-") else " ") for row in rows))
