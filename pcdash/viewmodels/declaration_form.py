"""The form that records how far an aspect of the specification is: choices, and words."""

from dataclasses import dataclass

from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.delivery import SPECIFICATION, framework_of, quarters
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.record_words import RecordWords
from pcdash.viewmodels.records import inside_of, practices_of

WORDS = RecordWords("declaration", "declarations", "Specification")
PLACE, ASPECTS, QUARTER, STATE = "Who declares", "Aspects", "Quarter", "State"
ASPECTS_HELP = "Several aspects can be given one state at once; others are added one by one."
CHOOSE_ASPECTS = "Choose an aspect, or several in the same state"
BASIS, COVERAGE = "Basis", "Coverage %"
COVERAGE_HELP = "Of the population, 0 to 100; blank where it is not known."
EVIDENCE, NOTE = "Evidence", "Note on the declaration"
EVIDENCE_HELP = "What shows it: a rota, minutes, a report. Never a person's name."
INCOMPLETE = "A place, an aspect, a quarter and a state are needed: choose them, then add."


@dataclass(frozen=True)
class DeclarationChoices:
    """Of whom and what something can be declared: places and practices, aspects, states, quarters.

    `quarters` begin with the latest.
    """

    places: Choices
    aspects: Choices
    states: tuple[str, ...]
    quarters: tuple[str, ...]


def build_declaration_form(context: Context, code: str) -> DeclarationChoices:
    """What can be declared in a place: by itself, by the groups and by the practices inside it.

    Raises:
        NoDataError: the specification is not defined.
    """
    framework = framework_of(context, SPECIFICATION)
    groups = dict.fromkeys((code, *inside_of(context, code)))
    practices = practices_of(context, code)
    every = context.inside.practices.labels
    named = {one: place_name(context, one) for one in groups if one not in every}
    return DeclarationChoices(
        places=Choices({**named, **practices}),
        aspects=Choices({one.id: f"{one.id} {one.title}" for one in framework.themes}),
        states=framework.states,
        quarters=tuple(one.label for one in reversed(quarters())),
    )
