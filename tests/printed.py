"""What the command `values` prints, for tests that hold the pages against it."""

import csv
import io
from functools import lru_cache
from pathlib import Path

from click.testing import CliRunner

from pcdash.cli import main
from pcdash.definitions.models import Indicator
from pcdash.viewmodels.numbers import number_text, range_text
from pcdash.viewmodels.numbers import with_unit as unit_after


@lru_cache(512)
def printed(
    store: Path, indicator_id: str, *, level: str, period: str, against: str = "england"
) -> dict[str, dict[str, str]]:
    """The rows that the command prints, by the code of the area."""
    said = CliRunner().invoke(
        main,
        ["values", "--indicator", indicator_id, "--level", level, "--period", period,
         "--against", against, "--store", str(store)],
        catch_exceptions=False,
    )  # fmt: skip
    assert said.exit_code == 0, said.output
    return {row["area_code"]: row for row in csv.DictReader(io.StringIO(said.stdout))}


def plain(text: str, indicator: Indicator) -> str | None:
    """A printed number as a table shows it; None for none."""
    return number_text(float(text), decimals=indicator.decimals) if text else None


def with_unit(text: str, indicator: Indicator) -> str:
    """A printed number as a sentence says it."""
    return unit_after(plain(text, indicator), indicator.unit)


def interval(row: dict[str, str], indicator: Indicator) -> str:
    """The printed 95% interval as a table shows it."""
    if not row["lower_95"]:
        return ""
    return range_text(float(row["lower_95"]), float(row["upper_95"]), decimals=indicator.decimals)
