"""Passkeys in a real browser, with a virtual authenticator; and an agency's own sign-in, at a provider that others wrote."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from oidc_provider_mock import User as MockUser
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import CDPSession

from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from tests.factories.people import a_member, a_partnership
from tests.factories.sign_in import PASSWORD, a_user_with_password, code
from tests.journeys.conftest import AsMember
from tests.journeys.person import Person

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "sam@council.example"
BUILT_IN = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_attempts_yet(transactional_db: None) -> None:
    cache.clear()


def with_a_finger(person: Person) -> tuple[CDPSession, str]:
    """The person's browser has a passkey of its own, as a laptop with a fingerprint reader does."""
    tools = person.page.context.new_cdp_session(person.page)
    tools.send("WebAuthn.enable")
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": BUILT_IN})
    return tools, made["authenticatorId"]


@pytest.fixture
def member() -> Member:
    found = a_member(a_partnership(), Role.SOCIAL_WORKER, email=ADDRESS, name="Sam Sample", agency="Fictional Council")
    a_user_with_password(found.user)
    return found


def test_a_passkey_from_the_first_day(nobody: Person, member: Member) -> None:
    """security.md 5: set up instead of an app; then in with one press; a second one added, named and removed."""
    tools, reader = with_a_finger(nobody)
    nobody.goes_to("/").types("Email address", ADDRESS).presses("Continue").types("Password", PASSWORD)
    nobody.presses("Sign in").sees_heading("Set up your second step").opens("Use a passkey instead")
    nobody.types("Name", "Work laptop").presses("Add a passkey").sees_heading("Recovery codes").opens(
        "I have kept them"
    )
    nobody.sees_heading("Good ").signs_out().goes_to("/account/sign-in/?next=/children/mine/")
    nobody.presses("Sign in with a passkey").sees("Sam").goes_to("/account/").sees("Work laptop", "Last used")
    nobody.fits(1280, 390).takes_a_picture("your-sign-in")
    tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": reader})
    with_a_finger(nobody)
    nobody.opens("Add a passkey").types("Name", "Spare key").presses("Add a passkey").sees("Work laptop", "Spare key")
    nobody.opens("Name Spare key").types("Name", "Key in the drawer").presses("Save").sees("Key in the drawer")
    nobody.opens("Remove Work laptop").presses("Remove").does_not_see("Work laptop")
    nobody.opens("Remove Key in the drawer").presses("Remove").sees("This is your only second step")


def test_a_passkey_after_the_password(nobody: Person, member: Member) -> None:
    """security.md 5: where somebody has one, it is offered before the code."""
    with_a_finger(nobody)
    nobody.goes_to("/account/sign-in/").types("Email address", ADDRESS).presses("Continue").types("Password", PASSWORD)
    nobody.presses("Sign in").opens("Use a passkey instead").presses("Add a passkey").opens("I have kept them")
    nobody.signs_out().types("Email address", ADDRESS).presses("Continue").types("Password", PASSWORD)
    nobody.presses("Sign in").sees("Or with a recovery code").presses("Use a passkey").sees_heading("Good ")


def test_a_finger_that_is_not_known(nobody: Person, member: Member) -> None:
    """The page says so, and nothing is lost."""
    tools, reader = with_a_finger(nobody)
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": reader, "isUserVerified": False})
    nobody.goes_to("/account/sign-in/").types("Email address", ADDRESS).presses("Continue").types("Password", PASSWORD)
    nobody.presses("Sign in").opens("Use a passkey instead")
    nobody.page.get_by_role("button", name="Add a passkey").press("Enter")
    nobody.sees("Nothing came back from the passkey").is_accessible()


def test_without_script_the_code_is_enough(open_browser: Any, member: Member) -> None:
    """security.md 5: nobody is shut out for want of script."""
    person = Person(open_browser(java_script_enabled=False), scripted=False)
    person.goes_to("/account/sign-in/").types("Email address", ADDRESS).presses("Continue").types("Password", PASSWORD)
    person.presses("Sign in").sees("Key:")
    secret = person.page.locator("code.lantern-secret").inner_text()
    person.types("Code", code(secret)).presses("Finish").opens("I have kept them").sees_heading("Good ")


def test_where_somebody_is_signed_in(nobody: Person, as_member: AsMember, member: Member) -> None:
    """security.md 5: another browser is signed out from here, and its next click finds the door."""
    here, there = as_member(member).begins(), as_member(member, user_agent="Firefox/140.0 (Windows)").begins()
    here.goes_to("/account/").opens("See where you are signed in").sees("This one", "Sign out there").fits(1280, 390)
    here.takes_a_picture("where-signed-in").presses("Sign out there").sees("Signed out there.")
    there.goes_to("/").sees_heading("Sign in")


@pytest.fixture
def provider(settings: Any) -> Iterator[str]:
    """An issuer that speaks for council.example."""
    settings.ISSUERS_MAY_BE_PLAIN = settings.ISSUERS_MAY_BE_NEAR = True
    people = [MockUser(sub="sam", claims={"email": ADDRESS, "email_verified": True})]
    with run_server_in_thread(user_claims=people, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


def test_an_agency_connects_its_own_sign_in(as_member: AsMember, nobody: Person, member: Member, provider: str) -> None:
    """security.md 5: recorded and tried by the administrator; then Sam comes in with no password of Lantern's."""
    boss = a_member(member.partnership, Role.ADMINISTRATOR, name="Alex Example", agency="Fictional Council")
    person = (
        as_member(boss).begins().opens("Organisation").opens("Agencies").opens("Change", within="Fictional Council")
    )
    person.opens("Sign-in").sees("Address for the issuer").types("Issuer", provider).types("Client ID", "lantern")
    person.types("Client secret", "not to be seen").types("Mail domains", "council.example").presses("Save")
    person.presses("Test the connection").sees("The issuer answers").does_not_see("not to be seen").fits(1280, 390)
    person.takes_a_picture("agency-sign-in")
    nobody.goes_to("/").types("Email address", ADDRESS).presses("Continue").fits(1280, 390)
    nobody.takes_a_picture("sign-in-with-agency")
    nobody.page.context.route(lambda url: "localhost" not in url, lambda route: route.fulfill(body=""))
    nobody.page.get_by_role("link", name="Sign in with Fictional Council").click()
    nobody.page.get_by_role("button", name="sam").first.click()
    nobody.sees_heading("Good ").goes_to("/account/").sees("Through", "Fictional Council").does_not_see("Add a passkey")
    person.opens("End this sign-in").presses("End it").sees("own sign-in has ended")
    nobody.goes_to("/").sees_heading("Sign in")
