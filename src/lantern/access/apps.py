"""The access app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lantern.access"

    def ready(self) -> None:
        from lantern.access.navigation import Item, register
        from lantern.access.vocabulary import Permission

        register(Item(70, "Organisation", "access:people", "/organisation/", Permission.SEE_ORGANISATION))
