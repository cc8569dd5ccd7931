"""The ecomap app."""

from django.apps import AppConfig


class EcomapConfig(AppConfig):
    name = "lantern.ecomap"
