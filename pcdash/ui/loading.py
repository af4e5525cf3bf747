"""Files on the Load page: uploaded, checked, previewed and, once somebody says so, published.

What was uploaded stays with the visitor's session, also while another page is looked at; nothing
reaches the store before Publish is pressed.
"""

import shutil
import tempfile
import weakref
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from pcdash import paths
from pcdash.definitions.models import Place
from pcdash.errors import UserFacingError
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.load import LoadReport
from pcdash.ingest.load import load as load_files
from pcdash.report.annotated import annotated_bytes, can_be_annotated
from pcdash.report.preview import (
    Preview,
    build_preview,
    problems_finding,
    problems_provenance,
    problems_table,
)
from pcdash.report.template import template_bytes
from pcdash.store import proposals
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store
from pcdash.ui import components, publishing, session
from pcdash.ui.plain import escaped
from pcdash.viewmodels.tables import first_rows
from pcdash.viewmodels.template import build_content

SUFFIXES = ("xlsx", "xlsm", "xls", "ods", "csv", "zip", "geojson", "json", "xml", "txt")
PROBLEMS_SEEN = 25  # in full, on the page
_HELD, _TIMES = "_upload", "_uploads"


@dataclass(frozen=True)
class Target:
    """Where files go: the store of real data, its place, and its current snapshot (0 for none)."""

    store: Store
    place: Place
    number: int


class Folder:
    """A folder of a session, gone with it."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="pcdash-upload-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@dataclass(frozen=True)
class Upload:
    """Files in a folder of this session, and what was found in them for one snapshot."""

    ids: tuple[str, ...]
    paths: tuple[Path, ...]
    target: Target
    skips_bad: bool
    report: LoadReport
    preview: Preview | None
    folder: Folder | None  # None where another part of the store keeps the files


def template() -> None:
    """The workbook to fill in, empty or with what is held."""
    st.markdown(
        "Files that NHS bodies publish are known by what is in them: upload them as they are. "
        "For figures that nobody publishes there is a workbook."
    )
    context = session.context()  # a download is made in another thread, which knows no run
    with st.container(horizontal=True):
        for label, is_filled in (("empty", False), ("with the figures held", True)):
            st.download_button(
                f"Download the workbook, {label}",
                lambda filled=is_filled: template_bytes(
                    build_content(context, (), None, filled=filled)
                ),
                file_name="figures_held.xlsx" if is_filled else "figures.xlsx",
                mime=components.WORKBOOK,
                key=f"template_{is_filled}",
                on_click="ignore",
            )


def target() -> Target:
    """Where files go.

    Raises:
        UserFacingError: the store is of illustrative data.
    """
    store = Store(paths.store_folder())
    places = session.today().places
    if not store.exists():
        real = [one for one in places.values() if not one.illustrative]
        return Target(store, real[0], 0)
    place_id, is_illustrative = session.place_of_current()
    if is_illustrative:
        raise UserFacingError(
            "This store holds illustrative data, and real figures are kept apart from them. Start "
            "the dashboard with PCDASH_STORE set to another folder to load files."
        )
    if place_id not in places:
        raise UserFacingError(
            f"The store is about {place_id!r}, and data/definitions/places has no file of it."
        )
    return Target(store, places[place_id], store.current())


def upload() -> Upload | None:
    """Draw the box for files; what was found in them, if there are any."""
    goes_to = target()
    times = st.session_state.setdefault(_TIMES, 0)
    key = f"files_{times}"
    files = st.file_uploader(
        "Files to check (nothing is stored yet)",
        type=list(SUFFIXES),
        accept_multiple_files=True,
        key=key,
        on_change=lambda: None if st.session_state[key] else st.session_state.pop(_HELD, None),
    )
    held: Upload | None = st.session_state.get(_HELD)
    if not files and held is None:
        return None
    if not files:
        names = ", ".join(path.name for path in held.paths)
        st.markdown(escaped(f"Uploaded before, and still here: {names}."))
        st.button("Put away", on_click=put_away)
    ids = tuple(one.file_id for one in files) or held.ids
    skips_bad = held is not None and held.ids == ids and _skips_bad(held)
    if held is None or held.ids != ids:
        folder, kept = _keep(files)
    else:
        folder, kept = held.folder, held.paths
        if (held.target.number, held.skips_bad) == (goes_to.number, skips_bad):
            return held
        if held.target.number != goes_to.number:
            publishing.moved(goes_to.number)
    try:
        st.session_state[_HELD] = examine(ids, kept, folder, goes_to, skips_bad=skips_bad)
    except UserFacingError as reason:  # another load is writing: the files stay in their box
        st.error(escaped(reason))
        st.button("Check again")
        return None
    return st.session_state[_HELD]


def put_away() -> None:
    """Forget what was uploaded."""
    st.session_state.pop(_HELD, None)
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1


def show_problems(found: Upload) -> None:
    """What is wrong with the files, where, and what to do."""
    components.finding(problems_finding(found.report))
    for one in found.report.files:
        if one.outcome == "loaded":
            components.notes([f"{one.name}: {one.format_title}", *one.notes])
        elif one.outcome == "skipped":
            components.notes([f"{one.name} holds nothing to load: {one.reason}"])
    table = problems_table(found.report)
    if not table.rows:
        return
    components.small_table(first_rows(table, PROBLEMS_SEEN), alt=problems_finding(found.report))
    if len(table.rows) > PROBLEMS_SEEN:
        components.notes([f"{len(table.rows) - PROBLEMS_SEEN:,} more are in the downloads."])
    components.downloads(
        table, problems_provenance(is_illustrative=found.target.place.illustrative), key="problems"
    )
    for number, (path, one) in enumerate(zip(found.paths, found.report.files, strict=False)):
        if len(found.paths) == len(found.report.files) and one.problems and can_be_annotated(path):
            st.download_button(
                escaped(f"Download {path.name} with its problems marked"),
                lambda path=path, one=one: annotated_bytes(path, one.problems),
                file_name=f"{path.stem}_marked{path.suffix}",
                mime=components.WORKBOOK,
                key=f"annotated_{number}",
                on_click="ignore",
            )


def show_preview(found: Upload) -> None:
    """What would be added, changed and removed."""
    if found.preview is not None:
        publishing.preview(found.preview)


def publish(found: Upload) -> None:
    """Ask for a name and a note, and publish, or hand in for another person's approval."""
    if found.preview is None or found.preview.changes_nothing:
        return
    components.subheading("Publish")
    who, why = publishing.ask_who("publish")
    # Keyed by the snapshot: a click on what was previewed before another load does nothing.
    key = f"publish_{found.target.number}"
    label = "Hand in for approval" if paths.needs_approval() else "Publish"
    if st.button(label, type="primary", disabled=not who, key=key):
        publishing.do_or_say(lambda: _publish(found, who, why))


def store_upload(found: Upload, publication: Publication) -> None:
    """Publish what was previewed, and say so on the next run.

    Raises:
        UserFacingError: it cannot be published now; nothing was.
    """
    # No bar here: where a bar is drawn, another click of the visitor would break the load off.
    with st.spinner("Publishing"):
        report = load_files(
            found.paths,
            store=found.target.store,
            place=found.target.place,
            catalogue=session.today(),
            formats=FORMATS,
            publication=replace(publication, expected=found.target.number),
            skip_bad=found.skips_bad,
        )
        if report.snapshot is None:
            raise UserFacingError("Nothing was published: " + " ".join(report.refusals))
        publishing.say(f"Published as snapshot {report.snapshot}. {found.preview.finding}.")


def _publish(found: Upload, who: str, why: str) -> None:
    if paths.needs_approval():
        proposals.propose(
            found.target.store, by=who, note=why, paths=found.paths, skips_bad=found.skips_bad
        )
        publishing.say("Handed in: another person approves it under “Waiting for approval”.")
    else:
        store_upload(found, Publication(who, why))
    put_away()
    publishing.forget_note("publish")
    st.rerun()


def examine(
    ids: tuple[str, ...],
    kept: tuple[Path, ...],
    folder: Folder | None,
    goes_to: Target,
    *,
    skips_bad: bool,
) -> Upload:
    """What is found in files, and what they would change."""
    with publishing.progress() as show:
        report = load_files(
            kept,
            store=goes_to.store,
            place=goes_to.place,
            catalogue=session.today(),
            formats=FORMATS,
            publication=None,
            skip_bad=skips_bad,
            look=publishing.look,
            progress=show,
        )
    shown = None
    if report.changes is not None:
        shown = build_preview(
            report,
            report.seen,
            before=publishing.now(goes_to.number),
            title="Preview of a load",
            is_illustrative=goes_to.place.illustrative,
        )
    return Upload(ids, kept, goes_to, skips_bad, report, shown, folder)


def _skips_bad(held: Upload) -> bool:
    """Draw the choice to leave bad files out, where there are good ones beside them."""
    outcomes = {one.outcome for one in held.report.files}
    if not {"loaded", "refused"} <= outcomes:
        return False
    return st.checkbox("Go on with the good files and leave the others out", key="skip_bad")


def _keep(files: list[object]) -> tuple[Folder, tuple[Path, ...]]:
    """Write files into a folder of this session, each under its own name."""
    folder = Folder()
    kept = []
    for number, one in enumerate(files):
        path = folder.path / str(number) / (Path(one.name).name or "file")
        path.parent.mkdir()
        path.write_bytes(one.getbuffer())
        kept.append(path)
    return folder, tuple(kept)
