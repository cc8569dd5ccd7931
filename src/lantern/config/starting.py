"""What every command needs: Django and its database started, a partnership to work in, progress shown."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

console = Console(stderr=True)
PartnershipName = Annotated[
    str, typer.Option("--partnership", help="Which partnership; may be left out when there is one.")
]


def start(*, migrate: bool = False, look_only: bool = False) -> None:
    """Start the embedded server where no other is named, bring the tables up if asked, and set Django up."""
    from lantern.config import databases, embedded

    if databases.is_embedded():
        embedded.start()
        migrate = not look_only
    if migrate:
        migrate_as_owner()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantern.config.settings")
    import django

    django.setup()
    if migrate:
        catch_up()


def catch_up() -> None:
    """What an older version wrote, in each partnership, in transactions of some hundred children."""
    from datetime import UTC, datetime

    from lantern.missing.actions.catching_up import catch_up
    from lantern.organisation.queries import partnership_names
    from lantern.tenancy.current import within

    for partnership in partnership_names():
        last, begun = None, False
        while last or not begun:
            with within(partnership):
                last, begun = catch_up(after=last, by=None, at=datetime.now(UTC)), True


def migrate_as_owner() -> None:
    """Migrations run in a process of their own, as the owner of the tables."""
    import subprocess

    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "lantern.config.owner_settings"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment, check=True)  # noqa: S603


@contextmanager
def inside(name: str) -> Iterator[None]:
    """One transaction in the named partnership, or in the only one there is: what is done stands whole or not at all."""
    from lantern.organisation.queries import find_partnership
    from lantern.tenancy.current import within

    with within(find_partnership(name)):
        yield


@contextmanager
def working_in(name: str) -> Iterator[None]:
    """The same for long work that commits stage by stage, so that it can be stopped and gone on with."""
    from lantern.organisation.queries import find_partnership
    from lantern.tenancy.current import working_in

    with working_in(find_partnership(name)):
        yield


@contextmanager
def shown_progress() -> Iterator[Any]:
    """A callback `(stage, done, total)` that draws bars; plain lines where there is no terminal."""
    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show
