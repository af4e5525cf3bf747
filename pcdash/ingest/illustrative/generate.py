"""The one entry to the illustrative data: a catalogue in, Readings out."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Literal

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.illustrative.assessments import assessments
from pcdash.ingest.illustrative.maker import Maker
from pcdash.ingest.illustrative.place_rows import place_reading
from pcdash.ingest.illustrative.places import build_system
from pcdash.ingest.illustrative.recipes import load_recipes, matched
from pcdash.ingest.illustrative.records import programme_records
from pcdash.ingest.illustrative.residents import flows
from pcdash.ingest.illustrative.rows import load_imperfections, value_rows
from pcdash.ingest.illustrative.scale import illustrate_england
from pcdash.ingest.illustrative.targets import load_targets
from pcdash.ingest.illustrative.trajectories import planned_staff
from pcdash.ingest.reading import Reading


def illustrate(
    catalogue: Catalogue, *, scale: Literal["system", "england"] = "system"
) -> Iterable[Reading]:
    """The illustrative data, the same byte for byte every time and on every machine.

    Args:
        catalogue: Indicators that no recipe matches have no figures.
        scale: `system` gives a tuple: places first, then one Reading a source of figures, then one
            of the assessments.
            `england` gives an iterator of about 39 million figures, one Reading an indicator
            (`illustrate_england` makes fewer).
    """
    return illustrate_england(catalogue) if scale == "england" else _system(catalogue)


def _system(catalogue: Catalogue) -> tuple[Reading, ...]:
    system = build_system()
    targets, imperfections = load_targets(), load_imperfections()
    recipes = matched(catalogue, load_recipes())
    levels = [
        one for one in catalogue.trigger_levels.values() if catalogue.places[one.place].illustrative
    ]
    maker = Maker(system, recipes, targets, levels)
    codes = {level: system.settings[level] for level in ("region", "england")}
    lists = maker.series("registered_patients")
    readings = [replace(place_reading(system), flows=flows(system, lists))]
    by_source = sorted((indicator.source, indicator.id) for indicator, _ in recipes)
    for _, found in groupby(by_source, key=lambda pair: pair[0]):
        made = [maker.series(indicator_id) for _, indicator_id in found]
        values = value_rows(made, codes=codes, targets=targets, imperfections=imperfections)
        readings.append(Reading(values=values))
    assessed = assessments(system, catalogue)
    if not assessed.empty:
        readings.append(Reading(records={"assessments": assessed}))
    # last, so that the parts before it are named as ever
    readings.append(Reading(records=programme_records(system, catalogue)))
    place = next((one for one in catalogue.places.values() if one.illustrative), None)
    planned = planned_staff(catalogue, place.system) if place else pd.DataFrame()
    if not planned.empty:
        readings.append(Reading(records={"trajectories": planned}))
    return tuple(readings)
