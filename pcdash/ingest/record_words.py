"""What a load changes of records, areas and memberships, in words: as the workbook names them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import day
from pcdash.ingest.figure_layouts import RATING_DATES, TRIGGERS
from pcdash.ingest.record_layouts import AREAS, MEMBERSHIPS, RECORD_LAYOUTS
from pcdash.ingest.vocabularies import terms_of
from pcdash.ingest.workbook_layout import Column
from pcdash.store.record_kinds import RECORDS

# Relations of the store that the sheets of areas, memberships and ratings change.
OTHER_KINDS = {
    "memberships": "memberships",
    "dim_area": "areas",
    "attributes": "details of areas",
}
# Their columns where they are named otherwise than those of the sheets.
STORED = {"start_date": "start", "end_date": "end", "opened_date": "opened",
          "closed_date": "closed"}  # fmt: skip
NAMES = {"attribute": "Detail", "content": "Content", "parent_type": "Kind of group"}


@dataclass(frozen=True)
class RecordChange:
    """A record that is added or removed, or one field of one that is changed, in words.

    `kind` names many of it; `what` is what tells it apart from others of its place.
    """

    kind: str
    area_code: str
    what: str
    change: str
    field: str
    was: str
    will_be: str

    def sentence(self) -> str:
        """It all in a line."""
        about = "; ".join(part for part in (self.kind, self.area_code, self.what) if part)
        if self.change == "changed":
            return f"{about}; {self.field}: {self.was or 'nothing'} to {self.will_be or 'nothing'}"
        return f"{about}: {self.change} ({self.will_be or self.was})".replace(" ()", "")


def in_words(changes: pd.DataFrame, catalogue: Catalogue) -> Iterator[RecordChange]:
    """What `pcdash.store.records.record_changes` gives, row by row."""
    for row in changes.itertuples():
        columns = _COLUMNS[row.kind]
        is_field = row.change == "changed"
        yield RecordChange(
            kind=kind_name(row.kind),
            area_code=row.area_code if isinstance(row.area_code, str) else "",
            what="; ".join(text for _, text in _said(row.key, columns, catalogue)),
            change=row.change,
            field=_name(row.will_be[0][0], columns) if is_field else "",
            was=_joined(row.was, columns, catalogue, is_field=is_field),
            will_be=_joined(row.will_be, columns, catalogue, is_field=is_field),
        )


def kind_name(kind: str) -> str:
    """What many rows of a kind are called, begun with a capital."""
    name = RECORDS[kind].name if kind in RECORDS else OTHER_KINDS[kind]
    return name[0].upper() + name[1:]


def _joined(
    said: tuple[tuple[str, str], ...],
    columns: dict[str, Column],
    catalogue: Catalogue,
    *,
    is_field: bool,
) -> str:
    parts = _said(said, columns, catalogue)
    return "; ".join(text if is_field else f"{name}: {text}" for name, text in parts)


def _said(
    said: tuple[tuple[str, str], ...], columns: dict[str, Column], catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    for name, text in said:
        yield _name(name, columns), _text(text, columns.get(STORED.get(name, name)), catalogue)


def _name(name: str, columns: dict[str, Column]) -> str:
    column = columns.get(STORED.get(name, name))
    return column.name if column else NAMES.get(name, name)


def _text(text: str, column: Column | None, catalogue: Catalogue) -> str:
    if not text:
        return ""
    if column is None:
        return _ATTRIBUTES.get(text, text)
    if column.kind == "date":
        return day(date.fromisoformat(text)).label
    if column.kind == "indicator" and text in catalogue.indicators:
        return catalogue.indicators[text].title
    labels = {term.kept: term.label for term in terms_of(column, catalogue)}
    return labels.get(text, text)


_ATTRIBUTES = {attribute: heading for heading, attribute in RATING_DATES.items()}
_COLUMNS = {
    layout.gives: {column.field: column for column in layout.columns if column.field}
    for layout in (*RECORD_LAYOUTS, MEMBERSHIPS)
}
_COLUMNS["dim_area"] = {column.field: column for column in AREAS.columns if column.field}
_COLUMNS["attributes"] = {}
_COLUMNS["trigger_values"] = _COLUMNS["raised_triggers"] = {
    **{column.field: column for column in TRIGGERS.columns if column.field},
    "indicator_id": TRIGGERS.column("Indicator"),
    "period": TRIGGERS.column("Period"),
}
