"""security.md 5: a token proves who somebody is only when every single thing about it is right."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import assume, given
from hypothesis import strategies as some

from lantern.accounts.rules.agency_tokens import (
    LEEWAY,
    Expected,
    Told,
    Unbelievable,
    challenge,
    domain_of,
    read,
)
from tests.factories.issuer import ANOTHER_KEY, KEY, published

ASKED_AT = datetime.now(UTC)
EXPECTED = Expected("https://login.example", "lantern", "nonce", ["council.example"], ASKED_AT)
KEYS = {"keys": [published(KEY)]}
ELSEWHERE = timezone(timedelta(hours=9))
CURVE = ec.generate_private_key(ec.SECP256R1())


def claims(**changes: Any) -> dict[str, Any]:
    """Of a token made this moment: one of the moment this file was read would be too old at the end of a long run."""
    now = this_second()
    told = {
        "iss": "https://login.example", "aud": "lantern", "sub": "1", "nonce": "nonce", "iat": now, "exp": now + 300,
        "email": "Sam@Council.example", "email_verified": True,
    } | changes  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def this_second() -> int:
    return int(datetime.now(UTC).timestamp())


def token(key: Any = KEY, algorithm: str = "RS256", headers: dict[str, Any] | None = None, **changes: Any) -> str:
    return jwt.encode(claims(**changes), key, algorithm=algorithm, headers={"kid": "1"} | (headers or {}))


def is_unbelievable(made: str, keys: Any = KEYS, expected: Expected = EXPECTED) -> None:
    with pytest.raises(Unbelievable) as refusal:
        read(made, keys, expected)
    assert refusal.value.reason.endswith(".")


def test_an_honest_token_is_read() -> None:
    assert read(token(), KEYS, EXPECTED) == Told("1", "sam@council.example")


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])
def test_the_usual_signatures(algorithm: str) -> None:
    assert read(token(algorithm=algorithm), KEYS, EXPECTED).subject == "1"


def test_a_signature_on_a_curve() -> None:
    public = jwt.algorithms.ECAlgorithm.to_jwk(CURVE.public_key(), as_dict=True) | {"kid": "1"}
    assert read(token(CURVE, "ES256"), {"keys": [public]}, EXPECTED).subject == "1"


def unsigned() -> str:
    return jwt.encode(claims(), None, algorithm="none", headers={"kid": "1"})


def signed_with_the_public_key() -> str:
    """The old trick: the public key, taken for the secret of an HMAC."""
    pem = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hand_made({"alg": "HS256", "kid": "1"}, pem)


def hand_made(header: dict[str, Any], secret: bytes) -> str:
    import hashlib
    import hmac

    parts = [base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=") for each in (header, claims())]
    signature = hmac.new(secret, b".".join(parts), hashlib.sha256).digest()
    return b".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


def of_another_key() -> str:
    return token(ANOTHER_KEY)


def of_an_unknown_key() -> str:
    return token(headers={"kid": "2"})


def bringing_its_own_key() -> str:
    return token(ANOTHER_KEY, headers={"jwk": published(ANOTHER_KEY), "jku": "https://evil.example/keys"})


def in_two_parts() -> str:
    return token().rpartition(".")[0]


@pytest.mark.parametrize(
    "make",
    [unsigned, signed_with_the_public_key, of_another_key, of_an_unknown_key, bringing_its_own_key, in_two_parts, str],
)
def test_what_the_issuer_did_not_sign(make: Callable[[], str]) -> None:
    """OpenID Connect Core 3.1.3.7, 6: by the issuer's own key, with an algorithm of that key."""
    is_unbelievable(make())


@pytest.mark.parametrize(
    "keys",
    [
        {}, {"keys": []}, {"keys": [{}]}, {"keys": [{"kty": "RSA", "kid": "1"}]}, {"keys": None}, {"keys": [1]},
        {"keys": [published(KEY), published(ANOTHER_KEY)]},
        {"keys": [published(KEY, use="enc")]},
        {"keys": [{"kty": "oct", "kid": "1", "k": "AAAA"}]},
    ],
)  # fmt: skip
def test_keys_that_are_none(keys: Any) -> None:
    """Nonsense, two of one name, one for something else, a shared secret."""
    with pytest.raises(Unbelievable):
        read(token(), keys, EXPECTED)


def test_a_token_without_a_name_of_its_key_fits_a_single_one() -> None:
    made = jwt.encode(claims(), KEY, algorithm="RS256")
    assert read(made, KEYS, EXPECTED).subject == "1"
    is_unbelievable(made, {"keys": [published(KEY), published(ANOTHER_KEY, kid="2")]})


@given(place=some.integers(min_value=0), change=some.integers(min_value=1, max_value=255))
def test_no_byte_of_a_token_can_be_altered(place: int, change: int) -> None:
    """Any change anywhere in what was signed, or in the signature."""
    made = token()
    header, payload, signature = (bytearray(_bytes(each)) for each in made.split("."))
    whole = [header, payload, signature]
    part = whole[place % 3]
    part[(place // 3) % len(part)] ^= change
    altered = ".".join(base64.urlsafe_b64encode(bytes(each)).rstrip(b"=").decode() for each in whole)
    assume(altered != made)
    is_unbelievable(altered)


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


@given(
    name=some.sampled_from(["iss", "aud", "nonce"]),
    value=some.one_of(some.text(max_size=30), some.integers(), some.none()),
)
def test_nothing_else_will_do(name: str, value: Any) -> None:
    """Issuer, audience and nonce are what they are, or the token is refused."""
    right = {"iss": "https://login.example", "aud": "lantern", "nonce": "nonce"}[name]
    assume(value != right)
    try:
        made = token(**{name: value})
    except TypeError:  # a library refuses to make it
        return
    is_unbelievable(made)


@given(late=some.integers(min_value=LEEWAY + 1, max_value=10**8))
def test_a_token_has_its_time(late: int) -> None:
    """Units: seconds."""
    now = this_second()
    is_unbelievable(token(exp=now - late))
    is_unbelievable(token(iat=now + late + LEEWAY, exp=now + 10**9))
    is_unbelievable(token(nbf=now + late + LEEWAY))


def test_clocks_may_differ_by_a_minute() -> None:
    now = this_second()
    assert read(token(exp=now - LEEWAY + 10, iat=now + LEEWAY - 10), KEYS, EXPECTED)


@pytest.mark.parametrize("claim", ["iss", "sub", "aud", "exp", "iat", "nonce", "email", "email_verified"])
def test_nothing_may_be_missing(claim: str) -> None:
    is_unbelievable(token(**{claim: None}))


def test_several_audiences_need_ours_to_have_asked() -> None:
    """OpenID Connect Core 3.1.3.7, 3-5."""
    both = ["lantern", "another"]
    is_unbelievable(token(aud=both))
    is_unbelievable(token(aud=both, azp="another"))
    assert read(token(aud=both, azp="lantern"), KEYS, EXPECTED)
    assert read(token(aud=["lantern"]), KEYS, EXPECTED)


@given(word=some.one_of(some.text(), some.integers(), some.none(), some.lists(some.booleans()), some.just(False)))
def test_verified_is_a_fact_and_nothing_like_one(word: Any) -> None:
    """`true` and no word that somebody might read as it."""
    is_unbelievable(token(email_verified=word))


@given(domain=some.from_regex(r"[a-z0-9.-]{1,30}", fullmatch=True))
def test_only_domains_on_the_list(domain: str) -> None:
    """Whole domains: not what ends like one, not what lies beneath one."""
    assume(domain != "council.example")
    is_unbelievable(token(email=f"sam@{domain}"))


@pytest.mark.parametrize("email", ["", "sam", "sam@", "a@b@council.example", 1, ["sam@council.example"], {"a": 1}])
def test_an_address_that_is_none(email: Any) -> None:
    is_unbelievable(token(email=email))


def test_asked_afresh_it_must_be_proved_afresh() -> None:
    """Is it still you: an hour-old sign-in at the agency does not count; nor an answer that does not say."""
    now = this_second()
    expected = Expected(**(vars(EXPECTED) | {"afresh": True, "asked_at": datetime.fromtimestamp(now, UTC)}))
    is_unbelievable(token(auth_time=now - 3600), expected=expected)
    is_unbelievable(token(), expected=expected)
    is_unbelievable(token(auth_time=str(now)), expected=expected)
    assert read(token(auth_time=now), KEYS, expected)
    assert read(token(auth_time=now - 3600), KEYS, EXPECTED)


@pytest.mark.parametrize(
    ("address", "domain"),
    [("Sam@Council.Example ", "council.example"), ("sam", ""), ("", ""), ("a@b@c.example", "c.example"), ("@", "")],
)
def test_the_domain_of_an_address(address: str, domain: str) -> None:
    assert domain_of(address) == domain


def test_what_goes_ahead_of_the_verifier() -> None:
    """The example of RFC 7636, appendix B."""
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_moment_asked_is_read_in_any_zone() -> None:
    earlier = Expected(**(vars(EXPECTED) | {"afresh": True, "asked_at": datetime.now(ELSEWHERE)}))
    assert read(token(auth_time=this_second() + 1), KEYS, earlier)
    is_unbelievable(token(auth_time=this_second() - 120), expected=earlier)


def test_keys_of_this_test_are_of_the_usual_length() -> None:
    assert isinstance(KEY, rsa.RSAPrivateKey)
    assert KEY.key_size == 2048
