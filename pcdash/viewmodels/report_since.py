"""What has moved since the last report: the account kept of each, and how two compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.report_figures import Figure
from pcdash.viewmodels.tables import Column, Table, made_of

COLUMNS = (
    Column("Figure"), Column("Of"), Column("Last report"), Column("Its period"),
    Column("This report"), Column("Its period now"),
)  # fmt: skip
NOT_THERE = "[x]"


@dataclass(frozen=True)
class Since:
    """How a report compares with the one before it, in words and as a table of what has moved."""

    finding: str
    table: Table


def account_of(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """What is kept of the figures of a report, to compare the next one with, and to reopen them."""
    return [
        {
            "id": one.link.id, "key": one.key, "title": one.title, "finding": one.finding,
            "period": one.period, "page": one.link.page, "query": dict(one.link.query),
            "numbers": [list(pair) for pair in one.numbers],
        }
        for one in figures
    ]  # fmt: skip


def since_last(before: Mapping[str, Any] | None, figures: Sequence[Figure]) -> Since | None:
    """How figures compare with those of an earlier report; None where there was none.

    Figures are matched by their key and what they are of, never by their place in the report.
    """
    if before is None:
        return None
    held = {one["key"]: one for one in before["figures"]}
    rows, same = [], 0
    for figure in figures:
        then = held.get(figure.key)
        if then is None:
            continue
        numbers = dict(map(tuple, then["numbers"]))
        for label, text in figure.numbers:
            was = numbers.get(label, NOT_THERE)
            if (was, then["period"]) == (text, figure.period):
                same += 1
            else:
                rows.append((figure.title, label, was, then["period"], text, figure.period))
    what = f"the report of {before['made_on']} (snapshot {before['snapshot']})"
    if not rows:
        return Since(f"Nothing has moved since {what}", made_of(COLUMNS, ()))
    return Since(
        f"{number_text(len(rows))} of {number_text(len(rows) + same)} figures have moved since "
        f"{what}",
        made_of(COLUMNS, rows),
    )
