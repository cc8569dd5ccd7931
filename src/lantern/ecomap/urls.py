"""Changing a map, and the versions of it that were kept; the map itself is a page of the case file."""

from django.urls import path

from lantern.ecomap.views import kept, nodes, placing, ties

app_name = "ecomap"
urlpatterns = [
    path("children/<uuid:child>/network/add/", nodes.add, name="add"),
    path("children/<uuid:child>/network/add/family/", nodes.add_family, name="add_family"),
    path("children/<uuid:child>/network/connect/", ties.connect, name="connect"),
    path("children/<uuid:child>/network/hide/", placing.hide, name="hide"),
    path("children/<uuid:child>/network/show/", placing.show, name="show"),
    path("children/<uuid:child>/network/put/", placing.put, name="put"),
    path("children/<uuid:child>/network/arrange/", placing.arrange, name="arrange"),
    path("children/<uuid:child>/network/keep/", kept.keep, name="keep"),
    path("children/<uuid:child>/network/versions/", kept.versions, name="versions"),
    path("children/<uuid:child>/network/compare/", kept.compare, name="compare"),
    path("network/maps/<uuid:kept_map>/", kept.version, name="version"),
    path("network/maps/things/<uuid:node>/", nodes.change, name="change"),
    path("network/maps/things/<uuid:node>/off/", nodes.take_off, name="take_off"),
    path("network/maps/things/<uuid:node>/back/", nodes.put_back, name="put_back"),
    path("network/maps/ties/<uuid:tie>/", ties.change, name="change_tie"),
    path("network/maps/ties/<uuid:tie>/off/", ties.take_off, name="take_off_tie"),
    path("network/maps/ties/<uuid:tie>/back/", ties.put_back, name="put_back_tie"),
]
