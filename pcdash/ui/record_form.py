"""What forms that record something have in common: a list, checked and published as a file is.

What is added is written into a small workbook in a folder of the session, which then goes the way
of an upload: original, lineage, preview, approval and undo are those of every load.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from pcdash.errors import UserFacingError
from pcdash.ingest.workbook_layout import Layout
from pcdash.report.sheet_file import sheet_bytes
from pcdash.ui import components, destination, loading, publishing, session
from pcdash.ui.destination import Target
from pcdash.ui.loading import Folder, Upload
from pcdash.ui.plain import escaped
from pcdash.viewmodels import record_words
from pcdash.viewmodels.record_words import RecordWords
from pcdash.viewmodels.tables import Column, made_of

Row = dict[str, object]


@dataclass(frozen=True)
class RecordForm:
    """A form whose rows become those of a sheet of the workbook.

    `key` has the headings of which no two rows are alike: a later row takes the place of an earlier
    one. `shown` are the headings of the list. `asks` names the boxes of who publishes. `done` says
    where to go once the rows are published, by the last of them.
    """

    layout: Layout
    key: tuple[str, ...]
    shown: tuple[str, ...]
    asks: str
    words: RecordWords
    done: Callable[[Row], None]

    def goes_to(self) -> Target | None:
        """Say what the form is, and where its rows go; None where nothing real can be recorded."""
        st.markdown(escaped(self.words.about))
        try:
            found = destination.target()
        except UserFacingError as reason:
            components.nothing_held(self.words.apart.format(reason=reason))
            return None
        if session.opened().number != session.opened().current:
            components.nothing_held(self.words.not_current)
            return None
        return found

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows, each in the place of one of the same key."""
        for row in rows:
            kept = [one for one in self._rows() if any(one[n] != row[n] for n in self.key)]
            self._keep([*kept, row])

    def show_list(self, goes_to: Target) -> None:
        """The rows that were added, what they would change, and the way to publish them."""
        rows = self._rows()
        if not rows:
            return
        components.finding(self.words.listed(len(rows)))
        table = made_of(
            [Column(name) for name in self.shown],
            [[str(row.get(name) or "") for name in self.shown] for row in rows],
        )
        components.small_table(table, alt=self.words.list_alt)
        with st.container(horizontal=True):
            st.button(record_words.LAST_OUT, on_click=lambda: self._keep(rows[:-1]))
            st.button(record_words.PUT_AWAY, on_click=lambda: self._keep([]))
        self._check_and_publish(goes_to)

    def _check_and_publish(self, goes_to: Target) -> None:
        held: Upload | None = st.session_state.get(self._checked)
        if held is None or held.target.key != goes_to.key:
            if held is not None:
                publishing.moved(goes_to.number)
            try:
                held = self._examined(goes_to)
            except UserFacingError as reason:  # another load is writing: the list stays
                st.error(escaped(reason))
                return
            st.session_state[self._checked] = held
        if held.problems.table.rows:
            loading.show_problems(held.problems)
        loading.show_preview(held)
        loading.publish(held, asks=self.asks, done=self._published)

    def _examined(self, goes_to: Target) -> Upload:
        folder = Folder()
        path = folder.path / self.words.file_name.format(day=date.today().isoformat())
        path.write_bytes(sheet_bytes(self.layout, self._rows()))
        return loading.examine((path.name,), (path,), folder, goes_to, skips_bad=False)

    def _published(self) -> None:
        """Forget the list, and go where it is seen."""
        last = self._rows()[-1]
        self._keep([])
        self.done(last)

    def _rows(self) -> list[Row]:
        return st.session_state.get(self._list, [])

    def _keep(self, rows: list[Row]) -> None:
        st.session_state[self._list] = rows
        st.session_state.pop(self._checked, None)

    @property
    def _list(self) -> str:
        return f"_{self.asks}_rows"

    @property
    def _checked(self) -> str:
        return f"_{self.asks}_checked"
