import math

import pandas as pd
import pytest

from pcdash.grammar import counted
from pcdash.viewmodels.numbers import (
    date_text,
    decimals_apart,
    is_missing,
    number_text,
    of_text,
    range_text,
    share_text,
    size_text,
    with_unit,
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        pytest.param(2.5, 0, "3", id="half goes away from zero, not to even"),
        pytest.param(-2.5, 0, "-3", id="half below zero goes away from zero"),
        pytest.param(0.125, 2, "0.13", id="half in binary too"),
        pytest.param(2.675, 2, "2.68", id="half in decimal, a hair less in binary"),
        pytest.param(100 * 0.145, 0, "15", id="half but for the noise of a product"),
        pytest.param(1234567.0, 0, "1,234,567", id="thousands separators"),
        pytest.param(1234.56, 1, "1,234.6", id="separators and decimals"),
        pytest.param(-0.04, 1, "0.0", id="never minus zero"),
        pytest.param(0, 1, "0.0", id="zero is a value"),
        pytest.param(12.0, 2, "12.00", id="decimals as the definition says"),
        pytest.param(math.nan, 1, "[x]", id="missing"),
        pytest.param(None, 1, "[x]", id="none"),
        pytest.param(math.inf, 1, "[x]", id="infinity never leaves"),
    ],
)
def test_number_text_writes(value, decimals, text):
    assert number_text(value, decimals=decimals) == text


def test_number_text_gives_the_symbol_it_is_told():
    assert number_text(math.nan, missing="[c]") == "[c]"


@pytest.mark.parametrize("value", [None, math.nan, pd.NA, pd.NaT])
def test_is_missing_knows_every_kind(value):
    assert is_missing(value)


@pytest.mark.parametrize("value", [0, 0.0, "", False])
def test_is_missing_takes_nothing_else(value):
    assert not is_missing(value)


@pytest.mark.parametrize(
    ("one", "other", "decimals", "shown"),
    [
        pytest.param(4.58843, 5.1, 1, 1, id="those of the definition, where they will do"),
        pytest.param(4.58843, 4.64, 1, 2, id="one more, where both are 4.6"),
        pytest.param(4.649, 4.651, 1, 3, id="a difference that would be 0.0 or 0.00"),
        pytest.param(30.0, 30.0, 1, 1, id="the same figure of other parts"),
        pytest.param(0.1 + 0.2, 0.3, 1, 1, id="the same but for the noise of a sum"),
        pytest.param(4400, 4401, 0, 0, id="whole numbers"),
    ],
)
def test_decimals_apart_are_as_few_as_show_the_difference(one, other, decimals, shown):
    assert decimals_apart(one, other, decimals=decimals) == shown
    assert decimals_apart(other, one, decimals=decimals) == shown


def test_range_text_needs_both_limits():
    assert range_text(4.04, 6, decimals=1) == "4.0 to 6.0"
    assert range_text(math.nan, 6, decimals=1) == ""


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("5.9", "% of registered patients", "5.9%"),
        ("141.20", "£ per registered patient", "£141.20"),
        ("426.0", "per 1,000 registered patients", "426.0"),
        ("[c]", "% of patients", "[c]"),
        ("-1.0", "% of patients", "-1.0%"),
    ],
)
def test_with_unit_says_it_as_a_sentence_does(text, unit, said):
    assert with_unit(text, unit) == said


def test_small_words():
    assert date_text(pd.Timestamp("2015-11-07")) == "7 Nov 2015"
    assert date_text(pd.NaT) == ""
    assert share_text(0.9125) == "91.3%"
    assert of_text(37, 39) == "37 of 39"
    assert of_text(pd.NA, 39) == ""
    assert size_text(1_250_000) == "1.3 MB"
    assert size_text(100) == "100 bytes"
    assert counted(1, "locality", "localities") == "1 locality"
    assert counted(2, "locality", "localities") == "2 localities"
