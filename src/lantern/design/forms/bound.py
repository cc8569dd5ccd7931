"""A field with its data, as GOV.UK markup needs it: kind, classes, hint and error ids, where an error link leads."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from lantern.design.forms.widgets import Boxes

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (Boxes, "day"),
    (forms.CheckboxSelectMultiple, "checkboxes"),  # before its parent, RadioSelect
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.Widget, "text"),
)
CLASSES = {
    "radios": "govuk-radios__input",
    "checkboxes": "govuk-checkboxes__input",
    "checkbox": "govuk-checkboxes__input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "text": "govuk-input",
}
SHOW_ERROR = {"govuk-select", "govuk-textarea", "govuk-input", "govuk-file-upload"}
OF_MANY = {"radios", "checkboxes"}
TYPED = {"text", "textarea"}


class BoundField(forms.BoundField):
    """Used for every form by way of the renderer."""

    @cached_property
    def kind(self) -> str:
        """Which template part draws the control."""
        return next(kind for widget, kind in KINDS if isinstance(self.field.widget, widget))

    @cached_property
    def label_words(self) -> str:
        """The label, with "(optional)" where an answer may be left out; not where what stands is there to be changed."""
        label = str(self.label)
        must = (
            self.field.required
            or self.field.disabled
            or getattr(self.field, "stands", False)
            or self.kind == "checkbox"
            or "optional" in label.casefold()
        )
        return label if must else f"{label} (optional)"

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def aria_describedby(self) -> str:
        """The hint, the error and the count of characters, in the order in which they are read."""
        ids = ((self.help_text, self.hint_id), (self.errors, self.error_id), (self.counted, f"{self.auto_id}-info"))
        own = str(self.field.widget.attrs.get("aria-describedby", ""))
        return " ".join(filter(None, (own, *(name for there, name in ids if there))))

    @property
    def counted(self) -> int:
        """How many characters a long text may have, 0 when it is not limited."""
        return int(getattr(self.field, "max_length", None) or 0) if self.kind == "textarea" else 0

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """Which boxes of a date are wrong; all of them when the error does not say."""
        errors = self.form.errors.as_data().get(self.name, [])
        return tuple(part for error in errors for part in _parts(error))

    @property
    def error_target(self) -> str:
        """The id of the control that an error link leads to."""
        if self.kind in OF_MANY:
            return f"{self.auto_id}_0"
        if self.kind == "day":
            return f"{self.auto_id}-{next(iter(self.wrong_parts), 'day')}"
        return str(self.id_for_label or self.auto_id)

    @property
    def choices(self) -> list[dict[str, Any]]:
        """Each radio or checkbox with its hint and the field that it reveals."""
        return [self._choice(one) for one in self.subwidgets]

    def _choice(self, control: Any) -> dict[str, Any]:
        name = getattr(self.field.widget, "reveals", {}).get(str(control.data["value"]))
        revealed, hint = self.form[name] if name else None, control.data.get("hint", "")
        if revealed:
            control.data["attrs"]["data-reveals"] = f"{revealed.auto_id}-box"
        if hint:
            control.data["attrs"]["aria-describedby"] = f"{control.id_for_label}-hint"
        return {"control": control, "hint": hint, "reveals": revealed}

    def build_widget_attrs(self, attrs: Mapping[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """GOV.UK classes; the server says what is missing, so the browser's own `required` and cut-off stay out."""
        built: dict[str, Any] = super().build_widget_attrs(dict(attrs), widget)
        own = (widget or self.field.widget).attrs
        built.pop("required", None)
        if self.kind in CLASSES:
            built["class"] = self._classes(str(own.get("class", "")))
        if self.kind in TYPED and "autocomplete" not in own:
            built["autocomplete"] = "off"
        if self.kind == "day":
            built["wrong"] = self.wrong_parts if self.errors else None
        if self.counted:
            built["maxlength"] = False
        return built

    def _classes(self, own: str) -> str:
        base = CLASSES[self.kind]
        first = base.split()[0]
        wrong = f"{first}--error" if self.errors and first in SHOW_ERROR else ""
        counts = "govuk-js-character-count" if self.counted else ""
        return " ".join(filter(None, (base, wrong, counts, own)))


def _parts(error: ValidationError) -> tuple[str, ...]:
    return tuple((error.params or {}).get("parts", ()))
