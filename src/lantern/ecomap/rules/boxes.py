"""What is drawn for one of a map: a box as large as its words, and when two boxes or a line and a box meet."""

from dataclasses import dataclass, replace

from lantern.ecomap.rules.labels import width_of, wrapped

SIZE, LEADING = 13.0, 15.5  # the name, in units; a unit is a pixel where the map is as wide as its page
SMALL, SMALL_LEADING = 11.5, 13.5  # what the tie is
BESIDE, UNDER = 8.0, 6.0  # around the words
WIDE, NARROW = 168.0, 84.0  # the room of a line: at the sides, and above and below
LEAST = 46.0


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its middle at `x`, `y`; `lines` are the name, `small` what the tie is."""

    key: str
    width: float
    height: float
    lines: tuple[str, ...]
    small: tuple[str, ...] = ()
    x: float = 0.0
    y: float = 0.0

    def at(self, x: float, y: float) -> "Box":
        return replace(self, x=x, y=y)

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        return self.y - self.height / 2

    def edge(self, x: float, y: float) -> tuple[float, float]:
        """Where a line from the middle towards `x`, `y` leaves the box."""
        dx, dy = x - self.x, y - self.y
        if not dx and not dy:
            return self.x, self.y
        share = min(self.width / 2 / abs(dx) if dx else 9e9, self.height / 2 / abs(dy) if dy else 9e9, 1.0)
        return self.x + dx * share, self.y + dy * share


def boxed(key: str, label: str, words: str, *, narrow: bool) -> Box:
    """The box of one, with its words broken into lines; narrow and tall, or wide and low."""
    room = NARROW if narrow else WIDE
    lines = wrapped(label, SIZE, room, 3 if narrow else 2)
    small = wrapped(words, SMALL, room, 2 if narrow else 1) if words else ()
    widest = max([width_of(each, SIZE) for each in lines] + [width_of(each, SMALL) for each in small])
    height = len(lines) * LEADING + len(small) * SMALL_LEADING + 2 * UNDER
    return Box(key, max(widest + 2 * BESIDE, LEAST), height, lines, small)


def overlap(one: Box, other: Box, gap: float = 0.0) -> bool:
    """Whether two boxes come nearer than `gap`."""
    return (
        abs(one.x - other.x) < (one.width + other.width) / 2 + gap
        and abs(one.y - other.y) < (one.height + other.height) / 2 + gap
    )


def runs_under(
    x: float, y: float, box: Box, gap: float = 0.0, middle_x: float | None = None, middle_y: float | None = None
) -> bool:
    """Whether the line from the middle of the map to `x`, `y` comes nearer to `box` than `gap`.

    The box is taken where it stands, or with its middle at `middle_x`, `middle_y`.
    """
    low, high = 0.0, 1.0
    across, down = box.x if middle_x is None else middle_x, box.y if middle_y is None else middle_y
    for end, middle, half in ((x, across, box.width / 2 + gap), (y, down, box.height / 2 + gap)):
        if abs(end) < 1e-9:
            if abs(middle) > half:
                return False
            continue
        near, far = (middle - half) / end, (middle + half) / end
        if near > far:
            near, far = far, near
        low, high = max(low, near), min(high, far)
        if low > high:
            return False
    return True
