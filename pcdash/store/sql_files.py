"""The project's SQL: one SELECT a file, found by layer and name, and wrapped as a relation."""

from functools import cache

from pcdash import paths


@cache
def read_sql(layer: str, name: str) -> str:
    """The text of `sql/<layer>/<name>.sql`."""
    return (paths.SQL / layer / f"{name}.sql").read_text(encoding="utf-8")


def names(layer: str) -> tuple[str, ...]:
    """The relations of a layer, in the order of their names."""
    return tuple(sorted(path.stem for path in (paths.SQL / layer).glob("*.sql")))
