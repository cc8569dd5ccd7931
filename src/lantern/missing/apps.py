"""The missing app."""

from django.apps import AppConfig


class MissingConfig(AppConfig):
    name = "lantern.missing"

    def ready(self) -> None:
        from lantern.missing import start

        start.ready()
