"""The design app."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "lantern.design"
