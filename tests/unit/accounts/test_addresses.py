"""security.md 6: what the server may be made to ask: https in the open internet."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lantern.accounts.rules.addresses import against_url, is_public

NEAR = [
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "240.0.0.1",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:169.254.169.254", "2001:db8::1", "192.0.2.1", "64:ff9b:1::1",
    "64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "2002:7f00:1::1", "2002:a9fe:a9fe::",
]  # fmt: skip


@pytest.mark.parametrize("address", NEAR)
def test_what_is_near(address: str) -> None:
    """This machine, its network, the cloud's own addresses, and these written as IPv6."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_what_is_far(address: str) -> None:
    assert is_public(address)


@given(some.ip_addresses(v=4))
def test_an_address_is_the_same_however_it_is_written(address: IPv4Address) -> None:
    """An IPv4 address inside an IPv6 one is no way round."""
    for written in (
        f"::ffff:{address}",
        f"64:ff9b::{address}",
        f"2002:{int(address) >> 16:x}:{int(address) & 0xFFFF:x}::",
    ):
        assert is_public(str(address)) == is_public(str(IPv6Address(written))), written


@pytest.mark.parametrize(
    "url",
    [
        "https://login.example",
        "https://login.example/",
        "https://login.example:8443/tenant/v2.0",
        "https://[2606::1]/x",
    ],
)
def test_an_issuers_address(url: str) -> None:
    assert against_url(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://login.example", "ftp://login.example", "file:///etc/passwd", "login.example", "", "https://", "//login.example",
        "https://a:b@login.example", "https://a@login.example", "https://login.example/?x=1", "https://login.example/#x",
        "https://login.example:0/", "https://login.example:99999/", "https://[broken", "javascript:alert(1)", "gopher://x",
    ],
)  # fmt: skip
def test_what_is_none(url: str) -> None:
    assert against_url(url).endswith(".")


def test_while_developing_it_may_be_plain() -> None:
    assert against_url("http://localhost:9400", plain=True) == ""
    assert against_url("ftp://localhost", plain=True)


@given(some.text(max_size=60))
def test_nonsense_has_an_answer(text: str) -> None:
    """Never a fault."""
    assert isinstance(against_url(text), str)
