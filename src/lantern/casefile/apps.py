"""The casefile app."""

from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "lantern.casefile"
