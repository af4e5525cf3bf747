"""What is kept of reports: drafts of what people write, and an account of each that was made.

    papers/drafts/<report>_<area>.json    the last thing written for a report of a place
    papers/made/<time>-<random>.json      which figures a report had, of which snapshot
    papers/agreed/<time>-<random>.json    an action that was agreed with a place

A snapshot that a report cites is never deleted. What is in a draft or account is the business of
the view-models; here it is kept, each file there whole or not at all.
"""

import contextlib
import json
import os
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pcdash.errors import UserFacingError
from pcdash.store.folder import Store

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9-]+")
LONGEST_NAME = 80


def read_draft(store: Store, report_id: str, area: str) -> dict[str, Any]:
    """The draft of a report of a place; empty where nothing was written, or it cannot be read."""
    return _read(_draft(store, report_id, area)) or {}


def keep_draft(store: Store, report_id: str, area: str, facts: Mapping[str, Any]) -> None:
    """Keep a draft in the place of the earlier one.

    Raises:
        UserFacingError: the folder of the store cannot be written to.
    """
    _write(_draft(store, report_id, area), facts)


def keep_account(store: Store, facts: Mapping[str, Any]) -> None:
    """Keep what a report that was made had in it: `report`, `area`, `snapshot`, `period`,
    `made_on` and `figures`.

    Raises:
        UserFacingError: the folder of the store cannot be written to.
    """
    _write(store.papers / "made" / f"{_new_name()}.json", facts)


def keep_action(store: Store, facts: Mapping[str, Any]) -> None:
    """Keep an action that was agreed: a new one, or in the place of the one of its `id`.

    Raises:
        UserFacingError: the folder of the store cannot be written to.
    """
    name = _NOT_IN_NAMES.sub("-", str(facts.get("id") or _new_name()))
    _write(store.papers / "agreed" / f"{name}.json", {**facts, "id": name})


def actions_agreed(store: Store) -> tuple[dict[str, Any], ...]:
    """All actions that were agreed, oldest first; an unreadable one is left out."""
    found = (_read(path) for path in sorted((store.papers / "agreed").glob("[!.]*.json")))
    return tuple(one for one in found if one is not None and "action" in one)


def accounts(store: Store) -> tuple[dict[str, Any], ...]:
    """The accounts of all reports that were made, oldest first; an unreadable one is left out."""
    found = (_read(path) for path in sorted((store.papers / "made").glob("[!.]*.json")))
    return tuple(one for one in found if one is not None and "snapshot" in one)


def last_account(
    store: Store, report_id: str, area: str, *, snapshot: int, period: str | None
) -> dict[str, Any] | None:
    """The last report of a place that was of other data: another snapshot, or another period."""
    of_place = [
        one
        for one in accounts(store)
        if (one["report"], one["area"]) == (report_id, area)
        and (one["snapshot"], one["period"]) != (snapshot, period)
    ]
    return of_place[-1] if of_place else None


def cited_snapshots(store: Store) -> frozenset[int]:
    """The snapshots that any report cites."""
    return frozenset(int(one["snapshot"]) for one in accounts(store))


def cited_figure(store: Store, figure_id: str) -> dict[str, Any] | None:
    """The figure of an id, of the last report that cites it: `page`, `query`, `title`, `period`."""
    wanted = figure_id.strip().upper()
    for account in reversed(accounts(store)):
        for figure in account["figures"]:
            if figure["id"] == wanted:
                return figure
    return None


def _new_name() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"


def _draft(store: Store, report_id: str, area: str) -> Path:
    name = _NOT_IN_NAMES.sub("-", f"{report_id}_{area}")[:LONGEST_NAME]
    return store.papers / "drafts" / f"{name}.json"


def _read(path: Path) -> dict[str, Any] | None:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) else None


def _write(path: Path, facts: Mapping[str, Any]) -> None:
    made = path.with_name(f".{path.stem}.{os.getpid()}.{secrets.token_hex(3)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(made, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            made.unlink(missing_ok=True)
        raise UserFacingError(
            f"What belongs to reports cannot be kept in the store {path.parents[2].name!r}: "
            f"{error.strerror}. Give a folder that you may write to with --store."
        ) from error
