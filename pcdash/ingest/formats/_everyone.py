"""Rows that count everybody, out of files that divide people by age and sex in several ways.

NHS Digital publishes lists with a row for everybody, or one for each sex, or one sex to a file,
and by age. Only what counts everybody is a practice's list.
"""

import pandas as pd

ALL = "ALL"
BOTH = ("MALE", "FEMALE")


def of_all_ages(table: pd.DataFrame, *, age: str) -> pd.DataFrame:
    """The rows that are not of one age."""
    return table[table[age].str.upper() == ALL]


def of_all_sexes(table: pd.DataFrame, *, sex: str, count: str, key: list[str]) -> pd.DataFrame:
    """One row a key with the count of everybody; no rows where the file has one sex alone.

    Args:
        table: Rows in which each key has each sex once at most.
        sex: The column that says ALL, MALE, FEMALE (or UNKNOWN, INDETERMINATE).
        count: The column of people, in numbers.
        key: What people are counted for.

    Returns:
        The rows of ALL where there are any, unchanged; else the sums over the sexes, each with
        what the first of its rows says in the other columns.
    """
    sexes = table[sex].str.upper()
    if (sexes == ALL).any():
        return table[sexes == ALL]
    if not set(BOTH) <= set(sexes):
        return table.iloc[:0]
    others = [name for name in table.columns if name not in (*key, count)]
    combined = {count: "sum"} | dict.fromkeys(others, "first")
    summed = table.groupby(key, sort=False, as_index=False).agg(combined)
    return summed[list(table.columns)]


def words(table: pd.DataFrame, *, sex: str) -> str:
    """Why a file without a count of everybody is passed over, as a sentence."""
    held = " and ".join(sorted(table[sex].str.upper().unique())) or "nobody"
    return (
        f"It counts {held} by age, or one sex alone, and has no rows for everybody: "
        "load the file of totals of the same month."
    )
