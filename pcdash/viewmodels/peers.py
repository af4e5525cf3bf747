"""Which practices are most like one: the nearest by what is known of their patients."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pcdash.errors import NoChartError
from pcdash.stats.peers import nearest
from pcdash.viewmodels.choices import usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.levels import held_of
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.sources import provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of
from pcdash.viewmodels.variation import build_variation

# What practices are compared by, where it is held: the indicator, and whether its logarithm counts.
FEATURES = {"imd_score": False, "registered_patients": True}
PEERS = 10
HEAVIEST = 5
METHOD = (
    "Practices of the system are compared by the standard scores of deprivation and of the "
    "logarithm of the list size (those that are held), each times its weight; the ten at the "
    "least distance are the peers. The method is this project's own."
)


@dataclass(frozen=True)
class PeersView:
    """The practices most like one, the nearest first, with what they are compared by."""

    finding: str
    sentence: str
    codes: tuple[str, ...]
    table: Table
    provenance: Provenance
    labels: tuple[tuple[str, str], ...]
    method: str


def build_peers(context: Context, code: str, weights: tuple[float, ...] = ()) -> PeersView:
    """The peers of a practice.

    Args:
        weights: One for each of `FEATURES` that is held, 0 or more; none given means 1 each.

    Raises:
        NoChartError: nothing that practices are compared by is held of the practice.
    """
    features, periods = context.kept(features_of)
    own = features.loc[code] if code in features.index else pd.Series(dtype="float64")
    known = [*own.dropna().index]
    if not known:
        raise NoChartError(
            "Peers are found by deprivation and list size, and neither is held of this practice. "
            "Load a deprivation file and the list sizes of practices."
        )
    given = dict(zip(FEATURES, weights, strict=False))
    if given and not any(given.get(name, 1) for name in known):
        raise NoChartError(
            "All weights are 0, so no practice is nearer than another. Raise one of them."
        )
    features = features[known]
    found = nearest(
        scaled(features),
        area=code,
        k=PEERS,
        weights={name: given[name] for name in known if name in given},
    )
    if found.empty:
        raise NoChartError(
            "Practices do not differ in what is held of them, so none is nearer than another."
        )
    catalogue, labels = context.catalogue, context.inside.practices.labels
    titles = {one: catalogue.indicator(one).title for one in features.columns}
    codes = tuple(found.index)
    rows = [
        (
            labels.get(peer, peer),
            number_text(found.at[peer, "distance"], decimals=2),
            *(
                number_text(features.loc[peer, one], decimals=catalogue.indicator(one).decimals)
                for one in features.columns
            ),
            _reason(found.loc[peer].drop("distance"), titles),
        )
        for peer in codes
    ]
    columns = [
        Column("Practice"),
        Column("Distance", is_number=True),
        *(Column(f"{title} ({periods[one]})", is_number=True) for one, title in titles.items()),
        Column("Closest on"),
    ]
    said = ", ".join(
        f"{title} {number_text(own[one], decimals=catalogue.indicator(one).decimals)} "
        f"({periods[one]})"
        for one, title in titles.items()
    )
    return PeersView(
        finding=f"The {len(codes)} practices most like this one",
        sentence=f"This practice: {said}.",
        codes=codes,
        table=made_of(columns, rows, codes=codes),
        provenance=provenance(
            f"Practices most like {labels.get(code, code)}",
            (("Method", METHOD), *sources_of(context.snapshot, catalogue, known)),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"peers_{code}",
        ),
        labels=tuple(titles.items()),
        method=METHOD,
    )


def features_of(context: Context) -> tuple[pd.DataFrame, dict[str, str]]:
    """What practices of the system are compared by: a row a practice, and the period of each."""
    codes = context.inside.practices.codes
    columns, periods = {}, {}
    for indicator_id in FEATURES:
        period = usual_period(context.holdings, indicator_id)
        if period is None:
            continue
        held = held_of(context.snapshot, indicator_id, codes, period=period, basis="as_was")
        columns[indicator_id] = held.set_index("area_code")["value"]
        periods[indicator_id] = period
    return pd.DataFrame(columns), periods


def scaled(features: pd.DataFrame) -> pd.DataFrame:
    """The features as distances are taken on them: lists by their logarithm."""
    made = features.copy()
    for name in made.columns:
        if FEATURES[name]:
            made[name] = np.log(made[name].where(made[name] > 0))
    return made


def _reason(apart: pd.Series, titles: dict[str, str]) -> str:
    """The feature on which the two are the closest, of those that counted."""
    if apart.empty:
        return ""
    return titles[str(apart.abs().idxmin())]


def build_peer_bars(context: Context, question: Question, practice: str | None) -> FormView:
    """One practice among its peers on an indicator, in place of those of its CCG.

    Raises:
        NoChartError: no practice is pointed out, or none is like it.
        UserFacingError: as `pcdash.viewmodels.figures.answer`.
    """
    if practice is None:
        raise NoChartError(
            "Peers are of one practice: point one out below, and it is shown among the ten "
            "practices most like it."
        )
    like = build_peers(context, practice)
    among = replace(question, level="practice", area=None)
    view = build_variation(context, among, only=(practice, *like.codes))
    name = context.inside.practices.labels.get(practice, practice)
    return FormView(
        finding=view.finding,
        sentence=f"{name} and the practices most like it. {view.sentence}",
        subtitle=view.subtitle,
        notes=(METHOD, *view.notes),
        drawn={
            "rows": view.bars, "unit": view.unit, "benchmark": view.benchmark,
            "second": view.second,
        },
        alt=view.alt,
        table=view.table,
        provenance=view.provenance,
        why=view.why,
    )  # fmt: skip
