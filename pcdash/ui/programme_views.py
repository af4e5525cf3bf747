"""The cached views of the specification and of the programme."""

from pcdash.ui.session import view
from pcdash.viewmodels import (
    actions,
    choices,
    declaration_form,
    declarations,
    estates,
    funding,
    milestones,
    outcomes,
    plans,
    programme,
    risks,
    specification,
)
from pcdash.viewmodels.published import PublishedPanel


def plans_view(code: str) -> plans.PlansView:
    """What a place chose to work on."""
    return view(plans.build_plans, code)


def specification_held() -> bool:
    """Whether anything is declared of the service specification."""
    return view(specification.is_held)


def specification_area() -> str:
    """The place to begin with on Specification."""
    return view(specification.usual_area)


def specification_view(area: str, rows: str) -> specification.SpecificationView:
    """How far the specification is in a place."""
    return view(specification.build_specification, area, rows == "activities")


def aspect_view(area: str, aspect: str) -> declarations.AspectView:
    """One aspect of the specification in a place."""
    return view(declarations.build_aspect, area, aspect)


def declaration_form_view(area: str) -> declaration_form.DeclarationChoices:
    """What can be declared in a place."""
    return view(declaration_form.build_declaration_form, area)


def enquiries_view(area: str) -> declarations.EnquiriesView:
    """What to ask practices of a place on the specification."""
    return view(declarations.build_enquiries, area)


def glance(area: str) -> programme.Glance:
    """The programme of a place in a few numbers."""
    return view(programme.build_glance, area)


def milestones_view(area: str) -> milestones.MilestonesView:
    """Phases, workstreams and milestones."""
    return view(milestones.build_milestones, area)


def action_levels() -> choices.Choices:
    """By what the high impact actions can be shown."""
    return view(actions.levels_of)


def actions_view(area: str, level: str) -> actions.ActionsView:
    """The high impact actions by network or practice."""
    return view(actions.build_actions, area, level)


def estates_view(area: str) -> estates.EstatesView:
    """Premises, schemes and digitised records."""
    return view(estates.build_estates, area)


def outcomes_view(area: str) -> outcomes.OutcomesView:
    """What the programme is to achieve."""
    return view(outcomes.build_outcomes, area)


def risks_view(area: str) -> risks.RisksView:
    """Risks and assumptions."""
    return view(risks.build_risks, area)


def funding_view(area: str) -> funding.FundingView:
    """Funding lines and their sources."""
    return view(funding.build_funding, area)


def funding_published() -> PublishedPanel | None:
    """The funding lines that documents print."""
    return view(funding.published_funding)
