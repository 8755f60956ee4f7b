"""The banner over what storage refuses: save a copy of a reply elsewhere, or try again."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.controllers.reply_saver import ReplySaver
from app.storage.files import write_text_atomically
from app.ui.banner import Banner, WayOut
from app.wording import own_reason

_TOPIC = "storage"
_WAYS = (WayOut.SAVE_AS, WayOut.SAVE_AGAIN)


class UnsavedReplies(QObject):
    """Shows the refusal until everything is saved."""

    def __init__(self, saver: ReplySaver, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._saver, self._banner, self._window = saver, banner, window
        saver.refused.connect(self._show)
        saver.caught_up.connect(self.withdraw)

    def take(self, way: WayOut) -> bool:
        """Go a way out of the banner; False if it is none of this object's."""
        if way is WayOut.SAVE_AS:
            self._save_as()
        elif way is WayOut.SAVE_AGAIN:
            self._saver.try_again()
        return way in _WAYS

    def with_ways(self, ways: tuple[WayOut, ...]) -> tuple[WayOut, ...]:
        """The ways out of another problem; while a reply is unsaved, those out of that as well."""
        return (*_WAYS, *ways) if self._saver.is_behind else ways

    def show_refusal(self, sentence: str) -> None:
        """Tell of something else that storage refused, such as a message that was not sent."""
        self._banner.show_problem(sentence, self.with_ways((WayOut.DISMISS,)), topic=_TOPIC)

    def withdraw(self) -> None:
        """Storage took something again: unless a reply waits, its refusals are no news."""
        if not self._saver.is_behind:
            self._banner.withdraw(_TOPIC)

    def _show(self, sentence: str) -> None:
        self._banner.show_problem(sentence, (*_WAYS, WayOut.DISMISS), topic=_TOPIC)

    def _save_as(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save a copy of the reply"),
            self.tr("Reply") + ".md",
            self.tr("Markdown (*.md)"),
        )
        if name:
            self._write(Path(name))

    def _write(self, path: Path) -> None:
        try:
            write_text_atomically(path, self._saver.unsaved_text())
        except OSError as error:
            reason = own_reason(error)
            words = self.tr("The file {name} could not be written: {reason}.")
            self._show(words.format(name=path.name, reason=reason))
