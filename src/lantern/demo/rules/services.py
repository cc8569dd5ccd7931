"""A child's way through children's services, told backwards from today, and the placements of one looked after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lantern.children.vocabulary import Status
from lantern.demo.rules.chance import Deck, pick
from lantern.demo.rules.child import PlacedPeriod, ServicePeriod
from lantern.demo.rules.place import County, SiteKind

TODAY: Deck[Status] = Deck(
    [
        (Status.LOOKED_AFTER, 13), (Status.PROTECTION_PLAN, 9), (Status.IN_NEED, 20), (Status.ASSESSMENT, 10),
        (Status.FAMILY_SOLUTIONS, 13), (Status.NONE, 35),
    ]
)  # fmt: skip
LASTS_DAYS = {  # shortest and longest
    Status.LOOKED_AFTER: (60, 1500),
    Status.PROTECTION_PLAN: (90, 420),
    Status.IN_NEED: (60, 400),
    Status.ASSESSMENT: (10, 44),
    Status.FAMILY_SOLUTIONS: (60, 300),
    Status.NONE: (30, 900),
}
BEFORE: dict[Status, Deck[tuple[Status, ...]]] = {  # what led to today's status, earliest first
    Status.LOOKED_AFTER: Deck(
        [((Status.ASSESSMENT, Status.IN_NEED, Status.PROTECTION_PLAN), 5), ((Status.ASSESSMENT,), 3), ((), 2)]
    ),
    Status.PROTECTION_PLAN: Deck([((Status.ASSESSMENT, Status.IN_NEED), 3), ((Status.ASSESSMENT,), 4)]),
    Status.IN_NEED: Deck([((Status.ASSESSMENT,), 6), ((Status.ASSESSMENT, Status.LOOKED_AFTER), 1)]),
    Status.ASSESSMENT: Deck([((), 6), ((Status.FAMILY_SOLUTIONS,), 2)]),
    Status.FAMILY_SOLUTIONS: Deck([((Status.ASSESSMENT,), 5), ((), 2)]),
    Status.NONE: Deck([((), 5), ((Status.ASSESSMENT,), 3), ((Status.ASSESSMENT, Status.FAMILY_SOLUTIONS), 2)]),
}
LEGAL: Deck[str] = Deck([("C2", 6), ("V2", 4), ("C1", 2), ("E1", 0.2), ("J1", 0.2)])
INTERIM_DAYS = 180
PLACED_IN: Deck[str] = Deck(
    [("U6", 5), ("U4", 6), ("U3", 2), ("U1", 1), ("K2", 6), ("K1", 0.2), ("P1", 1), ("Z11", 1.5), ("Z12", 1)]
)
OLDER_ONLY = {"Z11", "Z12"}  # supported accommodation, from 16
PROVIDERS = {"U": ("PR1", "PR4"), "K": ("PR1", "PR4"), "P": ("PR0",), "Z": ("PR4", "PR5")}
OUT_OF_AREA = 0.16  # share of placements
MOVED, HOME = "X1", "E4A"  # the return's codes: the episode ceased and another began; returned home


def services(rng: Random, born: date, today: date) -> tuple[ServicePeriod, ...]:
    """Periods one after another up to today's; none for a child who was never known."""
    now = TODAY.draw(rng)
    path = (*BEFORE[now].draw(rng), now)
    if path == (Status.NONE,):
        return ()
    periods: list[ServicePeriod] = []
    until: date | None = None
    for status in reversed(path):
        since = max((until or today) - timedelta(days=rng.randint(*LASTS_DAYS[status])), born)
        if until is not None and since >= until:
            break
        periods = [*_with_orders(rng, status, since, until, until or today), *periods]
        until = since
    return tuple(periods)


def _with_orders(rng: Random, status: Status, since: date, until: date | None, last: date) -> Iterator[ServicePeriod]:
    """A looked-after period by legal status: a full order follows an interim one."""
    if status is not Status.LOOKED_AFTER:
        yield ServicePeriod(status, since, until)
        return
    legal, ordered = LEGAL.draw(rng), since + timedelta(days=INTERIM_DAYS)
    if legal == "C2" and ordered < last:
        yield ServicePeriod(status, since, ordered, "C1")
        yield ServicePeriod(status, ordered, until, "C2")
    else:
        yield ServicePeriod(status, since, until, "C1" if legal == "C2" else legal)


@dataclass(frozen=True, slots=True)
class _Where:
    code: str
    provider: str
    place: str
    postcode: str
    area: str
    point: tuple[float, float]
    out_of_area: bool


def placements(
    rng: Random, county: County, periods: tuple[ServicePeriod, ...], born: date, today: date, home: str
) -> tuple[PlacedPeriod, ...]:
    """Placements that cover the looked-after time without a gap; `home` is the key of the home district or empty."""
    cared = [period for period in periods if period.status is Status.LOOKED_AFTER]
    if not cared:
        return ()
    since, until = cared[0].since, cared[-1].until
    days = ((until or today) - since).days
    moves = sorted({rng.randint(1, days - 1) for _ in range(rng.randint(0, 1 + days // 300))} if days > 60 else ())
    starts = [since, *(since + timedelta(days=day) for day in moves)]
    ends = [*starts[1:], until]
    reasons = [MOVED] * len(moves) + [HOME if until else ""]
    return tuple(
        _placed(_where(rng, county, home, (start - born).days / 365.25), start, end, reason)
        for start, end, reason in zip(starts, ends, reasons, strict=True)
    )


def _placed(where: _Where, since: date, until: date | None, reason: str) -> PlacedPeriod:
    return PlacedPeriod(
        code=where.code,
        provider=where.provider,
        place=where.place,
        postcode=where.postcode,
        area=where.area,
        point=where.point,
        out_of_area=where.out_of_area,
        since=since,
        until=until,
        reason_ended=reason,
    )


def _where(rng: Random, county: County, home: str, age: float) -> _Where:
    """A placement somewhere: a known home, or a street with foster carers; sometimes in a neighbouring authority."""
    code = PLACED_IN.draw(rng)
    code = "U6" if code in OLDER_ONLY and age < 16 else code
    provider = pick(rng, PROVIDERS[code[0]])
    if county.postcodes_outside and rng.random() < OUT_OF_AREA:
        outside = pick(rng, county.postcodes_outside)
        text = f"{rng.randint(1, 90)} {outside.street}"
        return _Where(code, provider, text, outside.code, outside.district, outside.point, True)
    if code == "K2":
        site = pick(rng, county.sites_by_kind[SiteKind.CHILDRENS_HOME])
        return _Where(code, provider, site.name, site.postcode, site.district, site.point, False)
    near = county.postcodes_by_district.get(home, county.postcodes) if rng.random() < 0.6 else county.postcodes
    postcode = pick(rng, near)
    text = f"{rng.randint(1, 140)} {postcode.street}, {county.town_by_key[postcode.town].name}"
    return _Where(code, provider, text, postcode.code, postcode.district, postcode.point, False)
