"""Somebody who has not signed in sees the door, whatever they ask for; in the demonstration one click opens it."""

from typing import Any

import pytest
from django.conf import settings as given

from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership
from tests.factories.sign_in import PASSWORD, a_user_with_password
from tests.journeys.conftest import AsMember
from tests.journeys.person import Person

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_address_leads_to_the_door(nobody: Person) -> None:
    """SHA-2: no page tells whether a record exists; how to join and a forgotten password are explained."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional")
        an_episode(rowan, by=coordinator)
    for path in ("/", f"/children/{rowan.pk}/", "/children/00000000-0000-0000-0000-000000000000/"):
        nobody.goes_to(path).sees_heading("Sign in").does_not_see("Rowan", "Your menu")
    nobody.opens("How to join").sees("Lantern is by invitation").opens("Back to signing in")
    nobody.types("Email address", "nobody@example.org").presses("Continue").opens("Forgotten your password")
    nobody.types("Email address", "nobody@example.org").presses("Send the link")
    nobody.sees_heading("Look into your mailbox").opens("Back to signing in").presses("Continue")
    nobody.sees("There is a problem", "Enter your email address")


def test_password_alone_opens_nothing(nobody: Person) -> None:
    """SHA-2: a wrong password and an unknown address answer alike; a right one leads to the second step."""
    member = a_member(a_partnership(), Role.SOCIAL_WORKER)
    assert member.user
    a_user_with_password(member.user)
    for email in (member.email, "nobody@example.org"):
        nobody.goes_to("/account/sign-in/").types("Email address", email).presses("Continue")
        nobody.types("Password", "not the password").presses("Sign in").sees("There is a problem").does_not_see(
            "second step"
        )
    nobody.types("Email address", member.email).types("Password", PASSWORD).presses("Sign in")
    nobody.sees("Key:").goes_to("/").sees("Key:")


def test_one_click_in_the_demonstration(nobody: Person, as_member: AsMember, settings: Any) -> None:
    """A demonstration has no passwords: anyone of the invented county, by one press."""
    settings.INSTALLED_APPS = [*given.INSTALLED_APPS, "lantern.demo"]
    settings.ROOT_URLCONF = "tests.journeys.demonstration"
    settings.DEMO, settings.LOGIN_URL = True, "demo:choose"
    a_member(a_partnership("Invented county"), Role.MISSING_COORDINATOR, name="Alex Example")
    nobody.goes_to("/").sees_heading("Who would you like to be?").sees("Invented county", "Start here.")
    nobody.presses("Alex Example").sees_heading("Good ").sees("Alex")
    nobody.signs_out()
