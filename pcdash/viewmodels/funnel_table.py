"""The table twin of the funnel: every area that is drawn, with the limits at its size."""

import pandas as pd

from pcdash.viewmodels import words
from pcdash.viewmodels.figures import Answer
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.tables import Column, Table, made_of


def table_of(drawn: pd.DataFrame, found: Answer) -> Table:
    """A row a drawn area with its limits and score, the highest value first."""
    rows, indicator = drawn.sort_values("value", ascending=False), found.indicator
    numbers = {
        words.capitalised(indicator.unit): ("value", indicator.decimals),
        "Numerator": ("numerator", 0),
        "Denominator": ("denominator", 0),
        "99.8% limit, lower": ("limit_lower_998", indicator.decimals),
        "95% limit, lower": ("limit_lower_95", indicator.decimals),
        "95% limit, upper": ("limit_upper_95", indicator.decimals),
        "99.8% limit, upper": ("limit_upper_998", indicator.decimals),
        "Deviations from the average": ("score", 2),
    }
    cells = [
        [display_name(name) for name in rows["area_name"]],
        [words.VERDICTS[one].cell for one in rows["verdict"]],
        rows["area_code"].tolist(),
        *(
            [number_text(value, decimals=decimals) for value in rows[name]]
            for name, decimals in numbers.values()
        ),
    ]
    columns = [
        Column(words.capitalised(words.LEVELS[found.question.level].one)),
        Column("Against the average"),
        Column("Code"),
        *(Column(label, is_number=True) for label in numbers),
    ]
    return made_of(columns, list(zip(*cells, strict=True)), codes=rows["area_code"].tolist())
