"""Meetings: lists, series and seats, the year, who comes, the statement."""

from django.urls import path

from lantern.meetings.views import calendars, coming, lists, series

app_name = "meetings"
urlpatterns = [
    path("meetings/", lists.listing, name="list"),
    path("meetings/calendar.ics", calendars.own, name="own_calendar"),
    path("meetings/contacts/", lists.contacts, name="contacts"),
    path("meetings/statement/", coming.statement, name="statement"),
    path("meetings/series/", lists.all_series, name="all_series"),
    path("meetings/series/new/", lists.new_series, name="new_series"),
    path("meetings/series/<uuid:series>/", series.series, name="series"),
    path("meetings/series/<uuid:series>/year/", series.year, name="year"),
    path("meetings/series/<uuid:series>/seat/", series.new_seat, name="new_seat"),
    path("meetings/seats/<uuid:seat>/", series.holder, name="holder"),
    path("meetings/<uuid:meeting>/", coming.meeting, name="meeting"),
    path("meetings/<uuid:meeting>/calendar.ics", calendars.of_meeting, name="calendar"),
    path("meetings/<uuid:meeting>/apologies/", coming.apologies, name="apologies"),
    path("meetings/<uuid:meeting>/move/", series.move, name="move"),
    path("meetings/<uuid:meeting>/cancel/", series.cancel, name="cancel"),
]
