"""The published monthly activity returns."""

from pathlib import Path

import pytest

from pcdash.definitions.models import ENGLAND
from pcdash.ingest.formats.activity import FORMATS
from pcdash.ingest.reading import Reading
from tests.readings import errors, figures, parents, read_as, warnings

pytestmark = pytest.mark.published

APRIL_2015 = "MAR_CCG_Apr_15.xls"


def read(published: Path, name: str) -> Reading:
    return read_as("monthly_activity", published / "activity" / name, FORMATS)


@pytest.mark.parametrize(
    ("ccg", "made", "seen", "first"),
    [("07L", 4967, 3848, 5237), ("08F", 5853, 4932, 6882), ("08N", 8474, 6135, 7531)],
)
def test_april_2015_is_as_reconciled(published: Path, ccg: str, made: int, seen: int, first: int):
    reading = read(published, APRIL_2015)
    for indicator, count in (
        ("gp_referrals_made", made),
        ("gp_referrals_seen", seen),
        ("outpatient_first_attendances", first),
    ):
        assert figures(reading, indicator)[ccg, "Apr 2015"][0] == count


def test_april_2015_has_every_ccg_region_and_england(published: Path):
    reading = read(published, APRIL_2015)
    types = reading.areas["area_type"].value_counts().to_dict()
    assert types == {"ccg": 209, "region": 4, "england": 1}
    assert reading.values["flag"].isna().all()
    assert parents(reading, "07L", "region") == [("Y56", None, None, "2015-04-30")]


def test_every_month_is_read_and_adds_to_england(published: Path):
    names = sorted(path.name for path in (published / "activity").glob("MAR_CCG_*.xls"))
    periods = []
    for name in names:
        reading = read(published, name)
        assert errors(reading) == []
        assert not any("add to" in sentence for sentence in warnings(reading))
        periods += reading.values["period"].unique().tolist()
    assert len(names) == 19
    assert len(set(periods)) == 19
    assert {"Apr 2012", "Apr 2014", "Mar 2015", "Sep 2015"} <= set(periods)


def test_april_2012_is_of_trusts_and_gives_england_only(published: Path):
    reading = read(published, "MAR_CCG_Apr_12.xls")
    made = figures(reading, "gp_referrals_made")
    assert list(made) == [(ENGLAND, "Apr 2012")]
    assert made[ENGLAND, "Apr 2012"][0] == 928_832
    assert set(reading.values["flag"]) == {"revised"}
    assert len(warnings(reading)) == 1


def test_august_2014_says_who_sent_nothing(published: Path):
    (sentence,) = warnings(read(published, "MAR_CCG_Aug_14.xls"))
    assert "(RR1) sent no data this month" in sentence
