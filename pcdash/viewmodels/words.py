"""Every key of the engine and the definitions in words, once, for all pages, charts and exports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Noun:
    """What a level is called."""

    one: str
    many: str

    def of(self, count: int) -> str:
        """The form that goes with a count."""
        return self.one if count == 1 else self.many


@dataclass(frozen=True)
class Verdict:
    """A comparison: its symbol and label in a table, and how a sentence says it."""

    symbol: str
    label: str
    adjective: str
    sentence: str

    @property
    def cell(self) -> str:
        """What a table shows: never a symbol alone."""
        return f"{self.symbol} {self.label}"


@dataclass(frozen=True)
class Flag:
    """Why a figure is missing, or what to know of one: its symbol and the reason in words."""

    symbol: str
    short: str
    sentence: str


LEVELS = {
    "practice": Noun("practice", "practices"),
    "cluster": Noun("cluster", "clusters"),
    "locality": Noun("locality", "localities"),
    "pcn": Noun("PCN", "PCNs"),
    "federation": Noun("federation", "federations"),
    "ccg": Noun("CCG", "CCGs"),
    "borough": Noun("borough", "boroughs"),
    "system": Noun("system", "systems"),
    "region": Noun("region", "regions"),
    "england": Noun("country", "countries"),
}

# Areas that are only drawn: a figure of them is made from practices, or was loaded of them.
MAP_LEVELS = LEVELS | {"ward": Noun("ward", "wards"), "lsoa": Noun("LSOA", "LSOAs")}


def _surely(direction: str) -> str:
    return f"{direction} than the benchmark: it lies outside the 99.8% interval"


def _likely(direction: str) -> str:
    return f"{direction} than the benchmark: it lies outside the 95% interval and inside the 99.8%"


# The labels and symbols are those of the legend in pcdash.charts.theme; a test compares them.
VERDICTS = {
    "better_998": Verdict("●", "Better (99.8%)", "better", _surely("Better")),
    "better_95": Verdict("○", "Better (95%)", "better", _likely("Better")),
    "similar": Verdict(
        "≈", "Similar", "similar", "Similar: the benchmark lies inside the 95% interval"
    ),
    "worse_95": Verdict("◇", "Worse (95%)", "worse", _likely("Worse")),
    "worse_998": Verdict("◆", "Worse (99.8%)", "worse", _surely("Worse")),
    "higher_998": Verdict("▲", "Higher (99.8%)", "higher", _surely("Higher")),
    "higher_95": Verdict("△", "Higher (95%)", "higher", _likely("Higher")),
    "lower_95": Verdict("▽", "Lower (95%)", "lower", _likely("Lower")),
    "lower_998": Verdict("▼", "Lower (99.8%)", "lower", _surely("Lower")),
    "not_compared": Verdict(
        "□", "Not compared", "not compared", "Not compared: no interval, or nothing to compare with"
    ),
}
FLAGS = {
    "suppressed": Flag(
        "[c]",
        "suppressed",
        "Suppressed: the count is from 1 to 7, or one such count could be worked out from it.",
    ),
    "not_available": Flag("[x]", "not available", "Not available: no figure was published."),
    "not_applicable": Flag(
        "[z]", "not applicable", "Not applicable: the figure does not exist here."
    ),
    "withheld_coverage": Flag(
        "[x]",
        "withheld: too few practices with data",
        "Withheld: the practices with data hold less than 90% of the registered patients.",
    ),
    "coverage_unknown": Flag(
        "",
        "coverage unknown",
        "Coverage unknown: no list size within twelve months says how many patients are covered.",
    ),
    "no_practice": Flag("[z]", "no practice here", "No practice stands here."),
    "outside_group": Flag("", "in no group", "Stands in no group of this level."),
    "provisional": Flag("[p]", "provisional", "Provisional: the publisher may still change it."),
    "revised": Flag("[r]", "revised", "Revised: the publisher has changed it since."),
    "estimated": Flag("[e]", "estimated", "Estimated, not counted."),
}
# What a key under a table explains where the symbol occurs in it.
SYMBOLS = {
    "[x]": "[x] not available or withheld",
    "[c]": "[c] suppressed, to protect people in small numbers",
    "[z]": "[z] not applicable",
    "[p]": "[p] provisional",
    "[r]": "[r] revised",
    "[e]": "[e] estimated",
}


@dataclass(frozen=True)
class Signal:
    """What an icon of a series says: its letter, a few words, and a sentence."""

    letter: str
    label: str
    sentence: str


_SPECIAL = "the latest point is one that chance would rarely give"
VARIATIONS = {
    "common_cause": Signal(
        "C", "Common cause", "Common-cause variation: the series moves as chance would have it."
    ),
    "improvement_high": Signal("H", "Improvement, high", f"Improvement, upwards: {_SPECIAL}."),
    "improvement_low": Signal("L", "Improvement, low", f"Improvement, downwards: {_SPECIAL}."),
    "concern_high": Signal("H", "Concern, high", f"Concern, upwards: {_SPECIAL}."),
    "concern_low": Signal("L", "Concern, low", f"Concern, downwards: {_SPECIAL}."),
    "neutral_high": Signal(
        "H", "Special cause, high", f"Special cause, upwards, neither good nor bad: {_SPECIAL}."
    ),
    "neutral_low": Signal(
        "L", "Special cause, low", f"Special cause, downwards, neither good nor bad: {_SPECIAL}."
    ),
}
ASSURANCES = {
    "consistent_pass": Signal(
        "P", "Consistently passes", "The target lies beyond the limits: it is met consistently."
    ),
    "consistent_fail": Signal(
        "F", "Consistently falls short", "The target lies beyond the limits: it is not met."
    ),
    "inconsistent": Signal(
        "?", "Hit or miss", "The target lies between the limits: chance decides whether it is met."
    ),
}
ASSURANCE_KINDS = {
    "consistent_pass": "improvement",
    "consistent_fail": "concern",
    "inconsistent": "common_cause",
}
KINDS = {
    "improvement": "Improvement",
    "concern": "Concern",
    "neutral_high": "Special cause, high",
    "neutral_low": "Special cause, low",
    "common_cause": "Common cause",
}
RULES = {
    "outside_limits": "outside the limits",
    "trend": "part of a trend: seven points, each higher (or each lower) than the one before",
    "two_of_three": "two of three points in a row close to one limit",
    "shift": "part of a shift: seven points in a row on one side of the mean",
}
TRENDS = {
    "increasing": "increasing",
    "decreasing": "decreasing",
    "no_change": "no significant change",
    "not_calculated": "could not be calculated",
}
TREND_ARROWS = {"increasing": "↑", "decreasing": "↓", "no_change": "→", "not_calculated": ""}
AGAINST = {"england": "England", "region": "Their region", "ccg": "Their own CCG"}
MEMBERSHIPS = {
    "as-was": "As it was then",
    "as-is": "As it is today",
}
MEMBERSHIP_RULE = {
    "as-was": "Each practice counts in the groups that it belonged to at the end of the period.",
    "as-is": "Each practice counts in the groups that it belongs to today, in every period, so "
    "that the figures of a group change only because those of its practices do.",
}
POLARITIES = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "none": "Neither high nor low is good in itself: figures are called higher, similar or lower.",
}
METHODS = {
    "proportion": "Proportion: the numerator is part of the denominator. Interval by Wilson's "
    "score method.",
    "rate": "Rate: events for a number of people. Interval by Byar's method, exact below ten.",
    "ratio": "Ratio: a number for a denominator that is no count of events. No interval.",
    "score": "Score: points achieved of a maximum. No interval.",
    "mean": "Mean or index without its parts. Interval only where the publisher gives one.",
    "count": "Count: a number, with nothing that it is divided by. No interval.",
    "category": "Category: a rating or state by name. No interval.",
}
AGGREGATIONS = {
    "sum": "A group's figure is made of the summed numerators and denominators of its practices.",
    "mean": "A group's figure is the plain average of its practices.",
    "weighted_mean": "A group's figure is the average of its practices, weighted by patients.",
    "share": "A group's figure is the share of its rated practices in the favourable categories.",
    "none": "No figure of a group is made from its practices.",
}
SUPPRESSIONS = {
    "none": "Nothing is hidden.",
    "as_published": "As published: what the publisher hid stays hidden, nothing else is.",
    "hospital_counts": "Counts from 1 to 7 are hidden and others rounded to the nearest 5.",
}
FREQUENCIES = {
    "year": "financial year",
    "quarter": "quarter",
    "month": "month",
    "calendar": "calendar year",
    "day": "day",
}
ATTRIBUTES = {
    "contract_type": "Contract",
    "clinical_system": "Clinical system",
    "dispensing": "Dispenses medicines",
    "maximum_qof_points": "QOF points it could earn",
    "qof_validation": "QOF data-quality rules broken",
    "cqc_rating_published": "CQC rating published",
    "cqc_inherited": "CQC rating inherited from a predecessor",
    "local_authority": "Local authority",
}
GROUP_TYPES = {
    "cluster": "Cluster",
    "locality": "Locality",
    "pcn": "PCN",
    "federation": "Federation",
    "ccg": "CCG",
    "borough": "Borough",
    "system": "System",
    "region": "Region",
    "england": "Country",
}


def flag_of(flag: object) -> Flag | None:
    """The words for a flag; one that nobody has words for says what it is."""
    if not isinstance(flag, str) or not flag:
        return None
    plain = flag.replace("_", " ")
    return FLAGS.get(flag, Flag("[x]", plain, f"{plain.capitalize()}."))


def symbol_of(flag: object) -> str:
    """The symbol in the place of a missing number."""
    found = flag_of(flag)
    return found.symbol if found and found.symbol in ("[c]", "[z]") else "[x]"


def sentence_list(parts: list[str]) -> str:
    """Things in a row as English lists them: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def list_with_more(said: list[str], of: int) -> str:
    """The first of some things in a sentence, and how many are left: "a, b and 3 more"."""
    more = [f"{of - len(said):,} more"] if of > len(said) else []
    return sentence_list([*said, *more])


def capitalised(text: str) -> str:
    """The text with a capital at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """The text as it stands inside a sentence: "asthma reviews", but "GP referrals"."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
