"""The obligations app."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "lantern.obligations"

    def ready(self) -> None:
        from lantern.access.arranging import rooms
        from lantern.access.navigation import Item, register
        from lantern.access.vocabulary import Permission
        from lantern.obligations.moved import lines

        rooms.listed_by(lines)
        register(Item(35, "Owed", "obligations:owed", "/owed/", Permission.SEE_OBLIGATIONS))
