"""Can the data be trusted? Definitions and what is held, loads, and figures that differ."""

from pcdash.ui import components, controls, frame, selection, session

frame.require()
components.title("Can the data be trusted?")
shown = controls.catalogue_part()

if shown == "indicators":
    view = session.catalogue_view()
    components.finding(view.finding, sentence=view.sentence)
    listed = controls.find(view)
    components.data_table(
        listed, view.provenance, key="listed", alt=view.finding, on_row=controls.take_indicator
    )
    chosen = controls.defined(view)
    selection.require_known()
    if chosen:
        told = session.definition_view(chosen)
        components.subheading(told.title)
        components.facts(told.lines)
        components.small_heading("What to beware of")
        components.notes(told.caveats)
        components.small_heading("Periods held")
        components.data_table(told.periods, told.provenance, key="periods", alt="Periods held")
        components.small_heading("Wordings of the definition")
        components.small_table(told.history, alt="Wordings of the definition")
elif shown == "loads":
    loads = session.loads_view()
    components.finding(loads.finding)
    components.data_table(loads.loads, loads.loads_provenance, key="loads", alt=loads.finding)
    components.subheading("Files")
    components.data_table(loads.files, loads.files_provenance, key="files", alt="Files loaded")
    components.subheading("Warnings")
    components.facts(loads.warnings)
else:
    found = session.mismatches_view()
    components.finding(found.finding)
    components.data_table(found.table, found.provenance, key="mismatches", alt=found.finding)
selection.require_known()
