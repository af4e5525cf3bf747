"""Why figures look as they do, in words: the rule behind a colour, and what to know of a figure."""

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.viewmodels import findings, words
from pcdash.viewmodels.figures import Answer
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.sources import Labelled

METHOD_SOURCE = (
    "Wilson (1927) and Byar, as in OHID's technical guidance and its package "
    "PHEindicatormethods 2.1.1."
)


def why(
    found: Answer, figures: pd.DataFrame, *, benchmark: str, level: Labelled | None
) -> tuple[tuple[str, str], ...]:
    """The rule, the benchmark, the interval and the counts behind the colours."""
    indicator = found.indicator
    noun = words.LEVELS[found.question.level]
    judged = indicator.polarity != "none"
    above, below = ("better", "worse") if judged else ("higher", "lower")
    said = [
        (
            "Rule",
            f"A {noun.one} is similar to the benchmark if the benchmark lies inside its 95% "
            f"interval. Outside of it, it is {above} or {below} (95%); outside the wider 99.8% "
            f"interval too, {above} or {below} (99.8%). Nothing is compared with itself, and "
            "nothing without an interval is compared.",
        ),
        ("Benchmark", f"{level.label}, {found.period}." if level else f"{benchmark}."),
        ("Interval", words.METHODS[indicator.method] + _supplied(figures, indicator)),
        ("Which way is good", words.POLARITIES[indicator.polarity]),
        ("Counts", counts_of(figures["comparison"], noun)),
        ("Source of the method", METHOD_SOURCE),
    ]
    return tuple(said)


def measured(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """What an indicator measures, in words."""
    said = [("Numerator", indicator.numerator)]
    if indicator.denominator:
        said.append(("Denominator", indicator.denominator))
    if indicator.multiplier != 1:
        said.append(("Multiplied by", number_text(indicator.multiplier)))
    return (*said, ("Why it matters", indicator.why_it_matters))


def notes(
    found: Answer, figures: pd.DataFrame, *, outside: pd.DataFrame, benchmark: str
) -> tuple[str, ...]:
    """What to know before reading the figures: what is missing, withheld, outside or untested."""
    level, indicator = found.question.level, found.indicator
    noun = words.LEVELS[level]
    said = []
    if indicator.method != "category" or level != "practice":
        said.append(findings.untested(figures, indicator, benchmark=benchmark))
    said += findings.reasons(figures, noun)
    if (figures["flag"] == "coverage_unknown").any():
        count = int((figures["flag"] == "coverage_unknown").sum())
        reason = words.FLAGS["coverage_unknown"].sentence
        said.append(f"{counted(count, noun.one, noun.many)}: {words.uncapitalised(reason)}")
    if not outside.empty:
        stand = "stands" if len(outside) == 1 else "stand"
        said.append(
            f"Of the CCGs that have {noun.many}, {counted(len(outside), 'practice')} {stand} in no "
            f"{noun.one}, and {'is' if len(outside) == 1 else 'are'} in the table only: "
            f"{findings.names_of(outside, at_most=6)}. CCGs without {noun.many} are not shown."
        )
    if level != "practice":
        said.append(_made_how(figures, indicator, noun))
        said.append(words.MEMBERSHIP_RULE[found.question.membership])
    said += [one.reason for one in indicator.breaks if one.period == found.period]
    return tuple(one for one in said if one)


def _made_how(figures: pd.DataFrame, indicator: Indicator, noun: words.Noun) -> str:
    known = figures[figures["value"].notna()]
    published = known["basis"] == "published"
    if known.empty or not published.any():
        return words.AGGREGATIONS[indicator.aggregation]
    if published.all():
        return f"The figures of {noun.many} are as published."
    return (
        f"{counted(int(published.sum()), 'figure')} of {noun.many} as published. Elsewhere: "
        f"{words.AGGREGATIONS[indicator.aggregation]}"
    )


def _supplied(figures: pd.DataFrame, indicator: Indicator) -> str:
    has_parts = figures["numerator"].notna() & figures["denominator"].notna()
    is_made = has_parts & (indicator.method in ("proportion", "rate"))
    given = figures["lower_95"].notna() & ~is_made
    if not given.any():
        return ""
    return f" {counted(int(given.sum()), 'interval')} as the publisher gave them."


def counts_of(verdicts: pd.Series, noun: words.Noun) -> str:
    """How many areas have each verdict, from the good or high end."""
    counts = verdicts.value_counts()
    said = [
        f"{words.VERDICTS[key].cell}: {number_text(counts[key])}"
        for key in words.VERDICTS
        if key in counts
    ]
    return f"{counted(len(verdicts), noun.one, noun.many)}: {'; '.join(said)}."
