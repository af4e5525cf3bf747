"""A report to a committee, in no format yet: sections with findings, figures, sources and notes.

Word, slides, page and workbook write what is here and compute nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pcdash.definitions.models import ENGLAND
from pcdash.definitions.papers import Draft
from pcdash.definitions.periods import parse_period
from pcdash.definitions.reports import FigurePlan, ReportPlan, SectionPlan
from pcdash.errors import UserFacingError
from pcdash.grammar import counted
from pcdash.viewmodels import indicator_figures, subject_figures
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.indicator_figures import Wanted
from pcdash.viewmodels.numbers import date_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.report_figures import Figure
from pcdash.viewmodels.report_since import Since, account_of, since_last
from pcdash.viewmodels.sources import ILLUSTRATIVE_SENTENCE
from pcdash.viewmodels.words import sentence_list

Progress = Callable[[str, float], None]
LATEST = "the latest period of each figure"
# Whose figures a report can be about: the place itself and its boroughs.
KINDS = ("System", "Borough")


@dataclass(frozen=True)
class Asked:
    """What a report is asked for; None stands for all sections, and the latest of each figure."""

    area: str
    period: str | None = None
    sections: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Section:
    """A section: its figures, or in their place what to load."""

    id: str
    heading: str
    about: str
    figures: tuple[Figure, ...]
    nothing: str
    commentary: str


@dataclass(frozen=True)
class CommitteeReport:
    """Everything that a report says, whatever it is written as.

    `methods` are the rules behind its figures and `sources` where they are from, each once.
    `since` compares with the report before it, if there was one.
    """

    plan: ReportPlan
    asked: Asked
    place: str
    periods: str
    made_on: date
    snapshot: int
    is_illustrative: bool
    draft: Draft
    sections: tuple[Section, ...]
    since: Since | None
    methods: tuple[str, ...]
    caveats: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title as the front sheet has it."""
        return f"{self.plan.title}: {self.place}"

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures in order: a figure's number is its place among them."""
        return tuple(one for section in self.sections for one in section.figures)

    @property
    def summary(self) -> tuple[str, ...]:
        """The first finding of each section, with how few practices it may be of."""
        return tuple(
            f"{one.heading}: {one.figures[0].finding}" + _partly(one.figures[0])
            for one in self.sections
            if one.figures
        )

    @property
    def stamp(self) -> str:
        """What the foot of every page says: which data, and that they are illustrative."""
        said = f"Snapshot {self.snapshot}, {date_text(self.made_on)}"
        return f"Illustrative data. {said}" if self.is_illustrative else said

    def said_of(self, key: str) -> str:
        """The commentary on a figure or section, or nothing."""
        return self.draft.commentary.get(key, "").strip()


def _partly(figure: Figure) -> str:
    return f" (partly loaded: {figure.coverage})" if figure.coverage else ""


def report_places(context: Context) -> Choices:
    """The places that a report can be about: the whole place, and each of its boroughs."""
    known = context.inside
    whole = {known.system_code: f"{known.names[known.system_code]} (all boroughs)"}
    each = {
        code: known.names[code] for code in known.areas.labels if known.kinds.get(code) == "Borough"
    }
    return Choices({**whole, **each})


def build_report(
    context: Context,
    plan: ReportPlan,
    asked: Asked,
    draft: Draft,
    *,
    today: date,
    before: dict | None = None,
    progress: Progress = lambda _what, _share: None,
) -> CommitteeReport:
    """A report of a place.

    Args:
        today: The day that the report says it was made.
        before: What `pcdash.viewmodels.report_since.account_of` kept of the last report, if any.

    Raises:
        UserFacingError: the place is none of `report_places`, a section is none of the plan's, or
            the period is not one; says which there are.
    """
    plans = _require(context, plan, asked)
    wanted = Wanted(asked.area, parse_period(asked.period).label if asked.period else None)
    made = []
    for place, section in enumerate(plans):
        progress(section.heading, place / len(plans))
        made.append(_section(context, section, wanted, draft))
    sections = tuple(made)
    figures = [one for section in sections for one in section.figures]
    return CommitteeReport(
        plan=plan,
        asked=replace(asked, period=wanted.period),
        place=place_name(context, asked.area),
        periods=wanted.period or LATEST,
        made_on=today,
        snapshot=context.snapshot.number,
        is_illustrative=context.inside.is_illustrative,
        draft=draft,
        sections=sections,
        since=since_last(before, figures),
        methods=tuple(_methods(context, figures)),
        caveats=tuple(dict.fromkeys(one for figure in figures for one in figure.caveats)),
        sources=tuple(_sources(figures)),
    )


def build_preview(
    context: Context, report_id: str, section_id: str, area: str, period: str | None
) -> Section:
    """One section as the report will have it, without what people write.

    Raises:
        UserFacingError: as `build_report`.
    """
    plan = context.catalogue.reports[report_id]
    (section,) = _require(context, plan, Asked(area, period, (section_id,)))
    label = parse_period(period).label if period else None
    return _section(context, section, Wanted(area, label), Draft())


def report_periods(context: Context) -> Choices:
    """The financial years that a report can be asked for, the latest first; or none of them."""
    years = {
        one for one in map(parse_period, context.holdings["period"].unique()) if one.kind == "year"
    }
    ordered = [one.label for one in sorted(years, reverse=True)]
    return Choices({"": "The latest of each figure", **{one: one for one in ordered}})


def account_facts(report: CommitteeReport) -> dict[str, Any]:
    """What is kept of a report that was made, as `build_report` takes it for the next one."""
    return {
        "report": report.plan.id, "area": report.asked.area, "snapshot": report.snapshot,
        "period": report.asked.period, "made_on": date_text(report.made_on),
        "figures": account_of(report.figures),
    }  # fmt: skip


def _require(context: Context, plan: ReportPlan, asked: Asked) -> Sequence[SectionPlan]:
    """The sections asked for, in the order of the agenda."""
    places = report_places(context).labels
    if asked.area not in places:
        named = sentence_list([f"{code} ({name})" for code, name in places.items()])
        raise UserFacingError(f"No report is made of {asked.area!r}; there are {named}.")
    if asked.sections is None:
        return plan.sections
    known = [one.id for one in plan.sections]
    unknown = [one for one in asked.sections if one not in known]
    if unknown or not asked.sections:
        raise UserFacingError(
            f"The report has no section {', '.join(map(repr, unknown)) or '(none was asked for)'}; "
            f"there are {', '.join(known)}."
        )
    return [one for one in plan.sections if one.id in asked.sections]


def _section(context: Context, plan: SectionPlan, wanted: Wanted, draft: Draft) -> Section:
    figures = tuple(
        replace(figure, key=f"{plan.id}.{figure.key}")
        for one in plan.figures
        for figure in _figures(context, one, wanted)
    )
    when = f" for {wanted.period}" if wanted.period else ""
    nothing = (
        ""
        if figures
        else f"Nothing is held of {place_name(context, wanted.area)} on this{when}. {plan.load}"
    )
    return Section(
        plan.id, plan.heading, plan.about, figures, nothing, draft.commentary.get(plan.id, "")
    )


def _figures(context: Context, plan: FigurePlan, wanted: Wanted) -> Iterator[Figure]:
    known = [one for one in plan.indicators if one in context.catalogue.indicators]
    if plan.form in indicator_figures.MAKERS:
        make = indicator_figures.MAKERS[plan.form]
        yield from indicator_figures.tried(
            known, plan.at_most, lambda one: make(context, one, wanted)
        )
    elif plan.form == "ratings":
        for one in known[: plan.at_most]:
            yield from subject_figures.ratings(context, one, wanted)
    elif plan.form == "maturity":
        for one in plan.frameworks:
            made = tuple(subject_figures.maturities(context, one, wanted))
            if made:
                yield from made
                return
    else:
        yield from subject_figures.MAKERS[plan.form](context, wanted)


def _methods(context: Context, figures: Sequence[Figure]) -> Iterator[str]:
    yield from dict.fromkeys(one.rule for one in figures if one.rule)
    yield (
        "Practices are counted where they were at the end of each period. Intervals are Wilson's "
        "for proportions and Byar's for rates. Differences are associations and name no cause."
    )
    england = context.inside.names.get(ENGLAND, "England")
    yield f"{england} is shown where its figure for the same period is held, else left out."
    yield (
        f"{counted(len(figures), 'figure')} of snapshot {context.snapshot.number}; each has a link "
        "that reopens it on the same data, whatever is loaded later."
    )
    if context.inside.is_illustrative:
        yield ILLUSTRATIVE_SENTENCE


def _sources(figures: Sequence[Figure]) -> Iterator[str]:
    """Each source once, with the numbers of the figures that are from it, and their files."""
    used: dict[str, list[str]] = {}
    files: dict[str, list[str]] = {}
    for number, figure in enumerate(figures, start=1):
        told = dict(figure.source)
        said = told.get("Source", "Records of the BI team's own workbook").rstrip(".")
        used.setdefault(said, []).append(str(number))
        files.setdefault(said, []).extend([told["Files"]] if told.get("Files") else [])
    for said, numbers in used.items():
        which = "Figure" if len(numbers) == 1 else "Figures"
        named = "; ".join(dict.fromkeys(files[said]))
        yield f"{which} {sentence_list(numbers)}: {said}.{f' Files: {named}.' if named else ''}"
