"""The exchange app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "lantern.exchange"

    def ready(self) -> None:
        from lantern.access.navigation import Item, register
        from lantern.access.vocabulary import Permission

        register(Item(40, "Notifications", "exchange:notifications", "/notifications/", Permission.SEE_NOTIFICATIONS))
        register(Item(60, "Return", "exchange:looked_after", "/return/", Permission.SEE_RETURN))
