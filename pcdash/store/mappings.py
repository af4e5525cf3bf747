"""How the BI team said that workbooks of their own are to be read: `mappings/<shape>.json`.

What is in them is the business of `pcdash.ingest.mapping`; here they are kept, one a shape.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

from pcdash.store.folder import Store


def remember(store: Store, shape: str, facts: dict[str, Any]) -> None:
    """Keep a mapping in the place of an earlier one of the same shape."""
    store.mappings.mkdir(parents=True, exist_ok=True)
    made = store.mappings / f".{shape}.{os.getpid()}"
    made.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(made, store.mappings / f"{shape}.json")


def forget(store: Store, shape: str) -> None:
    """Keep a mapping no longer."""
    (store.mappings / f"{shape}.json").unlink(missing_ok=True)


def remembered(store: Store) -> Iterator[dict[str, Any]]:
    """Every mapping that is kept; one that cannot be read is passed over, and asked for again."""
    for path in sorted(store.mappings.glob("[!.]*.json")):
        try:
            facts = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(facts, dict):
            yield facts
