"""Nobody gets in on a password alone (security.md 5).

A session counts when its own sign-in passed the second factor, or when the factor was set up in this very session. That the
user has a factor somewhere is not enough: a second session opened with the password alone must not profit from it.
"""

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

FLAG = "second_factor"


def passed(request: HttpRequest) -> bool:
    """Whether this session has passed a second factor."""
    if request.session.get(FLAG):
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request))


def mark_passed(request: HttpRequest) -> None:
    """This session set up its second factor, or is a demonstration."""
    request.session[FLAG] = True
