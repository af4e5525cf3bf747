"""Practices by rating or category: counted for the whole and for each of its boroughs."""

from dataclasses import dataclass

import pandas as pd

from pcdash.grammar import counted
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figures import Answer
from pcdash.viewmodels.numbers import number_text, share_text
from pcdash.viewmodels.service_areas import borough_names
from pcdash.viewmodels.tables import Column, Table
from pcdash.viewmodels.words import sentence_list

NO_CATEGORY = "[x] none held"
NO_BOROUGH = "In no borough"


@dataclass(frozen=True)
class CategoryCounts:
    """How many practices are in each category, a row a borough and one for all of them.

    `stacks` to `rated` are what `pcdash.charts.stacked_categories` asks for.
    """

    finding: str
    sentence: str
    table: Table
    stacks: pd.DataFrame
    categories: tuple[str, ...]
    favourable: tuple[str, ...]
    rated: tuple[str, ...]
    alt: str

    def names_by_row(self, figures: pd.DataFrame) -> list[str]:
        """The category of each row of figures, or that there is none."""
        return [name if isinstance(name, str) else NO_CATEGORY for name in figures["category"]]


def category_counts(context: Context, found: Answer, figures: pd.DataFrame) -> CategoryCounts:
    """Counts of practices by category.

    Args:
        figures: The practices, those without a category included.
    """
    names = [*found.indicator.categories, NO_CATEGORY]
    boroughs = borough_names(context, found.period, found.question.basis)
    labelled = figures.assign(
        category=figures["category"].where(figures["category"].notna(), NO_CATEGORY),
        place=figures["area_code"].map(boroughs).fillna(NO_BOROUGH),
    )
    counts = pd.crosstab(labelled["place"], labelled["category"]).reindex(
        columns=names, fill_value=0
    )
    whole = context.inside.names.get(found.scope_code, found.scope_code)
    if len(counts) > 1:
        counts = pd.concat([counts, counts.sum().to_frame(whole).T])
    counts = counts.loc[:, (counts.sum() > 0).to_numpy()]
    total = counts.sum(axis=1)
    rows = [
        (str(place), number_text(total[place]), *map(number_text, counts.loc[place]))
        for place in counts.index
    ]
    columns = [Column("Place"), Column("Practices", is_number=True)]
    columns += [Column(name, is_number=True) for name in counts.columns]
    finding, sentence = in_words(found, figures)
    return CategoryCounts(
        finding=finding,
        sentence=sentence,
        table=Table(tuple(columns), tuple(rows)),
        stacks=stacks_of(counts),
        categories=found.indicator.categories,
        favourable=found.indicator.favourable,
        rated=found.indicator.rated,
        alt=f"Practices by {found.indicator.title}. {finding}. {sentence}",
    )


def stacks_of(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts (a row a place, a column a category) as `charts.stacked_categories` asks for them."""
    made = []
    for place, row in counts.iterrows():
        total = int(row.sum())
        for category, count in row.items():
            if count:
                made.append(
                    {
                        "place": str(place),
                        "category": category,
                        "count": int(count),
                        "share": count / total,
                        "count_text": number_text(count),
                        "share_text": share_text(count / total),
                    }
                )
    return pd.DataFrame(made)


def in_words(found: Answer, figures: pd.DataFrame) -> tuple[str, str]:
    """The favourable share of the rated practices, and the count of each category."""
    indicator = found.indicator
    held = figures["category"].dropna()
    rated = held[held.isin(indicator.rated or indicator.categories)]
    counts = held.value_counts()
    listed = [f"{number_text(counts[one])} {one}" for one in indicator.categories if one in counts]
    sentence = f"Of {counted(len(figures), 'practice')}: {sentence_list(listed) or 'none rated'}."
    without = len(figures) - len(held)
    if without:
        sentence += f" {number_text(without)} {'has' if without == 1 else 'have'} no figure."
    if not indicator.favourable:
        return f"{counted(len(held), 'practice')} by category", sentence
    good = int(rated.isin(indicator.favourable).sum())
    wanted = " or ".join(one.lower() for one in indicator.favourable)
    are = "is" if good == 1 else "are"
    of_rated = f"{number_text(good)} of {number_text(len(rated))} rated practices"
    return f"{of_rated} {are} {wanted}", sentence
