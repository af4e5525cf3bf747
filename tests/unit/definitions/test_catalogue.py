"""The loader of definitions: what it accepts, and that it tells every fault with its place."""

import re
from pathlib import Path

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.errors import DefinitionError, UnknownIndicatorError
from pcdash.grammar import counted

DEFAULTS = """
[defaults]
domain = "Test domain"
unit = "%"
decimals = 1
multiplier = 100.0
polarity = "higher"
frequency = "year"
source = "test_source"
why_it_matters = "It is a test."
aggregation = "sum"
owner = "BI team"
checked_by = "Not yet checked"
next_review = 2027-03-31
"""
PROPORTION = """
[[indicator]]
id = "test_share"
title = "Test share"
numerator = "Those with"
denominator = "All"
method = "proportion"
"""
RATING = """
[[indicator]]
id = "test_rating"
title = "Test rating"
numerator = "Those rated well"
method = "category"
aggregation = "share"
categories = ["Well", "Badly", "Not rated"]
favourable = ["Well"]
rated = ["Well", "Badly"]
"""
SOURCES = """
[[source]]
id = "test_source"
publisher = "Test publisher"
title = "Test figures"
licence = "Test licence"
"""
CAVEATS = """
[[caveat]]
id = "test_caveat"
text = "Beware of this."
"""
EVENTS = """
[[event]]
id = "test_event"
date = 2020-04-01
title = "Test event"
kind = "data_change"
indicators = ["test_share", "test_"]
source = "Nobody"
"""
FRAMEWORKS = """
[[framework]]
id = "test_framework"
title = "Test framework"
kind = "maturity"
states = ["A", "B", "C"]
in_between = true
levels = ["pcn"]
note = "It is a test."
source = "Nobody"
themes = [
  { id = "1a", group = "1", title = "First" },
  { id = "1b", group = "1", title = "Second", states = ["No", "Yes"] },
]
"""
TARGETS = """
[[target]]
id = "test_target"
indicator = "test_share"
areas = ["ZZC"]
level = 75
by = "Mar 2020"
title = "Three in four."
source = "Nobody"
"""
TRIGGERS = """
[[level]]
id = "test_level"
indicator = "test_share"
place = "nowhere"
level_1 = 60
level_2 = 50
source = "Nobody"
"""
SETS = """
[[set]]
id = "test_set"
title = "A set"
indicators = ["test_share", "test_rating"]
source = "Nobody"
"""
CATEGORIES = """
[[category]]
id = "test_category"
title = "Worth a look"
triggers = 9
source = "Nobody"
"""
PLACE = """
id = "nowhere"
name = "Nowhere"
system = "ZZS"
comparators = ["ZZ1"]
source = "Nobody"
areas = [
  { code = "ZZS", type = "system", name = "Nowhere" },
  { code = "ZZC", type = "ccg", name = "Nowhere CCG" },
  { code = "ZZ-C1", type = "cluster", name = "Cluster 1" },
  { code = "ZZ-C2", type = "cluster", name = "Cluster 2" },
]

[[memberships]]
parent = "ZZS"
children = ["ZZC"]

[[memberships]]
parent = "ZZ-C1"
children = ["Z99001"]
end = 2019-03-31

[[memberships]]
parent = "ZZ-C2"
children = ["Z99001", "Z99002"]
start = 2019-04-01
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of sound definitions, for a test to spoil."""
    for name, text in {
        "indicators/test.toml": DEFAULTS + PROPORTION + RATING,
        "sources.toml": SOURCES,
        "caveats.toml": CAVEATS,
        "events.toml": EVENTS,
        "targets.toml": TARGETS,
        "triggers.toml": TRIGGERS,
        "trigger_categories.toml": CATEGORIES,
        "sets.toml": SETS,
        "frameworks/test.toml": FRAMEWORKS,
        "places/nowhere.toml": PLACE,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        load_catalogue(folder)
    first, *lines = str(caught.value).splitlines()
    assert first == f"data/definitions has {counted(len(lines), 'fault')}:"
    return [line.strip() for line in lines]


def test_load_catalogue_gives_entries_their_defaults(folder):
    catalogue = load_catalogue(folder)

    assert list(catalogue.indicators) == ["test_share", "test_rating"]
    assert catalogue.indicator("test_share").aggregation == "sum"
    assert catalogue.indicator("test_rating").aggregation == "share"
    assert catalogue.places["nowhere"].area_codes("cluster") == ("ZZ-C1", "ZZ-C2")


INDICATORS, PLACES = "indicators/test.toml", "places/nowhere.toml"
ONE = "test.toml, indicator 'test_share'"
TWO = "test.toml, indicator 'test_rating'"
HERE = "nowhere.toml, place 'nowhere'"
SPOILT = {
    "a missing key": (
        INDICATORS, 'numerator = "Those with"\n', "",
        f"{ONE}: numerator: Field required",
    ),
    "an unknown key": (
        INDICATORS, 'title = "Test share"', 'titel = "x"\ntitle = "Test share"',
        f"{ONE}: titel: Extra inputs are not permitted; got 'x'.",
    ),
    "a value of the wrong kind": (
        INDICATORS, 'title = "Test share"', 'title = "Test share"\ndecimals = "one"',
        f"{ONE}: decimals: Input should be a valid integer",
    ),
    "a word that is none of the choice": (
        INDICATORS, 'method = "proportion"', 'method = "guess"',
        f"{ONE}: method: Input should be 'proportion',",
    ),
    "an unfinished sentence": (
        INDICATORS, "It is a test.", "it is a test",
        f"{ONE}: why_it_matters: String should match pattern",
    ),
    "an id in capitals": (
        INDICATORS, '"test_share"', '"Test-Share"',
        "test.toml, indicator 'Test-Share': id: String should match pattern",
    ),
    "an id twice": (
        INDICATORS, '"test_rating"', '"test_share"',
        "test.toml: the id 'test_share' is there twice.",
    ),
    "an unknown table": (
        INDICATORS, "[defaults]", "[default]\nx = 1\n[defaults]",
        "test.toml: 'default' is not known here; expected [defaults] and [[indicator]].",
    ),
    "a table that should be a list": (
        "events.toml", "[[event]]", "[event]",
        "events.toml: 'event' is not a list of tables; expected [[event]].",
    ),
    "a list that should be a table": (
        INDICATORS, "[defaults]", "[[defaults]]",
        "test.toml: 'defaults' is not a table; expected [defaults].",
    ),
    "an unknown source": (
        INDICATORS, 'source = "test_source"', 'source = "other"',
        f"{ONE}: source 'other' is not in sources.toml.",
    ),
    "an unknown caveat": (
        INDICATORS, 'title = "Test share"', 'title = "Test share"\ncaveats = ["other"]',
        f"{ONE}: caveat 'other' is not in caveats.toml.",
    ),
    "categories of a number": (
        INDICATORS, 'title = "Test share"', 'title = "Test share"\ncategories = ["Well"]',
        f"{ONE}: categories belong to the method 'category', and it needs them.",
    ),
    "no categories of a rating": (
        INDICATORS, 'categories = ["Well", "Badly", "Not rated"]', "categories = []",
        f"{TWO}: categories belong to the method 'category', and it needs them.",
    ),
    "a favourable category that is none": (
        INDICATORS, 'favourable = ["Well"]', 'favourable = ["Best"]',
        f"{TWO}: 'Best' is not among its categories.",
    ),
    "a rated category that is none": (
        INDICATORS, 'rated = ["Well", "Badly"]', 'rated = ["Well", "Worst"]',
        f"{TWO}: 'Worst' is not among its categories.",
    ),
    "a share of nothing": (
        INDICATORS, 'favourable = ["Well"]', "favourable = []",
        f"{TWO}: aggregation 'share' needs the favourable and the rated categories.",
    ),
    "a proportion of nothing": (
        INDICATORS, 'denominator = "All"\n', "",
        f"{ONE}: method 'proportion' needs a denominator.",
    ),
    "a range upside down": (
        INDICATORS, 'denominator = "All"', 'denominator = "All"\nminimum = 5\nmaximum = 1.5',
        f"{ONE}: minimum 5 is above maximum 1.5.",
    ),
    "a Fingertips number twice": (
        INDICATORS, "[defaults]", "[defaults]\nfingertips_id = 12345",
        f"{TWO}: fingertips_id 12345 is another indicator's as well.",
    ),
    "a break at no period": (
        INDICATORS, 'denominator = "All"',
        'denominator = "All"\nbreaks = [{ period = "2020/22", reason = "It changed." }]',
        f"{ONE}: break: '2020/22' is not a period.",
    ),
    "a place under another name": (
        PLACES, 'id = "nowhere"', 'id = "somewhere"',
        "nowhere.toml: its id is 'somewhere'; expected the file's own name.",
    ),
    "a place without its system": (
        PLACES, 'system = "ZZS"', 'system = "ZZT"',
        f"{HERE}: its system 'ZZT' is not among its areas.",
    ),
    "a parent that is no area": (
        PLACES, 'parent = "ZZ-C2"', 'parent = "ZZ-C3"',
        f"{HERE}: the parent 'ZZ-C3' is not among its areas.",
    ),
    "an area twice": (
        PLACES, 'code = "ZZ-C2"', 'code = "ZZ-C1"',
        f"{HERE}: the area 'ZZ-C1' is there twice.",
    ),
    "a practice in two clusters at once": (
        PLACES, "start = 2019-04-01", "start = 2019-03-31",
        f"{HERE}: 'Z99001' is in 'ZZ-C1' and 'ZZ-C2' at the same time.",
    ),
    "a level that is none": (
        PLACES, 'type = "ccg"', 'type = "county"',
        "nowhere.toml: areas.1.type: Input should be 'practice',",
    ),
    "an event of no indicator": (
        "events.toml", '"test_share"', '"other"',
        "events.toml, event 'test_event': indicator 'other' has no definition.",
    ),
    "a target of no indicator": (
        "targets.toml", '"test_share"', '"other"',
        "targets.toml, target 'test_target': the indicator 'other' is not defined.",
    ),
    "a set of no indicator": (
        "sets.toml", '"test_rating"', '"other"',
        "sets.toml, set 'test_set': the indicator 'other' is not defined.",
    ),
    "a set with an indicator twice": (
        "sets.toml", '"test_rating"', '"test_share"',
        "sets.toml, set 'test_set': the indicator 'test_share' is there twice.",
    ),
    "a theme twice": (
        "frameworks/test.toml", '"1b"', '"1a"',
        "test.toml, framework 'test_framework': the theme '1a' is there twice.",
    ),
    "a state twice": (
        "frameworks/test.toml", '"No", "Yes"', '"No", "No"',
        "test.toml, framework 'test_framework': the state 'No' is there twice.",
    ),
    "a published state that there is not": (
        "frameworks/test.toml", 'note = "It is a test."',
        'note = "It is a test."\npublished = [{ place = "P", period = "2018", kind = "state", '
        'state = "E", places = 1, source = "S", place_in_source = "p 1" }]',
        "test.toml, framework 'test_framework': what is published of the state 'E': it has none "
        "such.",
    ),
    "too few descriptors": (
        "frameworks/test.toml", 'title = "First"', 'title = "First", descriptors = ["Nothing."]',
        "test.toml, framework 'test_framework': the theme '1a' has 1 descriptors; expected 3, one "
        "a state, or none.",
    ),
    "a trigger of no indicator": (
        "triggers.toml", '"test_share"', '"other"',
        "triggers.toml, level 'test_level': the indicator 'other' is not defined.",
    ),
    "a trigger of no place": (
        "triggers.toml", '"nowhere"', '"elsewhere"',
        "triggers.toml, level 'test_level': the place 'elsewhere' is not defined.",
    ),
    "a level on the wrong side": (
        "triggers.toml", "level_2 = 50", "level_2 = 70",
        "triggers.toml, level 'test_level': level 2 lies on the good side of level 1.",
    ),
    "a target by no period": (
        "targets.toml", '"Mar 2020"', '"soon"',
        "targets.toml, target 'test_target': 'soon'",
    ),
    "an event of an empty family": (
        "events.toml", '"test_"', '"other_"',
        "events.toml, event 'test_event': indicator 'other_' has no definition.",
    ),
    "an event of half an id": (
        "events.toml", '"test_share"', '"test_sh"',
        "events.toml, event 'test_event': indicator 'test_sh' has no definition.",
    ),
    "a caveat that is no sentence": (
        "caveats.toml", "Beware of this.", "Beware",
        "caveats.toml, caveat 'test_caveat': text: String should match pattern",
    ),
    "a source without its licence": (
        "sources.toml", 'licence = "Test licence"\n', "",
        "sources.toml, source 'test_source': licence: Field required",
    ),
    "a source that comes out on no day": (
        "sources.toml", 'licence = "Test', 'published = "month"\nlicence = "Test',
        "sources.toml, source 'test_source': (whole entry): Value error, days_after_end is given",
    ),
    "a day for a source that comes out on none": (
        "sources.toml", 'licence = "Test', 'days_after_end = 3\nlicence = "Test',
        "sources.toml, source 'test_source': (whole entry): Value error, days_after_end is given",
    ),
    "not TOML": (
        "events.toml", "[[event]]", "[[event",
        "events.toml: not TOML in UTF-8:",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SPOILT)
def test_load_catalogue_tells_fault(folder, kind):
    name, old, new, expected = SPOILT[kind]
    spoil(folder, name, old, new)

    assert any(line.startswith(expected) for line in faults(folder)), faults(folder)


def test_load_catalogue_tells_faults_of_all_files_at_once(folder):
    together = [
        "an unknown source", "a favourable category that is none", "a place without its system",
        "an event of no indicator", "a caveat that is no sentence",
    ]  # fmt: skip
    for kind in together:
        spoil(folder, *SPOILT[kind][:3])

    lines = faults(folder)

    for kind in together:
        assert any(line.startswith(SPOILT[kind][3]) for line in lines), kind


def test_load_catalogue_tells_a_mistake_once_and_not_again_of_those_who_refer_to_it(folder):
    spoil(folder, "sources.toml", 'licence = "Test licence"\n', "")
    spoil(folder, INDICATORS, 'denominator = "All"', 'denominator = "All"\ndecimals = -1')

    assert [re.sub(":.*", "", line) for line in faults(folder)] == [
        ONE,
        "sources.toml, source 'test_source'",
    ]


@pytest.mark.parametrize(
    "name",
    ["sources.toml", "caveats.toml", "events.toml", "targets.toml", "triggers.toml", "sets.toml"],
)
def test_load_catalogue_tells_missing_file(folder, name):
    (folder / name).unlink()

    assert faults(folder) == [f"{name}: the file is missing."]


def test_load_catalogue_tells_missing_indicators(folder):
    (folder / INDICATORS).unlink()
    (folder / "events.toml").write_text("", encoding="utf-8")
    (folder / "targets.toml").write_text("", encoding="utf-8")
    (folder / "triggers.toml").write_text("", encoding="utf-8")
    (folder / "sets.toml").write_text("", encoding="utf-8")

    assert faults(folder) == ["indicators: the folder is missing or holds no .toml file."]


def test_load_catalogue_tells_id_in_two_files(folder):
    (folder / "indicators" / "other.toml").write_text(DEFAULTS + PROPORTION, encoding="utf-8")

    assert faults(folder) == ["test.toml: the id 'test_share' is also in another file."]


def test_load_catalogue_tells_text_that_is_not_utf8(folder):
    (folder / "caveats.toml").write_bytes(b'[[caveat]]\nid = "x"\ntext = "Caf\xe9."\n')

    assert faults(folder)[0].startswith("caveats.toml: not TOML in UTF-8:")


def test_indicator_names_the_nearest_ids(folder):
    with pytest.raises(UnknownIndicatorError, match=r"'test_shares'.*Did you mean 'test_share'"):
        load_catalogue(folder).indicator("test_shares")


def test_by_fingertips_id_finds_the_indicator(folder):
    spoil(folder, INDICATORS, 'title = "Test share"', 'title = "Test share"\nfingertips_id = 7')

    assert load_catalogue(folder).by_fingertips_id[7].id == "test_share"


@pytest.mark.parametrize(
    ("named", "concerned"),
    [
        ((), True),
        (("test_share",), True),
        (("test_",), True),
        (("test_sh",), False),  # no family: those end with an underscore
        (("test_share_",), False),
        (("other", "test_share"), True),
        (("other",), False),
    ],
)
def test_event_concerns_indicator(folder, named, concerned):
    event = load_catalogue(folder).events["test_event"]

    assert event.model_copy(update={"indicators": named}).concerns("test_share") is concerned


PRINTED = """
[[figure]]
id = "printed"
indicator = "{indicator}"
place = "Nowhere"
period = "2014/15"
value = 12.5
source = "A strategy"
place_in_source = "table 1"
"""


@pytest.fixture
def with_printed(folder: Path):
    """The folder again, with a document's figures beside it."""

    def with_printed(indicator: str) -> Path:
        definitions, printed = folder / "definitions", folder / "published"
        definitions.mkdir()
        printed.mkdir()
        for name in (
            "indicators",
            "places",
            "frameworks",
            "sources.toml",
            "caveats.toml",
            "events.toml",
            "targets.toml",
            "triggers.toml",
            "trigger_categories.toml",
            "sets.toml",
        ):
            (folder / name).rename(definitions / name)
        text = PRINTED.format(indicator=indicator)
        (printed / "strategy.toml").write_text(text, encoding="utf-8")
        return definitions

    return with_printed


def test_load_catalogue_reads_what_documents_print(with_printed):
    printed = load_catalogue(with_printed("test_share")).published["printed"]

    assert (printed.place, printed.period, printed.value) == ("Nowhere", "2014/15", 12.5)


def test_what_documents_print_is_of_an_indicator_that_exists(with_printed):
    assert faults(with_printed("elsewhere")) == [
        "strategy.toml, figure 'printed': the indicator 'elsewhere' is not defined."
    ]


def test_a_framework_has_states_between_states_and_themes_with_their_own(folder):
    one = load_catalogue(folder).frameworks["test_framework"]

    assert one.states_of("1a") == ("A", "A/B", "B", "B/C", "C")
    assert one.states_of("1b") == ("No", "No/Yes", "Yes")
    assert one.theme("1b").title == "Second"
    assert one.theme("9z") is None
