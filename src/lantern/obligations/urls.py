"""Obligations due."""

from django.urls import path

from lantern.obligations.views import calendar, changing, listing

app_name = "obligations"
urlpatterns = [
    path("owed/", listing.owed, name="owed"),
    path("owed/calendar/", calendar.month, name="calendar"),
    path("owed/calendar/week/", calendar.week, name="week"),
    path("owed/hand-over/", changing.hand_over, name="hand_over"),
    path("owed/<uuid:obligation>/waive/", changing.waive, name="waive"),
    path("owed/<uuid:obligation>/owed-again/", changing.owed_again, name="owed_again"),
]
