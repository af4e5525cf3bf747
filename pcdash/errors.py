"""Every error the project raises on purpose.

A message says what is wrong, which thing, what was expected or exists, and what to do, in plain
sentences. `UserFacingError` and its children are shown to people as they stand; nothing else is.
"""


class PcdashError(Exception):
    """The root of the project's own errors."""


class UserFacingError(PcdashError):
    """An error whose message is written for the person who uses the dashboard."""


class UnknownAreaError(UserFacingError):
    """No area has the code that was asked for."""


class UnknownIndicatorError(UserFacingError):
    """No indicator has the id that was asked for."""


class UnknownPeriodError(UserFacingError):
    """A period is not written as periods are written, or nothing is held for it."""


class NoDataError(UserFacingError):
    """What was asked for exists, and there is nothing to show for it."""


class StoreMissingError(UserFacingError):
    """There is no store, or no such snapshot in it."""


class StoreMovedError(UserFacingError):
    """The store is not what a preview was made of any more."""


class StoreBusyError(UserFacingError):
    """Another load is writing to the store."""


class CheckFailedError(UserFacingError):
    """A check in sql/checks found rows that must not be published."""


class DefinitionError(UserFacingError):
    """Faults in data/definitions, all of them, each with its file and key."""


class SourceFileError(UserFacingError):
    """A file cannot be read as the published format it looks like."""


class MethodInputError(PcdashError, ValueError):
    """A statistic was asked something that it cannot answer."""


class NoChartError(UserFacingError):
    """A form of chart needs what an indicator, or what is held of it, has not; says what."""
