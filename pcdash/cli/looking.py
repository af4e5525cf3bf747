"""The commands that look into a store, and those that need none."""

import contextlib
import json
import sys
from datetime import date
from pathlib import Path

import click

from pcdash.cli.shared import (
    account_of_failure,
    real_place,
    require_place_for,
    snapshot_option,
    store_at,
    store_option,
    writing,
)
from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.models import LEVELS
from pcdash.definitions.periods import parse_period
from pcdash.errors import UnknownAreaError
from pcdash.grammar import counted
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.printing import print_figures
from pcdash.report.template import write_template
from pcdash.store import doctor as store_doctor
from pcdash.store.connection import Snapshot, open_for_reading
from pcdash.store.history import history as read_history
from pcdash.store.pruning import prune as prune_store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.figures import (
    COLUMNS,
    MEMBERSHIPS,
    OWN_GROUPS,
    Question,
    answer,
)
from pcdash.viewmodels.holdings import require_area
from pcdash.viewmodels.load_calendar import build_calendar
from pcdash.viewmodels.template import build_content, empty_content


@click.command()
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
    require_place_for(path)
    catalogue, found = load_catalogue(), store_at(store)
    period = parse_period(period).label if period else None
    if found.exists():
        with open_for_reading(found) as snapshot:
            context = context_of(snapshot, catalogue)
            content = build_content(context, indicators, period, filled=current)
    else:
        content = empty_content(catalogue, real_place(catalogue, place_id).name, indicators)
    with writing(path):
        write_template(content, catalogue, path)
    click.echo(
        f"Written to {path}: {counted(len(content.areas), 'practice')} and "
        f"{counted(len(content.indicators), 'indicator')} to choose from, "
        f"{counted(len(content.rows), 'row')} of figures and "
        f"{counted(content.record_count, 'row')} of records begun."
    )
    click.echo("".join(f"  note: {one}\n" for one in content.notes), nl=False)


@click.command()
def formats() -> None:
    """List the published formats that are known."""
    for one in FORMATS:
        click.echo(f"{one.title}\n    {one.layout}")


@click.command()
@store_option
@click.option("--json", "as_json", is_flag=True, help="Give the history as JSON.")
def history(store: Path | None, as_json: bool) -> None:
    """Who loaded what, when, and what it changed."""
    with account_of_failure(as_json):
        entries = read_history(store_at(store))
    if as_json:
        click.echo(json.dumps([entry.as_dict() for entry in entries], indent=2))
    else:
        click.echo("\n".join(entry.line() for entry in entries))


@click.command()
@store_option
@click.option("--json", "as_json", is_flag=True, help="Give the calendar as JSON.")
def calendar(store: Path | None, as_json: bool) -> None:
    """Which file is due or overdue, and who loaded what last."""
    catalogue = load_catalogue()
    with account_of_failure(as_json), open_for_reading(store_at(store)) as snapshot:
        context = context_of(snapshot, catalogue)
        view = build_calendar(context, catalogue.sources, FORMATS, today=date.today())
    if as_json:
        click.echo(json.dumps([entry.as_dict() for entry in view.entries], indent=2))
    else:
        click.echo("\n".join(view.lines()))


@click.command()
@store_option
def doctor(store: Path | None) -> None:
    """Check a store: what is kept, whether it can be read, and sweep what dead loads left."""
    examination = store_doctor.examine(store_at(store))
    click.echo("\n".join(examination.lines))
    sys.exit(0 if examination.is_healthy else 1)


@click.command()
@click.option("--keep", type=int, required=True, help="How many of the latest snapshots stay.")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@store_option
def prune(keep: int, dry_run: bool, store: Path | None) -> None:
    """Delete old snapshots; the current one and those that a report cites stay."""
    done = prune_store(store_at(store), keep, dry_run=dry_run)
    would = "Would delete" if dry_run else "Deleted"
    numbers = ", ".join(map(str, done.deleted)) or "none"
    click.echo(f"{would} snapshots: {numbers}.")
    if done.cited:
        click.echo(f"Kept since reports cite them: {', '.join(map(str, done.cited))}.")


@click.command()
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
@snapshot_option
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
    with open_for_reading(store_at(store), number) as snapshot:
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
