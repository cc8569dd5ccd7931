"""The commands that make a backup, put one back, and make the key that opens them."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantern.config.starting import console, migrate_as_owner, start

if TYPE_CHECKING:
    from lantern.config.backups.restoring import House

LOCATION = "A folder, or the file to write; by default $LANTERN_BACKUPS."


def register(app: typer.Typer) -> None:
    app.command()(backup)
    app.command()(restore)
    app.command("backup-key")(backup_key)


def backup(
    to: Annotated[Path | None, typer.Argument(help=LOCATION, show_default=False)] = None,
    key: Annotated[str, typer.Option(help="Encrypt for this public key; by default $LANTERN_BACKUP_KEY.")] = "",
    open_to_all: Annotated[bool, typer.Option("--not-encrypted", help="Whoever has the file can read it.")] = False,
) -> None:
    """Write a backup of everything, consistent to one moment, while people go on working.

    Reads as the role of DATABASE_BACKUP_URL. A backup is whole or it is not there.
    """
    from lantern.config import databases, embedded
    from lantern.config.backups.making import BackupFailed, make

    if databases.is_embedded():
        embedded.start()
    folder = to or Path(os.environ.get("LANTERN_BACKUPS", ""))
    if folder == Path():
        raise BackupFailed("Where to? Name a folder, or set LANTERN_BACKUPS.")
    public = "" if open_to_all else key or os.environ.get("LANTERN_BACKUP_KEY", "")
    if not public and not open_to_all:
        raise BackupFailed(
            "A backup holds everything about every child. Encrypt it: `lantern backup-key FILE`, then --key or "
            "LANTERN_BACKUP_KEY. If the place is safe by itself: --not-encrypted"
        )
    made = make(url=_url("backup"), to=folder, public=public)
    about = made.manifest
    size = made.path.stat().st_size / 1e6
    console.print(
        f"{made.path}\n{about.rows:,} rows in {len(about.state.tables)} tables, {size:,.1f} MB"
        f"{', encrypted' if public else ', not encrypted'}.",
        highlight=False, soft_wrap=True, markup=False,
    )  # fmt: skip


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    key: Annotated[Path | None, typer.Option(help="The file with the secret key, if it is encrypted.")] = None,
    into: Annotated[str, typer.Option(help="Another database on the same server, which must be there.")] = "",
    replace: Annotated[str, typer.Option(help="The database's name, to throw away what is in it.")] = "",
    seal: Annotated[list[Path] | None, typer.Option(help="A file of the trail's seals, kept elsewhere.")] = None,
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="Empty the database again when all is compared.")
    ] = False,
    only_read: Annotated[
        bool, typer.Option("--only-read", help="Check that the file is whole; restore nothing.")
    ] = False,
) -> None:
    """Put a backup back into an empty database, and compare every row, wall and grant with what was backed up.

    Works as the roles of DATABASE_OWNER_URL and DATABASE_BACKUP_URL. Interrupted, the database says that it is not whole;
    the same command with --replace begins again.
    """
    from lantern.config import databases, embedded
    from lantern.config.backups import age, archive, restoring

    secret = age.secret_in(key.read_text()) if key else None
    if not file.is_file():
        raise restoring.RestoreRefused(f"There is no file {file}.")
    if only_read:
        manifest, dump = archive.read(file, secret)
        dump.close()
        console.print(
            f"Whole: {manifest.rows:,} rows of {manifest.made}, by Lantern {manifest.lantern}.", highlight=False
        )
        return
    if databases.is_embedded():
        embedded.start()
    target = restoring.Into(_url("owner"), _url("backup"), replace)
    target = target.named(into) if into else target
    os.environ["DATABASE_URL"] = restoring.beside(_url("app"), target)
    os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_BACKUP_URL"] = target.owner, target.backup
    start()
    restoring.restore(
        file=file, into=target, secret=secret, house=_house(seal or []), rehearse=rehearse,
        say=lambda words: console.print(words, highlight=False, markup=False, soft_wrap=True),
    )  # fmt: skip
    console.print("Rehearsed, and empty again." if rehearse else "Restored. Nobody is signed in. Next: lantern check")


def backup_key(
    file: Annotated[Path, typer.Argument(help="Where the secret key goes. Keep it away from this server.")],
) -> None:
    """Make the pair of keys for backups: this server gets the public one and can then not read its own backups."""
    from lantern.config.backups import age
    from lantern.config.backups.making import BackupFailed

    secret, public = age.new_key()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BackupFailed(
            f"{file} is there already. A key that is lost takes its backups with it: give another name."
        ) from None
    with os.fdopen(handle, "w") as opened:
        opened.write(
            "# The secret key of Lantern's backups. Keep it in two places, neither of them the server.\n"
            f"# {public}\n{secret}\n"
        )
    console.print(
        f"The secret key is in {file}: move it to two safe places, and off this server.\n"
        f"The server gets: LANTERN_BACKUP_KEY={public}",
        highlight=False, soft_wrap=True, markup=False,
    )  # fmt: skip


def _house(seals: "list[Path]") -> "House":
    from lantern.config import health
    from lantern.config.backups.restoring import House
    from lantern.config.backups.sealed import faults_of_trail

    elsewhere = [line for path in seals for line in path.read_text(encoding="utf-8").splitlines()]
    return House(health.known_migrations(), migrate_as_owner, lambda manifest: faults_of_trail(manifest, elsewhere))


def _url(role: str) -> str:
    from lantern.config import databases
    from lantern.config.backups.making import BackupFailed

    url = databases.url_or_none(role)
    if url is None:
        raise BackupFailed(f"{databases.VARIABLES[role]} is not set: see docs/operations.md.")
    return url
