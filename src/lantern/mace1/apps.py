"""The MACE 1 app."""

from django.apps import AppConfig


class Mace1Config(AppConfig):
    name = "lantern.mace1"

    def ready(self) -> None:
        """Say what other rooms need to know."""
        from lantern.mace1 import start

        start.ready()
