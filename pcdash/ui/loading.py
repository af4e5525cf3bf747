"""Files on the Load page: uploaded, checked, previewed and, once somebody says so, published.

What was uploaded stays with the visitor's session, also while another page is looked at; nothing
reaches the store before Publish is pressed.
"""

import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from pcdash import paths
from pcdash.errors import UserFacingError
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.load import LoadReport
from pcdash.ingest.load import load as load_files
from pcdash.ingest.mapping import with_mapped
from pcdash.report.annotated import annotated_bytes
from pcdash.report.preview import Preview, build_preview
from pcdash.report.problems import ProblemsView, build_problems
from pcdash.report.template import template_bytes
from pcdash.store import proposals
from pcdash.store.publications import Publication
from pcdash.ui import address, components, destination, publishing, session
from pcdash.ui.destination import Target
from pcdash.ui.plain import escaped
from pcdash.viewmodels import load_words
from pcdash.viewmodels.template import build_content

SUFFIXES = ("xlsx", "xlsm", "xls", "ods", "csv", "zip", "geojson", "json", "xml", "txt")
_HELD, _TIMES = "_upload", "_uploads"


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
    problems: ProblemsView
    preview: Preview | None
    folder: Folder | None  # None where another part of the store keeps the files


def template() -> None:
    """The workbook to fill in, empty or with what is held."""
    st.markdown(load_words.ABOUT_FILES)
    context = session.context()  # a download is made in another thread, which knows no run
    with st.container(horizontal=True):
        for one in load_words.WORKBOOKS:
            if one.is_filled and context.inside.is_illustrative:
                continue  # invented figures must not find their way into a store of real ones
            st.download_button(
                one.label,
                lambda filled=one.is_filled: template_bytes(
                    build_content(context, (), None, filled=filled), context.catalogue
                ),
                file_name=one.file_name,
                mime=components.WORKBOOK,
                key=f"template_{one.is_filled}",
                on_click="ignore",
            )


def upload(place_id: str) -> Upload | None:
    """Draw the box for files of a place; what was found in them, if there are any."""
    goes_to = destination.target(place_id)
    times = st.session_state.setdefault(_TIMES, 0)
    key = f"files_{times}"
    files = st.file_uploader(
        load_words.FILES,
        type=list(SUFFIXES),
        accept_multiple_files=True,
        key=key,
        on_change=lambda: None if st.session_state[key] else st.session_state.pop(_HELD, None),
    )
    held: Upload | None = st.session_state.get(_HELD)
    if not files and held is None:
        return None
    if not files:
        st.markdown(escaped(load_words.kept_text(path.name for path in held.paths)))
        st.button(load_words.PUT_AWAY, on_click=put_away)
    ids = tuple(one.file_id for one in files) or held.ids
    skips_bad = held is not None and held.ids == ids and _skips_bad(held)
    if held is None or held.ids != ids:
        folder, kept = _keep(files)
    else:
        folder, kept = held.folder, held.paths
        if (held.target.key, held.skips_bad) == (goes_to.key, skips_bad):
            return held
        if held.target.number != goes_to.number:
            publishing.moved(goes_to.number)
    try:
        st.session_state[_HELD] = examine(ids, kept, folder, goes_to, skips_bad=skips_bad)
    except UserFacingError as reason:  # another load is writing: the files stay in their box
        st.error(escaped(reason))
        st.button(load_words.CHECK_AGAIN)
        return None
    return st.session_state[_HELD]


def check_again() -> None:
    """Look at what was uploaded once more: something is known now that was not."""
    held = st.session_state.get(_HELD)
    if held is not None:
        st.session_state[_HELD] = examine(
            held.ids, held.paths, held.folder, held.target, skips_bad=held.skips_bad
        )


def put_away() -> None:
    """Forget what was uploaded."""
    st.session_state.pop(_HELD, None)
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1


def show_problems(view: ProblemsView) -> None:
    """What is wrong with the files, where, and what to do."""
    components.finding(view.finding)
    for sentences in view.read:
        components.notes(sentences)
    if not view.table.rows:
        return
    components.small_table(view.seen, alt=view.finding)
    components.notes(view.more)
    components.downloads(view.table, view.provenance, key="problems")
    for number, one in enumerate(view.marked):
        st.download_button(
            escaped(one.label),
            lambda one=one: annotated_bytes(one.path, one.problems),
            file_name=one.file_name,
            mime=components.WORKBOOK,
            key=f"annotated_{number}",
            on_click="ignore",
        )


def show_preview(found: Upload) -> None:
    """What would be added, changed and removed."""
    if found.preview is not None:
        publishing.preview(found.preview)


def publish(
    found: Upload, *, asks: str = "publish", done: Callable[[], None] | None = None
) -> None:
    """Ask for a name and a note, and publish, or hand in for another person's approval.

    Args:
        asks: The name of the boxes, where another page asks for the same.
        done: What to forget, and where to go, once it is done.
    """
    if found.preview is None or found.preview.changes_nothing:
        return
    components.subheading(load_words.PUBLISH)
    who, why = publishing.ask_who(asks)
    # Keyed by the snapshot: a click on what was previewed before another load does nothing.
    key = f"{asks}_{found.target.number}"
    label = load_words.HAND_IN if paths.needs_approval() else load_words.PUBLISH
    if st.button(label, type=components.emphasis(), disabled=not who, key=key):
        publishing.do_or_say(lambda: _publish(found, who, why, asks, done or put_away))


def store_upload(found: Upload, publication: Publication) -> None:
    """Publish what was previewed, and say so on the next run.

    Raises:
        UserFacingError: it cannot be published now; nothing was.
    """
    # No bar here: where a bar is drawn, another click of the visitor would break the load off.
    with st.spinner(load_words.PUBLISHING):
        report = load_files(
            found.paths,
            store=found.target.store,
            place=found.target.place,
            catalogue=session.today(),
            formats=with_mapped(FORMATS, found.target.store),
            publication=replace(publication, expected=found.target.number),
            skip_bad=found.skips_bad,
        )
        if report.snapshot is None:
            raise UserFacingError(load_words.refused_text(report.refusals))
        publishing.say(
            load_words.published_text(report.snapshot, found.preview.finding), is_published=True
        )


def _publish(found: Upload, who: str, why: str, asks: str, done: Callable[[], None]) -> None:
    if paths.needs_approval():
        proposals.propose(
            found.target.store,
            by=who,
            note=why,
            paths=found.paths,
            skips_bad=found.skips_bad,
            place=found.target.place.id,
        )
        publishing.say(load_words.HANDED_IN)
    else:
        store_upload(found, Publication(who, why))
    done()
    address.select("for", None)  # from now on the store says it
    publishing.forget_note(asks)
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
            formats=with_mapped(FORMATS, goes_to.store),
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
            is_illustrative=goes_to.place.illustrative,
        )
    wrong = build_problems(report, kept, is_illustrative=goes_to.place.illustrative)
    return Upload(ids, kept, goes_to, skips_bad, report, wrong, shown, folder)


def _skips_bad(held: Upload) -> bool:
    """Draw the choice to leave bad files out, where there are good ones beside them."""
    outcomes = {one.outcome for one in held.report.files}
    if not {"loaded", "refused"} <= outcomes:
        return False
    return st.checkbox(load_words.SKIP_BAD, key="skip_bad")


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
