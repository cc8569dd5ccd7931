"""The pages about one child."""

from django.urls import path

from lantern.casefile.views.access import access
from lantern.casefile.views.chronology import chronology
from lantern.casefile.views.exploitation import exploitation
from lantern.casefile.views.missing import missing
from lantern.casefile.views.network import genogram, network
from lantern.casefile.views.overview import overview
from lantern.casefile.views.picture import picture
from lantern.casefile.views.transfer import transfer

app_name = "casefile"
urlpatterns = [
    path("children/<uuid:child>/", overview, name="overview"),
    path("children/<uuid:child>/chronology/", chronology, name="chronology"),
    path("children/<uuid:child>/chronology/picture/", picture, name="picture"),
    path("children/<uuid:child>/missing/", missing, name="missing"),
    path("children/<uuid:child>/exploitation/", exploitation, name="exploitation"),
    path("children/<uuid:child>/network/", network, name="network"),
    path("children/<uuid:child>/network/genogram/", genogram, name="genogram"),
    path("children/<uuid:child>/transfer/", transfer, name="transfer"),
    path("children/<uuid:child>/access/", access, name="access"),
]
