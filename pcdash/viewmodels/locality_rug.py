"""How the practices of one group stand: a cell a practice and indicator, judged against England.

Figures, limits and verdicts are those of `pcdash.viewmodels.figures`, for the practices of today.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pcdash.errors import NoDataError, UnknownPeriodError
from pcdash.viewmodels.choices import usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.locality import members_of, names_of_members
from pcdash.viewmodels.rug import RugColumn, RugView, lettered, rug_of


def build_locality_rug(context: Context, code: str, indicator_ids: tuple[str, ...]) -> RugView:
    """The figures of the group's practices on some indicators.

    Raises:
        NoDataError: no practice of the group has a figure of any of them.
    """
    members, _ = members_of(context, code)
    names = names_of_members(members)
    found = [one for each in indicator_ids if (one := _answer(context, each, set(names)))]
    if not found:
        raise NoDataError(
            f"No practice of {context.inside.names[code]} has a figure of these indicators. "
            "Choose another topic, or load the files that have them."
        )
    columns = lettered([(one.indicator, one.period) for one in found])
    name = context.inside.names[code]
    return rug_of(
        context,
        columns,
        list(_cells(context, code, columns, found, names)),
        places=names,
        noun="practice",
        of=f" of {name}",
        about=(("Group", f"{name} ({code})"),),
        title=f"{name}: practices against England",
        file_name=f"locality_{code}",
    )


def _answer(context: Context, indicator_id: str, members: set[str]) -> Answer | None:
    """The figures of some practices: asked for as those of the system, in which all of them are,
    whatever group they were in at the time."""
    period = usual_period(context.holdings, indicator_id)
    try:
        found: Answer = context.kept(answer, Question(indicator_id, period=period))
    except (NoDataError, UnknownPeriodError):
        return None
    own = found.figures[found.figures["area_code"].isin(members)]
    return replace(found, figures=own) if own["value"].notna().any() else None


def _cells(
    context: Context,
    code: str,
    columns: Sequence[RugColumn],
    found: Sequence[Answer],
    names: Mapping[str, str],
) -> Iterator[dict[str, str]]:
    for column, one in zip(columns, found, strict=True):
        for place, value in _beside(context, code, one):
            yield column.cell(place, value, None, "not_compared")
    for code_of_row, name in names.items():
        for column, one in zip(columns, found, strict=True):
            own = one.figures[one.figures["area_code"] == code_of_row]
            if own.empty:
                yield column.cell(name, None, None, "not_compared")
                continue
            row = own.iloc[0]
            yield column.cell(name, row["value"], row["flag"], row["comparison"])


def _beside(context: Context, code: str, one: Answer) -> list[tuple[str, float | None]]:
    """The group's own figure, its CCG's where it has one, and England's."""
    ccgs = [each for each in one.figures["ccg_code"].dropna().unique() if each != code]
    england = one.figures["benchmark"].dropna()
    series = context.series_of(code)
    is_it = (series["indicator_id"] == one.indicator.id) & (series["period"] == one.period)
    own = series.loc[is_it, "value"]
    lines = [(context.inside.names[code], own.iloc[0] if len(own) else None)]
    if len(ccgs) == 1:
        lines.append((context.inside.names.get(ccgs[0], ccgs[0]), one.around.get(ccgs[0])))
    return [*lines, ("England", england.iloc[0] if len(england) else None)]
