"""The children app."""

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "lantern.children"

    def ready(self) -> None:
        from lantern.children import start

        start.ready()
