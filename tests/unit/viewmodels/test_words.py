from typing import get_args

import pytest

from pcdash.charts.theme import PALETTES
from pcdash.definitions.models import LEVELS, Method
from pcdash.stats.comparison import VERDICTS
from pcdash.viewmodels import words
from pcdash.viewmodels.names import display_name, with_code


def test_every_verdict_has_words():
    assert set(words.VERDICTS) == set(VERDICTS)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
def test_a_table_and_a_legend_call_a_verdict_the_same(palette):
    legend = {key: (style.symbol, style.label) for key, style in palette.verdicts.items()}

    assert legend == {key: (one.symbol, one.label) for key, one in words.VERDICTS.items()}


def test_every_level_and_method_has_words():
    assert set(words.LEVELS) == set(LEVELS) == set(words.GROUP_TYPES) | {"practice"}
    assert set(words.METHODS) == set(get_args(Method))


def test_a_flag_that_nobody_has_words_for_says_what_it_is():
    assert words.flag_of("odd_flag").sentence == "Odd flag."
    assert words.flag_of(None) is None
    assert words.flag_of(float("nan")) is None


@pytest.mark.parametrize(
    ("flag", "symbol"),
    [("suppressed", "[c]"), ("not_applicable", "[z]"), ("withheld_coverage", "[x]"), (None, "[x]")],
)
def test_symbol_of_a_missing_number(flag, symbol):
    assert words.symbol_of(flag) == symbol


def test_sentence_list():
    assert words.sentence_list([]) == ""
    assert words.sentence_list(["a"]) == "a"
    assert words.sentence_list(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("BIRCH SURGERY", "Birch Surgery"),
        ("DR AB ASH'S PRACTICE", "Dr AB Ash's Practice"),
        ("DR A ASH", "Dr A Ash"),
        ("ST ALBANS SURGERY", "St Albans Surgery"),
        ("THE ELMS AT THE GREEN", "The Elms at the Green"),
        ("O'NEILL AND PARTNERS", "O'Neill and Partners"),
        ("OSTRENHAM EAST PCN", "Ostrenham East PCN"),
        ("NHS TEST CCG", "NHS Test CCG"),
        ("Already Mixed NAME", "Already Mixed NAME"),
        ("Z99001", "Z99001"),
        ("", ""),
    ],
)
def test_display_name_keeps_the_capitals_that_a_name_needs(published, shown):
    assert display_name(published) == shown


def test_with_code_says_a_code_once():
    assert with_code("BIRCH SURGERY", "Z99001") == "Birch Surgery (Z99001)"
    assert with_code("Z99001", "Z99001") == "Z99001"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("People with asthma", "people with asthma"),
        ("A rating", "a rating"),
        ("GP referrals made", "GP referrals made"),
        ("CQC: overall", "CQC: overall"),
        ("5 of them", "5 of them"),
        ("", ""),
    ],
)
def test_a_capital_is_lost_inside_a_sentence_but_initials_keep_theirs(text, inside):
    assert words.uncapitalised(text) == inside


@pytest.mark.parametrize(
    ("said", "of", "shown"),
    [(["a", "b"], 5, "a, b and 3 more"), (["a", "b"], 2, "a and b"), ([], 0, "")],
)
def test_a_list_says_how_many_it_leaves_out(said, of, shown):
    assert words.list_with_more(said, of) == shown
