"""Tells what is wrong with the headings of a table: missing, nearly right, or of another sheet.

No row is lost without a word: what is sure to be one of the workbook's sheets and lacks a heading
is an error, and what may be one is warned of.
"""

from collections.abc import Callable, Sequence

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.grammar import counted, verb
from pcdash.ingest.formats._bi_names import ids_by_title
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.layouts import figure_headings
from pcdash.ingest.near_layouts import (
    NearLayout,
    begun_without_figures,
    lacks_figures,
    meant_by,
)
from pcdash.ingest.sheet_rows import Rows, cell_text, column_name
from pcdash.ingest.spellings import known_columns, plain
from pcdash.ingest.workbook_layout import CODE, FIGURES, GIVEN, INDICATOR, NAME, TITLE, Layout

ELSE = "; a sheet that is to be passed over needs another name and headings."


def tell_of_missing(near: NearLayout, inspection: Inspection) -> None:
    """An error for each heading that a sheet lacks, without which its rows would be lost."""
    held = ", ".join(near.found)
    for name, meant in near.missing.items():
        is_one = name in near.layout.names
        advice = f"Write {name!r} above the column that has it"
        if meant:
            advice = f"Did you mean {meant!r}? Then name it {name!r}"
        elif not is_one:
            advice = f"Name the column that has them so: {name}"
        inspection.error(
            f"the heading {name!r} is missing" if is_one else "no column of figures is read",
            where=inspection.place(),
            found=f"the headings {held}",
            expected=f"those of the sheet {near.layout.sheet!r} of the template",
            advice=advice + (ELSE if inspection.sheet and not meant else "."),
            spot=inspection.spot([near.row], meant),
        )


def warn_of_passed(near: NearLayout, inspection: Inspection) -> None:
    """Warn of a sheet that has a name or headings of the template, and is taken for foreign."""
    inspection.warn(
        f"what may be the sheet {near.layout.sheet!r} of the template was passed over",
        where=inspection.place(),
        found=f"the headings {', '.join(near.found)}",
        expected=" and ".join(_wanted(near)),
        advice="Nothing needs to be done if it is a table of your own.",
        spot=inspection.spot([near.row]),
    )


def warn_of_others(near: NearLayout, inspection: Inspection) -> None:
    """Warn of columns of another sheet beside figures: the figures are read, and they are not."""
    own = known_columns(near.found, near.layout.spellings) - {NAME, TITLE}
    others = [
        one
        for one in near.found
        if known_columns([one], near.layout.spellings) & own
        and not known_columns([one], FIGURES.spellings)
    ]
    inspection.warn(
        f"{counted(len(others), 'column')} of the sheet {near.layout.sheet!r} "
        f"{verb(len(others), 'is', 'are')} not read",
        where=inspection.place(),
        found=", ".join(map(repr, others)),
        expected=f"the columns of the sheet {FIGURES.sheet!r}",
        advice=f"Copy them to a sheet {near.layout.sheet!r}, if they are to be loaded.",
        spot=inspection.spot([near.row], others[0]) if others else None,
    )


def tell_of_near_columns(
    layout: Layout,
    present: frozenset[str],
    unread: Sequence[str],
    header: int,
    inspection: Inspection,
) -> None:
    """Warn of a column that is not read and is named nearly like one that is missing.

    Args:
        present: The headings of the layout that the table has, in its row `header` from 1.
        unread: Those that mean nothing here.
    """
    missing = [one for one in read_names(layout) if one not in present]
    for other, ours in meant_by(unread, missing).items():
        inspection.warn(
            f"the column {other!r} is not read",
            where=inspection.place(),
            expected=repr(ours),
            advice="Correct the heading, if that is what it is.",
            spot=inspection.spot([header], other) if inspection.sheet else None,
        )


def tell_of_unread_figures(
    names: Sequence[str],
    header: int,
    table: pd.DataFrame,
    whole: Callable[[list[str]], pd.DataFrame],
    inspection: Inspection,
) -> None:
    """Tell of rows that are begun, and whose figures stand under headings that mean nothing: an
    error where no row has a figure that is read, else a warning.

    Args:
        names: The headings of a table of figures, in the row `header` (from 0).
        table: Its rows under the headings of the layout.
        whole: Gives the same rows with some other columns of the file.
    """
    rows, columns = begun_without_figures(names, table, whole)
    if not rows:
        return
    if lacks_figures(table):
        near = NearLayout.of_figures(names, header)
        if near.missing:
            tell_of_missing(near, inspection)
        return
    inspection.warn(
        f"{counted(len(rows), 'row')} without a figure {verb(len(rows), 'has', 'have')} a number "
        "under a heading that is not read",
        where=inspection.place(rows[0], columns[0]),
        found=", ".join(map(repr, columns)),
        expected=f"figures under {', '.join(map(repr, GIVEN[:-1]))} or {GIVEN[-1]!r}",
        advice="Correct the headings if they are figures: these rows were passed over.",
        spot=inspection.spot(rows, columns[0]),
    )


def names_indicators(rows: Rows, near: NearLayout, catalogue: Catalogue) -> bool:
    """Whether some cell under the heading of indicators names one; so where there is none."""
    names = [column_name(cell) for cell in rows[near.header]]
    places = [
        place
        for place, one in enumerate(names)
        if INDICATOR in known_columns([one], near.layout.spellings)
    ]
    titles = ids_by_title(catalogue)
    cells = (row[place] for row in rows[near.row :] for place in places if place < len(row))
    texts = {cell_text(cell) for cell in cells}
    known = (one.casefold() in catalogue.indicators or plain(one) in titles for one in texts)
    return not places or any(known)


def read_names(layout: Layout) -> list[str]:
    """The headings that are read: all but the names beside codes."""
    columns = (*layout.columns, *layout.optional)
    return [one.name for one in columns if one.field or one.name not in (NAME, TITLE)]


def _wanted(near: NearLayout) -> list[str]:
    """What would make a sheet one of the template's."""
    said = [f"the heading {one!r}" for one in near.missing if one in near.layout.names]
    if near.layout is FIGURES and CODE not in near.missing:
        said.append("indicators that are known")
    if any(one not in near.layout.names for one in near.missing):
        said.append(f"one of {', '.join(figure_headings(near.layout))}")
    return said
