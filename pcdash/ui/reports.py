"""The parts of the Report page: a section with its commentary, the front sheet, files, and links.

What is written is kept in the folder of the store as it is written, for whoever opens it next.
"""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from pcdash import paths
from pcdash.definitions.papers import LONGEST_COMMENTARY, LONGEST_LINE, PURPOSES, Draft, draft_of
from pcdash.report.committee import MIMES, TITLES, file_name, report_bytes, suffixes
from pcdash.report.pictures import Pictures, chart_of
from pcdash.report.wording import OWED_COLUMNS
from pcdash.store import papers
from pcdash.ui import components, links, packing, report_controls, selection, session
from pcdash.ui.plain import escaped
from pcdash.ui.report_controls import Chosen
from pcdash.viewmodels.committee_report import (
    CommitteeReport,
    account_facts,
    build_preview,
    build_report,
)
from pcdash.viewmodels.report_figures import Figure
from pcdash.viewmodels.tables import Column, made_of

_FILES = "_report_files"
BUILDING = 0.2  # of the time that the files take
FRONT_LINES = {
    "meeting": "Meeting", "meeting_date": "Date of the meeting", "agenda_item": "Agenda item",
}  # fmt: skip
FRONT_TEXTS = {"leads": "Senior responsible officers", "recommendation": "Recommendation"}
OWED_FIELDS = ("question", "asked_on", "owner", "answer")
CITED = (
    Column("Made"), Column("Snapshot", is_number=True), Column("Period"),
    Column("Figures", is_number=True),
)  # fmt: skip


def show_figures(chosen: Chosen) -> None:
    """One section as the report will have it, with a box to write in under each figure."""
    section_id, asked = report_controls.section(chosen), chosen.asked
    section = session.view(build_preview, chosen.plan.id, section_id, asked.area, asked.period)
    draft = _draft(chosen)
    components.finding(section.heading, sentence=section.about)
    _commentary(chosen, draft, section.id, "Commentary on the section")
    if section.nothing:
        components.nothing_held(section.nothing)
    for figure in section.figures:
        _figure(figure)
        _commentary(chosen, draft, figure.key, f"Commentary: {figure.subtitle}")


def show_front(chosen: Chosen) -> None:
    """The front sheet, and the answers still owed to the committee."""
    draft = _draft(chosen)
    front = draft.front
    with st.form("front"):
        written = {
            name: st.text_input(label, getattr(front, name), max_chars=LONGEST_LINE)
            for name, label in FRONT_LINES.items()
        }
        written |= {
            name: st.text_area(label, getattr(front, name), max_chars=LONGEST_COMMENTARY)
            for name, label in FRONT_TEXTS.items()
        }
        written["purpose"] = st.multiselect("Purpose", PURPOSES, list(front.purpose))
        written["is_for_publication"] = st.checkbox("For publication", front.is_for_publication)
        st.markdown("**Answers owed to the committee**")
        labels = [column.label for column in OWED_COLUMNS]
        rows = [
            dict(zip(labels, (getattr(one, name) for name in OWED_FIELDS), strict=True))
            for one in draft.owed
        ]
        edited = st.data_editor(
            rows or [dict.fromkeys(labels, "")], num_rows="dynamic", hide_index=True,
            key="owed_rows",
        )  # fmt: skip
        if st.form_submit_button("Keep"):
            owed = [
                dict(zip(OWED_FIELDS, (str(row.get(one) or "") for one in labels), strict=True))
                for row in edited
            ]
            owed = [one for one in owed if one["question"].strip()]
            _keep(chosen, draft.model_dump() | {"front": written, "owed": owed})
            st.success("Kept.")


def show_files(chosen: Chosen) -> None:
    """Make the report in every format, with progress, and give the files."""
    st.markdown(
        "The files are made from the snapshot that is shown. Which figures they cite is kept, so "
        "that their links stay and the next report can say what has moved."
    )
    wanted = st.multiselect(
        "Formats", suffixes(), [".docx", ".pptx", ".html", ".xlsx"], format_func=TITLES.get,
        key="formats",
    )  # fmt: skip
    key = (session.opened().key, chosen.asked)
    if st.button("Make the files", disabled=not wanted, key="make"):
        st.session_state[_FILES] = (key, _made(chosen, tuple(wanted)))
    held = st.session_state.get(_FILES)
    if held is None or held[0] != key:
        return
    for name, suffix, content in held[1]:
        st.download_button(
            f"Download {TITLES[suffix]}", content, file_name=name, mime=MIMES[suffix],
            key=f"get_{suffix[1:]}", on_click="ignore",
        )  # fmt: skip


def show_cited(chosen: Chosen) -> None:
    """The reports that were made of this place, and the way to any figure that one cites."""
    cited = selection.write("cited", "Id of a figure", placeholder="F-ABC2345, as in the report")
    if cited:
        figure = papers.cited_figure(chosen.store, cited)
        if figure is None:
            components.nothing_held(f"No report that was made here cites {cited!r}.")
        else:
            empty = dict.fromkeys(links.keys_of(figure["page"]))
            links.link(
                figure["page"], f"Open {figure['title']} ({figure['period']})",
                **empty | figure["query"],
            )  # fmt: skip
    made = [
        (str(one["made_on"]), str(one["snapshot"]), one["period"] or "latest of each",
         str(len(one["figures"])))
        for one in reversed(papers.accounts(chosen.store))
        if one["area"] == chosen.asked.area and one["report"] == chosen.plan.id
    ]  # fmt: skip
    components.subheading("Reports made of this place")
    if made:
        components.small_table(made_of(CITED, made), alt="Reports made of this place")
    else:
        components.nothing_held("No report of this place has been made from this store yet.")


STEPS: Mapping[str, Callable[[Chosen], None]] = {
    "figures": show_figures, "front": show_front, "files": show_files, "cited": show_cited,
    "packs": packing.show,
}  # fmt: skip


def _figure(figure: Figure) -> None:
    components.subheading(figure.finding)
    if figure.sentence:
        st.markdown(escaped(figure.sentence))
    components.caption(figure.subtitle)
    chart = chart_of(figure, components.palette())
    if chart is not None:
        st.altair_chart(chart, theme=None, key=f"chart_{figure.key}", alt=figure.alt)
    if not figure.is_long:
        components.small_table(figure.brief, alt=figure.subtitle)
    components.notes(figure.notes)
    links.link(
        figure.link.page, f"Open this figure ({figure.link.id})",
        **dict.fromkeys(links.keys_of(figure.link.page)) | dict(figure.link.query),
    )  # fmt: skip


def _commentary(chosen: Chosen, draft: Draft, key: str, label: str) -> None:
    widget = f"write_{chosen.asked.area}_{key}"

    def take() -> None:
        facts = _draft(chosen).model_dump()
        facts["commentary"][key] = st.session_state[widget]
        _keep(chosen, facts)

    st.text_area(
        escaped(label), draft.commentary.get(key, ""), key=widget, max_chars=LONGEST_COMMENTARY,
        on_change=take, placeholder="What the committee should know beside the figures",
    )  # fmt: skip


def _draft(chosen: Chosen) -> Draft:
    return draft_of(papers.read_draft(chosen.store, chosen.plan.id, chosen.asked.area))


def _keep(chosen: Chosen, facts: dict) -> None:
    kept = draft_of(facts).model_dump()
    papers.keep_draft(chosen.store, chosen.plan.id, chosen.asked.area, kept)


def _made(chosen: Chosen, wanted: tuple[str, ...]) -> list[tuple[str, str, bytes]]:
    """Name, format and content of each file; and the account of the report is kept."""
    bar, pictures = st.progress(0.0), Pictures()
    report = _built(chosen, lambda what, share: bar.progress(BUILDING * share, escaped(what)))
    made = []
    for place, suffix in enumerate(wanted):
        start, width = BUILDING + (1 - BUILDING) * place / len(wanted), (1 - BUILDING) / len(wanted)

        def show(what: str, share: float, start: float = start, width: float = width) -> None:
            bar.progress(min(start + width * share, 1.0), escaped(what))

        content = report_bytes(
            report, suffix, pictures=pictures, address=paths.address(), progress=show
        )
        made.append((file_name(report, suffix), suffix, content))
    bar.empty()
    papers.keep_account(chosen.store, account_facts(report))
    return made


def _built(chosen: Chosen, progress: Callable[[str, float], None]) -> CommitteeReport:
    asked = chosen.asked
    before = papers.last_account(
        chosen.store, chosen.plan.id, asked.area, snapshot=session.opened().number,
        period=asked.period,
    )  # fmt: skip
    return build_report(
        session.context(), chosen.plan, asked, _draft(chosen), today=date.today(), before=before,
        progress=progress,
    )  # fmt: skip
