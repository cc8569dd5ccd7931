"""The tenancy app."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "lantern.tenancy"
