"""The commands that seal the trail, publish the seal, and check the trail against it (security.md 3)."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from lantern.config.starting import PartnershipName, console, shown_progress, start

trail = typer.Typer()


@trail.command("seal-trail")
def seal_trail(
    to: Annotated[Path | None, typer.Option(help="Add the latest seal to this file, best on another machine.")] = None,
    mail: Annotated[list[str] | None, typer.Option(help="Send the latest seal there; may be given again.")] = None,
    partnership: PartnershipName = "",
) -> None:
    """Seal what was written since the last time. For a timer: every ten minutes is a good measure."""
    start()
    from lantern.tenancy.current import within
    from lantern.trail.actions.sealing import seal
    from lantern.trail.queries.seals import kept, latest_seal

    lines: list[str] = []
    for key, name in _meant(partnership).items():
        with within(key):
            made, latest = seal(by=None, at=datetime.now(UTC)), latest_seal()
            lines += [str(kept(latest))] if latest else []
        count = sum(each.count for each in made)
        console.print(f"{name}: {count:,} entries sealed in {len(made):,} batches.", markup=False, highlight=False)
    if to:
        _add(to, lines)
    if mail:
        _send(mail, lines)
    for line in lines:
        typer.echo(line)


@trail.command("verify-trail")
def verify_trail(
    seal: Annotated[
        list[Path] | None, typer.Option(help="A file of seals that was kept elsewhere; may be given again.")
    ] = None,
    partnership: PartnershipName = "",
) -> None:
    """Read every sealed entry again: any edit, deletion, insertion, change of order or cut is found, and ends with code 1.

    Without --seal, a chain that was made anew by whoever owns the database cannot be told from the true one.
    """
    start()
    from lantern.tenancy.current import within
    from lantern.trail.actions.checking import verify
    from lantern.trail.rules.kept import kept_seals

    outside = [each for path in seal or () for each in kept_seals(path.read_text(encoding="utf-8").splitlines())]
    known, all_hold = set(), True
    for key, name in _meant(partnership).items():
        with within(key), shown_progress() as progress:
            found = verify(outside=outside, by=None, at=datetime.now(UTC), progress=partial(progress, name))
        known |= {found.latest.partnership} if found.latest else set()
        all_hold &= found.holds
        _tell(name, found)
    if strangers := {each.partnership for each in outside} - known:
        all_hold = all_hold and bool(partnership)
        _say(f"Seals were given of {len(strangers)} whose trail is not sealed here: {', '.join(map(str, strangers))}")
    raise typer.Exit(0 if all_hold else 1)


@trail.command("watch-trail")
def watch_trail(
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days back, today included.")] = 2,
    partnership: PartnershipName = "",
) -> None:
    """Look through the trail for unusual access. For a timer: once an hour; done again it finds the same."""
    start()
    from lantern.governance.actions.watching import watch
    from lantern.tenancy.current import within

    for key, name in _meant(partnership).items():
        with within(key):
            _say(f"{name}: {watch(days=days, by=None, at=datetime.now(UTC))}.")


def _tell(name: str, found: Any) -> None:
    _say(f"{name}: {found}")
    for finding in found.findings:
        _say(str(finding))
    if found.unsealed:
        _say(f"  {found.unsealed:,} entries are newer than the last seal; no seal protects them yet.")
    if not found.against:
        _say(
            "  No seal kept elsewhere was given: a chain made anew by whoever owns the database is not told from here."
        )


def _meant(partnership: str) -> dict[UUID, str]:
    """The partnerships to go through, by id: the named one, or all."""
    from lantern.organisation.queries import find_partnership, partnership_names

    names = partnership_names()
    return {key: names[key] for key in ([find_partnership(partnership)] if partnership else names)}


def _add(path: Path, lines: list[str]) -> None:
    """Each seal once: a file that grows by a line a sealing."""
    there = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    with path.open("a", encoding="utf-8") as opened:
        opened.writelines(f"{line}\n" for line in lines if line not in there)


def _send(addresses: list[str], lines: list[str]) -> None:
    """No child, no person: a seal says nothing of what it covers (SHA-10)."""
    from django.core.mail import send_mail

    body = "Keep this message. It proves later that nothing in the trail was altered.\n\n" + "\n".join(lines) + "\n"
    send_mail("Lantern: the seal of the trail", body, None, addresses)


def _say(sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
