"""An absence told as police notifications: a first report, sometimes an update, and the return (MIS-3)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any, NamedTuple

from lantern.children.rules.described import Described
from lantern.children.vocabulary import Status
from lantern.demo.rules.absences import Away
from lantern.demo.rules.chance import lognormal, pick
from lantern.demo.rules.child import Child
from lantern.demo.rules.place import County, SiteKind
from lantern.demo.rules.stories import (
    CIRCUMSTANCES,
    ELSEWHERE,
    FOUND_BY,
    GRADES,
    HARM,
    REASONS,
    UNFIT_RISKS,
    UPDATES,
)
from lantern.missing.rules.message import Message
from lantern.missing.rules.places_found import kind_said
from lantern.missing.vocabulary import Absence, FoundIn, Grade, MessageKind, MissingFrom, Risk
from lantern.timekeeping.moments import LONDON, Moment

Haunts = Mapping[str, tuple[str, ...]]

SOURCE = "demo-police"
HAUNTS = (
    SiteKind.STATION, SiteKind.BUS_STATION, SiteKind.PARK, SiteKind.ARCADE, SiteKind.RETAIL_PARK, SiteKind.SEAFRONT,
)  # fmt: skip
HIGH, AWAY, UNFIT, UPDATED, DATE_ONLY, ALIAS = 0.22, 0.14, 0.10, 0.22, 0.04, 0.06  # shares
CALLED = lognormal(110, 0.8)  # minutes after the child was last seen
RISK_WORDS = {risk: risk.capitalize() for risk in Risk}
POLICE_ETHNICITY = {  # the DfE code of a child to the police's; several to one, as feeds do it
    "WBRI": "W1", "WIRI": "W2", "WIRT": "W3", "WROM": "W9", "WOTH": "W9", "MWBC": "M1", "MWBA": "M2", "MWAS": "M3",
    "MOTH": "M9", "AIND": "A1", "APKN": "A2", "ABAN": "A3", "CHNE": "A4", "AOTH": "A9", "BCRB": "B1", "BAFR": "B2",
    "BOTH": "B9", "OOTH": "O9", "REFU": "NS", "NOBT": "NS",
}  # fmt: skip


class Facts(NamedTuple):
    """What is true of one absence before anybody tells it."""

    reference: str
    away: Away
    reported: datetime
    missing_from: MissingFrom
    from_where: str
    absence: Absence
    looked_after: bool
    risk: Risk
    grade: Grade | None
    circumstances: str
    last_seen: Moment
    end_day_only: bool = False


class Teller:
    """Tells one child's absences: the description, the places gone back to, and the wording stay the child's own."""

    def __init__(self, child: Child, county: County, haunts: Haunts, rng: Random) -> None:
        self.child, self.rng = child, rng
        self.who = described(child)
        names = child.other_names
        self.alias = replace(self.who, forename=names[0].forename, surname=names[0].surname) if names else self.who
        self.ethnicity = POLICE_ETHNICITY[child.ethnicity]
        self.haunts = _favourites(haunts.get(child.area) or haunts[""], rng)
        self.near = next(
            (area.name for area in county.districts if area.key == child.area and haunts.get(area.key)), ""
        )
        self.school = county.site_by_key[child.school].name if child.school else ""

    def facts(self, reference: str, away: Away, *, alone: bool = False) -> Facts:
        """Draw what is true of `away`; `alone` says that no other absence touches its days, so that days will do."""
        rng, status = self.rng, self.child.service_on(away.start.date())
        looked_after = status is Status.LOOKED_AFTER
        is_away = looked_after and rng.random() < AWAY
        missing_from = self._left(away.start, looked_after)
        risk = Risk.HIGH if not is_away and rng.random() < HIGH else Risk.MEDIUM
        return Facts(
            reference=reference,
            away=away,
            reported=_reported(rng, away),
            missing_from=missing_from,
            from_where=self.place_left(missing_from, away.start),
            absence=Absence.AWAY if is_away else Absence.MISSING,
            looked_after=looked_after,
            risk=risk,
            grade=GRADES[risk].draw(rng) if rng.random() > 0.05 else None,
            circumstances=pick(rng, CIRCUMSTANCES[missing_from]),
            last_seen=Moment(away.start, alone and rng.random() < DATE_ONLY),
            end_day_only=alone and rng.random() < DATE_ONLY,
        )

    def _left(self, start: datetime, looked_after: bool) -> MissingFrom:
        chance, wall = self.rng.random(), start.astimezone(LONDON)
        if 9 <= wall.hour < 16 and wall.weekday() < 5 and wall.month != 8 and self.school and chance < 0.8:
            return MissingFrom.SCHOOL
        if chance > 0.95:
            return MissingFrom.HOSPITAL if chance > 0.98 else MissingFrom.OTHER
        return MissingFrom.PLACEMENT if looked_after else MissingFrom.HOME

    def place_left(self, missing_from: MissingFrom, start: datetime) -> str:
        """The place a child left, in words; empty when it is not known."""
        if missing_from is MissingFrom.PLACEMENT:
            placed = self.child.placed_on(start.date())
            return placed.place if placed else ""
        if missing_from is MissingFrom.HOME:
            return self.child.address.text if self.child.address else ""
        return self.school if missing_from is MissingFrom.SCHOOL else ""

    def tell(self, facts: Facts) -> Iterator[Message]:
        """The notifications of one absence, in the order in which they were made."""
        yield self.first(facts)
        rng, end = self.rng, facts.away.end
        if end is not None and rng.random() < UPDATED and end - facts.reported > timedelta(hours=2):
            yield self._update(facts, facts.reported + (end - facts.reported) * rng.uniform(0.2, 0.8))
        if end is not None:
            yield self.found(facts, end)

    def first(self, facts: Facts) -> Message:
        """The first report; some give a risk in a word that no child may have (MIS-2)."""
        rng, risk = self.rng, facts.risk
        unfit = risk is Risk.MEDIUM and rng.random() < UNFIT
        return _message(
            facts,
            MessageKind.INITIAL,
            facts.reported,
            said=facts.circumstances,
            who=self.alias if rng.random() < ALIAS else self.who,
            reported=Moment(facts.reported),
            last_seen=facts.last_seen,
            missing_from=facts.missing_from,
            from_where=facts.from_where,
            absence=facts.absence,
            grade=facts.grade,
            risk=risk,
            risk_received=pick(rng, UNFIT_RISKS) if unfit else RISK_WORDS[risk],
            risk_reason="" if unfit else pick(rng, REASONS[risk]),
            circumstances=facts.circumstances,
            looked_after=facts.looked_after,
            ethnicity=self.ethnicity,
        )

    def _update(self, facts: Facts, at: datetime) -> Message:
        rng = self.rng
        risk = Risk.HIGH if rng.random() < 0.3 else facts.risk
        note = pick(rng, UPDATES)
        return _message(
            facts,
            MessageKind.UPDATE,
            at.replace(second=0, microsecond=0),
            said=note + risk,
            who=self.who,
            risk=risk,
            risk_received=RISK_WORDS[risk],
            risk_reason=pick(rng, REASONS[risk]),
            circumstances=note,
            looked_after=facts.looked_after,
        )

    def found(self, facts: Facts, end: datetime, *, by: datetime | None = None) -> Message:
        """The return, told some minutes later but not after `by`."""
        rng = self.rng
        told = end + timedelta(minutes=int(rng.random() * 60))
        where = pick(rng, self.haunts) if rng.random() < 0.75 else pick(rng, ELSEWHERE)
        kind = kind_said(where)
        return _message(
            facts,
            MessageKind.FOUND,
            min(told, by) if by else told,
            said=f"{where} {end.timestamp()}",
            who=self.who,
            last_seen=facts.last_seen,
            found=Moment(end, facts.end_day_only),
            found_where=where,
            found_area=self.near if where in self.haunts else "",
            found_kind=FoundIn.PLACEMENT if kind is FoundIn.HOME and facts.looked_after else kind,
            found_by=FOUND_BY.draw(rng),
            harm=HARM.draw(rng),
            looked_after=facts.looked_after,
            ethnicity=self.ethnicity,
        )


def _message(facts: Facts, kind: MessageKind, at: datetime, *, said: str, **told: Any) -> Message:
    content = f"{SOURCE}\n{facts.reference}\n{kind}\n{at.timestamp()}\n{said}"
    return Message(
        key=f"{facts.reference}/{kind}",
        source=SOURCE,
        reference=facts.reference,
        kind=kind,
        fingerprint=sha256(content.encode()).hexdigest(),
        said_at=at,
        **told,
    )


def described(child: Child) -> Described:
    """The child as police know them."""
    home = child.address
    return Described(
        forename=child.forename,
        surname=child.surname,
        born=child.born,
        sex=child.sex,
        address=home.text if home else "",
        postcode=home.postcode if home else "",
        pupil_number=child.pupil_number,
        references=frozenset({child.police_reference}),
    )


def haunts(county: County) -> Haunts:
    """Names of places where children are found, by district, all under the empty key."""
    sites = [site for kind in HAUNTS for site in county.sites_by_kind[kind]]
    near = {area.key: tuple(site.name for site in sites if site.district == area.key) for area in county.districts}
    return {**near, "": tuple(site.name for site in sites)}


def _favourites(near: tuple[str, ...], rng: Random) -> list[str]:
    """One to three places that the child is found at time and again, the first most often."""
    favourites = [pick(rng, near) for _ in range(1 + int(rng.random() * 3))]
    return [favourites[0], favourites[0], *favourites]


def _reported(rng: Random, away: Away) -> datetime:
    """When somebody called: some hours after the child was last seen, and before the return."""
    after = 5 + int(pick(rng, CALLED))
    latest = int((away.end - away.start).total_seconds() * 0.7 / 60) if away.end else after
    return away.start + timedelta(minutes=min(after, latest))
