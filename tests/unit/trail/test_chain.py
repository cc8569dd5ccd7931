"""The chain of seals, and the line by which one is kept elsewhere (security.md 3)."""

import hashlib
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.trail.rules.chain import BEGINNING, NOTHING_BEFORE, Link, Place, hash_of, said_by
from lantern.trail.rules.findings import Checked, Fault, Finding, findings
from lantern.trail.rules.kept import KeptSeal, Unreadable, kept_seals

HERE = UUID("7c5a3e1e-0000-4000-8000-000000000001")
ELSEWHERE = UUID("7c5a3e1e-0000-4000-8000-000000000002")
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
FIRST = Link(
    partnership=HERE,
    number=1,
    sealed_at=NOON,
    since=BEGINNING,
    until=Place(50, 0),
    count=20,
    entries_hash=b"e" * 32,
    before=NOTHING_BEFORE,
)
OTHERWISE: dict[str, Any] = {
    "partnership": ELSEWHERE,
    "number": 2,
    "sealed_at": NOON + timedelta(microseconds=1),
    "since": Place(0, 1),
    "until": Place(50, 1),
    "count": 21,
    "entries_hash": b"f" * 32,
    "before": b"f" * 32,
}


def a_chain(length: int) -> list[Checked]:
    """That many seals, each after the other, all true."""
    made: list[Checked] = []
    for number in range(1, length + 1):
        last = made[-1] if made else None
        link = replace(
            FIRST,
            number=number,
            since=last.link.until if last else BEGINNING,
            until=Place(50 * number, 0),
            before=last.hash if last else NOTHING_BEFORE,
        )
        made.append(Checked(link, hash_of(link), entries_hold=True, notes_hold=True))
    return made


def kept(each: Checked) -> KeptSeal:
    return KeptSeal(each.link.partnership, each.link.number, each.hash)


def found(chain: list[Checked], *outside: KeptSeal) -> list[tuple[int, Fault]]:
    return [(each.number, each.fault) for each in findings(chain, outside)]


def test_the_hash_covers_everything_a_seal_says() -> None:
    """security.md 3: no value of a seal can be changed without changing its hash; a new field must be covered too."""
    assert {each.name for each in fields(Link)} == set(OTHERWISE)
    hashes = {hash_of(replace(FIRST, **{name: value})) for name, value in OTHERWISE.items()} | {hash_of(FIRST)}
    assert len(hashes) == len(OTHERWISE) + 1


def test_the_form_of_a_seal_stands() -> None:
    """security.md 3: seals kept for years must be checkable by what was written down, so the bytes never change."""
    assert said_by(FIRST).decode().split("\n") == [
        "lantern seal 1", str(HERE), "1", "1772539200000000", "0", "0", "50", "0", "20", "65" * 32, "00" * 32,
    ]  # fmt: skip
    assert hash_of(FIRST) == hashlib.sha256(said_by(FIRST)).digest()


@given(st.integers(0, 2**62), st.integers(0, 2**62), st.integers(0, 2**62), st.integers(0, 2**62))
def test_no_two_seals_are_said_alike(a: int, b: int, c: int, d: int) -> None:
    """security.md 3: the lines are unambiguous: 1 and 23 are not 12 and 3."""
    one, other = replace(FIRST, since=Place(a, b)), replace(FIRST, since=Place(c, d))
    assert (said_by(one) == said_by(other)) == ((a, b) == (c, d))


@pytest.mark.parametrize("length", [0, 1, 2, 7])
def test_a_true_chain_has_no_fault(length: int) -> None:
    """SHA-6: nothing is found where nothing was done, with and without a seal kept elsewhere."""
    chain = a_chain(length)
    assert found(chain) == []
    assert found(chain, *map(kept, chain)) == []


@given(st.integers(2, 9), st.data())
def test_a_chain_cut_shortened_or_turned_round_is_found(length: int, data: st.DataObject) -> None:
    """SHA-6: whatever is left out or exchanged, against the last seal kept elsewhere."""
    chain = a_chain(length)
    last = kept(chain[-1])
    gone = data.draw(st.integers(0, length - 1))
    assert found([*chain[:gone], *chain[gone + 1 :]], last)
    assert (length, Fault.CUT) in found(chain[: length - 1], last)
    assert found([], last) == [(length, Fault.CUT)]
    one = data.draw(st.integers(0, length - 2))
    turned = chain.copy()
    turned[one], turned[one + 1] = turned[one + 1], turned[one]
    assert found(turned, last)


@given(st.integers(1, 6), st.data())
def test_a_chain_made_anew_is_told_by_the_seal_kept_elsewhere_alone(length: int, data: st.DataObject) -> None:
    """security.md 3: from inside it looks true; that is why a seal is published."""
    chain = a_chain(length)
    changed = data.draw(st.integers(0, length - 1))
    anew = chain[:changed]
    for each in chain[changed:]:
        before = anew[-1].hash if anew else NOTHING_BEFORE
        entries = b"x" * 32 if len(anew) == changed else each.link.entries_hash
        link = replace(each.link, before=before, entries_hash=entries)
        anew.append(Checked(link, hash_of(link), entries_hold=True, notes_hold=True))
    assert found(anew) == []
    assert found(anew, kept(chain[-1])) == [(length, Fault.KEPT)]


def test_every_fault_has_its_words() -> None:
    """SHA-6: a finding says which batch and what is wrong."""
    chain = a_chain(3)
    link = chain[1].link
    chain[1] = Checked(replace(link, count=19), chain[1].hash, entries_hold=False, notes_hold=True)
    assert found(chain) == [(2, Fault.SEAL), (2, Fault.ENTRIES)]
    chain[1] = Checked(link, hash_of(link), entries_hold=True, notes_hold=False)
    assert found(chain) == [(2, Fault.NOTES)]
    chain[1] = Checked(replace(link, since=Place(49, 0)), chain[1].hash, entries_hold=True, notes_hold=True)
    assert found(chain) == [(2, Fault.BEFORE), (2, Fault.SEAL)]
    said = str(Finding(2, Fault.ENTRIES, ("entry 7 is gone", "entry 9 was altered")))
    assert said == "Batch 2: entries are not as they were sealed\n  entry 7 is gone\n  entry 9 was altered"


@given(st.uuids(), st.integers(1, 999_999_999), st.binary(min_size=32, max_size=32))
def test_a_seal_is_read_as_it_was_written(partnership: UUID, number: int, digest: bytes) -> None:
    """security.md 3: one line, through a file, a mail or a person's notes."""
    seal = KeptSeal(partnership, number, digest)
    assert kept_seals(["# where we keep seals", "", f"  {seal}  (read out by telephone)", str(seal)]) == [seal, seal]


@pytest.mark.parametrize("line", ["Lantern seal 12", "Lantern seal x of y: z", f"Seal 1 of {HERE}: {'0' * 64}"])
def test_a_line_that_is_no_seal_is_said_and_not_passed_over(line: str) -> None:
    """security.md 3: a seal cut short by a mail program must not count as one that holds."""
    with pytest.raises(Unreadable, match="Line 2"):
        kept_seals(["", line])
    cut = str(KeptSeal(HERE, 1, b"x" * 32))[:-1]
    with pytest.raises(Unreadable, match="Line 1"):
        kept_seals([cut])
