"""The network app."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "lantern.network"

    def ready(self) -> None:
        from lantern.network import start

        start.ready()
