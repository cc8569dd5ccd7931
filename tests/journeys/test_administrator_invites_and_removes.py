"""The administrator's work: somebody is invited, signs in with two steps, and is out with the next click once removed."""

import re

import pytest
from django.core.mail import EmailMessage

from lantern.organisation.vocabulary import Role
from tests.factories.people import a_member, a_partnership
from tests.factories.sign_in import PASSWORD, code
from tests.journeys.conftest import AsMember
from tests.journeys.person import Person

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "kim.sample@example.org"


def test_from_the_invitation_to_the_removal(
    as_member: AsMember, nobody: Person, mailoutbox: list[EmailMessage]
) -> None:
    """SHA-10, PAR-4: the link comes by mail and works once; password and code; removed, the next click is refused."""
    here = a_partnership()
    administrator = a_member(here, Role.ADMINISTRATOR, name="Alex Example", agency="Fictional Council")
    person = as_member(administrator).begins().opens("Organisation").opens("Invite someone")
    person.types("Name", "Kim Sample").types("Work email address", ADDRESS).types("Designation", "Youth worker")
    person.picks("Agency", "Fictional Council").presses("Send the invitation").sees("What will they do?")
    person.picks("Role", "Chat worker").picks("Area", "Mid").presses("Give the role").sees(
        "Kim Sample: Chat worker, Mid."
    )
    person.opens("My work").sees("1 person has not accepted yet", "Kim Sample")
    link = re.search(r"https?://\S+", str(mailoutbox[0].body))
    assert link
    assert mailoutbox[0].to == [ADDRESS]
    newcomer, secret = accepts(nobody, link[0])
    newcomer.signs_out().goes_to(link[0]).sees("This link does not open").opens("sign in")
    signs_in(newcomer, secret).goes_to("/").sees_heading("Good ").sees("Kim Sample")
    person.opens("Organisation").opens("Kim Sample").sees("Signed up", "Chat worker").opens("Remove")
    person.sees("From their next click on they are signed out").presses("Remove Kim Sample").sees(
        "Kim Sample is removed"
    )
    newcomer.opens("Children").sees_heading("Sign in").does_not_see("Kim Sample")


def accepts(newcomer: Person, link: str) -> tuple[Person, str]:
    """Choose a password, set up the phone, keep the recovery codes; the key that the phone keeps."""
    newcomer.goes_to(link).sees("Welcome, Kim Sample").types("Choose a password", "short").presses("Continue")
    newcomer.sees("There is a problem").types("Choose a password", PASSWORD).types("The password again", PASSWORD)
    newcomer.presses("Continue")
    secret = newcomer.page.locator("code.lantern-secret").inner_text()
    newcomer.types("Code", code(secret)).presses("Finish").sees_heading("Recovery codes").opens("I have kept them")
    return newcomer.sees("Kim Sample", "You will see a child here"), secret


def signs_in(newcomer: Person, secret: str) -> Person:
    """Password, then the code that the phone shows next: one that was used is not taken again."""
    newcomer.types("Email address", ADDRESS).presses("Continue").types("Password", PASSWORD).presses("Sign in")
    newcomer.sees_heading("Enter the code")
    newcomer.types("Code", "000000").presses("Sign in").sees("There is a problem")
    return newcomer.types("Code", code(secret, periods_away=1)).presses("Sign in")
