"""What somebody typed into the boxes of a form of this room, and the one thing that a form finds wrong."""

from lantern.design.forms import Form
from tests.unit.missing.told import at

NOW = at("2026-11-01 12:00")


def when(name: str, text: str) -> dict[str, str]:
    """The boxes of a day and time, from `5/3/2026 9:40pm`, or `5/3/2026 ?` for a time not known."""
    day, _, clock = text.partition(" ")
    boxes = dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), day.split("/"), strict=True))
    return boxes | {f"{name}-unknown": "on" if clock == "?" else "", f"{name}-time": clock.strip("?")}


def error(form: Form, field: str) -> str:
    """The one thing wrong with the field, and that nothing else is."""
    assert set(form.errors) == {field}, form.errors
    (words,) = form.errors[field]
    return str(words)


NO_TIMES = [
    ("5/3/2026 ", "Enter the time, or tick that it is not known"),
    ("5/3/2026 9", "Say whether it was morning or evening: 9am or 9pm"),
    ("5/3/2026 25:00", "Time must be a real time, like 9:40pm or 21:40"),
    ("5/3/2026 teatime", "Time must be like 9:40pm or 21:40"),
    ("5/3/20225 9pm", "Year must include 4 numbers"),
    ("5/3/26 9pm", "Year must include 4 numbers"),
    ("30/2/2026 9pm", "{noun} must be a real date"),
    ("29/2/2026 9pm", "{noun} must be a real date"),
    ("5/13/2026 9pm", "{noun} must be a real date"),
    ("0/3/2026 9pm", "{noun} must be a real date"),
    ("5/Brumaire/2026 9pm", "{noun} must be a real date"),
    ("/3/2026 9pm", "{noun} must include a day"),
    ("5//2026 9pm", "{noun} must include a month"),
    ("// 9pm", "{noun} must include a day, month and year"),
    ("29/3/2026 1:30am", "1:30am did not happen that day: the clocks went forward"),
    ("25/10/2026 1:30am", "This time came twice that night: add BST for the first or GMT for the second"),
    ("1/11/2026 12:01pm", "{noun} must not be in the future"),
    ("2/11/2026 ?", "{noun} must not be in the future"),
    ("5/3/2126 9pm", "{noun} must not be in the future"),
    ("5/3/-026 9pm", "Year must include 4 numbers"),
    ("\u0665/3/2026 9:00\u200bpm", "Time must be like 9:40pm or 21:40"),
]
