"""What several commands share: their options, and what stands behind them."""

import contextlib
import getpass
import json
from collections.abc import Iterator
from pathlib import Path

import click

from pcdash import paths
from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Place
from pcdash.errors import UserFacingError
from pcdash.store.connection import open_for_reading
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.proposals import same_person
from pcdash.viewmodels.signals import signals_of

store_option = click.option(
    "--store",
    "store",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The folder of the store; else PCDASH_STORE, else ./store.",
)
snapshot_option = click.option(
    "--snapshot", "number", type=int, default=None, help="Else the current one."
)
address_option = click.option(
    "--address", default=None, help="Where the dashboard is found, for the links."
)
by_option = click.option("--by", default=None, help="Your name, for the history.")
note_option = click.option("--note", default="", help="Why, for the history.")
approved_by_option = click.option(
    "--approved-by",
    "approved_by",
    default="",
    help="Who else has looked at it; needed where PCDASH_APPROVAL=yes.",
)


@contextlib.contextmanager
def account_of_failure(as_json: bool) -> Iterator[None]:
    """Tell programs, too, that nothing was done; people are told where every error is."""
    try:
        yield
    except UserFacingError as error:
        if as_json:
            click.echo(json.dumps({"failed": True, "error": str(error)}, indent=2))
        raise


@contextlib.contextmanager
def writing(path: Path, *, suffixes: tuple[str, ...] = (".xlsx",)) -> Iterator[None]:
    """While a workbook is being written: a sentence where it cannot be.

    Raises:
        UserFacingError: its name is none of a workbook, its folder is not there, or the machine
            refuses.
    """
    require_place_for(path, suffixes=suffixes)
    try:
        yield
    except OSError as error:
        raise UserFacingError(
            f"{str(path)!r} cannot be written ({error.strerror}). Close it elsewhere, or give "
            "another name."
        ) from error


def require_place_for(path: Path, *, suffixes: tuple[str, ...] = (".xlsx",)) -> None:
    """See that a workbook can have this name and place.

    Raises:
        UserFacingError: its name is none of a workbook, or its folder is not there.
    """
    if path.suffix.lower() not in suffixes:
        raise UserFacingError(
            f"A workbook is written here, and its name ends in {' or '.join(suffixes)}; got "
            f"{path.name!r}."
        )
    if not path.parent.is_dir():
        raise UserFacingError(
            f"There is no folder {str(path.parent)!r} to write {path.name!r} into. Make it, or "
            "give another."
        )


def user_name() -> str:
    """Who the machine says is working.

    Raises:
        UserFacingError: it does not say.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UserFacingError(
            "The history keeps who changed the store, and this machine does not tell your name. "
            "Give it with --by NAME."
        ) from None


def publication(
    by: str | None, note: str, approved_by: str, *, dry_run: bool
) -> Publication | None:
    """Who publishes and who approved it; None for a dry run, which needs nobody's approval.

    Raises:
        UserFacingError: a second person has to approve it and none is named, or the one who is
            named is no second person.
    """
    if dry_run:
        return None
    who, second = by or user_name(), approved_by.strip()
    if second and same_person(who, second):
        raise UserFacingError(
            f"{second} publishes this, and another person approves it. Name who else has looked "
            "at it with --approved-by NAME."
        )
    if paths.needs_approval() and not second:
        raise UserFacingError(
            "A second person approves what is published here (PCDASH_APPROVAL=yes). Hand it in on "
            "the page “What is new?”, or name who else has looked at it with --approved-by NAME."
        )
    return Publication(who, note, approved_by=second or None)


def store_at(folder: Path | None) -> Store:
    """The store of a folder, or the usual one."""
    return Store(folder or paths.store_folder())


def look_for_signals(store: Store, number: int | None, catalogue: Catalogue) -> None:
    """Find the signals of a snapshot that was just published, so that nobody waits for them.

    What keeps them from being found does not undo the publishing: the first page says it.
    """
    if number is None:
        return
    with contextlib.suppress(UserFacingError), open_for_reading(store, number) as snapshot:
        signals_of(context_of(snapshot, catalogue), paths.false_discovery_rate())


def real_place(catalogue: Catalogue, place_id: str) -> Place:
    """A place that real files may be loaded for.

    Raises:
        UserFacingError: there is none of this id.
    """
    real = catalogue.real_places
    if place_id not in real:
        raise UserFacingError(
            f"There is no place {place_id!r} to load real files for; there are "
            f"{', '.join(sorted(real))}. A place is a file in data/definitions/places."
        )
    return real[place_id]
