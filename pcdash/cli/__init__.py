"""The command line, for people and for schedulers: `python -m pcdash …`.

Each command says what it did on standard output and what is wrong on standard error, and ends
with status 0 only if all that was asked for was done.
"""

import logging

import click

from pcdash.cli import digesting, exporting, loading, looking, packing, reporting
from pcdash.errors import UserFacingError
from pcdash.printing import print_whatever_the_console


class _Commands(click.Group):
    """Shows the project's own errors as sentences, without a traceback."""

    def main(self, *words: object, **settings: object) -> object:
        print_whatever_the_console()
        return super().main(*words, **settings)

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except UserFacingError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands)
@click.option("--verbose", is_flag=True, help="Say on standard error what is being done.")
def main(verbose: bool) -> None:
    """The primary care transformation dashboard: load files, look into the store."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.CRITICAL,
        format="%(asctime)s %(name)s %(message)s",
    )


for _command in (
    loading.load,
    loading.undo,
    loading.rollback,
    loading.illustrate,
    looking.template,
    exporting.export,
    reporting.report,
    packing.pack,
    looking.formats,
    looking.history,
    looking.calendar,
    looking.doctor,
    looking.prune,
    looking.values,
    digesting.digest,
):
    main.add_command(_command)
