"""What is kept, or asked about, before the window closes: nothing typed goes without a word."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.controllers.reply_saver import ReplySaver
from app.ui.confirm import confirmed
from app.ui.drafts import DraftKeeper
from app.ui.queue_bar import QueueBar
from app.ui.transcript import Transcript


class Closing(QObject):
    """Asks only where words would be lost."""

    def __init__(
        self,
        drafts: DraftKeeper,
        saver: ReplySaver,
        transcript: Transcript,
        queue_bar: QueueBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._drafts, self._saver, self._window = drafts, saver, window
        self._transcript, self._queue_bar = transcript, queue_bar

    def may_close(self) -> bool:
        """Whether all is kept, or the person can do without it."""
        return self._are_drafts_kept() and self._are_edits_done()

    def _are_drafts_kept(self) -> bool:
        """Saved, or at least in a file."""
        if self._drafts.save() or self._saver.keep_typed(self._drafts.unsaved):
            return True
        return self._confirms(
            self.tr(
                "Neither the conversations nor any other file can be written now. Copy your text "
                "to another program, or make room and close again."
            )
        )

    def _are_edits_done(self) -> bool:
        if not (self._transcript.edits.has_changes or self._queue_bar.has_unsaved_edits):
            return True
        return self._confirms(
            self.tr("A message is still being changed, perhaps in another conversation.")
        )

    def _confirms(self, meaning: str) -> bool:
        return confirmed(
            self._window,
            self.tr("Close Sfumato and lose what you typed?"),
            meaning,
            self.tr("Close"),
            self.tr("Keep open"),
            title=self.tr("Your text is not saved"),
        )
