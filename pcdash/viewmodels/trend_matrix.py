"""Every series of one place at once: what each latest point says, and whether its target is met."""

from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.stats.spc import xmr
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import in_order
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.recent import recent_of, recent_words
from pcdash.viewmodels.series_rows import rows_of
from pcdash.viewmodels.sources import provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of
from pcdash.viewmodels.targets import aim_of
from pcdash.viewmodels.trends import CHARTED, FEWEST_WITH_LIMITS, kind_of

FEWEST = 2  # values that make a series
_TREND_KINDS = {"better": "improvement", "worse": "concern"}


@dataclass(frozen=True)
class MatrixView:
    """The series of a place, a row each; `rows` as `pcdash.charts.icons.icon_matrix` asks."""

    finding: str
    sentence: str
    rows: pd.DataFrame
    table: Table
    provenance: Provenance
    alt: str

    def page(self, codes: tuple[str, ...]) -> pd.DataFrame:
        """The rows of some indicators."""
        return self.rows[self.rows["indicator_id"].isin(codes)]


def build_trend_matrix(context: Context, area_code: str) -> MatrixView:
    """What every series of a place says, in the order of the domains."""
    held = context.series_of(area_code)
    counts = held.loc[held["value"].notna(), "indicator_id"].value_counts()
    listed = in_order(context.catalogue.indicators[one] for one in counts.index[counts >= FEWEST])
    rows = pd.DataFrame(
        [_row(context, area_code, held, one) for one in listed],
        columns=[
            "indicator_id", "title", "value_text", "period", "kind", "letter", "change",
            "assurance_kind", "assurance_letter", "assurance", "points",
        ],
    )  # fmt: skip
    # What says something first; within it, and after it, by domain.
    rows = rows.sort_values("kind", key=lambda kinds: kinds == "", kind="stable")
    rows = rows.reset_index(drop=True)
    place = place_name(context, area_code)
    better, worse = (int((rows["kind"] == kind).sum()) for kind in ("improvement", "concern"))
    finding = (
        f"Of {counted(len(rows), 'series', 'series')}, {number_text(better)} improving and "
        f"{number_text(worse)} of concern"
    )
    return MatrixView(
        finding=finding,
        sentence=(
            "A control chart decides for monthly and quarterly series, the recent-trend test for "
            "annual ones; a series too short for either has no icon."
        ),
        rows=rows,
        table=_table(rows),
        provenance=provenance(
            f"{place}: what every series says",
            (
                ("Area", place),
                *sources_of(context.snapshot, context.catalogue, rows["indicator_id"]),
            ),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"trends_{area_code}",
        ),
        alt=f"Matrix of icons, a row an indicator, for {place}. {finding}.",
    )


def _row(
    context: Context, area_code: str, held: pd.DataFrame, indicator: Indicator
) -> dict[str, object]:
    own = held[held["indicator_id"] == indicator.id]
    known = own[own["value"].notna()]
    last = known.iloc[-1]
    made = {
        "indicator_id": indicator.id,
        "title": indicator.title,
        "value_text": figure_text(last["value"], indicator),
        "period": last["period"],
        "kind": "",
        "letter": "",
        "change": "",
        "assurance_kind": "",
        "assurance_letter": "",
        "assurance": "",
        "points": len(known),
    }
    if indicator.frequency in CHARTED and len(known) >= FEWEST_WITH_LIMITS:
        return made | _by_chart(context, area_code, own, indicator)
    return made | _by_trend(own, indicator)


def _by_chart(
    context: Context, area_code: str, own: pd.DataFrame, indicator: Indicator
) -> dict[str, object]:
    latest = own.loc[own["value"].notna(), "end_date"].iloc[-1].date()
    aim = aim_of(context.catalogue, indicator, area_code, after=latest)
    rows, breaks = rows_of(own, indicator)
    chart = xmr(
        rows["value"],
        direction=indicator.polarity,
        target=aim.level if aim else None,
        rebase=tuple(place for place, _, _ in breaks),
    )
    sign = words.VARIATIONS[chart.variation]
    found = {"kind": kind_of(chart.variation), "letter": sign.letter, "change": sign.label}
    if aim and chart.assurance in words.ASSURANCES:
        met = words.ASSURANCES[chart.assurance]
        found |= {
            "assurance_kind": words.ASSURANCE_KINDS[chart.assurance],
            "assurance_letter": met.letter,
            "assurance": met.label,
        }
    return found


def _by_trend(rows: pd.DataFrame, indicator: Indicator) -> dict[str, object]:
    direction = recent_of(rows, indicator).direction
    if direction == "not_calculated":
        return {"change": "Too short to say" if len(rows) < 5 else "Not calculated"}
    said = recent_words(direction, indicator)
    judged = next((kind for word, kind in _TREND_KINDS.items() if said.endswith(word)), None)
    if direction == "no_change":
        return {"kind": "common_cause", "letter": "→", "change": words.capitalised(said)}
    side = "neutral_high" if direction == "increasing" else "neutral_low"
    return {
        "kind": judged or side,
        "letter": words.TREND_ARROWS[direction],
        "change": words.capitalised(said),
    }


def _table(rows: pd.DataFrame) -> Table:
    columns = [
        Column("Indicator"),
        Column("Latest", is_number=True),
        Column("Period"),
        Column("Change"),
        Column("Target"),
        Column("Periods held", is_number=True),
    ]
    cells = [
        (
            row["title"],
            row["value_text"],
            row["period"],
            f"{row['letter']} {row['change']}".strip(),
            f"{row['assurance_letter']} {row['assurance']}".strip(),
            number_text(row["points"]),
        )
        for row in rows.to_dict("records")
    ]
    return made_of(columns, cells, codes=rows["indicator_id"].tolist())
