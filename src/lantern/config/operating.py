"""The commands for whoever runs the server: is it safe, what would an upgrade do, which roles does PostgreSQL need."""

from importlib.resources import files
from typing import Annotated

import typer

from lantern.config.starting import console, start

UNSAFE = 1


def register(app: typer.Typer) -> None:
    app.command()(check)
    app.command("upgrade-check")(upgrade_check)
    app.command("sql-roles")(sql_roles)


def check() -> None:
    """Say whether this installation is safe to use with real records."""
    start()
    from lantern.config.safety import faults

    found = faults()
    for fault in found:
        console.print(f"{'✗' if fault.stops else '!'} {fault}", markup=False, highlight=False, soft_wrap=True)
    if any(fault.stops for fault in found):
        console.print("Lantern does not serve before what is marked ✗ is mended.")
    if found:
        raise typer.Exit(UNSAFE)
    console.print("Nothing unsafe found.")


def refuse_unsafe() -> None:
    """Stop here when something is unsafe for real records; a demonstration and a developer's own server go on."""
    from django.conf import settings

    from lantern.config.safety import faults

    if settings.DEMO or settings.DEBUG:
        return
    stopping = [fault for fault in faults() if fault.stops]
    for fault in stopping:
        console.print(f"✗ {fault}", markup=False, highlight=False, soft_wrap=True)
    if stopping:
        console.print("Lantern does not start before this is mended. To try it out: lantern demo")
        raise typer.Exit(UNSAFE)


def upgrade_check() -> None:
    """Say what `lantern migrate` of this version would do to the database, before it does it."""
    start(look_only=True)
    from django.db import connection

    from lantern.config import health

    with connection.cursor() as cursor:
        applied, behind = health.applied(cursor), health.migrations_behind(cursor)
    rooms = {name.partition(".")[0] for name in health.known_migrations()}
    if later := sorted(name for name in applied - health.known_migrations() if name.partition(".")[0] in rooms):
        console.print(f"The database is of a later version of Lantern (it has {', '.join(later)}). Install that one.")
        raise typer.Exit(UNSAFE)
    for name in behind:
        console.print(f"  {name}", highlight=False)
    console.print(f"{len(behind)} to come. Take a backup, then: lantern migrate" if behind else "Nothing to come.")


def sql_roles(
    owner: Annotated[str, typer.Option(help="The role that owns the tables.")] = "lantern_owner",
    application: Annotated[str, typer.Option(help="The role that serves pages.")] = "lantern_app",
    backup: Annotated[str, typer.Option(help="The role that takes backups.")] = "lantern_backup",
) -> None:
    """Print the SQL that makes the three roles; a superuser of PostgreSQL runs it, as often as wanted."""
    text = (files("lantern.config") / "roles.sql").read_text()
    named = {"lantern_owner": owner, "lantern_app": application, "lantern_backup": backup}
    for name, given in named.items():
        text = text.replace(name, given)
    typer.echo(text)
