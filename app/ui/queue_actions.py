"""What a person does with messages that wait behind a reply: send, edit, take back."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.controllers.queue_controller import QueueController
from app.storage.records import QueuedMessage
from app.ui.actions import Actions, MenuName
from app.ui.composer import Composer
from app.ui.queue_bar import QueueBar


class QueueActions(QObject):
    """The end of the menu Message, and the bar above the composer."""

    def __init__(
        self,
        actions: Actions,
        queue: QueueController,
        bar: QueueBar,
        composer: Composer,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._queue, self._bar, self._composer = queue, bar, composer
        menu = MenuName.MESSAGE
        actions.menu(menu).addSeparator()
        send, back = (
            self.tr("Send the &queued message now"),
            self.tr("Take back the queued message"),
        )
        self._send = actions.add(menu, "send_queued", send, queue.send_next, "Ctrl+Shift+Return")
        self._back = actions.add(menu, "take_back", back, self._take_back_last, "Ctrl+Shift+Q")
        bar.edit_begun.connect(queue.hold)
        bar.edited.connect(self._save)
        bar.edit_ended.connect(queue.release)
        bar.take_back_wanted.connect(self._take_back)
        bar.send_wanted.connect(queue.send_next)
        queue.changed.connect(bar.show_queue)
        queue.changed.connect(self._refresh)
        self._refresh([], True)

    def _refresh(self, waiting: list[QueuedMessage], _is_held: bool) -> None:
        self._send.setEnabled(self._queue.can_send)
        self._back.setEnabled(bool(waiting))

    def _take_back_last(self) -> None:
        if self._queue.waiting:
            self._take_back(self._queue.waiting[-1].id)

    def _take_back(self, queued_id: str) -> None:
        """Put the words into the composer, as they are if they are being changed."""
        changed = self._bar.edit_text(queued_id)
        words = self._queue.take_back(queued_id)
        if words is not None:
            self._bar.end_edit(queued_id)
            self._compose(words if changed is None else changed)

    def _save(self, queued_id: str, text: str) -> None:
        """Other words for a message that waits; if it is gone, they go into the composer."""
        if self._queue.edit(queued_id, text):
            self._bar.end_edit(queued_id)
        elif queued_id not in {queued.id for queued in self._queue.waiting}:
            self._bar.end_edit(queued_id)
            self._compose(text)

    def _compose(self, words: str) -> None:
        """Put words into the composer, before what stands there."""
        typed = self._composer.text
        self._composer.set_text(f"{words}\n\n{typed}" if typed.strip() else words)
        self._composer.setFocus()
