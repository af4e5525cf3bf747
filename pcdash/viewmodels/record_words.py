"""The words of forms that record something, those that differ from form to form and those that do
not."""

from dataclasses import dataclass

from pcdash.grammar import counted

ADD, LAST_OUT, PUT_AWAY = "Add and check", "Take the last one out", "Put all away"


@dataclass(frozen=True)
class RecordWords:
    """What a form calls what it records: one, many, and the sheet of the workbook that has them."""

    one: str
    many: str
    sheet: str

    @property
    def about(self) -> str:
        """Which way a record goes."""
        an = "An" if self.one[0] in "aeiou" else "A"
        return (
            f"{an} {self.one} that is recorded here goes the way of every file: it is checked as "
            f"the sheet {self.sheet!r} of the workbook is, previewed, published as a load with "
            "your name, kept with its original, and can be undone under 'What is new?'."
        )

    @property
    def apart(self) -> str:
        """Why nothing is recorded here; `reason` is to be filled in."""
        many = self.many.capitalize()
        return f"{many} are recorded in a store of real data, and this is none. {{reason}}"

    @property
    def not_current(self) -> str:
        """Why nothing is recorded in an older snapshot."""
        return (
            "This is an older snapshot. Take snapshot= out of the address to record "
            f"{'an' if self.one[0] in 'aeiou' else 'a'} {self.one}."
        )

    @property
    def file_name(self) -> str:
        """The workbook that records become; `day` is to be filled in."""
        return f"{self.many}_recorded_{{day}}.xlsx"

    @property
    def list_alt(self) -> str:
        """What the list of records is."""
        return f"The {self.many} that are to be published"

    def listed(self, count: int) -> str:
        """How many wait to be published."""
        return f"{counted(count, self.one, self.many)} to publish"
