"""What a row of the table of addresses says, and the groups of actors it is written with (SHA-2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lantern.timekeeping.periods import ReturnYear
from tests.integration.access.scene import INSIDE

COORDINATORS = frozenset({"coordinator", "county", "elsewhere"})
WHOLE = frozenset({"county", "elsewhere"})
POLICE = COORDINATORS | {"liaison", "triage"}
SOCIAL_WORK = frozenset({"worker", "manager"})
CASEWORK = POLICE | SOCIAL_WORK | {"chat"}
CHILDREN = CASEWORK | {"chair", "support", "health"}
CHATS = COORDINATORS | SOCIAL_WORK | {"liaison", "chat"}
MISSING = CASEWORK | {"analyst"}
REPORTS = POLICE | SOCIAL_WORK
ANSWERS = COORDINATORS | SOCIAL_WORK | {"liaison"}
EDITS = COORDINATORS | SOCIAL_WORK
TAKES = COORDINATORS | {"liaison", "analyst"}
EXPLOITATION = CASEWORK | {"chair", "health"}
ASSESSES = ANSWERS
SIGNS = COORDINATORS | {"manager"}
LOOKS = POLICE | {"manager"}
WAIVES = COORDINATORS | {"liaison"}
DUTY = COORDINATORS | {"liaison"}
MANAGES = frozenset({"administrator"})
ARRANGES = COORDINATORS | {"administrator"}
PERSONS = REPORTS | {"chair"}
GOVERNS = frozenset({"governance"})
ANY_ROLE = INSIDE - {"former"}
NOBODY: frozenset[str] = frozenset()
THIS_YEAR = str(ReturnYear.of(date.today()))  # noqa: DTZ011


@dataclass(frozen=True)
class Row:
    """One address. `of` is the kind of record in it, whose arguments fill the address, `query` and `body`.

    `get` and `post` are the answers to those who may; `hidden` the answer about a record that is out of sight.
    """

    opens: frozenset[str]
    posts: frozenset[str] | None = None
    of: str = ""
    get: int = 200
    post: int = 200
    hidden: int = 404
    query: str = ""
    body: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)

    def answer(self, method: str) -> int:
        """The answer to those who may."""
        return self.get if method == "GET" else self.post


def child(opens: frozenset[str], posts: frozenset[str] | None = None, **others: object) -> Row:
    """A page about a child, or about a record of a child."""
    return Row(opens, posts, of="child", **others)  # type: ignore[arg-type]
