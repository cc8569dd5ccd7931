"""How `age` writes its keys as text: Bech32 (BIP 173), whose last six letters find a mistyped one."""

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
POWERS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class Mistyped(ValueError):
    """The text is not a key, or not the kind that was asked for."""


def encode(kind: str, data: bytes) -> str:
    """`data` as text that begins with `kind` and "1"."""
    fives = _regroup(data, 8, 5, pad=True)
    check = _checksum([*_spread(kind), *fives, *[0] * 6]) ^ 1
    return f"{kind}1" + "".join(LETTERS[each] for each in [*fives, *((check >> 5 * (5 - at)) & 31 for at in range(6))])


def decode(kind: str, text: str) -> bytes:
    """The bytes of `encode(kind, ...)`. Raises `Mistyped`."""
    plain = text.strip().lower()
    before, _, after = plain.rpartition("1")
    if before != kind or len(after) < 6 or set(after) - set(LETTERS):
        raise Mistyped(f"A key that begins with {kind}1 was expected.")
    fives = [LETTERS.index(letter) for letter in after]
    if _checksum([*_spread(kind), *fives]) != 1:
        raise Mistyped("The key is mistyped: its last letters do not fit the rest.")
    return bytes(_regroup(bytes(fives[:-6]), 5, 8, pad=False))


def _spread(kind: str) -> list[int]:
    return [*(ord(letter) >> 5 for letter in kind), 0, *(ord(letter) & 31 for letter in kind)]


def _checksum(values: list[int]) -> int:
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for at, power in enumerate(POWERS):
            total ^= power if top >> at & 1 else 0
    return total


def _regroup(data: bytes, wide: int, narrow: int, *, pad: bool) -> list[int]:
    """The same bits in groups of another width."""
    held = bits = 0
    groups = []
    for value in data:
        held, bits = held << wide | value, bits + wide
        while bits >= narrow:
            bits -= narrow
            groups.append(held >> bits & (1 << narrow) - 1)
    if pad and bits:
        groups.append(held << narrow - bits & (1 << narrow) - 1)
    return groups
