"""The writing app."""

from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "lantern.writing"
