"""A box for text that offers what was entered before, in the browser's own way and without a script."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Suggesting(forms.TextInput):
    """A text box with a list beside it; anything else may be typed."""

    def __init__(self, offered: Sequence[str]) -> None:
        super().__init__({"maxlength": "120"})
        self.offered = offered

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The box, and after it the list that it names."""
        if not self.offered:
            return super().render(name, value, attrs, renderer)
        key = f"{name}-used-before"
        box = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.offered))
        return format_html('{}<datalist id="{}">{}</datalist>', box, key, options)
