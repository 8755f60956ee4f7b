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

    edited = Signal(str, str)  # id of a queued message, its new text
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
        """Show what waits; held means that nothing forms after which it would be sent."""
        for id_ in [id_ for id_ in self._rows if id_ not in {q.id for q in waiting}]:
            row = self._rows.pop(id_)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for queued in waiting:
            self._show_row(queued)
        words = self.tr("Sent when the reply is complete:")
        self._words.setText(self.tr("Waiting, not sent:") if is_held else words)
        self._send.setVisible(is_held)
        self.setVisible(bool(waiting))

    def _show_row(self, queued: QueuedMessage) -> None:
        if queued.id not in self._rows:
            row = self._rows[queued.id] = _Row(self)
            row.edited.connect(lambda text: self.edited.emit(queued.id, text))
            row.take_back_wanted.connect(lambda: self.take_back_wanted.emit(queued.id))
            self._column.addWidget(row)
        self._rows[queued.id].show_text(queued.text)


class _Row(QFrame):
    """One message that waits, on one line."""

    edited = Signal(str)
    take_back_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("queuedMessage")
        self._text = ""
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
        self._text = text
        words = one_line(text[: 4 * _SHOWN])[:_SHOWN]
        self._label.show_words(words)
        self._label.setAccessibleName(self.tr("Queued: {words}").format(words=words))

    def _open_editor(self) -> None:
        self._editor = MessageEditor(self._text, self.tr("Save"), self)
        self._editor.finished.connect(self._finish)
        self._editor.cancelled.connect(self._close_editor)
        self._column.addWidget(self._editor)
        self._line.hide()
        self._editor.setFocus()

    def _finish(self, text: str) -> None:
        self._close_editor()
        self.edited.emit(text)

    def _close_editor(self) -> None:
        if self._editor is not None:
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
            self._line.show()


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
