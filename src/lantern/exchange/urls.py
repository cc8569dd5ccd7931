"""Files that come in and go out."""

from django.urls import path

from lantern.exchange.views import (
    boundaries,
    doubles,
    incident,
    inspection,
    looked_after,
    mapping,
    notifications,
    people,
    postcodes,
    queue,
    sources,
    taking_out,
)
from lantern.exchange.views.api import page
from lantern.exchange.views.api.operations import api
from lantern.organisation.vocabulary import API_PAGE, API_PATH

__all__ = ["api", "app_name", "urlpatterns"]  # `api` for whoever writes its description down
app_name = "exchange"
urlpatterns = [
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/files/<uuid:file>/", notifications.file, name="file"),
    path("notifications/files/<uuid:file>/go-on/", notifications.go_on, name="go_on"),
    path("notifications/files/<uuid:file>/outcomes.csv", notifications.download, name="outcomes"),
    path("notifications/lists/", sources.lists, name="lists"),
    path("notifications/sources/", sources.every, name="sources"),
    path("notifications/sources/<uuid:source>/", sources.source, name="source"),
    path("notifications/layout/<uuid:waiting>/", mapping.mapping, name="mapping"),
    path("notifications/layout/<uuid:waiting>/discard/", mapping.discard, name="discard"),
    path("notifications/queue/", queue.queue, name="queue"),
    path("notifications/queue/<uuid:incident>/", incident.incident, name="incident"),
    path("notifications/queue/<uuid:incident>/set-aside/", incident.set_aside, name="set_aside"),
    path("notifications/decisions/", queue.decisions, name="decisions"),
    path("notifications/decisions/<uuid:decision_id>/undo/", queue.undo, name="undo"),
    path("notifications/doubles/", doubles.doubles, name="doubles"),
    path("notifications/doubles/<uuid:pair>/", doubles.double, name="double"),
    path("notifications/doubles/merged/", doubles.merges, name="merges"),
    path("notifications/doubles/merged/<uuid:merge>/undo/", doubles.unmerge, name="unmerge"),
    path("notifications/doubles/apart/<uuid:said>/undo/", doubles.untell_apart, name="untell_apart"),
    path("organisation/areas/boundaries/", boundaries.boundaries, name="boundaries"),
    path("organisation/areas/boundaries/<uuid:waiting>/", boundaries.read, name="boundaries_read"),
    path("organisation/areas/boundaries/<uuid:waiting>/shapes.geojson", boundaries.shapes, name="boundaries_shapes"),
    path("organisation/areas/postcodes/", postcodes.postcodes, name="postcodes"),
    path("organisation/people/list/", people.people, name="people"),
    path("organisation/people/list/people.csv", people.example, name="people_example"),
    path("organisation/people/list/<uuid:waiting>/", people.read, name="people_read"),
    path("take-out/<slug:listed>/", taking_out.take_out, name="take_out"),
    path("inspection/", inspection.inspection, name="inspection"),
    path("inspection/take-out/", inspection.take_out, name="take_out_inspection"),
    path("return/", looked_after.looked_after, name="looked_after"),
    path("return/download/", looked_after.download, name="looked_after_download"),
    path(API_PATH[1:], api.urls),
    path(API_PAGE[1:], page.description, name="api_page"),
    path(f"{API_PAGE[1:]}openapi.json", page.for_programs, name="api_document"),
]
