"""The addresses of an installation in demo mode."""

from django.urls import include, path

from lantern.config.urls import urlpatterns as everywhere

urlpatterns = [*everywhere, path("demo/", include("lantern.demo.urls"))]
