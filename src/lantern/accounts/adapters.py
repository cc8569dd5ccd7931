"""How sign-in behaves where allauth lets us choose."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: a member is invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
