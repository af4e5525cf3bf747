"""How areas differ on one indicator: everything that the Variation page, and a report, shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pcdash.viewmodels import findings, reasoning, words
from pcdash.viewmodels.categories import CategoryCounts, category_counts
from pcdash.viewmodels.choices import Inside
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.labelled import Line
from pcdash.viewmodels.names import display_name, short_name
from pcdash.viewmodels.numbers import number_text, range_text
from pcdash.viewmodels.published import PublishedPanel, published_panel
from pcdash.viewmodels.sources import Source, provenance_of, source_of
from pcdash.viewmodels.tables import Provenance, Table
from pcdash.viewmodels.variation_table import orders, table_of

WORDED = [
    "area_code", "area_name", "area_type", "ccg_code", "numerator", "denominator", "value",
    "lower_95", "upper_95", "benchmark_code", "benchmark", "comparison", "category", "flag",
    "basis",
]  # fmt: skip


@dataclass(frozen=True)
class VariationView:
    """The finding, the chart's rows, the table twin, and why it is so.

    `bars` has the columns that `pcdash.charts.ranked_bars` asks for, a row an area. `counts` is
    there instead of bars where practices have categories and not values.
    """

    finding: str
    sentence: str
    subtitle: str
    notes: tuple[str, ...]
    unit: str
    bars: pd.DataFrame
    benchmark: Line | None
    second: Line | None
    counts: CategoryCounts | None
    alt: str
    table: Table
    orders: Mapping[str, tuple[int, ...]]
    why: tuple[tuple[str, str], ...]
    measured: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    source: Source
    provenance: Provenance
    practices: Mapping[str, str]
    published: PublishedPanel | None

    def table_by(self, sort: str) -> Table:
        """The table in an order of `variation_table.SORTS`."""
        order = self.orders[sort]
        return Table(
            self.table.columns,
            tuple(self.table.rows[place] for place in order),
            tuple(self.table.codes[place] for place in order),
        )


def build_variation(
    context: Context, question: Question, only: tuple[str, ...] = ()
) -> VariationView:
    """The view that answers a question.

    Args:
        only: The areas to show, of those that answer it; all where none is named.

    Raises:
        UserFacingError: as `pcdash.viewmodels.figures.answer`.
    """
    found, known = answer(context, question), context.inside
    if only:
        kept = found.figures["area_code"].isin(only)
        found = replace(found, figures=found.figures[kept].reset_index(drop=True))
    # What the words need, without the rest: a row less is then quickly taken.
    figures = found.figures[WORDED]
    is_outside = figures["flag"] == "outside_group"
    outside = figures[is_outside]
    figures = figures[~is_outside] if len(outside) else figures
    noun = words.LEVELS[found.question.level]
    benchmark = benchmark_of(found, figures, known)
    second = _second_line(found, figures, known, benchmark)
    spoken = spoken_of(found, benchmark, known)
    is_category = found.indicator.method == "category" and found.question.level == "practice"
    counts = category_counts(context, found, figures) if is_category else None
    said = findings.finding(figures, found.indicator, noun, benchmark=spoken)
    more = findings.sentence(
        figures,
        found.indicator,
        noun,
        benchmark=spoken,
        level_of_benchmark=benchmark.value if benchmark else None,
    )
    subtitle = subtitle_of(found, figures, known, noun)
    source = source_of(context.snapshot, context.catalogue, found)
    return VariationView(
        finding=counts.finding if counts else said,
        sentence=counts.sentence if counts else more,
        subtitle=subtitle,
        notes=reasoning.notes(found, figures, outside=outside, benchmark=spoken),
        unit=found.indicator.unit,
        bars=_bars(figures, found),
        benchmark=benchmark,
        second=second,
        counts=counts,
        alt=f"Ranked bars of {subtitle} {said}. {more}",
        table=table_of(found, known, counts=counts),
        orders=orders(found),
        why=reasoning.why(found, figures, benchmark=spoken, level=benchmark),
        measured=reasoning.measured(found.indicator),
        caveats=tuple(context.catalogue.caveats[one].text for one in found.indicator.caveats),
        source=source,
        provenance=provenance_of(subtitle, context.catalogue, found, source, known.is_illustrative),
        practices=_practices(found, known),
        published=published_panel(context.catalogue, found.indicator),
    )


def _bars(figures: pd.DataFrame, found: Answer) -> pd.DataFrame:
    decimals = found.indicator.decimals
    return pd.DataFrame(
        {
            "area_code": figures["area_code"],
            "area_name": figures["area_name"].map(display_name),
            "value": figures["value"],
            "lower_95": figures["lower_95"],
            "upper_95": figures["upper_95"],
            "verdict": figures["comparison"],
            "verdict_label": [words.VERDICTS[one].label for one in figures["comparison"]],
            "value_text": [
                _value_text(value, flag, found)
                for value, flag in zip(figures["value"], figures["flag"], strict=True)
            ],
            "interval_text": [
                range_text(low, high, decimals=decimals)
                for low, high in zip(figures["lower_95"], figures["upper_95"], strict=True)
            ],
        }
    ).reset_index(drop=True)


def _value_text(value: float, flag: object, found: Answer) -> str:
    if value == value:
        return figure_text(value, found.indicator)
    reason = words.flag_of(flag)
    return f"{words.symbol_of(flag)} {reason.short if reason else 'not available'}"


def benchmark_of(found: Answer, figures: pd.DataFrame, known: Inside) -> Line | None:
    """The line that all figures are compared with; none where each has its own."""
    codes = figures["benchmark_code"].dropna().unique()
    held = figures["benchmark"].dropna()
    # England's count beside that of a practice would flatten the chart and say nothing.
    if len(codes) != 1 or held.empty or found.indicator.method == "count":
        return None
    return _line(known.names.get(codes[0], codes[0]), float(held.iloc[0]), found)


def _second_line(
    found: Answer, figures: pd.DataFrame, known: Inside, benchmark: Line | None
) -> Line | None:
    """The CCG where all areas are in one, else the place that was chosen."""
    ccgs = figures["ccg_code"].dropna().unique()
    own = figures["area_code"].iloc[0] if len(figures) == 1 else None
    code = str(ccgs[0]) if len(ccgs) == 1 else found.scope_code
    if code not in found.around or code == own or found.indicator.method == "count":
        return None
    line = _line(known.names.get(code, code), found.around[code], found)
    if benchmark and line.name == benchmark.name:
        return None
    # Its name would be longer than the chart; whose it is, the line under the finding says.
    kind = known.kinds.get(code)
    return replace(line, label=line.label.replace(line.name, kind)) if kind else line


def _line(name: str, value: float, found: Answer) -> Line:
    name = short_name(name)
    return Line(name, value, f"{name} {figure_text(value, found.indicator)}")


def spoken_of(found: Answer, benchmark: Line | None, known: Inside) -> str:
    """What is compared with, inside a sentence."""
    if benchmark:
        return benchmark.name
    against = found.question.against
    own = words.AGAINST.get(against)
    if own is None or against == "england":
        return own or known.names.get(against, against)
    return words.uncapitalised(own)


def subtitle_of(found: Answer, figures: pd.DataFrame, known: Inside, noun: words.Noun) -> str:
    place = known.names.get(found.scope_code, found.scope_code)
    with_figure = int((figures["value"].notna() | figures["category"].notna()).sum())
    of_all = f"{number_text(with_figure)} of {number_text(len(figures))}"
    counted = number_text(len(figures)) if with_figure == len(figures) else of_all
    return f"{measure(found.indicator)}; {place}; {found.period}; {counted} {noun.many}."


def _practices(found: Answer, known: Inside) -> dict[str, str]:
    rows = found.figures[found.figures["area_type"] == "practice"]
    listed = {
        code: known.practices.labels.get(code, f"{display_name(name)} ({code})")
        for code, name in zip(rows["area_code"], rows["area_name"], strict=True)
    }
    return dict(sorted(listed.items(), key=lambda one: one[1]))
