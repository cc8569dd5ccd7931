"""The `lantern` command."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

app = typer.Typer(
    help="Lantern: missing and child exploitation arrangements for a local safeguarding partnership.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
take = typer.Typer(help="Take a file in. Stopped at any moment, the same command goes on.", no_args_is_help=True)
give = typer.Typer(help="Write a file out.", no_args_is_help=True)
app.add_typer(take, name="import")
app.add_typer(give, name="export")
console = Console(stderr=True)
PartnershipName = Annotated[
    str, typer.Option("--partnership", help="Which partnership; may be left out when there is one.")
]
HOST = "127.0.0.1"
STOPPED = 130  # exit code after Ctrl-C


def main() -> None:
    """Run the command; faults that a person can mend are said in a sentence, without a traceback."""
    try:
        code = app(standalone_mode=False) or 0  # typer hands back what a command exits with, and 130 after Ctrl-C
    except (typer.Abort, KeyboardInterrupt):
        code = STOPPED
    except Exception as fault:
        if hasattr(fault, "format_message"):
            _complain(fault.format_message())
            sys.exit(2)
        if not _is_for_people(fault):
            raise
        _complain(str(fault))
        sys.exit(1)
    if code == STOPPED:
        _complain("Stopped. The same command goes on from here.")
    sys.exit(code)


def _complain(sentence: str) -> None:
    """On the error output, in one piece; what a file or its name holds is shown as it is, never taken for markup."""
    console.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the pages are.")] = 8000,
    children: Annotated[int, typer.Option(help="How many invented children there are.")] = 240,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the invented county away and make it anew.")] = False,
) -> None:
    """Run Lantern with an invented county, and sign in as anyone in it with one click.

    Everything in it is invented: its map, its people, its postcodes. Needs no server and no settings.
    """
    from lantern.config import demonstration

    made = demonstration.prepare(children=children, fresh=fresh, shown_progress=shown_progress)
    console.print(f"\n  {made}\n  Lantern is at [bold]http://{HOST}:{port}/[/]   (Ctrl-C stops it)\n")
    _serve(HOST, port, workers=1)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; TLS belongs in front of it.")] = HOST,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes.")] = 2,
    skip_check: Annotated[
        bool, typer.Option("--skip-check", help="Serve although `lantern check` finds faults.")
    ] = False,
) -> None:
    """Serve the pages. Refuses unsafe settings unless told otherwise."""
    start()
    if not skip_check:
        _check()
    _serve(host, port, workers)


@app.command()
def check() -> None:
    """Say whether this installation is safe to use with real records."""
    start()
    _check()
    console.print("Nothing unsafe found.")


@app.command()
def migrate() -> None:
    """Bring the tables up to this version, as their owner."""
    start(migrate=True)
    console.print("The tables are up to date.")


@app.command("create-partnership")
def create_partnership(
    preset: Annotated[str, typer.Argument(help="What to start from, for example: essex.")],
    name: Annotated[str, typer.Option(help="Its name; by default the preset's.")] = "",
) -> None:
    """Make a partnership from a preset: its areas, agencies and arrangement."""
    start(migrate=True)
    from lantern.organisation import actions, presets
    from lantern.organisation.queries import partnership_names

    chosen = presets.preset(preset)
    name = name or chosen.title.split(":")[0]
    if name in partnership_names().values():
        raise typer.BadParameter(f"There is a partnership {name} already. Give another --name.")
    now = datetime.now(UTC)
    made = actions.create_partnership(preset=chosen, name=name, since=now.date(), by=None, at=now)
    console.print(f"Made the partnership [bold]{made.name}[/]. Next: lantern create-admin")


@app.command("create-admin")
def create_admin(
    email: Annotated[str, typer.Argument(help="Where the invitation goes.")],
    name: Annotated[str, typer.Argument(help="The person's name.")],
    agency: Annotated[str, typer.Option(help="The agency the person works for.")] = "Safeguarding board",
    base: Annotated[str, typer.Option(help="The address people use for this installation.")] = f"http://{HOST}:8000",
    partnership: PartnershipName = "",
) -> None:
    """Invite the first administrator; prints the link as well as sending it."""
    start()
    from lantern.organisation.actions import create_administrator
    from lantern.organisation.queries import find_partnership

    invited = create_administrator(
        partnership_id=find_partnership(partnership),
        agency=agency,
        name=name,
        email=email,
        site=base,
        by=None,
        at=datetime.now(UTC),
    )
    console.print(f"Give this link to {name}; it works once:\n{invited.link}", highlight=False, soft_wrap=True)


@take.command("children")
def import_children(
    file: Annotated[Path, typer.Argument(help="CSV: id, forename, surname, dob, sex, postcode, address, upn, status.")],
    partnership: PartnershipName = "",
) -> None:
    """The council's list of children."""
    start()
    from lantern.exchange.actions.children import import_children as run

    with working_in(partnership):
        with shown_progress() as progress:
            received, new = run(path=file, by=None, at=datetime.now(UTC), progress=progress)
        _tell(received, new)


@take.command("notifications")
def import_notifications(
    file: Annotated[Path, typer.Argument(help="CSV as police send it: one row a message.")],
    outcome: Annotated[Path | None, typer.Option(help="Write here what became of each row.")] = None,
    source: Annotated[
        str, typer.Option(help="Who sent it: the same reference of another sender is another incident.")
    ] = "police",
    partnership: PartnershipName = "",
) -> None:
    """A police feed of missing children."""
    start()
    from lantern.exchange.actions.notifications import import_notifications as run
    from lantern.exchange.actions.outcomes import check_can_write, write_outcomes

    if outcome:
        check_can_write(outcome, beside=file)
    with working_in(partnership):
        with shown_progress() as progress:
            received, new = run(path=file, source=source, by=None, at=datetime.now(UTC), progress=progress)
        if outcome:
            with inside(partnership):
                write_outcomes(received, outcome, again=not new)
        _tell(received, new)


@take.command("looked-after")
def import_looked_after(
    directory: Annotated[Path, typer.Argument(help="Folder with the header, episodes and missing tables, as CSV.")],
    partnership: PartnershipName = "",
) -> None:
    """The looked-after return of a year."""
    start()
    from lantern.exchange.actions.looked_after import import_looked_after as run

    with working_in(partnership):
        with shown_progress() as progress:
            said = run(directory=directory, by=None, at=datetime.now(UTC), progress=progress)
        console.print(str(said), markup=False, highlight=False)


@take.command("postcodes")
def import_postcodes(
    file: Annotated[Path, typer.Argument(help="CSV or CSV.GZ: postcode, easting, northing, district code.")],
    partnership: PartnershipName = "",
) -> None:
    """Postcodes with their grid references; each is placed in its district."""
    start()
    from lantern.exchange.actions.reference import import_postcodes as run

    with inside(partnership), shown_progress() as progress:
        count = run(path=file, by=None, at=datetime.now(UTC), progress=progress)
    console.print(f"{count:,} postcodes.")


@take.command("boundaries")
def import_boundaries(
    file: Annotated[
        Path, typer.Argument(help="GeoJSON in longitude and latitude; features carry an area's code or name.")
    ],
    partnership: PartnershipName = "",
) -> None:
    """Boundaries of areas."""
    start()
    from lantern.exchange.actions.reference import import_boundaries as run

    with inside(partnership):
        used, unknown = run(path=file, by=None, at=datetime.now(UTC))
    console.print(f"{len(used)} boundaries set: {', '.join(sorted(used))}.", markup=False, soft_wrap=True)
    if unknown:
        console.print(f"No area here is called: {', '.join(sorted(unknown))}.", markup=False, soft_wrap=True)


@give.command("looked-after-return")
def export_looked_after_return(
    directory: Annotated[Path, typer.Argument(help="Folder to write into.")],
    year: Annotated[str, typer.Option(help="The return's year, for example 2025-26.")],
    partnership: PartnershipName = "",
) -> None:
    """The Missing table of a year's looked-after return, checked by the return's own rules first."""
    start()
    from lantern.exchange.actions.looked_after import export_looked_after_return as run
    from lantern.timekeeping.periods import ReturnYear

    with inside(partnership):
        exported = run(year=ReturnYear.parse(year), directory=directory, by=None, at=datetime.now(UTC))
    console.print(str(exported), highlight=False)


@app.command("make-data")
def make_data(
    children: Annotated[int, typer.Option(help="How many invented children.")] = 2_000,
    years: Annotated[int, typer.Option(help="How many years of history.")] = 3,
    seed: Annotated[int, typer.Option(help="The same seed makes the same county.")] = 1,
) -> None:
    """Fill a partnership of its own with invented children and their history, at any size."""
    start(migrate=True)
    from lantern.demo.actions import make_data as run

    with shown_progress() as progress:
        made = run(children=children, years=years, seed=seed, progress=progress)
    console.print(str(made))


def start(*, migrate: bool = False) -> None:
    """Start the embedded server where no other is named, bring the tables up if asked, and set Django up."""
    from lantern.config import databases, embedded

    if databases.is_embedded():
        embedded.start()
        migrate = True
    if migrate:
        _as_owner()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantern.config.settings")
    import django

    django.setup()


def _as_owner() -> None:
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


def _tell(received: Any, new: bool) -> None:
    from lantern.exchange.queries import counts
    from lantern.tenancy.current import current_id, within
    from lantern.timekeeping.moments import london

    with within(current_id()):
        counted = counts(received)
    if not new:
        said = f"{received.name} was read before, on {london(received.received_at):%d/%m/%Y %H:%M}. Nothing changed."
        console.print(said, markup=False, soft_wrap=True)
    for outcome, count in counted.items():
        console.print(f"  {count:>7,}  {outcome}")


def _check() -> None:
    from lantern.config.safety import faults

    found = faults()
    for fault in found:
        console.print(f"[red]✗[/] {fault}", highlight=False)
    if found:
        raise typer.Exit(1)


def _serve(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "lantern.config.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=workers,
        blocking_threads=4, log_enabled=False, websockets=False,
    ).serve()  # fmt: skip


def _is_for_people(fault: Exception) -> bool:
    """Faults whose text is written for the person at the keyboard."""
    return getattr(type(fault), "__module__", "").startswith("lantern.")
