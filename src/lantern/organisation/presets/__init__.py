"""Presets: what a new partnership starts from, one TOML file each (PAR-8). A new one needs no code."""

import tomllib
from importlib.resources import files

from lantern.organisation.rules.arrangement import Preset


class UnknownPreset(Exception):
    """There is no preset of that name; the text lists those there are."""


def names() -> list[str]:
    """The presets that come along."""
    found = files(__package__).iterdir()
    return sorted(each.name.removesuffix(".toml") for each in found if each.name.endswith(".toml"))


def preset(name: str) -> Preset:
    """The preset of that name, checked. Raises `UnknownPreset`."""
    if name not in names():
        raise UnknownPreset(f"There is no preset “{name}”. There are: {', '.join(names())}.")
    return read((files(__package__) / f"{name}.toml").read_text())


def read(text: str) -> Preset:
    """A preset from TOML text. Raises pydantic's `ValidationError`, which says where and why."""
    return Preset.model_validate(tomllib.loads(text))
