"""Missing children: the board, every episode, one episode and what is entered about it."""

from django.urls import path

from lantern.missing.views import arranged, board, entering, episode, episodes, reporting

app_name = "missing"
urlpatterns = [
    path("missing/", board.now, name="now"),
    path("missing/board/", board.fragment, name="board"),
    path("missing/areas.geojson", board.areas, name="areas"),
    path("missing/report/", reporting.report, name="report"),
    path("missing/episodes/", episodes.listing, name="episodes"),
    path("organisation/arrangement/<int:number>/owed/", arranged.owed_under, name="owed_under"),
    path("missing/<uuid:episode>/", episode.episode, name="episode"),
    path("missing/<uuid:episode>/grade/", entering.grade, name="grade"),
    path("missing/<uuid:episode>/return/", entering.record_return, name="return"),
    path("missing/<uuid:episode>/correct/", entering.correct, name="correct"),
    path("missing/<uuid:episode>/steps/<slug:kind>/", entering.record_step, name="step"),
    path("missing/<uuid:episode>/withdraw/<uuid:step>/", entering.withdraw, name="withdraw"),
]
