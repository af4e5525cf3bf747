"""How the command line prints: figures for programs, progress for people, on any console."""

import sys

import click
import pandas as pd

FORMULA = tuple("=+-@\t\r")  # a cell of text that begins so is a formula to a spreadsheet


def print_whatever_the_console() -> None:
    """Let a console that has no "→", as many of Windows, print a mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def print_figures(figures: pd.DataFrame, form: str) -> None:
    """Print figures as csv, json or parquet."""
    figures = figures.assign(
        **{name: _whole(figures[name]) for name in ("numerator", "denominator")}
    )
    if form == "parquet":
        figures.to_parquet(sys.stdout.buffer, index=False)
    elif form == "json":
        click.echo(figures.to_json(orient="records", indent=2, double_precision=15))
    else:
        texts = figures.select_dtypes(["object", "string", "category"])
        safe = figures.assign(**{name: _no_formula(texts[name]) for name in texts})
        click.echo(safe.to_csv(index=False, lineterminator="\n"), nl=False)


def _no_formula(texts: pd.Series) -> pd.Series:
    """Texts that a spreadsheet would run as a formula, made to be shown as they are."""
    return texts.map(
        lambda text: f"'{text}" if isinstance(text, str) and text[:1] in FORMULA else text
    )


def _whole(counts: pd.Series) -> pd.Series:
    """Counts without a decimal point, where all are whole."""
    return counts.astype("Int64") if (counts.dropna() % 1 == 0).all() else counts


class ProgressBar:
    """One bar on standard error, where there is a person to see it."""

    def __init__(self, *, hidden: bool) -> None:
        self._bar = click.progressbar(
            length=1000,
            file=sys.stderr,
            hidden=hidden or not sys.stderr.isatty(),
            item_show_func=lambda what: what,
            show_eta=False,
        )
        self._done = 0

    def __enter__(self) -> "ProgressBar":
        self._bar.__enter__()
        return self

    def __exit__(self, *failure: object) -> None:
        self._bar.__exit__(*failure)

    def show(self, what: str, share: float) -> None:
        """What is being done, and the share of all that is done."""
        step = max(int(1000 * share) - self._done, 0)
        self._done += step
        self._bar.update(step, what)
