"""Published figures of groups that differ from those made of their practices: for the BI team."""

from dataclasses import dataclass

from pcdash.grammar import counted
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import AROUND, Inside
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text, of_text
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

COLUMNS = (
    Column("Indicator"),
    Column("Period"),
    Column("Area"),
    Column("Code"),
    Column("Published", is_number=True),
    Column("Made of practices", is_number=True),
    Column("Difference", is_number=True),
    Column("Practices with data"),
)


@dataclass(frozen=True)
class MismatchesView:
    """How many there are, and each."""

    finding: str
    table: Table
    provenance: Provenance


def build_mismatches(context: Context) -> MismatchesView:
    """The view of the figures that differ, of the groups in and around the place."""
    snapshot, catalogue, known = context.snapshot, context.catalogue, context.inside
    found = run_query(snapshot, "published_mismatches")
    found = found[found["indicator_id"].isin(catalogue.indicators)]
    found = found[found["area_code"].isin(_whole(known))]
    rows = []
    for row in found.itertuples():
        one = catalogue.indicators[row.indicator_id]
        difference = row.computed_value - row.published_value
        rows.append(
            (
                one.title,
                row.period,
                display_name(row.area_name),
                row.area_code,
                number_text(row.published_value, decimals=one.decimals),
                number_text(row.computed_value, decimals=one.decimals),
                number_text(difference, decimals=one.decimals + 1),
                of_text(row.practices_with_data, row.practices),
            )
        )
    differ = "differs" if len(rows) == 1 else "differ"
    said = f"{counted(len(rows), 'published figure')} of groups {differ} from their practices"
    return MismatchesView(
        finding=said if rows else "Every published figure of a group agrees with its practices",
        table=made_of(COLUMNS, rows),
        provenance=provenance(
            "Published against computed",
            (("Snapshot", str(snapshot.number)),),
            is_illustrative=known.is_illustrative,
            file_name="published_against_computed",
        ),
    )


def _whole(known: Inside) -> set[str]:
    """The groups of which all practices are held: the illustrative England has but one system."""
    beyond = {words.GROUP_TYPES[kind] for kind in AROUND} if known.is_illustrative else set()
    return {code for code, kind in known.kinds.items() if kind not in beyond}
