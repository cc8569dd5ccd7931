"""Where each room's pages are."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("lantern.accounts.urls")),
    path("", include("lantern.organisation.urls")),
    path("", include("lantern.home.urls")),
    path("", include("lantern.access.urls")),
    path("", include("lantern.obligations.urls")),
    path("", include("lantern.missing.urls")),
    path("", include("lantern.network.urls")),
    path("", include("lantern.exploitation.urls")),
    path("", include("lantern.ecomap.urls")),
    path("", include("lantern.meetings.urls")),
    path("", include("lantern.mace1.urls")),
    path("", include("lantern.governance.urls")),
    path("", include("lantern.children.urls")),
    path("", include("lantern.casefile.urls")),
    path("", include("lantern.exchange.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("lantern.demo.urls")))
if settings.DEBUG:
    urlpatterns.append(path("gallery/", include("lantern.design.urls")))
handler400 = "lantern.config.faults.bad_request"
handler500 = "lantern.config.faults.server_error"
