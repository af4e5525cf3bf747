"""Periods: one spelling each, both ways, and what they are not."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.definitions.periods import (
    calendar_year,
    day,
    financial_year,
    month,
    parse_period,
    quarter,
)
from pcdash.errors import UnknownPeriodError

YEARS = st.integers(1900, 2099)
PERIODS = st.one_of(
    st.builds(financial_year, YEARS),
    st.builds(quarter, YEARS, st.integers(1, 4)),
    st.builds(month, YEARS, st.integers(1, 12)),
    st.builds(calendar_year, YEARS),
    st.builds(day, st.dates(date(1900, 1, 1), date(2099, 12, 31))),
)


@given(PERIODS)
def test_parse_period_reads_what_a_period_is_called(period):
    assert parse_period(period.label) == period


@given(PERIODS)
def test_parse_period_does_not_mind_blanks_and_capitals(period):
    assert parse_period(f"  {period.label.upper().replace(' ', '   ')} ") == period


@given(YEARS)
def test_quarters_and_months_fill_their_year(first):
    year = financial_year(first)
    quarters = [quarter(first, number) for number in range(1, 5)]
    months = [month(first + (number > 12), (number - 1) % 12 + 1) for number in range(4, 16)]

    for parts in (quarters, months):
        assert (parts[0].start, parts[-1].end) == (year.start, year.end)
        for one, following in pairwise(parts):
            assert following.start == one.end + timedelta(days=1)


@pytest.mark.parametrize(
    ("label", "kind", "start", "end"),
    [
        ("2014/15", "year", date(2014, 4, 1), date(2015, 3, 31)),
        ("1999/00", "year", date(1999, 4, 1), date(2000, 3, 31)),
        ("Q4 2015/16", "quarter", date(2016, 1, 1), date(2016, 3, 31)),
        ("Q1 2015/16", "quarter", date(2015, 4, 1), date(2015, 6, 30)),
        ("Feb 2016", "month", date(2016, 2, 1), date(2016, 2, 29)),
        ("Dec 2015", "month", date(2015, 12, 1), date(2015, 12, 31)),
        ("2019", "calendar", date(2019, 1, 1), date(2019, 12, 31)),
        ("27 Nov 2015", "day", date(2015, 11, 27), date(2015, 11, 27)),
    ],
)
def test_parse_period_knows_start_and_end(label, kind, start, end):
    period = parse_period(label)

    assert (period.label, period.kind, period.start, period.end) == (label, kind, start, end)


@pytest.mark.parametrize(
    "label",
    [
        "", "2014/16", "2014-15", "2014/2015", "14/15", "Q5 2015/16", "Q0 2015/16", "Q4 2015",
        "Q4 2015/17", "April 2015", "Foo 2015", "Apr 15", "31 Apr 2015", "0 Apr 2015",
        "29 Feb 2015", "1 Foo 2015", "2015 Apr", "1815", "20155", "last year", "nan",
    ],
)  # fmt: skip
def test_parse_period_rejects(label):
    with pytest.raises(UnknownPeriodError, match=r"is not a period\. Periods are written like"):
        parse_period(label)


def test_periods_sort_by_their_end():
    labels = ["Apr 2015", "2014/15", "Q1 2015/16", "2015", "27 Nov 2015"]

    in_order = [one.label for one in sorted(map(parse_period, labels))]

    assert in_order == ["2014/15", "Apr 2015", "Q1 2015/16", "27 Nov 2015", "2015"]
