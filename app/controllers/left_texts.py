"""Texts that an earlier run could not save: told of at the start, and put back if wished."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.controllers.chat_controller import ChatController
from app.storage.database import Database
from app.storage.errors import DatabaseError
from app.storage.put_back import put_back
from app.wording import own_error


class LeftTexts(QObject):
    """``paths`` are the files in which they lie."""

    failed = Signal(str)  # a sentence
    told = Signal(str)  # a sentence about where the texts are now

    def __init__(
        self,
        paths: Sequence[Path],
        database: Database,
        chat: ChatController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._paths = list(paths)
        self._database, self._chat = database, chat

    @property
    def can_be_put_back(self) -> bool:
        """Whether there are any, and they can be saved."""
        return bool(self._paths) and not self._database.is_read_only

    def sentence(self) -> str:
        """Where they lie; empty if there are none."""
        if not self._paths:
            return ""
        words = self.tr(
            "Some text could not be saved in an earlier run. It is in {paths}: read it there, "
            "and delete the file when you no longer need it."
        )
        return words.format(paths=", ".join(str(path) for path in self._paths))

    def put_all_back(self) -> None:
        """Save them where they belong, and open the conversation of the last one."""
        opened = ""
        try:
            while self._paths:
                opened = put_back(self._database, self._paths[0])
                del self._paths[0]
        except (DatabaseError, OSError) as error:
            self.failed.emit(own_error(error))
        if opened:
            self._chat.conversations_changed.emit()
            self._chat.open(opened)
        if not self._paths:
            self.told.emit(
                self.tr(
                    "The text is back: a reply's in its conversation, other text as the draft of "
                    "a new one."
                )
            )
