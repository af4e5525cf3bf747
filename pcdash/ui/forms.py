"""The forms that the Variation page can take: which there are, and how each is put on the page."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pcdash.charts.decile_bands import decile_bands
from pcdash.charts.drawing import Drawing
from pcdash.charts.funnel import funnel
from pcdash.charts.pareto import pareto
from pcdash.charts.ranges import ranges
from pcdash.charts.ranked_bars import ranked_bars
from pcdash.charts.stacked_categories import stacked_categories
from pcdash.errors import NoChartError
from pcdash.ui import components, controls, links, selection, views
from pcdash.ui.plain import escaped
from pcdash.viewmodels.categories import CategoryCounts
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.excess import LEVELS_OF
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.funnel import LIMITS_OF
from pcdash.viewmodels.variation import VariationView

BARS = "bars"


@dataclass(frozen=True)
class Form:
    """A form: its label, the function that draws it, and its view for a question.

    `view` may draw controls of its own first. `points_out` says whether the chart can make the
    practice that is pointed out stand out among the others.
    """

    label: str
    view: Callable[[Question], FormView]
    draw: Callable[..., Drawing]
    points_out: bool = True


def _funnel(question: Question) -> FormView:
    limits_of = selection.switch("limits", "Limits", Choices(LIMITS_OF))
    selection.require_known()
    return views.funnel_view(question, limits_of)


def _change(question: Question) -> FormView:
    offered = views.baselines(question)
    baseline = None
    if offered.codes:
        baseline = selection.choose("baseline", "Since", offered, default=offered.first)
        selection.require_known()
    return views.change_view(question, baseline)


def _opportunity(question: Question) -> FormView:
    offered = Choices(LEVELS_OF)
    level_of = selection.choose("level_of", "Move to", offered, default=offered.first)
    selection.require_known()
    return views.opportunity_view(question, level_of or "benchmark")


def _deciles(question: Question) -> FormView:
    return views.deciles_view(question, selection.chosen("practice"))


def _peers(question: Question) -> FormView:
    return views.peer_bars_view(question, selection.chosen("practice"))


# By the name that the address has, in the order of the buttons, after the ranked bars.
FORMS = {
    "funnel": Form("Funnel", _funnel, funnel),
    "deciles": Form("Deciles over time", _deciles, decile_bands, points_out=False),
    "averages": Form("Averages", views.averages_view, ranges, points_out=False),
    "change": Form("Change", _change, ranked_bars),
    "contribution": Form("Contribution", views.contribution_view, pareto),
    "opportunity": Form("Opportunity", _opportunity, ranked_bars),
    "peers": Form("Peers", _peers, ranked_bars),
}


def show(question: Question, bars: VariationView) -> None:
    """The buttons between the forms, and the form that is chosen."""
    labels = {BARS: "Ranked bars", **{name: form.label for name, form in FORMS.items()}}
    chosen = selection.switch("form", "Show as", Choices(labels))
    selection.require_known()
    if chosen == BARS:
        _show_bars(bars, question)
        return
    try:
        _show_form(chosen, question, bars)
    except NoChartError as reason:  # in the place of the chart: everything else still holds
        st.info(escaped(reason))
        links.practice_box(bars.practices, figure_of=question)


def _show_form(name: str, question: Question, bars: VariationView) -> None:
    form = FORMS[name]
    view = form.view(question)
    components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
    pointed = {"highlighted": links.pointed_out(bars.practices)} if form.points_out else {}
    chart = form.draw(**view.drawn, palette=components.palette(), **pointed)
    st.altair_chart(chart, theme=None, key=name, alt=view.alt)
    components.why(view.why)
    components.notes(view.notes)
    links.practice_box(bars.practices, figure_of=question)
    components.subheading("The same as a table")
    components.data_table(
        view.table,
        view.provenance,
        key=f"{name}_table",
        alt=view.provenance.title,
        on_row=links.opening(bars.practices) if view.table.codes else None,
    )


def _show_counts(counts: CategoryCounts) -> None:
    chart = stacked_categories(
        counts.stacks,
        categories=counts.categories,
        favourable=counts.favourable,
        rated=counts.rated,
        palette=components.palette(),
    )
    st.altair_chart(chart, theme=None, key="counts", alt=counts.alt)
    components.small_table(counts.table, alt=counts.alt)


def _show_bars(view: VariationView, question: Question) -> None:
    open_area = links.opening(view.practices)
    components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
    if view.counts:
        _show_counts(view.counts)
    else:
        chart = ranked_bars(
            view.bars,
            unit=view.unit,
            palette=components.palette(),
            benchmark=view.benchmark,
            second=view.second,
            highlighted=links.pointed_out(view.practices),
        )
        st.altair_chart(
            chart, theme=None, key="bars", on_select=links.clicked("bars", open_area), alt=view.alt
        )
        components.why(view.why)
    components.notes(view.notes)
    links.practice_box(view.practices, figure_of=question)
    components.subheading("The same as a table")
    components.data_table(
        view.table_by(controls.sort()),
        view.provenance,
        key="table",
        alt=view.provenance.title,
        on_row=open_area,
    )
