"""A mail server that does not answer."""

from smtplib import SMTPServerDisconnected

from django.core.mail.backends.base import BaseEmailBackend


class Broken(BaseEmailBackend):
    """Takes nothing."""

    def send_messages(self, email_messages: object) -> int:
        raise SMTPServerDisconnected("the line is dead")
