"""What was named: one page each."""

from django.urls import path

from lantern.network.views import entities

app_name = "network"
urlpatterns = [path("network/<uuid:entity>/", entities.entity, name="entity")]
