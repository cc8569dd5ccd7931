"""A grade is three letters or figures of one scheme: of the source, of the information, of its handling (INT-3)."""

from dataclasses import dataclass

from lantern.network.vocabulary.grading import HANDLING, INFORMATION, SOURCES, Scheme

PARTS = (("Source", SOURCES), ("Information", INFORMATION), ("Handling", HANDLING))


@dataclass(frozen=True, slots=True)
class Sourced:
    """Who or what says so, and its grade: `grade` is empty where the partnership grades nothing, and `scheme` then too."""

    words: str
    scheme: str = ""
    grade: str = ""


def against_grade(scheme: str, grade: str) -> str:
    """Why `grade` is none of the scheme, or ""."""
    if scheme in ("", Scheme.NONE):
        return "No grade is used here." if grade else ""
    codes = [set(of[Scheme(scheme)]) for _, of in PARTS]
    fits = len(grade) == len(codes) and all(each in known for each, known in zip(grade, codes, strict=True))
    return "" if fits else f"Choose source, information and handling of {scheme}."


def grade_short(scheme: str, grade: str) -> str:
    """B 2 1 (5x5x5); "" where there is none."""
    return f"{' '.join(grade)} ({scheme})" if grade else ""


def grade_words(scheme: str, grade: str) -> str:
    """Source: mostly reliable. Information: suspected to be false. Handling: stays inside the organisation."""
    if not grade:
        return ""
    said = zip(grade, PARTS, strict=True)
    return " ".join(f"{part}: {of[Scheme(scheme)][code].lower()}." for code, (part, of) in said)
