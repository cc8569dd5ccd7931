"""The governance app."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "lantern.governance"

    def ready(self) -> None:
        from lantern.governance import start

        start.ready()
