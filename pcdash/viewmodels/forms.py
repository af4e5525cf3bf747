"""What every form of the Variation page is to that page: a finding, a chart, a table, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pcdash.viewmodels.tables import Provenance, Table


@dataclass(frozen=True)
class FormView:
    """One way to look at an indicator, beside the ranked bars.

    `drawn` has what the function of `pcdash.charts` that draws the form asks for, by the names of
    its arguments; `table` has every figure that is drawn, and `why` the rule behind each judged
    mark.
    """

    finding: str
    sentence: str
    subtitle: str
    notes: tuple[str, ...]
    drawn: Mapping[str, Any]
    alt: str
    table: Table
    provenance: Provenance
    why: tuple[tuple[str, str], ...]
