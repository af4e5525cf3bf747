"""A tartan rug: places down, indicators across by letter, each cell judged against England.

Which places and figures are in it is the business of `locality_rug` and `side_by_side`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import measure
from pcdash.viewmodels.findings import DOWN, UP
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.sources import caveats_of, provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

WHY = (
    ("Rule", "A figure is compared with England's of the same period: similar where England lies "
     "inside its 95% interval, else better, worse, higher or lower; filled where England lies "
     "outside the 99.8% interval too."),
    ("Symbols", "; ".join(one.cell for one in words.VERDICTS.values())),
    ("Not judged", "Figures without an interval, and those that stand beside for comparison."),
    ("Numbers", "Interval, numerator and denominator of each figure stand on the page of "
     "differences between practices."),
)  # fmt: skip


@dataclass(frozen=True)
class RugView:
    """The rug: `cells` has the columns of `pcdash.charts.tartan_rug`, `table` the same figures.

    `places` names those that are judged, by code; what stands beside them is not among them.
    """

    finding: str
    sentence: str
    key: tuple[str, ...]
    cells: pd.DataFrame
    alt: str
    why: tuple[tuple[str, str], ...]
    table: Table
    places: Mapping[str, str]
    caveats: tuple[str, ...]
    source: tuple[tuple[str, str], ...]
    provenance: Provenance


@dataclass(frozen=True)
class RugColumn:
    """An indicator in a period, and the letter that stands for it above its cells."""

    letter: str
    indicator: Indicator
    period: str

    @property
    def heading(self) -> str:
        """What a table calls it."""
        return f"{self.letter}: {self.indicator.title}, {self.period}"

    @property
    def said(self) -> str:
        """What it is, in words."""
        return f"{self.letter}: {measure(self.indicator)}, {self.period}."

    def cell(self, place: str, value: object, flag: object, verdict: str) -> dict[str, str]:
        """The cell of a place, with the columns of `pcdash.charts.tartan_rug`."""
        decimals = self.indicator.decimals
        return {
            "place": place,
            "column": self.letter,
            "indicator": self.indicator.title,
            "value_text": number_text(value, decimals=decimals, missing=words.symbol_of(flag)),
            "verdict": verdict,
            "verdict_label": words.VERDICTS[verdict].label,
        }


def lettered(found: Sequence[tuple[Indicator, str]]) -> tuple[RugColumn, ...]:
    """The columns of some indicators with their periods, as many as there are letters."""
    pairs = zip(ascii_uppercase, found, strict=False)
    return tuple(RugColumn(letter, indicator, period) for letter, (indicator, period) in pairs)


def rug_of(
    context: Context,
    columns: Sequence[RugColumn],
    cells: Sequence[Mapping[str, str]],
    *,
    places: Mapping[str, str],
    noun: str,
    of: str,
    about: tuple[tuple[str, str], ...],
    title: str,
    file_name: str,
) -> RugView:
    """The rug of some cells, with its finding, table, and where it comes from.

    Args:
        cells: Of `RugColumn.cell`, in the order that they are drawn.
        places: The names of the places that are judged, by code.
        noun: What a place is called.
        of: What follows their number in an alt text.
        about: What a download says of the places.
    """
    made = pd.DataFrame(cells)
    ids = [one.indicator.id for one in columns]
    number = counted(len(places), noun)
    finding, sentence = _finding(made[made["verdict"] != "not_compared"], number)
    source = sources_of(context.snapshot, context.catalogue, ids)
    periods = ("Periods", "; ".join(f"{one.indicator.title}, {one.period}" for one in columns))
    return RugView(
        finding=finding,
        sentence=sentence,
        key=(*(one.said for one in columns), *_ways(columns)),
        cells=made,
        alt=f"Tartan rug of {number}{of} by {counted(len(columns), 'indicator')}. {finding}. "
        f"{sentence}",
        why=WHY,
        table=_table(made, columns, places),
        places=places,
        caveats=caveats_of(context.catalogue, ids),
        source=(*source, periods),
        provenance=provenance(
            title,
            (*about, periods, *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=file_name,
        ),
    )


def _ways(columns: Sequence[RugColumn]) -> list[str]:
    """Which way is good, once for all columns of which it holds."""
    said = []
    for polarity, sentence in words.POLARITIES.items():
        letters = [one.letter for one in columns if one.indicator.polarity == polarity]
        if letters:
            said.append(f"{words.sentence_list(letters)}: {sentence}")
    return said


def _table(cells: pd.DataFrame, columns: Sequence[RugColumn], places: Mapping[str, str]) -> Table:
    """A row a place, then what stands beside them, each figure with its verdict."""
    labels = [Column("Place")]
    for one in columns:
        labels += [Column(one.heading, is_number=True), Column(f"{one.letter} against England")]
    held = {(row["place"], row["column"]): row for row in cells.to_dict("records")}
    order = dict.fromkeys([*places.values(), *cells["place"]])
    rows = []
    for place in order:
        row = [place]
        for one in columns:
            cell = held.get((place, one.letter))
            row += (
                [cell["value_text"], words.VERDICTS[cell["verdict"]].cell] if cell else ["[z]", ""]
            )
        rows.append(row)
    return made_of(labels, rows, codes=tuple(places))


def _finding(judged: pd.DataFrame, places: str) -> tuple[str, str]:
    if judged.empty:
        return "None of these figures can be compared with England", ""
    differs = judged[judged["verdict"].isin(UP + DOWN)]
    finding = (
        f"{number_text(len(differs))} of {counted(len(judged), 'figure')} of {places} "
        "differ from England"
    )
    if differs.empty:
        return finding, ""
    counts = differs["indicator"].value_counts()
    top, compared = counts.index[0], (judged["indicator"] == counts.index[0]).sum()
    return finding, (
        f"They differ most often on {top}: {number_text(counts.iloc[0])} of "
        f"{number_text(compared)} compared."
    )
