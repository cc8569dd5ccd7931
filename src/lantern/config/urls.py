"""Where each room's pages are."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("lantern.accounts.urls")),
    path("invitation/", include("lantern.organisation.urls")),
    path("", include("lantern.access.urls")),
]
