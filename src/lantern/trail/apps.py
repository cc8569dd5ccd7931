"""The trail app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrailConfig(AppConfig):
    name = "lantern.trail"

    def ready(self) -> None:
        from lantern.trail.actions.continuing import after_migrating

        post_migrate.connect(after_migrating, sender=self, dispatch_uid="lantern.trail.count_on")
