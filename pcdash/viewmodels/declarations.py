"""One aspect in a place: what is done for it, what its practices declare, and what to ask them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pcdash.definitions.models import Framework, Theme
from pcdash.errors import NoDataError
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.activity_rows import activities_of, activity_table
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.delivery import (
    ASSURED,
    SELF,
    SPECIFICATION,
    UNKNOWN,
    Declared,
    declared_of,
    framework_of,
    latest,
    reached,
)
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.proxies import RULE, RULE_SOURCE, Marker, markers_of, not_held
from pcdash.viewmodels.published import PublishedPanel, planned_panel
from pcdash.viewmodels.records import Row, practices_of, record_source
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

WHY = (("Rule", RULE), ("Source of the method", RULE_SOURCE))
MARKERS_NAMED = 4
APART = "Declared and assured differ: what was seen, and when?"


@dataclass(frozen=True)
class AspectView:
    """One aspect: local activities in and around the place, and its practices' declarations.

    `practices` names those of the table by code, for links; `published` is what a document's
    delivery plan lists.
    """

    heading: str
    activities: Table
    activities_said: str
    declared: Table
    declared_said: str
    notes: tuple[str, ...]
    practices: Mapping[str, str]
    published: PublishedPanel | None
    provenance: Provenance


@dataclass(frozen=True)
class EnquiriesView:
    """What to ask practices whose declarations and figures do not go together."""

    finding: str
    sentence: str
    table: Table
    notes: tuple[str, ...]
    why: tuple[tuple[str, str], ...]
    provenance: Provenance


def build_aspect(context: Context, code: str, aspect: str) -> AspectView:
    """One aspect of the specification in a place.

    Raises:
        NoDataError: the framework, or the aspect in it, is not defined.
    """
    framework = framework_of(context, SPECIFICATION)
    theme = framework.theme(aspect)
    if theme is None:
        listed = ", ".join(one.id for one in framework.themes)
        raise NoDataError(
            f"The service specification has no aspect {aspect!r}. It has {listed}: choose one."
        )
    practices = practices_of(context, code)
    declared = [one for one in declared_of(context, framework, practices) if one.aspect == aspect]
    markers = markers_of(context, [aspect])
    activities = [one for one in activities_of(context, code, framework) if one["aspect"] == aspect]
    name = place_name(context, code)
    title = f"{theme.id} {theme.title}: {name}"
    about = record_source(context, [*activities, *(one.row for one in declared)])
    return AspectView(
        heading=f"{theme.id} {theme.title}",
        activities=activity_table(context, activities),
        activities_said=_activities_said(activities, name),
        declared=_declared_table(practices, declared, markers, framework),
        declared_said=_declared_said(practices, declared, framework),
        notes=_notes(theme, markers),
        practices=practices,
        published=planned_panel(context.catalogue, aspect),
        provenance=provenance(
            title,
            (("Area", name), *about),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"specification_{theme.id}_{code}",
        ),
    )


def build_enquiries(context: Context, code: str) -> EnquiriesView:
    """Where a practice of a place declares what a marker does not go with: questions to ask.

    Raises:
        NoDataError: the framework is not defined.
    """
    framework = framework_of(context, SPECIFICATION)
    practices = practices_of(context, code)
    declared = declared_of(context, framework, practices)
    said, assured = latest(declared, basis=SELF), latest(declared, basis=ASSURED)
    markers = markers_of(context, [theme.id for theme in framework.themes])
    labels = {theme.id: f"{theme.id} {theme.title}" for theme in framework.themes}
    rows, codes, compared = [], [], 0
    for practice, label in practices.items():
        for marker in markers:
            aspect = marker.proxy.aspect
            one = said.get((practice, aspect))
            if one is None or one.state not in reached(framework):
                continue
            compared += practice in marker.seen
            if marker.asks(practice):
                rows.append(
                    (label, labels[aspect], _both(one, assured.get((practice, aspect))),
                     marker.heading, marker.text(practice), marker.proxy.question)
                )  # fmt: skip
                codes.append(practice)
    finding, sentence = _enquiries_said(codes, compared)
    columns = ["Practice", "Aspect", "Declared", "Marker", "Figure", "To ask"]
    name = place_name(context, code)
    return EnquiriesView(
        finding=finding,
        sentence=sentence,
        table=made_of(list(map(Column, columns)), rows, codes=codes),
        notes=_coverage_notes(framework, markers),
        why=WHY,
        provenance=provenance(
            f"Questions to ask on the service specification: {name}",
            (("Area", name), ("Rule", RULE), *record_source(context, [o.row for o in declared])),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"specification_questions_{code}",
        ),
    )


def _both(said: Declared, assured: Declared | None) -> str:
    if assured is None:
        return f"{said.short} ({said.quarter.label})"
    return f"{said.short} ({said.quarter.label}); assured {assured.short.lower()}"


def _activities_said(rows: Sequence[Row], name: str) -> str:
    if not rows:
        return f"No local activity is recorded for this aspect in {name}: none is known."
    counts = Counter(one["status"].lower() for one in rows)
    listed = words.sentence_list([f"{number} {status}" for status, number in counts.items()])
    return f"{counted(len(rows), 'local activity', 'local activities')}: {listed}."


def _declared_table(
    practices: Mapping[str, str],
    declared: Sequence[Declared],
    markers: Sequence[Marker],
    framework: Framework,
) -> Table:
    said, assured = ({one.area_code: one for one in declared if one.basis == basis}
                     for basis in (SELF, ASSURED))  # fmt: skip
    held = [one for one in markers if one.period is not None]
    columns = [
        Column("Practice"), Column("Self-declared"), Column("Assured"), Column("Evidence"),
        *(Column(one.heading, is_number=one.indicator.method != "category") for one in held),
        Column("To ask"),
    ]  # fmt: skip
    rows = []
    for code, label in practices.items():
        own, seen = said.get(code), assured.get(code)
        asked = [one.proxy.question for one in held if _asks(own, one, framework)]
        if own and seen and own.state != seen.state:
            asked.insert(0, APART)
        rows.append(
            (
                label,
                f"{own.short} ({own.quarter.label})" if own else UNKNOWN,
                f"{seen.short} ({seen.quarter.label})" if seen else "",
                _evidence(own, seen),
                *(one.text(code) for one in held),
                " ".join(asked),
            )
        )
    order = sorted(range(len(rows)), key=lambda place: not rows[place][-1])
    codes = list(practices)
    return made_of(columns, [rows[one] for one in order], codes=[codes[one] for one in order])


def _asks(own: Declared | None, marker: Marker, framework: Framework) -> bool:
    is_there = own is not None and own.state in reached(framework)
    return is_there and marker.asks(own.area_code)


def _evidence(*said: Declared | None) -> str:
    return "; ".join(dict.fromkeys(one.evidence for one in said if one and one.evidence))


def _declared_said(
    practices: Mapping[str, str], declared: Sequence[Declared], framework: Framework
) -> str:
    own = {one.area_code: one for one in declared if one.basis == SELF}
    counts = Counter(one.state for one in own.values())
    listed = [
        f"{number_text(counts[one])} {one.lower()}" for one in framework.states if counts[one]
    ]
    total = counted(len(practices), "practice")
    if not listed:
        return f"None of {total} has declared anything of this aspect: all are unknown."
    silent = len(practices) - len(own)
    rest = f"; {number_text(silent)} declared nothing, which is unknown" if silent else ""
    return f"Of {total}, by their own declaration: {words.sentence_list(listed)}{rest}."


def _notes(theme: Theme, markers: Sequence[Marker]) -> tuple[str, ...]:
    if not markers:
        return (f"No other collection is known that tells of {theme.id}: there is no marker.",)
    return _without_figures(markers)


def _without_figures(markers: Sequence[Marker]) -> tuple[str, ...]:
    """Which markers have no figure of any practice."""
    missing = list(dict.fromkeys(not_held(markers)))
    if not missing:
        return ()
    if len(missing) > MARKERS_NAMED + 1:
        missing = [*missing[:MARKERS_NAMED], f"{len(missing) - MARKERS_NAMED} more"]
    return (f"Markers of which no practice has a figure: {words.sentence_list(missing)}.",)


def _enquiries_said(codes: Sequence[str], compared: int) -> tuple[str, str]:
    if not compared:
        return (
            "There is nothing to compare yet",
            "No practice here declares an aspect as active or delivered that a marker with a "
            "figure tells of.",
        )
    checked = f"We checked {counted(compared, 'pair')} of a declaration and a marker."
    if not codes:
        return "Declarations and markers go together", checked
    practices = counted(len(set(codes)), "practice")
    have = "has" if len(set(codes)) == 1 else "have"
    return (
        f"{practices} {have} declarations worth asking about",
        f"{checked} {counted(len(codes), 'pair')} do not go together. Each is a question, not a "
        "finding: the declaration, the figure or the marker may be what is not right.",
    )


def _coverage_notes(framework: Framework, markers: Sequence[Marker]) -> tuple[str, ...]:
    with_marker = {one.proxy.aspect for one in markers}
    without = [one.id for one in framework.themes if one.id not in with_marker]
    said = []
    if without:
        said.append(f"No marker is known of {words.sentence_list(without)}.")
    return (*said, *_without_figures(markers))
