"""Invitations; all other pages about the organisation need to know who is looking, and live in `access`."""

from django.urls import path

from lantern.organisation import views

app_name = "organisation"
urlpatterns = [path("<uuid:partnership_id>/<str:secret>/", views.invitation, name="invitation")]
