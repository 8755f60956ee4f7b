"""Folders, pins, archive and trash, as wishes of a person. Knows nothing of widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.controllers.chat_controller import ChatController
from app.controllers.telling import attempt, telling
from app.storage.organising import OrganisingStore
from app.storage.records import Conversation, Folder
from app.storage.temporary import is_temporary
from app.storage.text import one_line

_Item = TypeVar("_Item")


class PlaceKind(Enum):
    """Which conversations the list shows."""

    ALL = auto()  # but for archive and trash
    FOLDER = auto()
    ARCHIVE = auto()
    TRASH = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """What the list shows; ``folder_id`` goes with FOLDER."""

    kind: PlaceKind = PlaceKind.ALL
    folder_id: str | None = None


EVERYWHERE, ARCHIVE, TRASH = Place(), Place(PlaceKind.ARCHIVE), Place(PlaceKind.TRASH)


class OrganiseController(QObject):
    """Every wish is about several conversations at once, and tells ``chat`` what changed."""

    folders_changed = Signal()
    trashed = Signal(object)  # list[Conversation] put into the trash just now
    brought_back = Signal(object)  # Conversation that lay in the trash when it was written to
    deleted_for_good = Signal(object)  # list[str] of conversation ids
    failed = Signal(str)  # a sentence

    def __init__(
        self, store: OrganisingStore, chat: ChatController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._chat = store, chat
        chat.message_added.connect(self._bring_back)
        chat.reply_began.connect(self._bring_back)

    def listed(self, place: Place) -> list[Conversation]:
        """What lies in a place, the newest first."""
        match place.kind:
            case PlaceKind.TRASH:
                return self._reading(self._store.trashed)
            case PlaceKind.ARCHIVE:
                return [c for c in self._chat.conversations() if c.archived_at]
            case PlaceKind.FOLDER:
                shown = [c for c in self._chat.conversations() if not c.archived_at]
                return [c for c in shown if c.folder_id == place.folder_id]
            case PlaceKind.ALL:
                return [c for c in self._chat.conversations() if not c.archived_at]

    def folders(self) -> list[Folder]:
        """All folders by name."""
        return self._reading(self._store.folders)

    def create_folder(self, name: str, conversation_ids: Sequence[str] = ()) -> Folder | None:
        """A new folder with these conversations; None for an empty name or a failure."""
        name = one_line(name)
        made = attempt(self.failed.emit, lambda: self._store.create_folder(name)) if name else None
        if made is not None:
            self.move(conversation_ids, made.id)
            self.folders_changed.emit()
        return made

    def rename_folder(self, folder_id: str, name: str) -> None:
        """Give a folder another name; an empty one is not taken."""
        name = one_line(name)
        if name:
            self._change(lambda: self._store.rename_folder(folder_id, name))
            self.folders_changed.emit()

    def delete_folder(self, folder_id: str) -> list[str] | None:
        """Remove a folder; its conversations are kept: their ids. None for a failure."""
        kept = attempt(self.failed.emit, lambda: self._store.delete_folder(folder_id))
        self._chat.conversations_changed.emit()
        self.folders_changed.emit()
        return kept

    def move(self, conversation_ids: Sequence[str], folder_id: str | None) -> None:
        """Put conversations into a folder; None is outside any."""
        self._change(lambda: self._store.move(conversation_ids, folder_id))

    def pin(self, conversation_ids: Sequence[str], *, pinned: bool) -> None:
        """Keep conversations at the top, or no longer."""
        self._change(lambda: self._store.pin(conversation_ids, pinned=pinned))

    def archive(self, conversation_ids: Sequence[str], *, archived: bool) -> None:
        """Take conversations out of the list, or bring them back."""
        self._change(lambda: self._store.archive(conversation_ids, archived=archived))

    def trash(self, conversation_ids: Sequence[str]) -> None:
        """Put conversations into the trash, stopping their replies."""
        wanted = set(conversation_ids)
        chosen = [c for c in self._chat.conversations() if c.id in wanted]
        self.delete_for_good([c.id for c in chosen if c.is_temporary])  # no trash in memory
        gone = [c for c in chosen if not c.is_temporary]
        for conversation in gone:
            self._chat.leave(conversation.id)
        self._change(lambda: self._store.trash([c.id for c in gone]))
        if gone:
            self.trashed.emit(gone)

    def restore(self, conversation_ids: Sequence[str]) -> None:
        """Bring conversations back out of the trash."""
        self._change(lambda: self._store.restore(conversation_ids))

    def delete_for_good(self, conversation_ids: Sequence[str]) -> None:
        """Delete conversations with everything in them."""
        for conversation_id in conversation_ids:
            self._chat.delete(conversation_id)
        refused = {c.id for c in (*self._chat.conversations(), *self._reading(self._store.trashed))}
        gone = [c for c in conversation_ids if not is_temporary(c) and c not in refused]
        if gone:
            self.deleted_for_good.emit(gone)

    def save_draft(self, conversation_id: str, text: str) -> bool:
        """Keep what was typed and not sent; False if that failed, which is told."""
        with telling(self.failed.emit):
            self._store.save_draft(conversation_id, text)
            return True
        return False

    def _change(self, change: Callable[[], None]) -> None:
        with telling(self.failed.emit):
            change()
        self._chat.renew()
        self._chat.conversations_changed.emit()

    def _bring_back(self, _message: object) -> None:
        """What is written to would be lost in the trash."""
        written = self._chat.conversation
        if written is not None and written.trashed_at is not None:
            self.restore([written.id])
            if self._chat.conversation and self._chat.conversation.trashed_at is None:
                self.brought_back.emit(written)

    def _reading(self, read: Callable[[], list[_Item]]) -> list[_Item]:
        return attempt(self.failed.emit, read) or []
