"""What has changed since an older snapshot: of the figure that is shown, and which loads did it.

A link in a paper opens the data as they were; here is how they differ from those of today.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pcdash.errors import UserFacingError
from pcdash.grammar import counted
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import date_text, number_text
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

FILES_NAMED = 3
LOAD_COLUMNS = (
    Column("Load", is_number=True), Column("On"), Column("By"), Column("What"),
    Column("Figures added", is_number=True), Column("Changed", is_number=True),
    Column("Removed", is_number=True), Column("Note"),
)  # fmt: skip
NOT_HELD = "not held"


@dataclass(frozen=True)
class Changed:
    """What has changed, in words; the figures that differ, and the loads since.

    `figures` is None where the page is about no one indicator.
    """

    finding: str
    figures: Table | None
    provenance: Provenance
    loads: Table


def question_of(then: Context, asked: Mapping[str, str]) -> Question | None:
    """What the address of a page asks of an indicator; None where it is about no one indicator."""
    indicator_id = asked.get("indicator") or asked.get("rating")
    if indicator_id not in then.catalogue.indicators:
        return None
    period = asked.get("period") or asked.get("month")
    place = asked.get("area") or asked.get("place")
    is_group = place is None or place in then.inside.names
    return Question(
        indicator_id,
        level=asked.get("level") or "practice",
        against=asked.get("against") or "england",
        membership=asked.get("membership") or "as-was",
        area=place if is_group else None,
        period=period or usual_period(then.holdings, indicator_id),
    )


def build_changed(then: Context, now: Context, question: Question | None) -> Changed:
    """How a figure differs between two snapshots, and what was loaded between them.

    Args:
        then: The snapshot that is shown.
        now: The current one.
        question: What is shown, or None for the loads alone.
    """
    loads = _loads(then, now)
    old, new = then.snapshot.number, now.snapshot.number
    since = f"since snapshot {old}"
    count = counted(len(loads.rows), "load")
    told = (
        f"Snapshot {new}, the current one, has no load that snapshot {old} has not"
        if not loads.rows
        else f"{count} since snapshot {old}"
    )
    figures = None
    if question is not None and question.period is not None:
        figures, said = _compared(then, now, question)
        told = f"{said} {since}. {told}" if said else told
    return Changed(
        f"{told}.",
        figures,
        provenance(
            f"What has changed between snapshots {old} and {new}",
            (
                ("Snapshots", f"{old} and {new}"),
                ("Period", (question and question.period) or "all"),
            ),
            is_illustrative=now.inside.is_illustrative,
            file_name=f"changed_{old}_{new}",
        ),
        loads,
    )


def _compared(then: Context, now: Context, question: Question) -> tuple[Table | None, str]:
    before, after = _answer(then, question), _answer(now, question)
    if before is None and after is None:
        return None, ""
    texts = [_texts(one) for one in (before, after)]
    codes = list(dict.fromkeys((*texts[0], *texts[1])))
    pairs = [(code, texts[0].get(code), texts[1].get(code)) for code in codes]
    rows = [
        ((was or now_)[0], code, (was or ("", NOT_HELD))[1], (now_ or ("", NOT_HELD))[1])
        for code, was, now_ in pairs
        if was != now_ and not (_is_none(was) and _is_none(now_))
    ]
    noun = words.LEVELS[question.level]
    columns = (
        Column(words.capitalised(noun.one)), Column("Code"),
        Column(f"In snapshot {then.snapshot.number}"),
        Column(f"In snapshot {now.snapshot.number}"),
    )  # fmt: skip
    of_all = f"{number_text(len(rows))} of {counted(len(codes), noun.one, noun.many)}"
    differ = "differs" if len(rows) == 1 else "differ"
    title = then.catalogue.indicator(question.indicator_id).title
    said = f"{of_all} {differ} on {title}, {question.period}," if rows else (
        f"No figure of {title}, {question.period}, has changed"
    )  # fmt: skip
    return made_of(columns, rows, codes=[row[1] for row in rows]), said


def _is_none(said: tuple[str, str] | None) -> bool:
    """Whether there is no figure: no area of this kind, or a symbol in the place of a number."""
    return said is None or said[1].startswith("[x]")


def _answer(context: Context, question: Question) -> Answer | None:
    try:
        return answer(context, question)
    except UserFacingError:  # nothing is held of it in this snapshot
        return None


def _texts(found: Answer | None) -> dict[str, tuple[str, str]]:
    """Name and figure of each area as a page shows it, by code."""
    if found is None:
        return {}
    rows = found.figures[found.figures["flag"] != "outside_group"]
    return {
        row["area_code"]: (display_name(row["area_name"]), _text(row, found))
        for row in rows.to_dict("records")
    }


def _text(row: Mapping[str, object], found: Answer) -> str:
    if isinstance(row["category"], str):
        return row["category"]
    return figure_text(row["value"], found.indicator, flag=row["flag"])


def _loads(then: Context, now: Context) -> Table:
    """The loads that the current snapshot holds and the older does not, the latest first."""
    known = set(run_query(then.snapshot, "load_history")["load_key"])
    held = run_query(now.snapshot, "load_history")
    held = held[~held["load_key"].isin(known)]
    files = run_query(now.snapshot, "files_of_loads")
    rows = [
        (
            number_text(row["load_key"]), date_text(row["loaded_at"]), str(row["loaded_by"]),
            _what(row, files), *(number_text(row[one]) for one in ("added", "changed", "removed")),
            str(row["note"] or ""),
        )
        for row in held.to_dict("records")
    ]  # fmt: skip
    return made_of(LOAD_COLUMNS, rows)


def _what(row: Mapping[str, object], files: pd.DataFrame) -> str:
    """What a load was: the undo of another, or its files."""
    if not pd.isna(row["undoes"]):
        return f"Undo of load {number_text(row['undoes'])}"
    names = list(dict.fromkeys(files.loc[files["load_key"] == row["load_key"], "file_name"]))
    more = len(names) - FILES_NAMED
    listed = ", ".join(names[:FILES_NAMED])
    return f"{listed} and {more} more" if more > 0 else listed or "No file"
