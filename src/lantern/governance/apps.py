"""The governance app."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "lantern.governance"

    def ready(self) -> None:
        from lantern.access.navigation import Item, register
        from lantern.access.vocabulary import Permission

        register(Item(80, "Trail", "governance:unusual", "/trail/", Permission.SEE_TRAIL))
