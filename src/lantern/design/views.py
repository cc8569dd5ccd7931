"""The gallery: every component in every state, for people who build pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lantern.design import gallery as shown


def gallery(request: HttpRequest) -> HttpResponse:
    """Shown while developing; the root urls leave it out of a real installation."""
    return render(request, "design/gallery.html", shown.context())


def places(request: HttpRequest) -> HttpResponse:
    """An invented map for the gallery, as GeoJSON."""
    return HttpResponse(shown.GEOJSON, content_type="application/geo+json")
