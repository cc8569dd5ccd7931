"""The gallery's address."""

from django.urls import path

from lantern.design import views

app_name = "design"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("places.geojson", views.places, name="places"),
]
