"""What English asks of a sentence with a number in it; at the bottom, so that all may use it."""


def verb(count: int, one: str, many: str) -> str:
    """The verb of some things: `verb(1, "is", "are")` is "is"."""
    return one if count == 1 else many


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number of things: '1 row', '2,140 rows'."""
    return f"{number:,.0f} {noun if number == 1 else plural or f'{noun}s'}"


def and_more(number: int) -> str:
    """What stands after the first of many: ' and 3 more'; nothing where none is left."""
    return f" and {number:,} more" if number > 0 else ""
