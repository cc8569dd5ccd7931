"""Missing children: the board, every episode, one episode and what is entered about it."""

from django.urls import path

from lantern.missing.views import (
    amending,
    arranged,
    board,
    entering,
    episode,
    episodes,
    letters,
    recording,
    reporting,
    triggers,
)

app_name = "missing"
urlpatterns = [
    path("missing/", board.now, name="now"),
    path("missing/board/", board.fragment, name="board"),
    path("missing/areas.geojson", board.areas, name="areas"),
    path("missing/report/", reporting.report, name="report"),
    path("missing/episodes/", episodes.listing, name="episodes"),
    path("missing/letters/", letters.letters, name="letters"),
    path("missing/letters/print/", letters.print_letters, name="print_letters"),
    path("missing/letters/<uuid:batch>/", letters.batch, name="letter_batch"),
    path("missing/letters/<uuid:batch>/letters.pdf", letters.letters_pdf, name="letters_pdf"),
    path("missing/letters/<uuid:batch>/letters.docx", letters.letters_word, name="letters_word"),
    path("missing/letters/one/<uuid:letter>/undo/", letters.undo_posted, name="undo_posted"),
    path("children/<uuid:child>/no-letters/", letters.no_letters, name="no_letters"),
    path("organisation/arrangement/<int:number>/owed/", arranged.owed_under, name="owed_under"),
    path("missing/triggers/", triggers.listing, name="triggers"),
    path("missing/triggers/<uuid:trigger>/", triggers.answer, name="answer"),
    path("missing/triggers/answers/<uuid:answer>/", triggers.take_back, name="take_back_answer"),
    path("missing/<uuid:episode>/", episode.episode, name="episode"),
    path("missing/<uuid:episode>/grade/", entering.grade, name="grade"),
    path("missing/<uuid:episode>/return/", entering.record_return, name="return"),
    path("missing/<uuid:episode>/correct/", amending.correct, name="correct"),
    path("missing/<uuid:episode>/kind/", amending.change_kind, name="change_kind"),
    path("missing/<uuid:episode>/split/", amending.split, name="split"),
    path("missing/<uuid:episode>/join/", amending.join, name="join"),
    path("missing/<uuid:episode>/steps/<slug:kind>/", recording.record_step, name="step"),
    path("missing/<uuid:episode>/recorded/<uuid:step>/", recording.recorded, name="recorded"),
    path("missing/<uuid:episode>/recorded/<uuid:step>/correct/", recording.correct_step, name="correct_step"),
    path("missing/<uuid:episode>/withdraw/<uuid:step>/", entering.withdraw, name="withdraw"),
]
