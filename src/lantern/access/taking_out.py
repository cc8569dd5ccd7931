"""The way from a list to its file: for those who may take lists out, with what the list was narrowed to."""

from django.http import QueryDict
from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.design.keyset import at_the_beginning


def take_out_url(viewer: Viewer, listed: str, params: QueryDict) -> str:
    """The page that asks what the list is needed for; "" for those who may not take it out."""
    if not viewer.may(Permission.TAKE_OUT):
        return ""
    asked = at_the_beginning(params).urlencode()
    return reverse("exchange:take_out", args=[listed]) + (f"?{asked}" if asked else "")
