"""The commands that change a store: load, undo, rollback, illustrate."""

import json
import sys
from pathlib import Path

import click

from pcdash import paths
from pcdash.cli.shared import (
    account_of_failure,
    approved_by_option,
    by_option,
    look_for_signals,
    note_option,
    publication,
    real_place,
    store_at,
    store_option,
    writing,
)
from pcdash.definitions.catalogue import load_catalogue
from pcdash.grammar import counted
from pcdash.ingest import accounts
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.illustration import make_illustrative_store
from pcdash.ingest.load import load as load_files
from pcdash.ingest.mapping import with_mapped
from pcdash.ingest.undo import undo as undo_load
from pcdash.printing import ProgressBar
from pcdash.report.annotated import SUFFIXES, annotate_load, require_annotatable
from pcdash.store import snapshots
from pcdash.store.build import LISTED
from pcdash.store.snapshots import Store

LISTED_AS_JSON = 100_000  # figures that change, of one load


@click.command()
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
@approved_by_option
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
    approved_by: str,
) -> None:
    """Load published files, zips and folders as one snapshot."""
    with account_of_failure(as_json), ProgressBar(hidden=as_json) as bar:
        if annotated is not None:
            with writing(annotated, suffixes=SUFFIXES):
                require_annotatable(paths_, annotated)
        catalogue = load_catalogue()
        place = real_place(catalogue, place_id)
        report = load_files(
            paths_,
            store=store_at(store),
            place=place,
            catalogue=catalogue,
            formats=with_mapped(FORMATS, store_at(store)),
            publication=publication(by, note, approved_by, dry_run=dry_run),
            skip_bad=skip_bad,
            listed=LISTED_AS_JSON if as_json else LISTED,
            progress=bar.show,
        )
        look_for_signals(store_at(store), report.snapshot, catalogue)
    if as_json:
        click.echo(json.dumps(accounts.as_json(report, catalogue), indent=2, default=str))
    else:
        click.echo("\n".join(accounts.lines(report, catalogue)))
    if annotated is not None:
        with writing(annotated, suffixes=SUFFIXES):
            marked = annotate_load(paths_, report, annotated)
        click.echo(
            f"Annotated copy written to {annotated}: {counted(marked, 'cell')} marked.", err=as_json
        )
    sys.exit(1 if report.failed else 0)


@click.command()
@click.argument("load_key", metavar="LOAD", type=int)
@store_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Give the account as JSON.")
@note_option
@by_option
@approved_by_option
def undo(
    load_key: int,
    store: Path | None,
    dry_run: bool,
    as_json: bool,
    note: str,
    by: str | None,
    approved_by: str,
) -> None:
    """Take a load back, also one that is not the last; an undo can be undone, too."""
    with account_of_failure(as_json), ProgressBar(hidden=as_json) as bar:
        catalogue = load_catalogue()
        report = undo_load(
            load_key,
            store=store_at(store),
            catalogue=catalogue,
            publication=publication(by, note, approved_by, dry_run=dry_run),
            listed=LISTED_AS_JSON if as_json else LISTED,
            progress=bar.show,
        )
        look_for_signals(store_at(store), report.snapshot, catalogue)
    if as_json:
        click.echo(json.dumps(accounts.undo_as_json(report, catalogue), indent=2, default=str))
    else:
        click.echo("\n".join(accounts.undo_lines(report, catalogue)))


@click.command()
@click.argument("number", type=int)
@store_option
@note_option
@by_option
@approved_by_option
def rollback(number: int, store: Path | None, note: str, by: str | None, approved_by: str) -> None:
    """Make an earlier snapshot the current one again; nothing is lost."""
    said = publication(by, note, approved_by, dry_run=False)
    why = f"{note} (approved by {said.approved_by})".strip() if said.approved_by else note
    moved = snapshots.rollback(store_at(store), number, by=said.by, note=why)
    already = "" if moved else " already; nothing was changed"
    click.echo(f"Snapshot {number} is the current one{already}.")


@click.command()
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
