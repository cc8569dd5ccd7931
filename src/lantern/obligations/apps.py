"""The obligations app."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "lantern.obligations"

    def ready(self) -> None:
        from lantern.access.navigation import Item, register
        from lantern.access.vocabulary import Permission

        register(Item(35, "Owed", "obligations:owed", "/owed/", Permission.SEE_OBLIGATIONS))
