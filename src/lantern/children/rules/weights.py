"""What each agreement and disagreement is worth (MIS-4).

The principle is that of I. P. Fellegi and A. B. Sunter, "A theory for record linkage", Journal of the American
Statistical Association 64 (1969), 1183-1210. `m` is how often a level of agreement is seen between two descriptions of
one child, `u` how often between descriptions of two different children of a county; the level weighs log2(m / u) bits,
and the weights of the fields add up. A thousand times likelier is ten bits.

The figures are reasoned, not fitted: `m` from how police and council records go wrong, `u` from how many names, birth
dates and homes there are. Fields that depend on each other are one field here: a postcode and an address are one place.
"""

from dataclasses import dataclass, field
from math import log2


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """One level of agreement of one field, in the words a page shows."""

    words: str
    m: float = 1.0
    u: float = 1.0
    weight: float = field(init=False)  # bits

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", log2(self.m / self.u))


SILENT = Level("")  # nothing said on one side or the other, or nothing follows from it

FORENAME_SAME = Level("same forename", 0.86, 0.004)
FORENAME_FORM = Level("another form of the forename", 0.04, 0.001)
FORENAME_NEAR = Level("forename spelt almost the same", 0.08, 0.004)
FORENAME_LOOSE = Level("forename spelt alike", 0.012, 0.004)
FORENAME_INITIAL = Level("same initial of the forename", 0.01, 0.004)
FORENAME_ANOTHER = Level("forename alike but another name", 0.003, 0.01)
FORENAME_DIFFERENT = Level("different forename", 0.01, 0.98)

SURNAME_SAME = Level("same surname", 0.85, 0.003)
SURNAME_NEAR = Level("surname spelt almost the same", 0.1, 0.004)
SURNAME_PART = Level("part of the surname the same", 0.02, 0.001)
SURNAME_DIFFERENT = Level("different surname", 0.02, 0.99)

ORDER_SWAPPED = Level("forename and surname the other way round", 0.05, 0.1)

BORN_SAME = Level("same birth date", 0.93, 1 / 3650)
BORN_SWAPPED = Level("birth date with day and month swapped", 0.015, 1 / 5000)
BORN_YEAR = Level("birth date a year apart", 0.025, 2 / 3650)
BORN_DIGIT = Level("birth date with one digit different", 0.015, 25 / 3650)
BORN_DIFFERENT = Level("different birth date", 0.01, 0.98)

PLACE_SAME = Level("same address and postcode", 0.8, 1 / 50_000)
PLACE_NEAR = Level("same address, postcode almost the same", 0.02, 1 / 200_000)
PLACE_ADDRESS = Level("same address, one without a postcode", 0.06, 1 / 10_000)
PLACE_POSTCODE = Level("same postcode, one without an address", 0.05, 1 / 20_000)
PLACE_STREET = Level("same house and street, another postcode", 0.02, 1 / 3_300)
PLACE_NEIGHBOUR = Level("same postcode, another address", 0.005, 1 / 20_000)
PLACE_AREA = Level("address nearby", 0.05, 0.03)
PLACE_DIFFERENT = Level("different address", 0.15, 0.95)  # children move, and children in care most

SEX_SAME = Level("same sex", 0.95, 0.5)
SEX_DIFFERENT = Level("different sex", 0.05, 0.5)

# Evidence, never unique: twins are given one number, and numbers are copied between brothers and sisters.
PUPIL_SAME = Level("same pupil number", 0.9, 0.001)
PUPIL_DIFFERENT = Level("different pupil number", 0.05, 0.999)

# Two records may well hold different kinds of reference, so that differing says nothing.
REFERENCE_SAME = Level("same reference", 0.9, 1 / 20_000)

NAMES_AT_MOST = FORENAME_SAME.weight + SURNAME_SAME.weight
SURNAME_APART_AT_MOST = FORENAME_SAME.weight + SURNAME_DIFFERENT.weight
RECOGNISED = frozenset({FORENAME_SAME, FORENAME_FORM, FORENAME_NEAR})
ANOTHER_PERSON = frozenset({FORENAME_ANOTHER, FORENAME_DIFFERENT})
