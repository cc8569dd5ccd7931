"""Presets: what a new partnership starts from, one TOML file each (PAR-8). A new one needs no code."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantern.organisation.rules.arrangement import Preset

ENDING = ".toml"


class UnknownPreset(Exception):
    """There is no preset of that name; the text lists those there are."""


class UnreadablePreset(Exception):
    """The file is no preset; the text says where and why, a line each."""


def names() -> list[str]:
    """The presets that come along."""
    found = files(__package__).iterdir()
    return sorted(each.name.removesuffix(ENDING) for each in found if each.name.endswith(ENDING))


def preset(name: str) -> "Preset":
    """The preset of that name, or of a partnership's own file. Raises `UnknownPreset` and `UnreadablePreset`."""
    if name.endswith(ENDING):
        return _of_a_file(Path(name))
    if name not in names():
        raise UnknownPreset(
            f"There is no preset “{name}”. There are: {', '.join(names())}; or give a file of your own."
        )
    return read((files(__package__) / f"{name}{ENDING}").read_text(encoding="utf-8"))


def read(text: str) -> "Preset":
    """A preset from TOML text. Raises `UnreadablePreset`."""
    from pydantic import ValidationError

    from lantern.organisation.rules.arrangement import Preset  # not needed, and slow, where only names are listed

    try:
        return Preset.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UnreadablePreset(f"This is not TOML: {error}") from error
    except ValidationError as error:
        raise UnreadablePreset("\n".join(_said(each["loc"], each["msg"]) for each in error.errors())) from error


def _of_a_file(path: Path) -> "Preset":
    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UnreadablePreset(f"{path} cannot be read: {why}.") from error
    except UnreadablePreset as error:
        raise UnreadablePreset(f"{path} is no preset:\n{error}") from error


def _said(place: tuple[int | str, ...], message: str) -> str:
    where = ".".join(str(each) for each in place)
    why = message.removeprefix("Value error, ")
    return f"{where}: {why}" if where else why
