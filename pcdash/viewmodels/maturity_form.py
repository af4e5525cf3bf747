"""The form that records an assessment: what can be chosen in it, and its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.maturity_rounds import framework_of, places_at
from pcdash.viewmodels.maturity_states import theme_name
from pcdash.viewmodels.record_words import RecordWords

WORDS = RecordWords("assessment", "assessments", "Maturity")
PLACE, THEMES, DAY, STATE = "Place", "Themes", "Assessed on", "State"
THEMES_HELP = "Several themes can be given one state at once; others are added one by one."
BASIS, ASSESSED_BY = "Basis", "Assessed by"
ROLE_HELP = "A role or organisation, never a person's name."
AMBITION, DUE = "Ambition", "Ambition by"
DUE_HELP = "A period, such as Mar 2021 or 2020/21."
EVIDENCE, EVIDENCE_OF, NOTE = "Evidence", "Evidence of", "Note on the assessment"
EVIDENCE_HELP = "What shows it: minutes, an agreement, a report."
CHOOSE_THEMES = "Choose a theme, or several that have the same states"
NO_STATE = "Choose themes that have the same states: those chosen have none in common."
INCOMPLETE = "A place, a theme and a state are needed: choose them, then add."


@dataclass(frozen=True)
class FormChoices:
    """What an assessment can be of: places, and themes with the states that each can have."""

    framework: str
    places: Choices
    themes: Choices
    states: Mapping[str, tuple[str, ...]]

    def common_states(self, theme_ids: Sequence[str]) -> tuple[str, ...]:
        """The states that all of some themes can have, in order; of none, those of the first."""
        first, *others = (self.states[one] for one in theme_ids or self.themes.codes[:1])
        return tuple(one for one in first if all(one in other for other in others))


def build_form(context: Context, framework_id: str, level: str, area_code: str) -> FormChoices:
    """What can be recorded on a framework, of the places of a level in an area.

    Raises:
        UserFacingError: no definition has the framework.
    """
    framework = framework_of(context, framework_id)
    return FormChoices(
        framework=framework.title,
        places=Choices(places_at(context, level, area_code)),
        themes=Choices({one.id: theme_name(one) for one in framework.themes}),
        states={one.id: framework.states_of(one.id) for one in framework.themes},
    )
