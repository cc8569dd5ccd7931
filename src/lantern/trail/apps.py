"""The trail app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "lantern.trail"
