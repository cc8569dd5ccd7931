"""The missing app."""

from django.apps import AppConfig


class MissingConfig(AppConfig):
    name = "lantern.missing"
