"""What a locality or network chose to work on, and where each priority stands by held figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.differences import unit_of_differences
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.marks import breaks_between
from pcdash.viewmodels.milestones import STATUSES, status_text
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import decimals_apart, number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import NOT_SAID, Row, inside_of, record_source, rows_of, text_of
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

NO_INDICATOR = "No indicator chosen: it cannot be followed by a figure."
WHY = (
    (
        "Rule",
        "Progress is how much of the way from the baseline to the target the latest figure held "
        "has gone: (latest - baseline) / (target - baseline). It says nothing of chance; the page "
        "on trends does.",
    ),
    (
        "No progress is worked out",
        "where there is no baseline, no target, no figure held after the baseline, or where the "
        "indicator was counted otherwise between the two.",
    ),
    ("Source of the method", "This project's own."),
)


@dataclass(frozen=True)
class Stand:
    """Where a priority stands: the latest figure in words, and its progress or why there is none.

    `share` is of the way from baseline to target: 0 at the baseline, 1 at the target; None where
    it is not worked out.
    """

    now: str
    progress: str
    share: float | None


@dataclass(frozen=True)
class Priority:
    """One priority of the place itself, in words: its heading, its progress, and its lines."""

    heading: str
    progress: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PlansView:
    """The priorities of a place, and with those of what is inside it as a table, a row each."""

    finding: str
    sentence: str
    own: tuple[Priority, ...]
    table: Table
    notes: tuple[str, ...]
    why: tuple[tuple[str, str], ...]
    provenance: Provenance


def build_plans(context: Context, code: str) -> PlansView:
    """The priorities of a place, each with its baseline, target and where it stands now."""
    inside = inside_of(context, code)
    rows = sorted(
        rows_of(context, "plans", inside),
        key=lambda one: (inside.index(one["area_code"]), one["priority"]),
    )
    stands = [stand_of(context, one) for one in rows]
    name = place_name(context, code)
    finding, sentence = _said(rows, stands, name)
    source = record_source(context, rows)
    return PlansView(
        finding=finding,
        sentence=sentence,
        own=tuple(
            _priority(context, one, stand)
            for one, stand in zip(rows, stands, strict=True)
            if one["area_code"] == code
        ),
        table=_table(context, rows, stands),
        notes=_notes(context, rows),
        why=WHY,
        provenance=provenance(
            f"Locality plan: {name}",
            (("Area", name), ("Rule", WHY[0][1]), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"locality_plan_{code}",
        ),
    )


def stand_of(context: Context, one: Row) -> Stand:
    """Where a priority stands by the latest figure held of its place."""
    if one["indicator_id"] is None:
        return Stand("", NO_INDICATOR, None)
    indicator = context.catalogue.indicators.get(one["indicator_id"])
    if indicator is None:
        return Stand("", f"No definition has the indicator {one['indicator_id']!r} any more.", None)
    series = context.series_of(one["area_code"])
    known = series[series["indicator_id"] == indicator.id]
    held = known[known["value"].notna()]
    if held.empty:
        reason = words.flag_of(known.iloc[-1]["flag"]) if len(known) else None
        said = f" {reason.sentence}" if reason else ""
        return Stand("", f"No figure of this place is held.{said}", None)
    latest = held.iloc[-1]
    now = f"{figure_text(latest['value'], indicator)} ({latest['period']})"
    return Stand(now, *_progress(one, indicator, latest))


def _progress(one: Row, indicator: Indicator, latest: pd.Series) -> tuple[str, float | None]:
    baseline, target = one["baseline"], one["target"]
    if baseline is None:
        return _without_baseline(target, indicator, latest), None
    if one["baseline_period"] is not None:
        began = parse_period(one["baseline_period"])
        reported = parse_period(str(latest["period"]))
        if reported.end <= began.end:
            return f"No figure after the baseline of {began.label} is held.", None
        reasons = [why for _, why in breaks_between(indicator, began.end, reported.end)]
        if reasons:
            return f"Not comparable with the baseline. {' '.join(reasons)}", None
    if target is None:
        return f"{_moved(baseline, latest['value'], indicator)}; no target is set.", None
    if target == baseline:
        return "Baseline and target are the same: there is no way to go.", None
    share = (float(latest["value"]) - baseline) / (target - baseline)
    said = _share_said(share, baseline, float(latest["value"]), indicator)
    return f"{said}{_time_said(one, str(latest['period']))}", share


def _without_baseline(target: float | None, indicator: Indicator, latest: pd.Series) -> str:
    if target is None:
        return "No baseline and no target: progress cannot be told."
    if indicator.polarity == "none":
        return "No baseline: progress cannot be told."
    is_higher = indicator.polarity == "higher"
    met = latest["value"] >= target if is_higher else latest["value"] <= target
    reached = "the target is met" if met else "the target is not met"
    return f"No baseline: progress cannot be told; {reached}."


def _share_said(share: float, baseline: float, now: float, indicator: Indicator) -> str:
    moved = _moved(baseline, now, indicator)
    if share >= 1:
        return f"Target reached: {moved} since the baseline."
    if share < 0:
        return f"Away from the target: {moved} since the baseline."
    if share == 0:
        return "No change from the baseline."
    return f"{number_text(100 * share)}% of the way: {moved} since the baseline."


def _time_said(one: Row, reported: str) -> str:
    """How much of the time from baseline to target had gone when the figure was of."""
    if one["baseline_period"] is None or one["due"] is None:
        return ""
    began, due, now = (
        parse_period(label).end.toordinal()
        for label in (one["baseline_period"], one["due"], reported)
    )
    if due <= began:
        return " The target is due before the baseline: one of the two dates is not right."
    if now >= due:
        return " The time for it is over."
    return f" {number_text(100 * (now - began) / (due - began))}% of the time had gone by then."


def _moved(baseline: float, now: float, indicator: Indicator) -> str:
    decimals = decimals_apart(baseline, now, decimals=indicator.decimals)
    way = "up" if now > baseline else "down"
    size = number_text(abs(now - baseline), decimals=decimals)
    return f"{way} {size} {unit_of_differences(indicator)}"


def _said(rows: Sequence[Row], stands: Sequence[Stand], name: str) -> tuple[str, str]:
    if not rows:
        return f"{name} has no priorities recorded", (
            "What a locality chose to work on comes on the sheet 'Locality plans' of the BI team's "
            "workbook: until then it is unknown."
        )
    known = [one.share for one in stands if one.share is not None]
    closer = sum(share > 0 for share in known)
    priorities = counted(len(rows), "priority", "priorities")
    are = "is" if 1 in (closer, len(rows)) else "are"
    title = f"{number_text(closer)} of {priorities} {are} nearer the target"
    parts = []
    reached, away = sum(share >= 1 for share in known), sum(share < 0 for share in known)
    if reached:
        parts.append(f"{number_text(reached)} reached it")
    if away:
        parts.append(f"{number_text(away)} moved away from it")
    untold = len(rows) - len(known)
    if untold:
        parts.append(f"of {number_text(untold)} it cannot be told, for the reasons given with each")
    counts = Counter(one["status"] or "status not said" for one in rows)
    ordered = [one for one in (*STATUSES, "status not said") if counts[one]]
    statuses = [f"{number_text(counts[one])} {one.lower()}" for one in ordered]
    said = f"{words.capitalised('; '.join(parts))}. " if parts else ""
    return title, f"{said}By their owners: {words.sentence_list(statuses)}."


def _priority(context: Context, one: Row, stand: Stand) -> Priority:
    title, baseline, target = _aims(context, one)
    status = status_text(one["status"]) if one["status"] else "Status not said"
    figures = f"baseline {baseline}; target {target}; now {stand.now or 'not held'}."
    lines = (
        ("Indicator", f"{title}: {figures}" if one["indicator_id"] else ""),
        ("Actions", f"{one['actions'] or NOT_SAID}."),
        ("Owner", f"{text_of(one['owner'])}."),
    )
    return Priority(
        f"{one['priority']}: {status}", stand.progress, tuple(line for line in lines if line[1])
    )


def _table(context: Context, rows: Sequence[Row], stands: Sequence[Stand]) -> Table:
    labels = [
        "Priority", "Place", "Status", "Progress", "Baseline", "Target", "Now", "Indicator",
        "Owner", "Actions",
    ]  # fmt: skip
    cells = [
        (
            one["priority"], display_name(place_name(context, one["area_code"])),
            status_text(one["status"]) if one["status"] else NOT_SAID,
            stand.progress, baseline, target, stand.now, title, text_of(one["owner"]),
            one["actions"] or NOT_SAID,
        )
        for one, stand in zip(rows, stands, strict=True)
        for title, baseline, target in (_aims(context, one),)
    ]  # fmt: skip
    return made_of(list(map(Column, labels)), cells, codes=[one["area_code"] for one in rows])


def _aims(context: Context, one: Row) -> tuple[str, str, str]:
    """Indicator, baseline with its period and target with its date, each as far as it is said."""
    indicator = context.catalogue.indicators.get(one["indicator_id"] or "")
    title = measure(indicator) if indicator else one["indicator_id"] or "none"
    return (
        title,
        _dated(one["baseline"], one["baseline_period"], indicator, "({})"),
        _dated(one["target"], one["due"], indicator, "by {}"),
    )


def _dated(
    value: float | None, period: str | None, indicator: Indicator | None, written: str
) -> str:
    if value is None:
        return "none" if period is None else f"none {written.format(period)}"
    text = figure_text(value, indicator) if indicator else f"{value:g}"
    return f"{text} {written.format(period)}" if period else f"{text}, period not said"


def _notes(context: Context, rows: Sequence[Row]) -> tuple[str, ...]:
    """What the baseline that was written and the figure that is held say differently."""
    said = []
    for one in rows:
        indicator = context.catalogue.indicators.get(one["indicator_id"] or "")
        if indicator is None or one["baseline"] is None or one["baseline_period"] is None:
            continue
        series = context.series_of(one["area_code"])
        held = series[
            (series["indicator_id"] == indicator.id)
            & (series["period"] == one["baseline_period"])
            & series["value"].notna()
        ]
        if held.empty:
            continue
        written, found = (
            figure_text(value, indicator) for value in (one["baseline"], held["value"].iloc[0])
        )
        if written != found:
            said.append(
                f"To check: the baseline of “{one['priority']}” is written as {written}, and "
                f"{found} is held for {one['baseline_period']}."
            )
    return tuple(said)
