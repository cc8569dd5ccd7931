"""Forms about what is received."""

from lantern.exchange.forms.mapping import MappingForm
from lantern.exchange.forms.sending import ListForm, SetAsideForm, TryForm, UploadForm

__all__ = ["ListForm", "MappingForm", "SetAsideForm", "TryForm", "UploadForm"]
