"""The command that writes a pack about the practices of a group, for a visit or a meeting."""

from datetime import date
from pathlib import Path

import click

from pcdash import paths
from pcdash.cli.shared import address_option, snapshot_option, store_at, store_option
from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.papers import agreed_of
from pcdash.errors import UserFacingError
from pcdash.grammar import counted
from pcdash.printing import ProgressBar
from pcdash.report.pack import DRAWING, draw_pack, pack_document, pack_zip
from pcdash.store import papers
from pcdash.store.connection import open_for_reading
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.packs import build_pack

WRITERS = {".docx": pack_document, ".zip": pack_zip}


@click.command()
@click.option(
    "--locality", "area", required=True, help="A group: cluster, locality, PCN, borough …"
)
@snapshot_option
@click.option(
    "--out",
    "outs",
    multiple=True,
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="F.docx for one document, F.zip for one a practice; again for both.",
)
@address_option
@store_option
def pack(
    area: str, number: int | None, outs: tuple[Path, ...], address: str | None, store: Path | None
) -> None:
    """Write two pages on every practice of a group, for a visit without internet."""
    for out in outs:
        if out.suffix.lower() not in WRITERS:
            raise UserFacingError(f"No pack is written as {out.name!r}; there are .docx and .zip.")
    found = store_at(store)
    agreed = [agreed_of(one) for one in papers.actions_agreed(found)]
    with open_for_reading(found, number) as snapshot, ProgressBar(hidden=False) as bar:
        made = build_pack(
            context_of(snapshot, load_catalogue()), area, agreed, today=date.today(),
            progress=lambda what, share: bar.show(what, (1 - DRAWING) * share),
        )  # fmt: skip
        drawn = draw_pack(made, lambda what, share: bar.show(what, 1 - DRAWING + DRAWING * share))
    for out in outs:
        held = WRITERS[out.suffix.lower()](made, drawn, address or paths.address())
        try:
            out.write_bytes(held)
        except OSError as error:
            raise UserFacingError(f"{str(out)!r} cannot be written: {error.strerror}.") from error
        click.echo(f"Written to {out}: {counted(len(made.profiles), 'practice')} of {made.place}.")
