"""How every form is drawn, those of other packages too: `FORM_RENDERER = "lantern.design.forms.Renderer"`."""

from django.forms.renderers import DjangoTemplates

from lantern.design.forms.bound import BoundField


class Renderer(DjangoTemplates):
    """GOV.UK markup for the groups; each widget keeps its own template."""

    form_template_name = "design/forms/form.html"
    field_template_name = "design/forms/field.html"
    bound_field_class = BoundField
