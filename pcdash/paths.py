"""Where the project keeps its own files, and where the user keeps theirs."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pcdash.errors import UserFacingError

ROOT = Path(__file__).resolve().parent.parent
DEFINITIONS = ROOT / "data" / "definitions"
SQL = ROOT / "sql"


def store_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The store of real data: `PCDASH_STORE`, or `store` in the project's folder."""
    return Path(environ.get("PCDASH_STORE") or ROOT / "store")


def needs_approval(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a second person approves what is published: `PCDASH_APPROVAL=yes`."""
    return environ.get("PCDASH_APPROVAL", "").strip().lower() == "yes"


def basemap(environ: Mapping[str, str] = os.environ) -> str | None:
    """The address of the style of a basemap (MapLibre): `PCDASH_BASEMAP`; None where none is set.

    Raises:
        UserFacingError: what is set is no address.
    """
    said = environ.get("PCDASH_BASEMAP", "").strip()
    if said and not (urlsplit(said).scheme in ("http", "https") and urlsplit(said).netloc):
        raise UserFacingError(
            f"PCDASH_BASEMAP is {said!r}, which is no address. Expected that of a MapLibre style, "
            "such as https://maps.example.org/style.json; leave it out for maps without a basemap."
        )
    return said or None


def address(environ: Mapping[str, str] = os.environ) -> str:
    """Where the dashboard is found, for links in reports: `PCDASH_ADDRESS`, or Streamlit's own."""
    return (environ.get("PCDASH_ADDRESS") or "http://localhost:8501").rstrip("/")


def false_discovery_rate(environ: Mapping[str, str] = os.environ) -> float:
    """Which share of the signals may be chance: `PCDASH_FALSE_DISCOVERY_RATE`, 0.05 usually.

    Raises:
        UserFacingError: it is set, and is no number between 0 and 1.
    """
    given = environ.get("PCDASH_FALSE_DISCOVERY_RATE", "").strip() or "0.05"
    try:
        rate = float(given)
    except ValueError:
        rate = 0.0
    if not 0 < rate < 1:
        raise UserFacingError(
            f"PCDASH_FALSE_DISCOVERY_RATE is {given!r}. It is the share of signals that may be "
            "chance: set it to a number between 0 and 1, such as 0.05, or not at all."
        )
    return rate


def illustrative_folder() -> Path:
    """The store of illustrative data, never the same as the store of real data."""
    return ROOT / "illustrative"
