"""Every figure of one practice, with those of its CCG of the time and England, and the verdict."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import ENGLAND, Indicator
from pcdash.stats.comparison import compare
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import in_order
from pcdash.viewmodels.figures import LIMITS, with_limits
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text, range_text
from pcdash.viewmodels.tables import Column, Table

NUMBERS = ["numerator", "denominator", "value", *LIMITS]


def series_of(snapshot: Snapshot, catalogue: Catalogue, area: pd.Series) -> pd.DataFrame:
    """All figures of a practice, and of its CCG and England in the same periods.

    Returns:
        A row a figure, by indicator and date: the columns of the query `all_figures_of_areas`,
        and `role` (`area`, `second` for the CCG that the practice was in at the end of the
        period, `benchmark` for England) and `name`. Limits are those of the practice alone.
    """
    groups = run_query(snapshot, "groups_of_practice", area_code=area["area_code"])
    ccgs = groups[groups["group_type"] == "ccg"]
    england = groups.loc[groups["group_type"] == "england", "group_code"]
    nation = str(england.iloc[0]) if len(england) else ENGLAND
    code = str(area["area_code"])
    codes = [code, nation, *ccgs["group_code"].unique()]
    held = run_query(snapshot, "all_figures_of_areas", area_codes=codes)
    held = held[held["indicator_id"].isin(catalogue.indicators)]
    held = held.astype(dict.fromkeys(NUMBERS, "float64"))
    own = held[held["area_code"] == code]
    in_own = pd.MultiIndex.from_frame(held[["indicator_id", "period"]]).isin(
        pd.MultiIndex.from_frame(own[["indicator_id", "period"]])
    )
    around = held[in_own & (held["area_code"] != code)]
    names = {nation: "England", **_names(ccgs)}
    parts = [
        _judged(own, catalogue.indicators).assign(
            role="area", name=display_name(str(area["area_name"]))
        ),
        _of_the_time(around, ccgs).assign(role="second"),
        around[around["area_code"] == nation].assign(role="benchmark"),
    ]
    made = pd.concat([part for part in parts if not part.empty] or [own.assign(role="", name="")])
    name = made["area_code"].map(names).fillna(made.get("name", ""))
    return made.assign(name=name).sort_values(
        ["indicator_id", "end_date", "role"], kind="stable", ignore_index=True
    )


def latest(series: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The latest figure of each indicator, with the CCG, England and the verdict beside it.

    Returns:
        A row an indicator in the order of domains: the columns of `series_of`, and `ccg_code`,
        `ccg`, `england`, `comparison`.
    """
    # The last row as it is: a suppressed latest figure must not give way to an older one.
    own = series[series["role"] == "area"].drop_duplicates("indicator_id", keep="last")
    key = ["indicator_id", "period"]
    beside = {
        role: series.loc[series["role"] == role, [*key, "area_code", "value"]]
        for role in ("second", "benchmark")
    }
    ccg = beside["second"].rename(columns={"area_code": "ccg_code", "value": "ccg"})
    england = beside["benchmark"].drop(columns="area_code").rename(columns={"value": "england"})
    made = own.merge(ccg, on=key, how="left").merge(england, on=key, how="left")
    order = {one.id: place for place, one in enumerate(in_order(catalogue.indicators.values()))}
    made = made.sort_values("indicator_id", key=lambda ids: ids.map(order), ignore_index=True)
    return made.assign(comparison=_verdicts(made, catalogue.indicators))


def table_of(rows: pd.DataFrame, catalogue: Catalogue) -> Table:
    """The latest figures as a table, with the file, sheet and row that each was read from."""
    columns = (
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
    records = rows.to_dict("records")
    cells = tuple(_cells(row, catalogue.indicator(row["indicator_id"])) for row in records)
    return Table(columns, cells, tuple(rows["indicator_id"]))


def _cells(row: Mapping[str, object], indicator: Indicator) -> tuple[str, ...]:
    decimals, flag = indicator.decimals, row["flag"]
    is_category = isinstance(row["category"], str)
    value = (
        str(row["category"])
        if is_category
        else number_text(row["value"], decimals=decimals, missing=words.symbol_of(flag))
    )
    # England's number of patients beside a practice's says nothing.
    is_count = indicator.method == "count"
    reason = words.flag_of(flag)
    return (
        indicator.title,
        str(row["period"]),
        value,
        "[z]" if is_count else number_text(row["ccg"], decimals=decimals),
        "[z]" if is_count else number_text(row["england"], decimals=decimals),
        words.VERDICTS[str(row["comparison"])].cell,
        range_text(row["lower_95"], row["upper_95"], decimals=decimals),
        indicator.unit,
        f"{reason.symbol} {reason.short}".strip() if reason else "",
        row["ccg_code"] if isinstance(row["ccg_code"], str) else "",
        _lineage(row),
    )


def _lineage(row: Mapping[str, object]) -> str:
    if not isinstance(row["file_name"], str):
        return ""
    parts = [row["file_name"]]
    if isinstance(row["sheet"], str) and row["sheet"]:
        parts.append(f"sheet {row['sheet']}")
    return ", ".join([*parts, f"row {row['row_number']}"])


def _judged(own: pd.DataFrame, indicators: Mapping[str, Indicator]) -> pd.DataFrame:
    """The figures with their limits; indicators that are reckoned alike are done together."""
    made = [with_limits(rows, one) for rows, one in _alike(own, indicators, _reckoning)]
    return pd.concat(made).sort_index() if made else own


def _verdicts(rows: pd.DataFrame, indicators: Mapping[str, Indicator]) -> pd.Series:
    made = [
        compare(
            part["value"],
            *(part[name] for name in LIMITS),
            part["england"],
            polarity=one.polarity,
        )
        for part, one in _alike(rows, indicators, lambda one: (one.polarity,))
    ]
    return pd.concat(made).sort_index() if made else pd.Series(dtype="str")


def _reckoning(one: Indicator) -> tuple[object, ...]:
    return (one.method, one.multiplier, one.suppression == "hospital_counts")


def _alike(rows, indicators, kind) -> Iterator[tuple[pd.DataFrame, Indicator]]:
    kinds = rows["indicator_id"].map(lambda one: str(kind(indicators[one])))
    for _, part in rows.groupby(kinds, sort=False):
        yield part, indicators[part["indicator_id"].iloc[0]]


def _of_the_time(around: pd.DataFrame, ccgs: pd.DataFrame) -> pd.DataFrame:
    """The figures of the CCG that the practice was in at the end of each period."""
    dated = around.reset_index().merge(
        ccgs[["group_code", "start_date", "end_date"]].rename(
            columns={"end_date": "until", "group_code": "area_code"}
        ),
        on="area_code",
    )
    inside = (dated["start_date"] <= dated["end_date"]) & (
        dated["until"].isna() | (dated["until"] >= dated["end_date"])
    )
    return around.loc[dated.loc[inside, "index"].drop_duplicates()]


def _names(ccgs: pd.DataFrame) -> dict[str, str]:
    return {
        code: display_name(name).removeprefix("NHS ")
        for code, name in zip(ccgs["group_code"], ccgs["group_name"], strict=True)
    }
