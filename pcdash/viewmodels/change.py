"""What has changed since a baseline: every area ranked by its change, and whether it is chance."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.errors import NoChartError
from pcdash.grammar import counted
from pcdash.stats.opportunity import decompose
from pcdash.viewmodels import choices, findings, words
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.differences import differences, signed, unit_of_differences
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.labelled import Line
from pcdash.viewmodels.limits import LIMITS
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text, range_text
from pcdash.viewmodels.reasoning import counts_of
from pcdash.viewmodels.sources import provenance_of, source_of
from pcdash.viewmodels.tables import Column, Table, made_of
from pcdash.viewmodels.variation import subtitle_of

METHOD_SOURCE = (
    "Newcombe (1998), method 10, from Wilson's intervals; for rates the same construction from "
    "Byar's (Zou and Donner 2008)."
)


def baselines(context: Context, question: Question) -> Choices:
    """The earlier periods of an indicator; first the earliest that is still comparable."""
    held = choices.periods(context.holdings, question.indicator_id)
    now = parse_period(question.period or held.first or "")
    earlier = [one for one in held.codes if parse_period(one).end < now.end]
    starts = [parse_period(one.period).start for one in _breaks(context, question, now.start)]
    comparable = [one for one in earlier if all(parse_period(one).start >= at for at in starts)]
    usual = (comparable or earlier)[-1:]
    return Choices({one: one for one in dict.fromkeys([*usual, *earlier])})


def build_change(context: Context, question: Question, baseline: str | None) -> FormView:
    """The change of every area since a baseline.

    Args:
        baseline: The earlier period; None where there is none.

    Raises:
        NoChartError: the indicator is a category, or there is nothing to compare with.
        UserFacingError: as `pcdash.viewmodels.figures.answer`.
    """
    indicator = context.catalogue.indicator(question.indicator_id)
    if indicator.method == "category":
        raise NoChartError(
            "A rating has no difference that could be ranked. Choose the ranked bars, which count "
            "the ratings."
        )
    if baseline is None:
        raise NoChartError(
            f"Only one period of {indicator.title!r} is held, so nothing has changed since. Load "
            "the file of an earlier period."
        )
    now = answer(context, question)
    then = answer(context, replace(question, period=baseline))
    rows = _joined(now, then)
    known = rows[rows["change"].notna()]
    if known.empty:
        raise NoChartError(
            f"No area has a figure in both {baseline} and {now.period}. Choose another baseline."
        )
    noun = words.LEVELS[question.level]
    title = _finding(known, noun, baseline)
    said = _sentence(known, now, baseline)
    place = subtitle_of(now, now.figures, context.inside, noun).split("; ")
    unit = unit_of_differences(indicator)
    subtitle = f"{indicator.title}, change in {unit}; {place[1]}; {baseline} to {now.period}."
    source = source_of(context.snapshot, context.catalogue, now)
    about = provenance_of(
        f"Change: {subtitle}", context.catalogue, now, source, context.inside.is_illustrative
    )
    return FormView(
        finding=title,
        sentence=said,
        subtitle=subtitle,
        notes=_notes(context, question, rows, now, then),
        drawn={
            "rows": _drawn(known, now),
            "unit": unit,
            "benchmark": Line("no change", 0.0, "No change"),
        },
        alt=f"Ranked bars of {subtitle} {title}. {said}",
        table=_table(rows, now, then),
        provenance=replace(about, about=(("Baseline", baseline), *about.about)),
        why=_why(known, indicator, noun),
    )


def _breaks(context: Context, question: Question, until: Any) -> list[Any]:
    indicator = context.catalogue.indicator(question.indicator_id)
    return [one for one in indicator.breaks if parse_period(one.period).start <= until]


def _joined(now: Answer, then: Answer) -> pd.DataFrame:
    """The areas of today with what they were, their change, its limits and the verdict."""
    later = now.figures.set_index("area_code")
    before = then.figures.set_index("area_code").reindex(later.index)
    rows = later.assign(before=before["value"], before_flag=before["flag"])
    rows["before_numerator"] = before["numerator"]
    rows["before_denominator"] = before["denominator"]
    change = differences(later, before, polarity=now.indicator.polarity)
    rows = rows.assign(change=change["value"], verdict=change["comparison"])
    return rows.assign(**{f"change_{name}": change[name] for name in LIMITS}).reset_index()


def _drawn(known: pd.DataFrame, now: Answer) -> pd.DataFrame:
    decimals = now.indicator.decimals
    return pd.DataFrame(
        {
            "area_code": known["area_code"],
            "area_name": known["area_name"].map(display_name),
            "value": known["change"],
            "lower_95": known["change_lower_95"],
            "upper_95": known["change_upper_95"],
            "verdict": known["verdict"],
            "verdict_label": [words.VERDICTS[one].label for one in known["verdict"]],
            "value_text": [signed(value, decimals) for value in known["change"]],
            "interval_text": [
                range_text(low, high, decimals=decimals)
                for low, high in zip(
                    known["change_lower_95"], known["change_upper_95"], strict=True
                )
            ],
        }
    ).reset_index(drop=True)


def _finding(known: pd.DataFrame, noun: words.Noun, baseline: str) -> str:
    tested = known[known["verdict"] != "not_compared"]
    if tested.empty:
        up = int((known["change"] > 0).sum())
        of_all = counted(len(known), noun.one, noun.many)
        return f"{number_text(up)} of {of_all} stand higher than in {baseline}"
    rose = int((tested["change_lower_95"] > 0).sum())
    fell = int((tested["change_upper_95"] < 0).sum())
    of_all = counted(len(tested), noun.one, noun.many)
    return (
        f"{number_text(rose)} of {of_all} rose by more than chance since {baseline}, "
        f"{number_text(fell) if fell else 'none'} fell"
    )


def _sentence(known: pd.DataFrame, now: Answer, baseline: str) -> str:
    ends = (("rise", known["change"].idxmax()), ("fall", known["change"].idxmin()))
    said = []
    for what, at in ends:
        row = known.loc[at]
        if (row["change"] > 0) == (what == "rise") and row["change"] != 0:
            name = findings.names_of(known.loc[[at]])
            before, after = (figure_text(row[one], now.indicator) for one in ("before", "value"))
            said.append(
                f"The largest {what} is that of {name}, from {before} in {baseline} to {after}."
            )
    return " ".join(said)


def _notes(
    context: Context, question: Question, rows: pd.DataFrame, now: Answer, then: Answer
) -> tuple[str, ...]:
    said = [
        f"Not comparable: {one.reason}"
        for one in _breaks(context, question, parse_period(now.period).start)
        if parse_period(one.period).start > parse_period(then.period).start
    ]
    without = rows[rows["change"].isna()]
    if len(without):
        noun = words.LEVELS[question.level]
        named = findings.names_of(without, at_most=4)
        said.append(
            f"{counted(len(without), noun.one, noun.many)} with a figure in only one of the two "
            f"periods, or in neither, cannot be compared: {named}."
        )
    if (rows["verdict"] == "not_compared").all():
        said.append("Not tested: these figures have no intervals, so changes may be chance.")
    return (*said, *_parts(rows, now, then))


def _parts(rows: pd.DataFrame, now: Answer, then: Answer) -> tuple[str, ...]:
    """What the change of all areas together is made of."""
    counts = ("numerator", "denominator", "before_numerator", "before_denominator")
    known = rows[rows[list(counts)].notna().all(axis=1)]
    known = known[(known["denominator"] > 0) & (known["before_denominator"] > 0)]
    if now.indicator.method not in ("proportion", "rate") or len(known) < 2:
        return ()
    before = known[["before_numerator", "before_denominator"]]
    found = decompose(
        before.set_axis(["numerator", "denominator"], axis=1), known[["numerator", "denominator"]]
    )
    return (
        f"All of these together counted {signed(found.total, 0)} between {then.period} and "
        f"{now.period} ({words.uncapitalised(now.indicator.numerator)}): "
        f"{signed(found.rate, 0)} from their own rates, {signed(found.size, 0)} from larger or "
        f"smaller denominators, {signed(found.mix, 0)} from where people are.",
    )


def _table(rows: pd.DataFrame, now: Answer, then: Answer) -> Table:
    rows = rows.sort_values("change", ascending=False, kind="stable")
    decimals = now.indicator.decimals
    columns = [
        Column(words.capitalised(words.LEVELS[now.question.level].one)),
        Column(f"Change, {unit_of_differences(now.indicator)}", is_number=True),
        Column("More than chance?"),
        Column("Code"),
        Column(then.period, is_number=True),
        Column(now.period, is_number=True),
        Column("95% interval from", is_number=True),
        Column("95% interval to", is_number=True),
    ]
    cells = [_cells(row, decimals) for row in rows.to_dict("records")]
    return made_of(columns, cells, codes=rows["area_code"].tolist())


def _cells(row: Mapping[str, Any], decimals: int) -> tuple[str, ...]:
    missing = "[z]" if pd.isna(row["change"]) else "[x]"
    change = "[x]" if pd.isna(row["change"]) else signed(row["change"], decimals)
    return (
        display_name(row["area_name"]),
        change,
        words.VERDICTS[row["verdict"]].cell,
        row["area_code"],
        number_text(row["before"], decimals=decimals, missing=words.symbol_of(row["before_flag"])),
        number_text(row["value"], decimals=decimals, missing=words.symbol_of(row["flag"])),
        number_text(row["change_lower_95"], decimals=decimals, missing=missing),
        number_text(row["change_upper_95"], decimals=decimals, missing=missing),
    )


def _why(
    known: pd.DataFrame, indicator: Indicator, noun: words.Noun
) -> tuple[tuple[str, str], ...]:
    return (
        (
            "Rule",
            "A change is more than chance if 0 lies outside its 95% interval; outside the wider "
            "99.8% interval it is called so at 99.8%. Better and worse say which way it went.",
        ),
        (
            "Interval",
            "Of the difference of the two figures, each with its own interval. The same people "
            "are partly counted in both periods, so the interval is rather too wide.",
        ),
        ("Which way is good", words.POLARITIES[indicator.polarity]),
        ("Counts", counts_of(known["verdict"], noun)),
        ("Source of the method", METHOD_SOURCE),
    )
