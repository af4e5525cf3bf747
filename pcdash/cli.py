"""The command line, for people and for schedulers: `python -m pcdash …`.

Each command says what it did on standard output and what is wrong on standard error, and ends
with status 0 only if all that was asked for was done.
"""

import contextlib
import getpass
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from pcdash import paths
from pcdash.definitions.catalogue import Catalogue, load_catalogue
from pcdash.definitions.models import LEVELS, Place
from pcdash.definitions.periods import parse_period
from pcdash.errors import UnknownAreaError, UserFacingError
from pcdash.ingest import accounts
from pcdash.ingest.figure_words import counted
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.illustration import make_illustrative_store
from pcdash.ingest.load import load as load_files
from pcdash.printing import ProgressBar, print_figures, print_whatever_the_console
from pcdash.report.annotated import annotate_load
from pcdash.report.template import write_template
from pcdash.store import doctor as store_doctor
from pcdash.store import snapshots
from pcdash.store.connection import Snapshot, open_for_reading
from pcdash.store.history import history as read_history
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.figures import (
    COLUMNS,
    MEMBERSHIPS,
    OWN_GROUPS,
    Question,
    answer,
)
from pcdash.viewmodels.holdings import require_area
from pcdash.viewmodels.template import build_content, empty_content

store_option = click.option(
    "--store",
    "store",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The folder of the store; else PCDASH_STORE, else ./store.",
)
by_option = click.option("--by", default=None, help="Your name, for the history.")
note_option = click.option("--note", default="", help="Why, for the history.")


class _Commands(click.Group):
    """Shows the project's own errors as sentences, without a traceback."""

    def main(self, *words: object, **settings: object) -> object:
        print_whatever_the_console()
        return super().main(*words, **settings)

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except UserFacingError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands)
@click.option("--verbose", is_flag=True, help="Say on standard error what is being done.")
def main(verbose: bool) -> None:
    """The primary care transformation dashboard: load files, look into the store."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.CRITICAL,
        format="%(asctime)s %(name)s %(message)s",
    )


@main.command()
@click.argument("paths_", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@click.option("--place", "place_id", default="bhr", show_default=True, help="Whose store it is.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--skip-bad", is_flag=True, help="Load the good files although others are bad.")
@click.option("--json", "as_json", is_flag=True, help="Give the account as JSON.")
@click.option(
    "--annotate",
    "annotated",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Write a copy of the one workbook with every problem marked in its cell.",
)
@note_option
@by_option
def load(
    paths_: tuple[Path, ...],
    store: Path | None,
    place_id: str,
    dry_run: bool,
    skip_bad: bool,
    as_json: bool,
    annotated: Path | None,
    note: str,
    by: str | None,
) -> None:
    """Load published files, zips and folders as one snapshot."""
    with _account_of_failure(as_json), ProgressBar(hidden=as_json) as bar:
        catalogue = load_catalogue()
        place = _real_place(catalogue, place_id)
        report = load_files(
            paths_,
            store=_store(store),
            place=place,
            catalogue=catalogue,
            formats=FORMATS,
            by=by or _user(),
            note=note,
            dry_run=dry_run,
            skip_bad=skip_bad,
            progress=bar.show,
        )
    if as_json:
        click.echo(json.dumps(accounts.as_json(report), indent=2, default=str))
    else:
        click.echo("\n".join(accounts.lines(report)))
    if annotated is not None:
        marked = annotate_load(paths_, report, annotated)
        click.echo(
            f"Annotated copy written to {annotated}: {counted(marked, 'cell')} marked.", err=as_json
        )
    sys.exit(1 if report.failed else 0)


@main.command()
@click.argument("path", metavar="OUT.xlsx", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--indicator", "indicators", multiple=True, help="The id of an indicator; again.")
@click.option("--period", default=None, help="2014/15, Apr 2015, Q4 2015/16 or 2019.")
@click.option("--current", is_flag=True, help="Write what is held into it, to be edited.")
@click.option("--place", "place_id", default="bhr", show_default=True, help="Without a store.")
@store_option
def template(
    path: Path,
    indicators: tuple[str, ...],
    period: str | None,
    current: bool,
    place_id: str,
    store: Path | None,
) -> None:
    """Make a workbook for the figures that no published file has."""
    catalogue, found = load_catalogue(), _store(store)
    period = parse_period(period).label if period else None
    if found.exists():
        with open_for_reading(found) as snapshot:
            context = context_of(snapshot, catalogue)
            content = build_content(context, indicators, period, filled=current)
    else:
        content = empty_content(catalogue, _real_place(catalogue, place_id).name, indicators)
    write_template(content, path)
    click.echo(
        f"Written to {path}: {len(content.areas):,} practices and {len(content.indicators):,} "
        f"indicators to choose from, {len(content.rows):,} rows begun."
    )


@main.command()
def formats() -> None:
    """List the published formats that are known."""
    for one in FORMATS:
        click.echo(f"{one.title}\n    {one.layout}")


@main.command()
@store_option
@click.option("--json", "as_json", is_flag=True, help="Give the history as JSON.")
def history(store: Path | None, as_json: bool) -> None:
    """Who loaded what, when, and what it changed."""
    with _account_of_failure(as_json):
        entries = read_history(_store(store))
    if as_json:
        click.echo(json.dumps([entry.as_dict() for entry in entries], indent=2))
    else:
        click.echo("\n".join(entry.line() for entry in entries))


@main.command()
@click.argument("number", type=int)
@store_option
@note_option
@by_option
def rollback(number: int, store: Path | None, note: str, by: str | None) -> None:
    """Make an earlier snapshot the current one again; nothing is lost."""
    moved = snapshots.rollback(_store(store), number, by=by or _user(), note=note)
    already = "" if moved else " already; nothing was changed"
    click.echo(f"Snapshot {number} is the current one{already}.")


@main.command()
@click.option("--scale", type=click.Choice(["system", "england"]), default="system")
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The folder of the store; else ./illustrative.",
)
def illustrate(scale: str, store: Path | None) -> None:
    """Make a store of illustrative data: invented figures of a fictional system."""
    target = Store(store or paths.illustrative_folder())
    with ProgressBar(hidden=False) as bar:
        number = make_illustrative_store(target, load_catalogue(), scale=scale, progress=bar.show)
    click.echo(f"Published as snapshot {number} of {target.folder}.")


@main.command()
@store_option
def doctor(store: Path | None) -> None:
    """Check a store: what is kept, whether it can be read, and sweep what dead loads left."""
    examination = store_doctor.examine(_store(store))
    click.echo("\n".join(examination.lines))
    sys.exit(0 if examination.is_healthy else 1)


@main.command()
@click.option("--indicator", required=True, help="The id of an indicator.")
@click.option("--level", type=click.Choice(LEVELS), default="practice", show_default=True)
@click.option(
    "--against", default="england", show_default=True, help="england, region, ccg or a code."
)
@click.option("--membership", type=click.Choice(MEMBERSHIPS), default="as-was", show_default=True)
@click.option("--area", default=None, help="Only what is in this area; else the whole place.")
@click.option(
    "--period", default=None, help="2014/15, Apr 2015, Q4 2015/16 or 2019; else the latest."
)
@click.option("--snapshot", "number", type=int, default=None, help="Else the current one.")
@click.option("--format", "form", type=click.Choice(["csv", "json", "parquet"]), default="csv")
@store_option
def values(
    indicator: str,
    level: str,
    against: str,
    membership: str,
    area: str | None,
    period: str | None,
    number: int | None,
    form: str,
    store: Path | None,
) -> None:
    """Print what a page would show of one indicator."""
    with open_for_reading(_store(store), number) as snapshot:
        against = against if against in OWN_GROUPS else _as_held(snapshot, against)
        area = area and _as_held(snapshot, area)
        question = Question(indicator, level, against, membership, area, period)
        figures = answer(context_of(snapshot, load_catalogue()), question).figures[list(COLUMNS)]
    print_figures(figures, form)


def _as_held(snapshot: Snapshot, typed: str) -> str:
    """The code of an area as it is held, where it was typed in lower case."""
    for code in (typed, typed.upper()):
        with contextlib.suppress(UnknownAreaError):
            require_area(snapshot, code)
            return code
    return typed


@contextlib.contextmanager
def _account_of_failure(as_json: bool) -> Iterator[None]:
    """Tell programs, too, that nothing was done; people are told where every error is."""
    try:
        yield
    except UserFacingError as error:
        if as_json:
            click.echo(json.dumps({"failed": True, "error": str(error)}, indent=2))
        raise


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UserFacingError(
            "The history keeps who changed the store, and this machine does not tell your name. "
            "Give it with --by NAME."
        ) from None


def _store(folder: Path | None) -> Store:
    return Store(folder or paths.store_folder())


def _real_place(catalogue: Catalogue, place_id: str) -> Place:
    real = {one.id: one for one in catalogue.places.values() if not one.illustrative}
    if place_id not in real:
        raise UserFacingError(
            f"There is no place {place_id!r} to load real files for; there are "
            f"{', '.join(sorted(real))}. A place is a file in data/definitions/places."
        )
    return real[place_id]
