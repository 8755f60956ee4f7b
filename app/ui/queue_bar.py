"""The messages that wait behind a reply, above the composer: to edit, take back or send."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.storage.records import QueuedMessage
from app.storage.text import one_line
from app.ui.message_editor import MessageEditor

_SHOWN = 200  # characters of a message


class QueueBar(QFrame):
    """Hidden while nothing waits."""

    edit_begun = Signal(str)  # id of a queued message
    edited = Signal(str, str)  # id of a queued message, its new text
    edit_ended = Signal(str)  # id of a queued message
    take_back_wanted = Signal(str)  # id of a queued message
    send_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queueBar")
        self._rows: dict[str, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 8, 8, 8)
        self._column.setSpacing(4)
        self._words = QLabel(self)
        self._words.setObjectName("queueWords")
        self._words.setWordWrap(True)
        self._send = _button("sendQueued", self.tr("Send now"), self.tr("Send the next message"))
        self._send.clicked.connect(self.send_wanted)
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        head.addWidget(self._send)
        self._column.addLayout(head)
        self.hide()

    def show_queue(self, waiting: Sequence[QueuedMessage], is_held: bool) -> None:
        """Show what waits; held means that nothing forms after which it would be sent.

        A message that is being changed keeps its editor while another conversation is shown.
        """
        for id_ in [id_ for id_ in self._rows if id_ not in {q.id for q in waiting}]:
            self._rows[id_].hide()
            if self.edit_text(id_) is None:
                self._remove(id_)
        for place, queued in enumerate(waiting):
            self._show_row(queued, place)
        is_edited = bool(waiting) and self.edit_text(waiting[0].id) is not None
        self._send.setEnabled(not is_edited)
        words = self.tr("Sent when the reply is complete:")
        self._words.setText(self.tr("Waiting, not sent:") if is_held else words)
        self._send.setVisible(is_held)
        self.setVisible(bool(waiting))

    def edit_text(self, queued_id: str) -> str | None:
        """What the editor of a message holds; None if it has none."""
        return self._rows[queued_id].edit_text if queued_id in self._rows else None

    @property
    def has_unsaved_edits(self) -> bool:
        """Whether an open editor, of this conversation or another, holds other words by now."""
        return any(row.edit_text not in (None, row.text) for row in self._rows.values())

    def end_edit(self, queued_id: str) -> None:
        """Close the editor of a message, if it has one."""
        if queued_id in self._rows:
            self._rows[queued_id].end_edit()

    def _show_row(self, queued: QueuedMessage, place: int) -> None:
        if queued.id not in self._rows:
            row = self._rows[queued.id] = _Row(self)
            row.edit_begun.connect(lambda: self.edit_begun.emit(queued.id))
            row.edited.connect(lambda text: self.edited.emit(queued.id, text))
            row.edit_ended.connect(lambda: self.edit_ended.emit(queued.id))
            row.take_back_wanted.connect(lambda: self.take_back_wanted.emit(queued.id))
        row = self._rows[queued.id]
        if self._column.indexOf(row) != 1 + place:  # below the head
            self._column.insertWidget(1 + place, row)
        row.show_text(queued.text)
        row.show()

    def _remove(self, queued_id: str) -> None:
        row = self._rows.pop(queued_id)
        self._column.removeWidget(row)
        row.deleteLater()


class _Row(QFrame):
    """One message that waits, on one line."""

    edit_begun = Signal()
    edited = Signal(str)
    edit_ended = Signal()
    take_back_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("queuedMessage")
        self.text = ""  # the message as it is saved
        self._editor: MessageEditor | None = None
        self._label = _OneLine(self)
        edit = _button("editQueued", self.tr("Edit"), self.tr("Edit the queued message"))
        back = _button(
            "takeBack", self.tr("Take back"), self.tr("Put the queued message into the composer")
        )
        edit.clicked.connect(self._open_editor)
        back.clicked.connect(self.take_back_wanted)
        self._line = QWidget(self)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._label, 1)
        line.addWidget(edit)
        line.addWidget(back)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._line)

    def show_text(self, text: str) -> None:
        """Show as much of the words as fits."""
        self.text = text
        words = one_line(text[: 4 * _SHOWN])[:_SHOWN]
        self._label.show_words(words)
        self._label.setAccessibleName(self.tr("Queued: {words}").format(words=words))

    def _open_editor(self) -> None:
        self._editor = MessageEditor(self.text, self.tr("Save"), self)
        self._editor.finished.connect(self.edited)
        self._editor.cancelled.connect(self.end_edit)
        self._column.addWidget(self._editor)
        self._line.hide()
        self._editor.setFocus()
        self.edit_begun.emit()

    @property
    def edit_text(self) -> str | None:
        """What the editor holds; None while nothing is edited."""
        return None if self._editor is None else self._editor.text

    def end_edit(self) -> None:
        """Show the message as a line again."""
        if self._editor is not None:
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
            self._line.show()
            self.edit_ended.emit()


class _OneLine(QLabel):
    """As many words as fit on one line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str) -> None:
        """Show the beginning; all of it when pointed at."""
        self._words = words
        self.setToolTip(words)
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(words, mode, max(self.width(), 40)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_words(self._words)


def _button(name: str, words: str, spoken: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAccessibleName(spoken)
    button.setToolTip(spoken)
    return button
