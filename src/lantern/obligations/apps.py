"""The obligations app."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "lantern.obligations"

    def ready(self) -> None:
        from lantern.access.arranging import rooms
        from lantern.access.navigation import Item, register
        from lantern.access.vocabulary import Permission
        from lantern.children import chronology
        from lantern.obligations.moved import lines
        from lantern.obligations.told import told_of_owed

        rooms.listed_by(lines)
        chronology.register("obligations", told_of_owed)
        register(Item(35, "Owed", "obligations:owed", "/owed/", Permission.SEE_OBLIGATIONS))
