"""Learning pairs: where practices of a group differ most, each with a like one that does well.

Nothing here says why they differ; a pair is a reason to talk.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.errors import NoDataError, UnknownPeriodError
from pcdash.stats.opportunity import to_level
from pcdash.stats.peers import nearest
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.locality import members_of
from pcdash.viewmodels.names import with_code
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.peers import features_of, scaled
from pcdash.viewmodels.sources import provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

MOST = 8
METHOD = (
    "A practice of the group whose figure is worse than England's, with the practice of the system "
    "most like it in deprivation and list size (those held) whose figure is England's or better. "
    "The most people by which the first would change at England's level come first. The "
    "method is this project's own."
)


@dataclass(frozen=True)
class LearningView:
    """The pairs as a table, with the practice of the group as the code of each row."""

    finding: str
    table: Table
    method: str
    provenance: Provenance


def build_learning(context: Context, code: str, indicator_ids: tuple[str, ...]) -> LearningView:
    """The learning pairs of a group on some indicators.

    Raises:
        UnknownAreaError: as `pcdash.viewmodels.locality.members_of`.
    """
    members, _ = members_of(context, code)
    own = set(members["area_code"])
    features = scaled(context.kept(features_of)[0])
    found: list[dict[str, Any]] = []
    for indicator_id in indicator_ids:
        found += _pairs(context, indicator_id, own, features)
    found.sort(key=lambda pair: -pair["people"])
    rows = found[:MOST]
    name = context.inside.names[code]
    columns = [
        Column("Practice"),
        Column("Indicator"),
        Column("Its figure", is_number=True),
        Column("Period"),
        Column("Would change by", is_number=True),
        Column("A practice like it"),
        Column("That figure", is_number=True),
        Column("Against England"),
    ]
    cells = [[pair[one] for one in _CELLS] for pair in rows]
    return LearningView(
        finding=_finding(rows),
        table=made_of(columns, cells, codes=[pair["code"] for pair in rows]),
        method=METHOD,
        provenance=provenance(
            f"{name}: learning pairs",
            (
                ("Group", name),
                ("Method", METHOD),
                *sources_of(context.snapshot, context.catalogue, indicator_ids),
            ),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"learning_{code}",
        ),
    )


_CELLS = ("practice", "title", "shown", "period", "change", "peer", "peer_shown", "verdict")


def _pairs(
    context: Context, indicator_id: str, own: set[str], features: pd.DataFrame
) -> list[dict[str, Any]]:
    indicator = context.catalogue.indicators[indicator_id]
    if indicator.polarity == "none" or indicator.method not in ("proportion", "rate"):
        return []
    period = usual_period(context.holdings, indicator_id)
    try:
        answered: Answer = context.kept(answer, Question(indicator_id, period=period))
    except (NoDataError, UnknownPeriodError):
        return []
    rows = answered.figures.set_index("area_code")
    worse = rows[rows["comparison"].str.startswith("worse") & rows.index.isin(own)]
    # One that is merely not worse by more than chance might have the lower figure of the two.
    ahead = rows["value"] - rows["benchmark"]
    well = rows[ahead >= 0 if indicator.polarity == "higher" else ahead <= 0]
    made = []
    for code, row in worse.iterrows():
        peer = _nearest(features, str(code), set(well.index))
        if peer is not None:
            made.append(_pair(str(code), row, peer, well.loc[peer], indicator, answered.period))
    return made


def _nearest(features: pd.DataFrame, code: str, among: set[str]) -> str | None:
    if code not in features.index or features.loc[code].isna().all():
        return None
    found = nearest(features, area=code, k=len(features))
    return next((str(peer) for peer in found.index if peer in among), None)


def _pair(
    code: str,
    row: pd.Series,
    peer: str,
    other: pd.Series,
    indicator: Indicator,
    period: str,
) -> dict[str, Any]:
    moved = to_level(
        [row["numerator"]], [row["denominator"]], row["benchmark"] / indicator.multiplier,
        polarity=indicator.polarity,
    ).iloc[0]  # fmt: skip
    more = "more" if indicator.polarity == "higher" else "fewer"
    return {
        "code": code,
        "people": abs(float(moved)),
        "practice": with_code(row["area_name"], code),
        "title": indicator.title,
        "shown": figure_text(row["value"], indicator),
        "period": period,
        "change": f"{number_text(abs(moved))} {more}",
        "peer": with_code(other["area_name"], peer),
        "peer_shown": figure_text(other["value"], indicator),
        "verdict": words.VERDICTS[other["comparison"]].cell,
    }


def _finding(rows: list[Mapping[str, Any]]) -> str:
    if not rows:
        return "No practice here is worse than England on these indicators"
    return (
        f"{rows[0]['practice']} and {rows[0]['peer']} could talk about "
        f"{words.uncapitalised(rows[0]['title'])}"
    )
