"""Forms that render themselves in the design system: inherit `Form`, name the fields, write `{{ form }}`."""

from lantern.design.forms.bound import BoundField
from lantern.design.forms.fields import DayField, PurposeField, WhenField
from lantern.design.forms.form import Form, Group, ModelForm
from lantern.design.forms.renderer import Renderer
from lantern.design.forms.widgets import Checkboxes, DayInput, Radios, WhenInput

__all__ = [
    "BoundField",
    "Checkboxes",
    "DayField",
    "DayInput",
    "Form",
    "Group",
    "ModelForm",
    "PurposeField",
    "Radios",
    "Renderer",
    "WhenField",
    "WhenInput",
]
