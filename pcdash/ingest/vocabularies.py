"""What a column of choices of the workbook may hold, and what the store keeps for each choice.

The template lists the labels; the reader takes a label, what is kept, or a label without its id.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Framework, Theme
from pcdash.ingest.spellings import plain
from pcdash.ingest.workbook_layout import Column

AREA_TYPES = {
    "practice": "Practice", "cluster": "Cluster", "locality": "Locality",
    "pcn": "Primary care network", "federation": "Federation", "ccg": "CCG",
    "borough": "Borough", "system": "System", "region": "Region", "hub": "Hub",
}  # fmt: skip
CHILD_TYPES = ("practice", "cluster", "pcn", "ccg", "borough")
GROUP_TYPES = ("cluster", "locality", "pcn", "federation", "ccg", "system", "borough", "region")
EVENT_KINDS = {
    "data_change": "Change of data", "merger": "Merger", "opening": "Opening",
    "closure": "Closure", "inspection": "Inspection", "meeting": "Meeting", "policy": "Policy",
}  # fmt: skip
SHORT = 3  # letters of an id that is written before its title


@dataclass(frozen=True)
class Term:
    """A choice: what is kept, and how it is written."""

    kept: str
    label: str
    others: tuple[str, ...] = ()


def terms_of(column: Column, catalogue: Catalogue) -> tuple[Term, ...]:
    """The choices of a column, in order; none where it has none."""
    if isinstance(column.choices, str):
        return tuple(_VOCABULARIES[column.choices](catalogue))
    return tuple(Term(one, one) for one in column.choices)


def kept_by_spelling(terms: Iterable[Term]) -> dict[str, str]:
    """What is kept for each spelling of a choice, without capitals and marks."""
    found: dict[str, str] = {}
    for term in terms:
        for text in (term.label, term.kept, *term.others):
            found.setdefault(plain(text), term.kept)
    return found


def themes_of(catalogue: Catalogue, *kinds: str) -> tuple[tuple[Framework, Theme], ...]:
    """The themes of all frameworks of some kinds, in order."""
    return tuple(
        (one, theme)
        for one in catalogue.frameworks.values()
        if one.kind in kinds
        for theme in one.themes
    )


def _categories(indicator_id: str) -> Callable[[Catalogue], Iterable[Term]]:
    def listed(catalogue: Catalogue) -> Iterable[Term]:
        one = catalogue.indicators.get(indicator_id)
        return (Term(name, name) for name in (one.categories if one else ()))

    return listed


def _named(names: dict[str, str], *kept: str) -> Callable[[Catalogue], Iterable[Term]]:
    return lambda catalogue: (Term(one, names[one]) for one in kept or names)


def _themes(*kinds: str) -> Callable[[Catalogue], Iterable[Term]]:
    return lambda catalogue: (_term(theme) for _, theme in themes_of(catalogue, *kinds))


def _term(theme: Theme) -> Term:
    is_short = len(theme.id) <= SHORT
    return Term(theme.id, f"{theme.id} {theme.title}" if is_short else theme.title, (theme.title,))


def _frameworks(catalogue: Catalogue) -> Iterable[Term]:
    return (
        Term(one.id, one.title) for one in catalogue.frameworks.values() if one.kind == "maturity"
    )


def _delivery_states(catalogue: Catalogue) -> Iterable[Term]:
    framework = [one for one in catalogue.frameworks.values() if one.kind == "specification"]
    return (Term(state, state) for one in framework for state in one.states)


def _all_categories(catalogue: Catalogue) -> Iterable[Term]:
    listed = (name for one in catalogue.indicators.values() for name in one.categories)
    return (Term(name, name) for name in dict.fromkeys(listed))


_VOCABULARIES: dict[str, Callable[[Catalogue], Iterable[Term]]] = {
    "categories": _all_categories,
    "ratings": _categories("cqc_overall"),
    "trigger_categories": _categories("gpos_category"),
    "area_types": _named(AREA_TYPES),
    "child_types": _named(AREA_TYPES, *CHILD_TYPES),
    "group_types": _named(AREA_TYPES, *GROUP_TYPES),
    "event_kinds": _named(EVENT_KINDS),
    "maturity": _frameworks,
    "themes": _themes("maturity"),
    "aspects": _themes("specification", "actions"),
    "delivery_states": _delivery_states,
}
