"""The subjects that a page about places offers: domains of what is held, and defined sets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pcdash.definitions.catalogue import Catalogue
from pcdash.grammar import counted
from pcdash.viewmodels.choices import Choices, in_order

ALL = "all"


@dataclass(frozen=True)
class Topics:
    """Subjects as a control offers them, the indicators of each that are held, and notes."""

    choices: Choices
    indicators: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]

    @property
    def usual(self) -> tuple[str, ...]:
        """The indicators of the subject that a page begins with."""
        return self.indicators.get(self.choices.first or "", ())


def topics_of(catalogue: Catalogue, held: Iterable[str]) -> Topics:
    """The subjects of some indicators: domains in their order, every set that has any, and all."""
    listed = in_order(catalogue.indicators[one] for one in dict.fromkeys(held))
    labels: dict[str, str] = {}
    parts: dict[str, tuple[str, ...]] = {}
    notes: dict[str, str] = {}
    for domain in dict.fromkeys(one.domain for one in listed):
        key = slug(domain)
        parts[key] = tuple(one.id for one in listed if one.domain == domain)
        labels[key] = f"{domain} ({counted(len(parts[key]), 'indicator')})"
    every = tuple(one.id for one in listed)
    for one in catalogue.sets.values():
        key = slug(one.title)
        parts[key] = tuple(each for each in one.indicators if each in every)
        labels[key] = f"{one.title} ({len(parts[key])} of {len(one.indicators)} held)"
        notes[key] = " ".join(filter(None, (one.note, f"Source: {one.source}.")))
    labels[ALL] = f"All subjects ({counted(len(every), 'indicator')})"
    has_any = {key: label for key, label in labels.items() if key == ALL or parts[key]}
    return Topics(Choices(has_any), {**parts, ALL: every}, notes)


def slug(text: str) -> str:
    """A subject as an address writes it."""
    kept = (letter if letter.isalnum() else " " for letter in text.lower())
    return "-".join("".join(kept).split())
