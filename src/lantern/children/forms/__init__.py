"""Forms about a child: they check what was typed and turn it into what actions take."""

from lantern.children.forms.circumstances import AllocateForm, EndWorkForm, MoveForm, PlacementForm, StatusForm
from lantern.children.forms.describing import AliasForm, DetailsForm, NewChildForm, ReferenceForm

__all__ = [
    "AliasForm",
    "AllocateForm",
    "DetailsForm",
    "EndWorkForm",
    "MoveForm",
    "NewChildForm",
    "PlacementForm",
    "ReferenceForm",
    "StatusForm",
]
