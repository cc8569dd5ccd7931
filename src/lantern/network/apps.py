"""The network app."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "lantern.network"

    def ready(self) -> None:
        from lantern.children import chronology
        from lantern.network.told import told_of_named

        chronology.register("network", told_of_named)
