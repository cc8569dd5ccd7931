"""The mail server as one address."""

import pytest

from lantern.config.mail import NoSuchServer, Server, server


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("smtp://localhost:25", Server("localhost", 25, "", "", False, False)),
        ("smtp://mail.example.org", Server("mail.example.org", 25, "", "", False, False)),
        ("smtp://mail.example.org:587", Server("mail.example.org", 587, "", "", True, False)),
        ("smtp://us%40er:p%3Ass@mail.example.org", Server("mail.example.org", 25, "us@er", "p:ss", True, False)),
        ("smtps://user:x@mail.example.org", Server("mail.example.org", 465, "user", "x", False, True)),
    ],
)
def test_an_address_is_read_and_a_password_never_travels_in_the_open(address: str, read: Server) -> None:
    assert server(address) == read


@pytest.mark.parametrize("address", ["", "mail.example.org", "http://mail.example.org", "smtp://"])
def test_another_text_is_refused_with_how_it_is_written(address: str) -> None:
    with pytest.raises(NoSuchServer, match="smtp://user:password@host:587"):
        server(address)
