"""What somebody answers to the questions of a step, invented: as a form sends it, and as it is kept.

client.post(f"/missing/{episode.pk}/steps/contact/", when("happened", ...) | typed(StepKind.CONTACT, again="likely"))
"""

from datetime import date
from typing import Any

from lantern.missing.rules.questions import Kind, Question, asked
from lantern.missing.vocabulary import StepKind

DAY = date(2031, 3, 4)


def said(kind: StepKind, **answers: Any) -> dict[str, Any]:
    """An answer to every question that needs one, `answers` among them; nothing worrying unless it is given."""
    return {one.key: _kept(one) for one in asked(kind) if one.required} | answers


def typed(kind: StepKind, **answers: Any) -> dict[str, str]:
    """The same as a form sends it."""
    found: dict[str, str] = {}
    kept = said(kind, **answers)
    for one in asked(kind):
        if one.key in kept:
            found |= _typed(one, kept[one.key])
    return found


CALM = {"harm": "none", "at_risk": "no", "significant": "no", "again": "unlikely", "safe": "yes", "seen": "alone"}


def _kept(question: Question) -> Any:
    if question.kind is Kind.CHOICE:
        return CALM.get(question.key, question.choices[0][0])
    if question.kind is Kind.DAY:
        return DAY.isoformat()
    if question.kind is Kind.LINES:
        return [[f"Invented {key}" for key, _, _ in question.boxes]]
    return f"Invented {question.key}."


def _typed(question: Question, value: Any) -> dict[str, str]:
    key = question.key
    if question.kind is Kind.DAY:
        year, month, day = value.split("-")
        return {f"{key}-day": day, f"{key}-month": month, f"{key}-year": year}
    if question.kind is Kind.LINES:
        names = [name for name, _, _ in question.boxes]
        return {
            f"{key}-{number}-{name}": text
            for number, line in enumerate(value)
            for name, text in zip(names, line, strict=True)
        }
    return {key: value}
