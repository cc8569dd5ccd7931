"""The governance app."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "lantern.governance"

    def ready(self) -> None:
        from lantern.access.navigation import Item, register
        from lantern.access.vocabulary import Permission
        from lantern.children import hanging
        from lantern.governance.models import Unusual

        hanging.register(hanging.Follows.STAYS, Unusual)  # it tells of looks at the record
        register(Item(80, "Trail", "governance:unusual", "/trail/", Permission.SEE_TRAIL))
