"""`lantern seal-trail`, `lantern verify-trail` and `lantern watch-trail`, as a timer and a person run them (SHA-6)."""

from pathlib import Path

import pytest
from django.core import mail
from typer.testing import CliRunner, Result

from lantern.config import sealing
from lantern.config.cli import app
from lantern.tenancy.current import within
from lantern.trail.models import Seal
from tests.factories.people import a_partnership
from tests.integration.trail.tampering import do
from tests.integration.trail.writing import owning_the_trail, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def here_and_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands run in this process, on the test's own database."""
    monkeypatch.setattr(sealing, "start", lambda: None)


def lantern(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_sealed_published_and_checked(tmp_path: Path) -> None:
    """security.md 3: every partnership; the seal goes to a file that grows, to mailboxes, and to the output."""
    here, there = a_partnership("Fictional"), a_partnership("Nowhere")
    kept = tmp_path / "seals.txt"
    first = lantern("seal-trail", "--to", kept, "--mail", "one@example.org", "--mail", "two@example.org")
    assert first.exit_code == 0
    lines = kept.read_text().splitlines()
    assert sorted(line.split()[4].rstrip(":") for line in lines) == sorted(str(each.pk) for each in (here, there))
    assert all(line in first.stdout for line in lines)
    assert mail.outbox[0].to == ["one@example.org", "two@example.org"]
    assert all(line in mail.outbox[0].body for line in lines)
    assert lantern("seal-trail", "--to", kept).exit_code == 0
    assert kept.read_text().splitlines() == lines  # nothing new: no line twice
    written(here, transactions=2)
    lantern("seal-trail", "--to", kept, "--partnership", "Fictional")
    assert len(kept.read_text().splitlines()) == 3
    assert lantern("verify-trail", "--seal", kept).exit_code == 0


def test_a_fault_ends_with_another_code(tmp_path: Path) -> None:
    """SHA-6: so that a timer notices; and it says which partnership, batch and entry."""
    here = a_partnership("Fictional")
    kept = tmp_path / "seals.txt"
    lantern("seal-trail", "--to", kept)
    with owning_the_trail():
        with within(here.pk):
            entry = Seal.objects.get().ids[0]
            do("DELETE FROM trail_entry WHERE id = %s", entry)
        found = lantern("verify-trail", "--seal", kept)
    assert found.exit_code == 1
    assert "Fictional" in found.output
    assert f"entry {entry} is gone" in found.output


def test_a_trail_that_is_gone_altogether_is_told_by_the_seal(tmp_path: Path) -> None:
    """SHA-6: an empty database verifies by itself; against a seal it does not."""
    here = a_partnership("Fictional")
    kept = tmp_path / "seals.txt"
    lantern("seal-trail", "--to", kept)
    with owning_the_trail():
        with within(here.pk):
            do("DELETE FROM trail_entry")
            do("DELETE FROM trail_seal")
        assert lantern("verify-trail").exit_code == 0
        found = lantern("verify-trail", "--seal", kept)
    assert found.exit_code == 1
    assert "the end of the trail was cut off" in " ".join(found.output.split())


def test_a_partnership_that_is_gone_is_told_by_its_seal(tmp_path: Path) -> None:
    """SHA-6: with all its rows somebody took away even its name."""
    a_partnership("Fictional")
    kept = tmp_path / "seals.txt"
    kept.write_text(f"Lantern seal 3 of 7c5a3e1e-0000-4000-8000-000000000002: {'0' * 64}\n")
    found = lantern("verify-trail", "--seal", kept)
    assert found.exit_code == 1
    assert "7c5a3e1e-0000-4000-8000-000000000002" in found.output


def test_a_file_that_holds_no_seals_is_refused(tmp_path: Path) -> None:
    """security.md 3: rather than counted as a check."""
    a_partnership("Fictional")
    kept = tmp_path / "seals.txt"
    kept.write_text("Lantern seal 3\n")
    found = lantern("verify-trail", "--seal", kept)
    assert found.exit_code != 0
    assert "Line 1 is not a seal" in str(found.exception)


def test_watching_by_a_timer() -> None:
    """SHA-6."""
    a_partnership("Fictional")
    found = lantern("watch-trail", "--days", 3)
    assert found.exit_code == 0
    assert "Fictional: 0 openings of records judged: 0 unusual, 0 of them new." in found.output
