"""Names that no real place bears: every town, street and site is named from these words and no others.

The stems say that the place is made up. A test sets every name that can come out of here against names of real places.
"""

from collections.abc import Iterator
from random import Random

from lantern.demo.rules.chance import pick

STEMS = (
    "Lantern", "Pretend", "Nowhere", "Imagin", "Fable", "Invent", "Makebelieve", "Storybook", "Example", "Fiction",
    "Notreal", "Placeholder", "Specimen", "Elsewhere", "Mirage", "Whimsy", "Perhaps", "Figment", "Unreal", "Daydream",
    "Supposed", "Wouldbe", "Onceupon", "Neverwas",
)  # fmt: skip
ENDINGS = ("ham", "ford", "bury", "field", "wick", "mere", "stead", "bridge", "worth", "hurst", "minster", "leigh")
SEASIDE_ENDINGS = ("-on-Sea", "-next-Sea", " Quay", " Haven", " Sands", " Staithe")
VILLAGES = ("Great {}", "Little {}", "Upper {}", "Nether {}", "{} Green", "{} Magna", "{} Parva", "{} End", "{} Hatch")
COUNTRYSIDE = ("Vale", "Forest", "Downs", "Marshes", "Hundred")
STREETS = ("Lane", "Avenue", "Road", "Close", "Street", "Way", "Drive", "Crescent", "Gardens", "Walk", "Green", "Row")
STREET_STEMS = (
    "Fictional", "Nowhere", "Invented", "Pretend", "Sample", "Example", "Imaginary", "Placeholder", "Specimen",
    "Madeup", "Unreal", "Supposed", "Daydream", "Storybook", "Notional", "Hypothetical", "Makebelieve", "Whimsical",
    "Fabled",
)  # fmt: skip
COUNTY = "Lanternshire"
NEIGHBOURS = ("Elsewhereshire", "Yondershire", "Overtheborder", "Anywhereland")
HOUSES = ("Lantern", "Daydream", "Storybook", "Harbour Tale", "Fable", "Pretend", "Kite", "Paper Boat", "Blue Door")


def town_names(rng: Random) -> Iterator[str]:
    """Inland towns, each once, in random order."""
    names = [stem + ending for stem in STEMS for ending in ENDINGS]
    rng.shuffle(names)
    yield from names
    yield from (f"New {name}" for name in names)


def seaside_names(rng: Random) -> Iterator[str]:
    """Towns on the coast, each once, in random order."""
    names = [stem + ending for stem in STEMS for ending in SEASIDE_ENDINGS]
    rng.shuffle(names)
    yield from names
    yield from (f"New {name}" for name in names)


def village_names(rng: Random) -> Iterator[str]:
    """Villages, each once, in random order."""
    names = [form.format(stem + ending) for form in VILLAGES for stem in STEMS for ending in ENDINGS]
    rng.shuffle(names)
    yield from names


def district_name(rng: Random, town: str, taken: set[str]) -> str:
    """The name of the district around its chief town: the town's own, or a piece of country not yet named."""
    country = f"{pick(rng, STEMS)} {pick(rng, COUNTRYSIDE)}"
    return country if rng.random() < 0.4 and country not in taken else town


def street_name(rng: Random) -> str:
    return f"{pick(rng, STREET_STEMS)} {pick(rng, STREETS)}"
