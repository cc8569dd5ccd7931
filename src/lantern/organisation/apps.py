"""The organisation app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "lantern.organisation"

    def ready(self) -> None:
        from lantern.accounts import events, offers
        from lantern.organisation import telling, ways

        events.happened.connect(telling.note, dispatch_uid="the trail of sign-ins")
        offers.register(ways.offered)
