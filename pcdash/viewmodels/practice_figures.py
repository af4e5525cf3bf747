"""The latest figures of one place, with those of its CCG and England, and the verdict on each."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import in_order
from pcdash.viewmodels.numbers import number_text, range_text
from pcdash.viewmodels.tables import Column, Table
from pcdash.viewmodels.verdicts import verdicts_of_each

COLUMNS = (
    Column("Indicator"),
    Column("Period"),
    Column("Practice", is_number=True),
    Column("Its CCG", is_number=True),
    Column("England", is_number=True),
    Column("Against England"),
    Column("95% interval"),
    Column("Unit"),
    Column("Note"),
    Column("CCG code"),
    Column("Read from"),
)


def latest(series: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The latest figure of each indicator, in the order of domains, with the verdict on it.

    Returns:
        A row an indicator: the columns of `series`, and `comparison`, which is against England.
    """
    # The last row as it is: a suppressed latest figure must not give way to an older one.
    rows = series.drop_duplicates("indicator_id", keep="last")
    listed = [catalogue.indicators[one] for one in rows["indicator_id"]]
    order = {one.id: place for place, one in enumerate(in_order(listed))}
    rows = rows.sort_values("indicator_id", key=lambda ids: ids.map(order), ignore_index=True)
    return rows.assign(comparison=verdicts_of_each(rows, catalogue))


def stands(latest: pd.DataFrame) -> str:
    """How often a place differs from England, in about ten words."""
    verdicts = [words.VERDICTS[one].adjective for one in latest["comparison"]]
    counts = pd.Series(verdicts, dtype="str").value_counts()
    compared = int(counts.drop("not compared", errors="ignore").sum())
    if not compared:
        return f"{counted(len(latest), 'indicator')} held, none compared with England"
    said = [
        f"{number_text(counts[word])} {word}"
        for word in ("better", "worse", "higher", "lower", "similar")
        if word in counts
    ]
    return f"Against England: {words.sentence_list(said)}"


def table_of(rows: pd.DataFrame, catalogue: Catalogue) -> Table:
    """The latest figures as a table, with the file, sheet and row that each was read from."""
    records = rows.to_dict("records")
    cells = tuple(_cells(row, catalogue.indicator(row["indicator_id"])) for row in records)
    return Table(COLUMNS, cells, tuple(rows["indicator_id"]))


def _cells(row: Mapping[str, Any], indicator: Indicator) -> tuple[str, ...]:
    decimals, flag = indicator.decimals, row["flag"]
    category = row["category"]
    value = number_text(row["value"], decimals=decimals, missing=words.symbol_of(flag))
    reason = words.flag_of(flag)

    def beside(name: str) -> str:
        # England's number of patients beside a practice's says nothing.
        return "[z]" if indicator.method == "count" else number_text(row[name], decimals=decimals)

    return (
        indicator.title,
        row["period"],
        category if isinstance(category, str) else value,
        beside("ccg_value"),
        beside("england_value"),
        words.VERDICTS[row["comparison"]].cell,
        range_text(row["lower_95"], row["upper_95"], decimals=decimals),
        indicator.unit,
        f"{reason.symbol} {reason.short}".strip() if reason else "",
        row["ccg_code"] if isinstance(row["ccg_code"], str) else "",
        _lineage(row),
    )


def _lineage(row: Mapping[str, Any]) -> str:
    if not isinstance(row["file_name"], str):
        return ""
    parts = [row["file_name"]]
    if isinstance(row["sheet"], str) and row["sheet"]:
        parts.append(f"sheet {row['sheet']}")
    return ", ".join([*parts, f"row {row['row_number']}"])
