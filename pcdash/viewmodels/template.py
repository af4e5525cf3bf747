"""What the BI team's workbook offers and holds: areas, indicators, rows to fill in or to edit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.errors import NoDataError, UnknownPeriodError
from pcdash.store.queries import run_query
from pcdash.viewmodels.choices import in_order, usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.template_records import held_frames, other_places, own_groups

LISTS = "registered_patients"
SAME = 1e-9
SOURCE = "bi_workbook"  # the indicators that no published file has
FIELDS = ("area_code", "indicator_id", "period", "numerator", "denominator", "value", "category")
# Written where what is held has one.
OPTIONAL = ("lower_95", "upper_95", "lower_998", "upper_998", "flag")
# Of these the value follows from the parts, and is not written twice.
BY_PARTS = ("proportion", "rate", "ratio")


@dataclass(frozen=True)
class TemplateContent:
    """What a template offers and holds.

    `areas` names practices by code, `groups` the other places. `rows` are those to fill in, with
    the columns of `FIELDS` and `OPTIONAL`, figures missing where they are to be written;
    `is_chosen` says that they are of indicators that were asked for. `records` are what is held
    otherwise, by kind.
    """

    place: str
    areas: dict[str, str]
    indicators: tuple[Indicator, ...]
    rows: pd.DataFrame
    notes: tuple[str, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    is_chosen: bool = False

    @property
    def record_count(self) -> int:
        """How many rows are begun that are no figures; dates beside ratings are on theirs."""
        return sum(len(rows) for kind, rows in self.records.items() if kind != "attributes")


def empty_content(
    catalogue: Catalogue, place: str, indicator_ids: Sequence[str]
) -> TemplateContent:
    """A template where nothing is loaded yet: no area is known.

    Raises:
        UnknownIndicatorError: no definition has an id.
    """
    note = "Nothing is loaded yet, so practices are not listed: load the ODS files first."
    rows = pd.DataFrame(columns=list(FIELDS))
    return TemplateContent(place, {}, _chosen(catalogue, indicator_ids), rows, (note,))


def build_content(
    context: Context, indicator_ids: Sequence[str], period: str | None, *, filled: bool
) -> TemplateContent:
    """A template for the practices of the place.

    Args:
        indicator_ids: Those to offer; none means all that no published file has.
        period: That of the rows; None is the latest that is held of each, where they are filled.
        filled: Whether the figures that are held are written into the rows.

    Raises:
        UnknownIndicatorError: no definition has an id.
        UnknownPeriodError: the period is none.
    """
    catalogue, known = context.catalogue, context.inside
    chosen = _chosen(catalogue, indicator_ids)
    practices = _open_practices(context)
    rows, notes = [], []
    for one in chosen if indicator_ids or filled else ():
        if not filled:
            rows.append(pd.DataFrame({"area_code": [*practices], "indicator_id": one.id,
                                      "period": period}))  # fmt: skip
        elif one.source != SOURCE:
            publisher = catalogue.sources[one.source].publisher
            notes.append(
                f"{one.title}: its figures are published by {publisher}. Load the file as it was "
                "published; they are not edited here."
            )
        elif one.hides_small_counts:
            notes.append(
                f"{one.title}: small counts are protected, so what is held is not written here."
            )
        else:
            rows.append(_held(context, one, period))
            if indicator_ids and rows[-1].empty:
                notes.append(
                    f"{one.title}: no figure is held{_of_period(period)}, so it has no row."
                )
    if filled and not indicator_ids:
        rows.append(_typed(context, [one.id for one in chosen], practices))
        if all(one.empty for one in rows):
            notes.append(
                "No figure is held of what no published file has, nor any that the BI team gave; "
                "published figures are not edited here, and `export` writes them."
            )
    made = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
    return TemplateContent(
        known.place_name,
        practices,
        chosen,
        made.reindex(columns=[*FIELDS, *OPTIONAL]),
        tuple(notes),
        groups={**own_groups(context), **other_places(context)},
        records=held_frames(context, practices) if filled else {},
        is_chosen=bool(indicator_ids),
    )


def _of_period(period: str | None) -> str:
    return f" of {period}" if period else ""


def _chosen(catalogue: Catalogue, indicator_ids: Sequence[str]) -> tuple[Indicator, ...]:
    if indicator_ids:
        return tuple(catalogue.indicator(one) for one in dict.fromkeys(indicator_ids))
    return in_order(one for one in catalogue.indicators.values() if one.source == SOURCE)


def _open_practices(context: Context) -> dict[str, str]:
    """The practices of the place that are open in the latest period with figures, by code."""
    held = context.holdings[context.holdings["area_type"] == "practice"]
    if held.empty:
        return {}
    # Who is open is known from the lists; a later figure of the BI team says nothing of it.
    lists = held[held["indicator_id"] == LISTS]
    held = held if lists.empty else lists
    areas = context.areas_at_level(
        level="practice",
        period=held.sort_values("end_date")["period"].iloc[-1],
        scope_code=context.inside.system_code,
        basis="as_was",
    )
    areas = areas[areas["is_open"].astype(bool)]
    names = map(display_name, areas["area_name"])
    return dict(sorted(zip(areas["area_code"], names, strict=True)))


def _typed(context: Context, others: Sequence[str], practices: Collection[str]) -> pd.DataFrame:
    """Figures of published indicators that the BI team itself gave, in their latest period."""
    found = run_query(context.snapshot, "figures_typed", format_id=SOURCE)
    rows = found[~found["indicator_id"].isin(others) & found["area_code"].isin(practices)]
    known = rows["indicator_id"].map(context.catalogue.indicators.get)
    by = pd.Series([one.multiplier if one else 1.0 for one in known], rows.index)
    made = by * rows["numerator"] / rows["denominator"].where(lambda size: size > 0)
    return rows.assign(value=rows["value"].mask((rows["value"] - made).abs() < SAME))


def _held(context: Context, one: Indicator, period: str | None) -> pd.DataFrame:
    """The figures of practices that are held, with the parts that they were given by."""
    asked = Question(one.id, period=period or usual_period(context.holdings, one.id))
    try:
        found = answer(context, asked)
    except (NoDataError, UnknownPeriodError):
        return pd.DataFrame(columns=list(FIELDS))
    figures = found.figures
    parts = ["numerator", "denominator", "value", "category"]
    rows = figures.loc[figures[parts].notna().any(axis=1), ["area_code", *parts]]
    rows = rows.assign(indicator_id=one.id, period=found.period)
    if one.method in BY_PARTS:
        made = one.multiplier * rows["numerator"] / rows["denominator"].where(lambda size: size > 0)
        # A rounded value that was given beside its parts is held as it was given.
        rows["value"] = rows["value"].mask((rows["value"] - made).abs() < SAME)
    if one.method == "category":
        rows[["numerator", "denominator", "value"]] = float("nan")
    loaded = run_query(
        context.snapshot,
        "figures_as_loaded",
        indicator_id=one.id,
        levels=["practice"],
        periods=[found.period],
    )
    return rows.merge(loaded[["area_code", *OPTIONAL]], on="area_code", how="left")
