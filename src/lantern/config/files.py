"""The commands that take files in and write files out."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from lantern.config.starting import PartnershipName, console, inside, shown_progress, start, working_in

take = typer.Typer(help="Take a file in. Stopped at any moment, the same command goes on.", no_args_is_help=True)
give = typer.Typer(help="Write a file out.", no_args_is_help=True)


@take.command("children")
def import_children(
    file: Annotated[
        Path, typer.Argument(help="CSV or XLSX: id, forename, surname, dob, sex, postcode, address, upn, status.")
    ],
    source: Annotated[
        str, typer.Option(help="Whose list it is: read as was told on the page for files of that name, if they fit.")
    ] = "council list",
    partnership: PartnershipName = "",
) -> None:
    """The council's list of children."""
    start()
    from lantern.exchange.actions.children import import_children as run

    with working_in(partnership):
        with shown_progress() as progress:
            received, new = run(path=file, source=source, by=None, at=datetime.now(UTC), progress=progress)
        _tell(received, new)


@take.command("notifications")
def import_notifications(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX as police send it: one row a message.")],
    outcome: Annotated[Path | None, typer.Option(help="Write here what became of each row.")] = None,
    source: Annotated[
        str,
        typer.Option(
            help="Who sent it: the same reference of another sender is another incident. Read as was told on the page "
            "for files of that sender, if they fit."
        ),
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
    from lantern.exchange.actions.boundaries import import_boundaries as run

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
