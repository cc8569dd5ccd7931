"""Names for invented people: ordinary forenames of many origins, surnames that say "made up" in many languages."""

from random import Random

from anyascii import anyascii

from lantern.demo.rules.chance import pick

FORENAMES = {
    "F": (
        "Amber", "Aisha", "Niamh", "Zofia", "Chloe", "Maya", "Ruby", "Fatima", "Grace", "Ella", "Priya", "Jade", "Amina",
        "Freya", "Leila", "Hannah", "Ioana", "Keira", "Naomi", "Poppy", "Sadia", "Tia", "Yasmin", "Megan", "Esther",
        "Orla", "Mei", "Adaeze", "Bethany", "Lucia", "Katarzyna", "Thảo", "Zeynep", "Siân", "Alexandra", "Elizabeth",
        "Isabelle", "Charlotte", "Samantha", "Blessing", "Temperance", "Anjali", "Rosa", "Małgorzata", "Hiba", "Nia",
    ),
    "M": (
        "Kofi", "Jakub", "Tom", "Mohammed", "Callum", "Ethan", "Yusuf", "Daniel", "Rhys", "Oliver", "Arjun", "Tyler",
        "Emeka", "Liam", "Ahmed", "Samuel", "Andrei", "Jordan", "Isaac", "Finn", "Bilal", "Kai", "Omar", "Jack", "Levi",
        "Cian", "Wei", "Chidi", "Nathan", "Mateo", "Michał", "Đức", "Emre", "Siôn", "Alexander", "William", "Benjamin",
        "Christopher", "Joseph", "Kwame", "Reuben", "Rohan", "Luca", "Łukasz", "Karim", "Zac",
    ),
    "U": ("Rowan", "Sky", "Robin", "River", "Ashley", "Kit", "Remi", "Indigo"),
}  # fmt: skip
SHORT = {
    "Alexandra": "Lexi", "Alexander": "Alex", "Elizabeth": "Lizzie", "Isabelle": "Izzy", "Charlotte": "Lottie",
    "Samantha": "Sam", "William": "Billy", "Benjamin": "Ben", "Christopher": "Chris", "Joseph": "Joey",
    "Mohammed": "Mo", "Samuel": "Sam", "Daniel": "Danny", "Nathan": "Nate", "Katarzyna": "Kasia", "Megan": "Meg",
    "Małgorzata": "Gosia", "Bethany": "Beth", "Jordan": "Jordy", "Temperance": "Temmy",
}  # fmt: skip
_ENGLISH = (
    "Example", "Sample", "Invented", "Fictional", "Pretend", "Nowhere", "Madeup", "Imaginary", "Specimen", "Placeholder",
    "Notreal", "Supposed", "Daydream", "Hypothetical", "Makebelieve", "Whimsy", "Fable", "Unreal", "Elsewhere", "Mirage",
)  # fmt: skip
_ENDINGS = ("son", "worth", "wright", "kin", "man", "ley")
_ELSEWHERE = (  # "example", "invented" and the like in other languages, with the letters feeds lose
    "Przykładowy", "Zmyślony", "Beispiel", "Örnek", "Kurgu", "Exemplu", "Ejemplo", "Exemplář", "Vymyšlený", "Pavyzdys",
    "Voorbeeld", "Mẫu", "Tưởngtượng", "Misaal", "Namuna", "Esempio", "Påhittad", "Näidis", "Példa", "Inventé", "Mithali",
    "O'Fiction", "MacPretend", "Al-Mithal", "Ní Fhinscéal", "Ap Dychmygol",
)  # fmt: skip
WORKER_SURNAMES = _ENGLISH
SURNAMES = (*_ENGLISH, *_ELSEWHERE, *(stem + ending for stem in _ENGLISH for ending in _ENDINGS))
DOUBLE_BARRELLED = 0.09  # share of families


def family_name(rng: Random) -> str:
    """A surname, sometimes double-barrelled."""
    if rng.random() < DOUBLE_BARRELLED:
        return "-".join(rng.sample(_ENGLISH, 2))
    return pick(rng, SURNAMES)


def other_names(rng: Random, forename: str, surname: str) -> list[tuple[str, str]]:
    """Names the same child is also known by: short, without its marks, half of a double-barrelled one."""
    others = []
    if forename in SHORT:
        others.append((SHORT[forename], surname))
    if not (forename + surname).isascii():
        others.append((anyascii(forename), anyascii(surname)))
    if "-" in surname:
        others.append((forename, surname.split("-")[rng.random() < 0.5]))
    return others


def former_name(rng: Random, forename: str, surname: str) -> tuple[str, str]:
    """A surname from before, never the present one."""
    return forename, next(name for name in iter(lambda: pick(rng, SURNAMES), "") if name != surname)
