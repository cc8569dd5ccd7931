"""Which children are proposed by themselves, and why, in words (M1-2 b)."""

from dataclasses import dataclass
from datetime import datetime

from lantern.mace1.vocabulary import Way
from lantern.organisation.rules.mace1 import Mace1


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a child that may propose them.

    `level` is the level of exploitation that stands and `levels` all of its scheme, the lowest first; "" and none without an
    assessment. `exploited` are the types of exploitation that are known, not only suspected. `repeatedly` and `at_risk` are
    standing triggers of missing episodes (MIS-12): many in a short time, and harm or a risk of harm. `latest` is when the
    newest of all this became known, `closed` when a meeting last closed the child.
    """

    level: str = ""
    levels: tuple[str, ...] = ()
    exploited: tuple[str, ...] = ()
    repeatedly: bool = False
    at_risk: bool = False
    latest: datetime | None = None
    closed: datetime | None = None


def proposed(known: Known, arranged: Mace1) -> tuple[Way, str] | None:
    """How the child comes to MACE 1 and why, in words that name every reason; `None` for who is not proposed.

    What a meeting knew when it closed the child does not bring them back: something newer does (M1-9).
    """
    if known.closed and (known.latest is None or known.latest <= known.closed):
        return None
    by_level = [each for each in (_by_level(known, arranged), _by_exploitation(known, arranged)) if each]
    by_missing = _by_missing(known, arranged)
    reasons = "; ".join([*by_level, *by_missing])
    if not reasons:
        return None
    return (Way.LEVEL if by_level else Way.MISSING), reasons[:1].upper() + reasons[1:]


def _by_level(known: Known, arranged: Mace1) -> str:
    """A scheme with fewer levels than the arrangement counts from the top proposes all but its lowest."""
    if known.level not in known.levels:
        return ""
    from_top = len(known.levels) - 1 - known.levels.index(known.level)
    is_lowest = known.level == known.levels[0]
    return f"level {known.level}" if from_top < arranged.highest and not is_lowest else ""


def _by_exploitation(known: Known, arranged: Mace1) -> str:
    if not known.exploited or not arranged.known_victim:
        return ""
    return f"known to be exploited ({', '.join(known.exploited)})"


def _by_missing(known: Known, arranged: Mace1) -> list[str]:
    if not (arranged.from_missing and known.repeatedly and known.at_risk):
        return []
    return ["repeatedly missing, and harmed or at risk of harm"]
