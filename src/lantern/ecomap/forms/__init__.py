"""What people type about a map."""

from lantern.ecomap.forms.keeping import CompareForm, KeepForm
from lantern.ecomap.forms.nodes import AddForm, FamilyForm, NodeForm
from lantern.ecomap.forms.ties import ConnectForm, TieForm

__all__ = ["AddForm", "CompareForm", "ConnectForm", "FamilyForm", "KeepForm", "NodeForm", "TieForm"]
