"""The command that writes what is held into a workbook that can be loaded back."""

from pathlib import Path

import click

from pcdash.cli.shared import snapshot_option, store_at, store_option, writing
from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.models import LEVELS
from pcdash.definitions.periods import parse_period
from pcdash.grammar import counted
from pcdash.printing import ProgressBar
from pcdash.report.export import unreadable, write_export
from pcdash.store.connection import open_for_reading
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.export import build_export
from pcdash.viewmodels.numbers import size_text


@click.command()
@click.argument("path", metavar="OUT.xlsx", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--indicator", "indicators", multiple=True, help="The id of an indicator; again.")
@click.option("--level", "levels", multiple=True, type=click.Choice(LEVELS), help="Or several.")
@click.option("--period", "periods", multiple=True, help="2014/15, Apr 2015 or 2019; again.")
@snapshot_option
@store_option
def export(
    path: Path,
    indicators: tuple[str, ...],
    levels: tuple[str, ...],
    periods: tuple[str, ...],
    number: int | None,
    store: Path | None,
) -> None:
    """Write every loaded figure into a workbook, to be edited and loaded back."""
    labels = [parse_period(one).label for one in periods]
    with (
        writing(path),
        open_for_reading(store_at(store), number) as snapshot,
        ProgressBar(hidden=False) as bar,
    ):
        content = build_export(context_of(snapshot, load_catalogue()), indicators, levels, labels)
        written = write_export(content, path, progress=bar.show)
    protected = (
        f" {counted(written.protected, 'figure')} as shown only." if written.protected else ""
    )
    click.echo(
        f"Written to {path} ({size_text(path.stat().st_size)}): "
        f"{counted(written.figures, 'figure')} of {counted(len(content.indicators), 'indicator')} "
        f"on {counted(written.sheets, 'sheet')}.{protected}"
    )
    too_large = unreadable(path)
    if too_large:
        click.echo(too_large, err=True)
