"""The command that says what is new since a snapshot or a day."""

from datetime import date
from pathlib import Path

import click

from pcdash import paths
from pcdash.cli.shared import store_at, store_option
from pcdash.definitions.catalogue import load_catalogue
from pcdash.report.digest_files import digest_html, digest_json, digest_text
from pcdash.store.connection import open_for_reading
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.digest import build_digest
from pcdash.viewmodels.since import snapshot_since

FORMS = {"text": digest_text, "html": digest_html, "json": digest_json}


@click.command()
@click.option("--since", required=True, help="The number of a snapshot, or a day: 2019-10-15.")
@click.option("--place", default=None, help="The code of a place in the store; else the whole.")
@click.option("--format", "form", type=click.Choice([*FORMS]), default="text", show_default=True)
@store_option
def digest(since: str, place: str | None, form: str, store: Path | None) -> None:
    """Say what moved since a snapshot or a day, and which practices drove it."""
    found, catalogue = store_at(store), load_catalogue()
    with (
        open_for_reading(found) as current,
        open_for_reading(found, _number(found, since)) as earlier,
    ):
        made = build_digest(
            context_of(current, catalogue),
            context_of(earlier, catalogue),
            place,
            paths.false_discovery_rate(),
        )
    click.echo(FORMS[form](made), nl=False)


def _number(store: Store, since: str) -> int:
    """The snapshot that is meant."""
    if since.isdecimal():
        return store.find(int(since))
    try:
        day = date.fromisoformat(since)
    except ValueError:
        raise click.BadParameter(
            f"{since!r} is neither the number of a snapshot nor a day such as 2019-10-15.",
            param_hint="--since",
        ) from None
    return store.find(snapshot_since(store.journal(), day))
