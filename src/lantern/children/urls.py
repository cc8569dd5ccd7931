"""Children: found, added, changed. A child's own page is the case file's."""

from django.urls import path

from lantern.children.views import changing, new, search, waiting

app_name = "children"
urlpatterns = [
    path("children/", search.find, name="search"),
    path("children/new/", new.new, name="new"),
    path("children/provisional/", waiting.provisional, name="provisional"),
    path("children/unplaced/", waiting.unplaced, name="unplaced"),
    path("children/<uuid:child>/details/", changing.details, name="details"),
    path("children/<uuid:child>/name/", changing.alias, name="alias"),
    path("children/<uuid:child>/reference/", changing.reference, name="reference"),
    path("children/<uuid:child>/move/", changing.move, name="move"),
    path("children/<uuid:child>/status/", changing.status, name="status"),
    path("children/<uuid:child>/placement/", changing.placement, name="placement"),
    path("children/<uuid:child>/work/", changing.allocate, name="allocate"),
    path("children/work/<uuid:work>/end/", changing.end_work, name="end_work"),
]
