"""Runs a named query of sql/queries on a snapshot, a cursor each time.

Disclosure rules are applied here and nowhere else: what is below them never leaves the store.
"""

import difflib
import re

import pandas as pd

from pcdash.errors import PcdashError
from pcdash.store.connection import Snapshot
from pcdash.store.sql_files import read_sql


def run_query(snapshot: Snapshot, name: str, **parameters: object) -> pd.DataFrame:
    """Rows of `sql/queries/<name>.sql` with its `$parameters` bound.

    Raises:
        PcdashError: the query needs other parameters; says which.
    """
    sql = read_sql("queries", name)
    wanted = set(re.findall(r"\$(\w+)", _without_comments(sql)))
    for missing in sorted(wanted - set(parameters)):
        near = difflib.get_close_matches(missing, parameters, n=1)
        hint = f" Did you mean {missing!r} by {near[0]!r}?" if near else ""
        raise PcdashError(
            f"sql/queries/{name}.sql needs the parameter {missing!r}; got "
            f"{sorted(parameters)}.{hint}"
        )
    with snapshot.connection.cursor() as cursor:
        return cursor.execute(sql, parameters).df()


def _without_comments(sql: str) -> str:
    return re.sub(r"--[^\n]*", "", sql)
