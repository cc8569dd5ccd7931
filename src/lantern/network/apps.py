"""The network app."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "lantern.network"

    def ready(self) -> None:
        from lantern.children import around, chronology
        from lantern.network.near import named_near, named_still
        from lantern.network.told import told_of_named

        chronology.register("network", told_of_named)
        around.register("entity", named_near, still=named_still)
