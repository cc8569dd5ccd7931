"""Files that come in and go out."""

from django.urls import path

from lantern.exchange.views import incident, looked_after, notifications, queue

app_name = "exchange"
urlpatterns = [
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/files/<uuid:file>/", notifications.file, name="file"),
    path("notifications/files/<uuid:file>/go-on/", notifications.go_on, name="go_on"),
    path("notifications/files/<uuid:file>/outcomes.csv", notifications.download, name="outcomes"),
    path("notifications/queue/", queue.queue, name="queue"),
    path("notifications/queue/<uuid:incident>/", incident.incident, name="incident"),
    path("notifications/queue/<uuid:incident>/set-aside/", incident.set_aside, name="set_aside"),
    path("notifications/decisions/", queue.decisions, name="decisions"),
    path("notifications/decisions/<uuid:decision_id>/undo/", queue.undo, name="undo"),
    path("return/", looked_after.looked_after, name="looked_after"),
    path("return/download/", looked_after.download, name="looked_after_download"),
]
