"""The organisation app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "lantern.organisation"
