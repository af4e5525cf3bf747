"""What pages are made of: functions that draw a piece of a view-model, and compute nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pandas as pd
import streamlit as st

from pcdash import paths
from pcdash.charts.theme import PALETTES, Palette
from pcdash.errors import NoChartError
from pcdash.report.table_files import csv_bytes, workbook_bytes
from pcdash.ui import address
from pcdash.ui.plain import escaped, linked
from pcdash.ui.session import Opened, opened
from pcdash.viewmodels import load_words
from pcdash.viewmodels.choices import Inside
from pcdash.viewmodels.published import HEADING, PublishedPanel
from pcdash.viewmodels.tables import Provenance, Table

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROW_HEIGHT, HEADER_HEIGHT, MOST_ROWS_SEEN = 35, 38, 12
_TITLED = "_titled"
T = TypeVar("T")
# Streamlit's own downloads of a grid and a chart know neither rounding, nor sources, nor formulas
# in text, nor that data are illustrative; a chart's own table shows keys where ours has words. Its
# links are cut where they are longer than a phone is wide. What is chosen in a box for several is
# white on the light blue of the dark theme. And its pages begin with a hand's breadth of nothing.
_STYLE = """<style>
button:is([aria-label^="Download as"], [aria-label^="Copy Vega"], [aria-label^="Show data"]) {
  display: none
}
[data-testid=stPageLink] * {white-space: normal}
[data-tag] {background: transparent; color: inherit; box-shadow: inset 0 0 0 1px}
.stMainBlockContainer {padding: 3rem clamp(1rem, 4vw, 3.5rem) 3rem}
</style>"""


def begin() -> None:
    """What every run starts with."""
    st.session_state[_TITLED] = False
    st.html(_STYLE)


def title(question: str) -> None:
    """The title of a page."""
    st.session_state[_TITLED] = True
    st.title(escaped(question), anchor=False)


def require_title(question: str) -> None:
    """A title, if the page failed before it had one."""
    if not st.session_state.get(_TITLED):
        title(question)


def banners(known: Inside, shown: Opened) -> None:
    """What holds for everything on the page: illustrative data, an older snapshot."""
    if known.is_illustrative:
        said = load_words.illustrative_text(paths.store_folder(), Path(shown.folder))
        st.badge(escaped(said), color="orange")
    for key in address.repeated():
        st.warning(escaped(f"The address gives {key!r} more than once. The first counts."))
    if shown.number != shown.current:
        st.warning(
            escaped(
                f"These are the data of snapshot {shown.number}. The current one is "
                f"{shown.current}; take snapshot={shown.number} out of the address to see it."
            )
        )


def finding(text: str, *, sentence: str = "", subtitle: str = "") -> None:
    """The conclusion in words, above everything else."""
    st.header(escaped(text), anchor=False)
    if sentence:
        st.markdown(escaped(sentence))
    if subtitle:
        st.caption(escaped(subtitle))


def below() -> AbstractContextManager:
    """What stands under the first screen of a page, and is not printed with it."""
    return st.container(key="below")


def caption(text: str) -> None:
    """What stands under a chart: its key."""
    st.caption(escaped(text))


def nothing_held(text: str) -> None:
    """What a page says where there is nothing that it could show."""
    st.info(escaped(text))


def notes(said: Sequence[str]) -> None:
    """Sentences, one a line."""
    if said:
        st.markdown("\n".join(f"- {escaped(one)}" for one in said))


def subheading(text: str) -> None:
    """The heading of a part of a page."""
    st.subheader(escaped(text), anchor=False)


def small_heading(text: str, said: str = "") -> None:
    """The heading of one of many small things, with its finding."""
    st.markdown(f"**{escaped(text)}**  \n{escaped(said)}" if said else f"**{escaped(text)}**")


def in_columns(shown: Sequence[T], count: int = 3) -> Iterator[T]:
    """Each of some things in turn, in rows of columns that begin at one height."""
    for start in range(0, len(shown), count):
        columns = st.columns(count, gap="medium")
        for column, one in zip(columns, shown[start : start + count], strict=False):
            with column:
                yield one


def facts(lines: Sequence[tuple[str, str]]) -> None:
    """Labels and what stands behind each."""
    if lines:
        st.markdown("\n".join(f"- **{escaped(label)}:** {linked(text)}" for label, text in lines))


def why(lines: Sequence[tuple[str, str]], *, label: str = "Why this colour?") -> None:
    """The reasoning behind a figure, one click away."""
    with st.expander(label):
        facts(lines)


def source_note(lines: Sequence[tuple[str, str]], caveats: Sequence[str] = ()) -> None:
    """Where the figures come from and what to beware of, at the foot of a page."""
    subheading("Source and caveats")
    facts(lines)
    notes(caveats)


def data_table(
    table: Table,
    provenance: Provenance,
    *,
    key: str,
    alt: str,
    on_row: Callable[[str], None] | None = None,
) -> None:
    """A table with its key and downloads; `on_row` is told the code of a row that is selected."""

    def take() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if on_row and rows and rows[0] < len(table.codes):
            on_row(table.codes[rows[0]])

    st.dataframe(
        _padded(table),
        hide_index=True,
        height=_height(len(table.rows)),
        column_config=_columns(table),
        key=key,
        on_select=take if on_row else "ignore",
        selection_mode="single-row",
        alt=alt,
    )
    if table.key:
        st.caption(escaped("; ".join(table.key)))
    downloads(table, provenance, key=key)


def numbers(shown: Sequence[tuple[str, str]], note: str, *, width: int = 110) -> None:
    """Numbers with their labels side by side, and what holds for all of them.

    `width` is the least of one, in pixels: what its label needs.
    """
    with st.grid(min_column_width=width):
        for label, number in shown:
            st.metric(label, number)
    if note:
        st.caption(escaped(note))


def small_table(table: Table, *, alt: str) -> None:
    """A table of a few rows, all of it in sight."""
    shown = pd.DataFrame(
        [[escaped(cell) for cell in row] for row in table.rows],
        columns=[escaped(column.label) for column in table.columns],
        dtype="str",
    )
    st.table(shown, hide_index=True, border="horizontal", alt=alt)


def published(panel: PublishedPanel | None, *, is_open: bool = False) -> None:
    """What the strategy documents print, if anything, apart from what is loaded."""
    if panel is None:
        return
    with st.expander(HEADING, expanded=is_open):
        st.markdown(escaped(panel.sentence))
        small_table(panel.table, alt=HEADING)
        notes(panel.sources)


def downloads(table: Table, provenance: Provenance, *, key: str) -> None:
    """The table as CSV and as a workbook, made when asked for."""
    if provenance.has_link:
        link = address.here(snapshot=str(opened().number))
        provenance = replace(provenance, about=(*provenance.about, ("Link", link)))
    with st.container(horizontal=True):
        st.download_button(
            "Download as CSV file",
            lambda: csv_bytes(table, provenance),
            file_name=f"{provenance.file_name}.csv",
            mime="text/csv",
            key=f"{key}_csv",
            on_click="ignore",
        )
        st.download_button(
            "Download as Excel workbook",
            lambda: workbook_bytes(table, provenance),
            file_name=f"{provenance.file_name}.xlsx",
            mime=WORKBOOK,
            key=f"{key}_xlsx",
            on_click="ignore",
        )


def attempt(draw: Callable[[], None]) -> None:
    """Draw a part of a page; where it cannot be drawn, say why in its place."""
    try:
        draw()
    except NoChartError as reason:
        st.info(escaped(reason))


def emphasis() -> str:
    """How a page's main button looks: in the dark Streamlit would write white on pale blue."""
    return "secondary" if st.context.theme.type == "dark" else "primary"


def palette() -> Palette:
    """The colours for the background that the visitor has."""
    return PALETTES[st.context.theme.type or "light"]


def _padded(table: Table) -> pd.DataFrame:
    """The cells as text; numbers with blanks before them, so that sorting text sorts numbers."""
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    made = {}
    for column, cells in zip(table.columns, columns, strict=True):
        width = max(map(len, cells), default=0) if column.is_number else 0
        made[column.label] = [cell.rjust(width) for cell in cells]
    return pd.DataFrame(made, dtype="str")


def _columns(table: Table) -> dict[str, object]:
    return {
        column.label: st.column_config.TextColumn(
            help=column.help or None, alignment="right" if column.is_number else None
        )
        for column in table.columns
    }


def _height(rows: int) -> int:
    return HEADER_HEIGHT + ROW_HEIGHT * min(max(rows, 1), MOST_ROWS_SEEN)
