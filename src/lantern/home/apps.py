"""The home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "lantern.home"

    def ready(self) -> None:
        from lantern.access.navigation import Item, register

        register(Item(10, "My work", "home:my_work", "/"))
