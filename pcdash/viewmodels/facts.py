"""What the first page says beside signals: facts, which no chance is worked out of.

Targets newly at risk, trigger categories and ratings that moved, and problems of the data.
"""

from collections.abc import Collection, Iterator, Sequence

import pandas as pd

from pcdash.errors import UserFacingError
from pcdash.grammar import counted
from pcdash.viewmodels import ratings_held, triggers
from pcdash.viewmodels.choices import usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.levels import held_of
from pcdash.viewmodels.messages import NAMED, Message
from pcdash.viewmodels.mismatches import build_mismatches
from pcdash.viewmodels.numbers import of_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import places_said
from pcdash.viewmodels.sources import sources_of
from pcdash.viewmodels.target_rows import TargetRow, rows_of_targets
from pcdash.viewmodels.target_words import LABELS, NEED_A_DECISION, figures_of
from pcdash.viewmodels.trigger_tables import CATEGORY

LISTS = "registered_patients"
# A period with figures of less than this share of the practices of the one before is half loaded.
WHOLE_FROM = 0.9
FACT = "fact"


def facts_of(
    context: Context, codes: Collection[str], before: Context | None
) -> tuple[Message, ...]:
    """The facts about some places, those that concern most people first.

    Args:
        before: The snapshot that targets are compared with; None where there is none.
    """
    made = [
        *_targets(context, codes, before),
        *_triggers(context, codes),
        *_ratings(context, codes),
        *_half_loaded(context),
        *_mismatches(context),
    ]
    return tuple(sorted(made, key=lambda one: (one.people is None, -(one.people or 0.0))))


def _fact(
    context: Context,
    finding: str,
    sentence: str,
    rule: str,
    way: tuple[str, dict[str, str]],
    indicator_ids: Sequence[str],
    codes: Sequence[str] = (),
) -> Message:
    known = [one for one in indicator_ids if one in context.catalogue.indicators]
    lists = context.kept(_lists)
    people = [lists[code] for code in codes if code in lists]
    return Message(
        finding=finding,
        sentence=sentence,
        sign="!: Fact",
        way=FACT,
        rule=rule,
        people=sum(people) if people else None,
        page=way[0],
        query=tuple(way[1].items()),
        source=dict(sources_of(context.snapshot, context.catalogue, known)).get("Source", ""),
        places=tuple(codes),
    )


def _lists(context: Context) -> dict[str, float]:
    """The latest registered list of each practice."""
    period = usual_period(context.holdings, LISTS)
    if period is None:
        return {}
    codes = context.inside.practices.codes
    held = held_of(context.snapshot, LISTS, codes, period=period, basis="as_was")
    held = held[held["value"].notna()]
    return dict(zip(held["area_code"], held["value"], strict=True))


def _targets(context: Context, codes: Collection[str], before: Context | None) -> Iterator[Message]:
    if before is None:
        return
    then = {key_of(one): one.way.state for one in before.kept(rows_of_targets)}
    for one in context.kept(rows_of_targets):
        was = then.get(key_of(one))
        is_new = one.way.state in NEED_A_DECISION and was not in (None, *NEED_A_DECISION)
        if is_new and one.area_code in codes:
            title = one.way.indicator.title
            yield _fact(
                context,
                f"Target newly at risk: {title}, {one.place}",
                f"{LABELS[one.way.state]}; before: {LABELS[str(was)].lower()}. "
                f"{figures_of(one.way)}.",
                "The state of the target is another than in the snapshot compared with",
                ("trends", {"indicator": one.way.indicator.id, "place": one.area_code}),
                [one.way.indicator.id],
            )


def key_of(row: TargetRow) -> tuple[str, str, str]:
    """What makes a target the same in two snapshots."""
    return (row.way.indicator.id, row.area_code, row.way.aim.by)


def _triggers(context: Context, codes: Collection[str]) -> Iterator[Message]:
    period = triggers.periods_of(context).first
    if period is None:
        return
    try:
        view = context.kept(triggers.build_triggers, period, context.inside.system_code)
    except UserFacingError:  # the page of triggers says why to whoever asks
        return
    rows = zip(view.moves.rows, view.moves.codes, strict=True)
    moved = [(row, code) for row, code in rows if code in codes]
    for arrow, finding in (
        ("↓", "to a category with more triggers"),
        ("↑", "to a better category"),
    ):
        these = [(row, code) for row, code in moved if row[3].startswith(arrow)]
        if these:
            said = [f"{row[0]} ({row[1]} → {row[2]})" for row, _ in these[:NAMED]]
            yield _fact(
                context,
                f"{counted(len(these), 'practice')} moved {finding}, {period}",
                f"{_cut(said, len(these))}; outcome standards.",
                "The category is another than in the period before",
                ("triggers", {"quarter": period}),
                [CATEGORY],
                [code for _, code in these],
            )


def _ratings(context: Context, codes: Collection[str]) -> Iterator[Message]:
    rating = ratings_held.OVERALL
    held = ratings_held.periods_of(context, rating).codes
    if rating not in context.catalogue.indicators or len(held) < 2:
        return
    period, earlier = held[:2]
    areas = ratings_held.open_practices(context, period, context.inside.system_code)
    if not len(areas):
        return
    now = ratings_held.ratings_of(context, rating, areas, period)
    then = ratings_held.ratings_of(context, rating, areas[["area_code"]], earlier)
    was = then.set_index("area_code")["category"]
    rows = now[now["category"].notna() & now["area_code"].isin([*codes])]
    before = rows["area_code"].map(was)
    rows = rows.assign(was=before)[rows["category"] != before]
    if len(rows):
        yield _rated(context, rows, period, earlier)


def _rated(context: Context, rows: pd.DataFrame, period: str, earlier: str) -> Message:
    said = [
        f"{place_name(context, row['area_code'])}: {row['category']}"
        + (f", before {row['was']}" if isinstance(row["was"], str) else ", none held before")
        for row in rows.head(NAMED).to_dict("records")
    ]
    return _fact(
        context,
        f"{counted(len(rows), 'CQC rating')} published since {earlier}",
        f"{_cut(said, len(rows), '; ')} ({period}).",
        "The overall rating is another than in the period before, or the first held",
        ("ratings", {"month": period}),
        [ratings_held.OVERALL],
        [*rows["area_code"]],
    )


def _half_loaded(context: Context) -> Iterator[Message]:
    """Indicators whose latest period has figures of fewer practices than the one before."""
    held = context.holdings[context.holdings["area_type"] == "practice"]
    held = held[held["areas_with_value"] > 0].sort_values(["indicator_id", "end_date"])
    two = held.groupby("indicator_id").tail(2)
    few = []
    for indicator_id, rows in two.groupby("indicator_id", sort=False):
        known = context.catalogue.indicators.get(str(indicator_id))
        if known is None or len(rows) < 2:
            continue
        before, latest = rows["areas_with_value"]
        if latest < WHOLE_FROM * before:
            period = rows["period"].iloc[-1]
            few.append((known, f"{known.title} ({of_text(latest, before)}, {period})"))
    if few:
        first = few[0][0].id
        yield _fact(
            context,
            f"{counted(len(few), 'indicator')} with fewer practices than the period before",
            f"Practices with a figure in the latest period, of those in the one before: "
            f"{_cut([said for _, said in few[:NAMED]], len(few))}.",
            "The latest period has figures of less than 90% of the practices of the one before",
            ("catalogue", {"indicator": first}),
            [one.id for one, _ in few],
        )


def _mismatches(context: Context) -> Iterator[Message]:
    view = context.kept(build_mismatches)
    if view.table.rows:
        said = [f"{row[0]}, {row[2]} ({row[1]})" for row in view.table.rows[:NAMED]]
        yield _fact(
            context,
            view.finding,
            f"{_cut(said, len(view.table.rows), '; ')}.",
            "A published figure of a group differs from the one made of its practices",
            ("catalogue", {}),
            [],
        )


def _cut(said: Sequence[str], of: int, between: str = ", ") -> str:
    more = [f"{of - len(said)} more"] if of > len(said) else []
    return between.join([*said, *more])


def places_of_fact(context: Context, fact: Message) -> str:
    """The practices that a fact is about, by name."""
    return places_said(context, fact.places)
