"""The command that writes a report to a committee, for people and for scheduled jobs."""

from datetime import date
from pathlib import Path

import click

from pcdash import paths
from pcdash.cli.shared import address_option, snapshot_option, store_option
from pcdash.definitions.catalogue import Catalogue, load_catalogue
from pcdash.definitions.papers import draft_of
from pcdash.definitions.reports import ReportPlan
from pcdash.errors import UserFacingError
from pcdash.grammar import counted
from pcdash.printing import ProgressBar
from pcdash.report.committee import (
    file_name,
    report_bytes,
    require_suffix,
)
from pcdash.report.pictures import Pictures
from pcdash.store import papers
from pcdash.store.connection import open_for_reading
from pcdash.store.snapshots import Store
from pcdash.viewmodels.committee_report import (
    Asked,
    CommitteeReport,
    account_facts,
    build_report,
    report_places,
)
from pcdash.viewmodels.context import Context, context_of

BUILDING = 0.3  # of the time that a report takes; the rest is writing


@click.command()
@click.argument("report_id", metavar="REPORT")
@click.option("--place", "place_id", default=None, help="Whose store it is; else as it says.")
@click.option("--area", default=None, help="The code of a borough; else the whole place.")
@click.option("--each-borough", is_flag=True, help="A report for each borough, named by it.")
@click.option("--period", default=None, help="2018/19, or another; else the latest of each.")
@click.option("--section", "sections", multiple=True, help="The id of a section; again.")
@snapshot_option
@click.option(
    "--out",
    "outs",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="F.docx, F.pptx, F.html, F.xlsx or F.pdf, or a folder; again for several.",
)
@address_option
@store_option
def report(
    report_id: str,
    place_id: str | None,
    area: str | None,
    each_borough: bool,
    period: str | None,
    sections: tuple[str, ...],
    number: int | None,
    outs: tuple[Path, ...],
    address: str | None,
    store: Path | None,
) -> None:
    """Write a report to a committee, such as jhosc, with its figures, sources and links."""
    if area and each_borough:
        raise UserFacingError("--area asks for one borough and --each-borough for all: give one.")
    for out in outs:
        if not out.is_dir():
            require_suffix(out)
    catalogue = load_catalogue()
    plan, found = _plan(catalogue, report_id), _store(store, place_id, catalogue)
    with open_for_reading(found, number) as snapshot, ProgressBar(hidden=False) as bar:
        context = context_of(snapshot, catalogue)
        _require_place(context, place_id)
        for code in _areas(context, area, each_borough=each_borough):
            asked = Asked(code, period, sections or None)
            made, pictures = _built(context, plan, asked, found, bar), Pictures()
            for path in _paths(made, outs, each_borough=each_borough):
                _write(made, path, pictures, address or paths.address(), bar)
                click.echo(
                    f"Written to {path}: {counted(len(made.figures), 'figure')} in "
                    f"{counted(sum(bool(one.figures) for one in made.sections), 'section')} of "
                    f"snapshot {made.snapshot}."
                )
            for one in made.sections:
                if one.nothing:
                    click.echo(f"{one.heading}: {one.nothing}", err=True)
            papers.keep_account(found, account_facts(made))


def _plan(catalogue: Catalogue, report_id: str) -> ReportPlan:
    if report_id in catalogue.reports:
        return catalogue.reports[report_id]
    raise UserFacingError(
        f"There is no report {report_id!r}; there are {', '.join(sorted(catalogue.reports))}. A "
        "report is a file in data/definitions/reports."
    )


def _store(folder: Path | None, place_id: str | None, catalogue: Catalogue) -> Store:
    """The store asked for; that of the illustrative data, where their place is asked for."""
    place = catalogue.places.get(place_id or "")
    usual = paths.illustrative_folder() if place and place.illustrative else paths.store_folder()
    return Store(folder or usual)


def _require_place(context: Context, place_id: str | None) -> None:
    held = context.inside.place_id
    if place_id is not None and place_id != held:
        raise UserFacingError(
            f"The store is about {held!r} and not about {place_id!r}. Give the folder of the store "
            "of that place with --store."
        )


def _areas(context: Context, area: str | None, *, each_borough: bool) -> tuple[str, ...]:
    system = context.inside.system_code
    if each_borough:
        return tuple(one for one in report_places(context).codes if one != system)
    return (area or system,)


def _built(
    context: Context, plan: ReportPlan, asked: Asked, store: Store, bar: ProgressBar
) -> CommitteeReport:
    number = context.snapshot.number
    return build_report(
        context,
        plan,
        asked,
        draft_of(papers.read_draft(store, plan.id, asked.area)),
        today=date.today(),
        before=papers.last_account(
            store, plan.id, asked.area, snapshot=number, period=asked.period
        ),
        progress=lambda what, share: bar.show(what, BUILDING * share),
    )


def _paths(made: CommitteeReport, outs: tuple[Path, ...], *, each_borough: bool) -> list[Path]:
    """Where a report goes: its own name in a folder, and one a borough beside each other."""
    listed = []
    for out in outs:
        if out.is_dir():
            listed.append(out / file_name(made, ".docx"))
        elif each_borough:
            own = Path(file_name(made, "")).name
            listed.append(out.with_name(f"{out.stem}_{own}{out.suffix}"))
        else:
            listed.append(out)
    return listed


def _write(
    made: CommitteeReport, path: Path, pictures: Pictures, address: str, bar: ProgressBar
) -> None:
    held = report_bytes(
        made,
        require_suffix(path),
        pictures=pictures,
        address=address,
        progress=lambda what, share: bar.show(what, BUILDING + (1 - BUILDING) * share),
    )
    try:
        path.write_bytes(held)
    except OSError as error:
        raise UserFacingError(f"{str(path)!r} cannot be written: {error.strerror}.") from error
