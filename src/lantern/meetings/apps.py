"""The meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "lantern.meetings"

    def ready(self) -> None:
        """Say what other rooms need to know."""
        from lantern.meetings import start

        start.ready()
