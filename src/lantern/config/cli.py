"""The `lantern` command."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lantern.config import operating
from lantern.config.backups import commands as backups
from lantern.config.files import give, take
from lantern.config.sealing import trail
from lantern.config.starting import PartnershipName, console, shown_progress, start
from lantern.organisation import presets
from lantern.timekeeping.moments import london

app = typer.Typer(
    help="Lantern: missing and child exploitation arrangements for a local safeguarding partnership.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
app.add_typer(take, name="import")
app.add_typer(give, name="export")
app.add_typer(trail)
operating.register(app)
backups.register(app)
HOST = "127.0.0.1"
PRESETS = ", ".join(presets.names())
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
) -> None:
    """Serve the pages. Refuses what is unsafe for real records: see `lantern check`."""
    start()
    operating.refuse_unsafe()
    _serve(host, port, workers)


@app.command()
def migrate() -> None:
    """Bring the tables up to this version, as their owner."""
    start(migrate=True)
    console.print("The tables are up to date.")


@app.command("create-partnership")
def create_partnership(
    preset: Annotated[
        str, typer.Argument(help=f"What to start from: {PRESETS}; or a file of your own that ends in .toml.")
    ],
    name: Annotated[str, typer.Option(help="Its name; by default the preset's.")] = "",
) -> None:
    """Make a partnership from a preset: its areas, agencies and arrangement."""
    chosen = presets.preset(preset)
    start(migrate=True)
    from lantern.organisation import actions
    from lantern.organisation.queries import partnership_names

    name = name or chosen.title.split(":")[0]
    if name in partnership_names().values():
        raise typer.BadParameter(f"There is a partnership {name} already. Give another --name.")
    now = datetime.now(UTC)
    made = actions.create_partnership(preset=chosen, name=name, since=london(now).date(), by=None, at=now)
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


@app.command("write-transitions", hidden=True)
def write_transitions(
    path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("docs/transitions.md"),
) -> None:
    """Write docs/transitions.md from the tables in the code; for whoever changes them."""
    from lantern.config.diagrams import document

    path.write_text(document(), encoding="utf-8")


@app.command("write-api-page", hidden=True)
def write_api_page(
    path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("docs/api.md"),
) -> None:
    """Write docs/api.md from the API's own description; for whoever changes it."""
    start()
    from lantern.exchange.rules.api.document import finished, told
    from lantern.exchange.rules.api.in_words import page
    from lantern.exchange.urls import api
    from lantern.organisation.vocabulary import API_PATH

    path.write_text(page(told(finished(dict(api.get_openapi_schema(path_prefix=API_PATH))))), encoding="utf-8")


def _serve(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "lantern.config.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=workers,
        blocking_threads=4, log_enabled=False, websockets=False, respawn_failed_workers=True, respawn_interval=0.5,
    ).serve()  # fmt: skip


def _is_for_people(fault: Exception) -> bool:
    """Faults whose text is written for the person at the keyboard."""
    return getattr(type(fault), "__module__", "").startswith("lantern.")
