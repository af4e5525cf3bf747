"""What strategy documents print of a subject: facts as a table, and planned ways as charts."""

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.printed import PublishedTrajectory
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.plans_drawn import (
    Line,
    Plan,
    finding_of,
    points_of,
    sentence_of,
    table_of,
)
from pcdash.viewmodels.published import PublishedPanel, published_panel
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, made_of

SENTENCE = (
    "Real figures of the places named, as the documents print them. They are in no chart of what "
    "is loaded, and in no comparison."
)
PLANNED = "Planned"
VARIANCE = (
    "The variance printed is that of the planned value of {due} from the target, and not of an "
    "actual figure: no actual figure is printed after {last}."
)


def facts_panel(context: Context, subject: str, *indicators: str) -> PublishedPanel | None:
    """Everything that documents print of a subject, or None where nothing is.

    Args:
        subject: As `PublishedFact.subject`.
        indicators: Ids of indicators whose printed figures belong to the subject, too.
    """
    catalogue = context.catalogue
    facts = [one for one in catalogue.facts.values() if one.subject == subject]
    rows = [
        (
            one.title, one.place, words.capitalised(one.period),
            number_text(one.value, decimals=0 if one.value == int(one.value) else 1),
            words.capitalised(one.unit), one.note or "",
        )
        for one in facts
    ]  # fmt: skip
    sources = [f"{one.source}, {one.place_in_source}." for one in facts]
    for indicator_id in indicators:
        more, read = _of_indicator(catalogue, indicator_id)
        rows += more
        sources += read
    if not rows:
        return None
    columns = (
        Column("What"), Column("Place"), Column("Period"), Column("Figure", is_number=True),
        Column("Unit"), Column("Note"),
    )  # fmt: skip
    return PublishedPanel(SENTENCE, made_of(columns, rows), tuple(dict.fromkeys(sources)))


def printed_plans(context: Context) -> tuple[FormView, ...]:
    """The planned ways that documents print, each drawn and as its table."""
    return tuple(map(_form, context.catalogue.trajectories.values()))


def _of_indicator(
    catalogue: Catalogue, indicator_id: str
) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """The printed figures of one indicator as rows of the panel."""
    indicator = catalogue.indicators.get(indicator_id)
    panel = published_panel(catalogue, indicator) if indicator else None
    if panel is None:
        return [], ()
    labels = [column.label for column in panel.table.columns]
    rows = []
    for cells in panel.table.rows:
        held = dict(zip(labels, cells, strict=True))
        rows.append(
            (indicator.title, held["Place"], held["Period"], held["Figure"], held["Unit"],
             held.get("Note", ""))
        )  # fmt: skip
    return rows, panel.sources


def _form(one: PublishedTrajectory) -> FormView:
    plan = Plan(
        title=one.title,
        unit=one.unit,
        decimals=None,
        actual=dict(one.actual),
        ways=(
            Line(PLANNED, "second", dict(one.planned)),
            *([Line(one.earlier_title, "benchmark", dict(one.earlier))] if one.earlier else []),
        ),
        target=one.target,
        target_title=one.target_title,
        due=one.due,
    )
    finding, said = finding_of(plan), sentence_of(plan)
    source = f"{one.source}, {one.place_in_source}."
    subtitle = f"{one.title}, {one.unit}; {one.place}; as printed."
    last = one.actual[-1][0] if one.actual else "the first"
    return FormView(
        finding=f"{one.title}: {finding}",
        sentence=said,
        subtitle=subtitle,
        notes=(VARIANCE.format(due=one.due, last=last), f"Source: {source}"),
        drawn={"points": points_of(plan), "unit": words.capitalised(one.unit)},
        alt=f"Line chart of {subtitle} {finding}. {said}",
        table=table_of(plan),
        provenance=provenance(
            f"From the strategy documents: {subtitle}",
            (("Place", one.place), ("Source", source)),
            is_illustrative=False,  # real, and says whose: also beside illustrative data
            file_name=f"printed_{one.id}",
        ),
        why=(),
    )
