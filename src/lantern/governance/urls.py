"""The trail, its seal, unusual access; one's own home; a page that was printed."""

from django.urls import path

from lantern.governance.views import conflicts, home, printed, seal, trail, unusual

app_name = "governance"
urlpatterns = [
    path("trail/", unusual.unusual, name="unusual"),
    path("trail/unusual/<uuid:unusual_id>/", unusual.one, name="one"),
    path("trail/watch/", unusual.watch, name="watch"),
    path("trail/entries/", trail.entries, name="trail"),
    path("trail/entries/export/", trail.export, name="export"),
    path("trail/seal/", seal.seal, name="seal"),
    path("trail/seal/check/", seal.check, name="check"),
    path("trail/conflicts/", conflicts.conflicts, name="conflicts"),
    path("trail/conflicts/<uuid:conflict>/end/", conflicts.end, name="end_conflict"),
    path("trail/restrictions/<uuid:restriction_id>/name/", conflicts.name_anew, name="name_anew"),
    path("home-address/", home.home, name="home"),
    path("home-address/withdraw/", home.withdraw, name="withdraw_home"),
    path("printed/", printed.printed, name="printed"),
]
