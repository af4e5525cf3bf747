"""Is it changing? One indicator of one place over time, judged by the rules of its frequency.

Monthly and quarterly series have a control chart, annual ones the recent-trend test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.errors import NoDataError
from pcdash.grammar import counted
from pcdash.stats.spc import Chart, xmr
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.labelled import Icon
from pcdash.viewmodels.marks import events_between
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.recent import RECENT_SOURCE, recent_of, recent_rule, recent_words
from pcdash.viewmodels.series_rows import rows_of
from pcdash.viewmodels.sources import provenance, series_source
from pcdash.viewmodels.tables import Provenance, Table
from pcdash.viewmodels.targets import Aim, aim_of
from pcdash.viewmodels.trend_points import Series, labels_of, points_of, table_of

# Frequencies whose series have a control chart, and how many values it takes to draw its limits.
CHARTED = ("month", "quarter")
FEWEST_WITH_LIMITS = 7
SPC_SOURCE = "NHS England, Making Data Count; checked against NHSRplotthedots 0.2.2."


@dataclass(frozen=True)
class TrendView:
    """A series in words and points. `drawn` has what `pcdash.charts.spc.spc_chart` asks for."""

    finding: str
    sentence: str
    subtitle: str
    signs: tuple[Icon, ...]
    drawn: Mapping[str, Any]
    alt: str
    notes: tuple[str, ...]
    why: tuple[tuple[str, str], ...]
    table: Table
    provenance: Provenance
    source: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]

    @property
    def signs_alt(self) -> str:
        """What the icons say, for those who do not see them."""
        return f"Icons: {'; '.join(one.words for one in self.signs)}"


def build_trend(context: Context, area_code: str, indicator_id: str, screened: bool) -> TrendView:
    """The trend of one indicator of one place.

    Args:
        screened: Whether the largest moving ranges are left out of the limits.

    Raises:
        UnknownIndicatorError: no definition has the id.
        NoDataError: the place has no value of the indicator.
    """
    series = _series_of(context, area_code, indicator_id)
    indicator = series.indicator
    latest = _known(series)["date"].iloc[-1]
    aim = aim_of(context.catalogue, indicator, area_code, after=latest)
    is_charted = indicator.frequency in CHARTED and len(_known(series)) >= FEWEST_WITH_LIMITS
    chart = xmr(
        series.rows["value"],
        direction=indicator.polarity,
        target=aim.level if aim else None,
        rebase=series.rebase if is_charted else (),
        screen_moving_ranges=screened,
    )
    told = _charted(series, chart, aim, screened) if is_charted else _annual(series, aim)
    around = {area_code, *series.rows["ccg_code"].dropna()}
    ends = (series.rows["date"].iloc[0], series.rows["date"].iloc[-1])
    source = series_source(context.snapshot, context.catalogue, indicator, series.rows)
    subtitle = _subtitle(series)
    return TrendView(
        **told,
        subtitle=subtitle,
        drawn={
            "points": points_of(series, chart if is_charted else None),
            "unit": indicator.unit,
            "labels": labels_of(series, chart if is_charted else None),
            "target": (aim.level, aim.label) if aim else None,
            "breaks": tuple(mark for mark, _ in series.breaks),
            "events": events_between(context.catalogue, indicator.id, around, *ends),
        },
        alt=f"{_form(indicator, is_charted)} of {subtitle} {told['finding']}. {told['sentence']}",
        table=table_of(series, chart if is_charted else None),
        provenance=provenance(
            f"{subtitle}",
            (
                ("Indicator", f"{indicator.title} ({indicator.id})"),
                ("Area", f"{series.place}"),
                *source,
            ),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"trend_{indicator.id}_{area_code}",
        ),
        source=source,
        caveats=tuple(context.catalogue.caveats[one].text for one in indicator.caveats),
    )


def _form(indicator: Indicator, is_charted: bool) -> str:
    if is_charted:
        return "Control chart"
    return "Run chart" if indicator.frequency in CHARTED else "Line chart"


def is_charted(catalogue: Catalogue, indicator_id: str) -> bool:
    """Whether the frequency of an indicator is one that control charts are for."""
    found = catalogue.indicators.get(indicator_id)
    return found is not None and found.frequency in CHARTED


def _series_of(context: Context, area_code: str, indicator_id: str) -> Series:
    indicator = context.catalogue.indicator(indicator_id)
    held = context.series_of(area_code)
    held = held[held["indicator_id"] == indicator_id]
    place = place_name(context, area_code)
    if held["value"].notna().sum() == 0:
        raise NoDataError(
            f"Nothing is held of {indicator.title!r} for {place}. Choose another place or "
            "indicator; the page of definitions says what is held."
        )
    rows, breaks = rows_of(held, indicator)
    return Series(
        indicator,
        place,
        rows,
        tuple(place for place, _, _ in breaks),
        tuple((mark, reason) for _, mark, reason in breaks),
    )


def _known(series: Series) -> pd.DataFrame:
    return series.rows[series.rows["value"].notna()]


def _subtitle(series: Series) -> str:
    indicator, known = series.indicator, _known(series)
    span = f"{known['period'].iloc[0]} to {known['period'].iloc[-1]}"
    many = {"month": "months", "quarter": "quarters"}.get(indicator.frequency, "periods")
    held = f"{len(known)} of {len(series.rows)} {many} held"
    return f"{measure(indicator)}; {series.place}; {span}; {held}."


def _charted(series: Series, chart: Chart, aim: Aim | None, screened: bool) -> dict[str, Any]:
    """Finding, sentence, signs, notes and reasons of a control chart."""
    sign = words.VARIATIONS[chart.variation]
    signs = [Icon("variation", kind_of(chart.variation), sign.letter, sign.label)]
    if aim and chart.assurance in words.ASSURANCES:
        met = words.ASSURANCES[chart.assurance]
        kind = words.ASSURANCE_KINDS[chart.assurance]
        signs.append(Icon("assurance", kind, met.letter, met.label))
        meaning = f"{sign.sentence} {met.sentence}"
    else:
        meaning = sign.sentence
    last, points = _known(series).iloc[-1], chart.points
    shown = figure_text(last["value"], series.indicator)
    mean = figure_text(points["mean"].iloc[-1], series.indicator)
    low = figure_text(points["lower"].iloc[-1], series.indicator)
    high = figure_text(points["upper"].iloc[-1], series.indicator)
    special = points[(points["rule"] != "none")]
    count = len(special)
    return {
        "finding": f"{sign.label}: {shown} in {last['period']}",
        "sentence": (
            f"{meaning} The mean is {mean}, and chance keeps most values between {low} and {high}. "
            f"{number_text(count)} of {number_text(len(_known(series)))} points "
            f"{'is' if count == 1 else 'are'} more than chance."
        ),
        "signs": tuple(signs),
        "notes": _chart_notes(series, chart, screened),
        "why": _chart_why(series, chart, screened),
    }


def _chart_notes(series: Series, chart: Chart, screened: bool) -> tuple[str, ...]:
    count = len(_known(series))
    said = []
    if chart.provisional:
        said.append("Provisional limits: fewer than 13 points, so the limits may still move.")
    if count < len(series.rows):
        missing = len(series.rows) - count
        said.append(
            f"{number_text(missing)} of {number_text(len(series.rows))} periods are missing: no "
            "run crosses a gap."
        )
    said.append(
        "Limits from all points"
        + (" of each phase" if series.rebase else "")
        + (
            "; the largest moving ranges are left out (screening on)."
            if screened
            else "; no moving range is left out (screening off, as in Making Data Count)."
        )
    )
    return (*said, *(reason for _, reason in series.breaks))


def _chart_why(series: Series, chart: Chart, screened: bool) -> tuple[tuple[str, str], ...]:
    rows = series.rows.assign(rule=chart.points["rule"], kind=chart.points["kind"])
    special = rows[(rows["rule"] != "none") & rows["value"].notna()]
    said = [
        (
            row["period"],
            f"{figure_text(row['value'], series.indicator)}: {words.KINDS[row['kind']].lower()}, "
            f"{words.RULES[row['rule']]}.",
        )
        for row in special.to_dict("records")
    ]
    return (
        (
            "Rule",
            "A point is more than chance if it lies outside the limits, or is part of a trend of "
            "seven, of two in three close to a limit, or of seven on one side of the mean. The "
            "first of these that holds is named.",
        ),
        (
            "Limits",
            "Mean ± 2.66 times the average moving range; "
            + ("screened." if screened else "not screened."),
        ),
        ("Which way is good", words.POLARITIES[series.indicator.polarity]),
        *said,
        ("Source of the method", SPC_SOURCE),
    )


def kind_of(variation: str) -> str:
    """The kind that colours an icon of variation."""
    for kind in ("improvement", "concern"):
        if variation.startswith(kind):
            return kind
    return variation


def _annual(series: Series, aim: Aim | None) -> dict[str, Any]:
    """Finding, sentence, signs, notes and reasons of a series too short or slow for a chart."""
    indicator, known = series.indicator, _known(series)
    found = recent_of(series.rows, indicator)
    finding, sentence = _uncharted_words(known, found.direction, indicator)
    notes = [reason for _, reason in series.breaks]
    if indicator.frequency in CHARTED:
        notes.insert(
            0,
            f"A run chart, without limits: {counted(len(known), 'figure')} held, and limits take "
            f"{FEWEST_WITH_LIMITS} or more.",
        )
    return {
        "finding": finding,
        "sentence": sentence,
        "signs": (),
        "notes": tuple(notes),
        "why": (
            ("Rule", recent_rule(series.rows, indicator, found)),
            ("Which way is good", words.POLARITIES[indicator.polarity]),
            ("Source of the method", RECENT_SOURCE),
        ),
    }


def _uncharted_words(known: pd.DataFrame, direction: str, indicator: Indicator) -> tuple[str, str]:
    """The trend with its first and last figure; without a trend, the figures."""
    ends = [
        f"{figure_text(row['value'], indicator)} in {row['period']}"
        for row in (known.iloc[0], known.iloc[-1])
    ]
    if len(known) == 1:
        return f"{ends[0]}, and no other figure is held", ""
    if direction == "not_calculated":
        return f"{ends[0]}, {ends[1]}", "Whether that is a trend could not be calculated."
    return f"Recent trend: {recent_words(direction, indicator)}", f"{ends[0]}, {ends[1]}."
